"""A trained network of Keras's own layers alone, to open where this project is not.

A VAE needs layers of ours only to be trained: SamplingLayer and VariationalLossLayer. Its
encoder up to z_mean and z_log_var and its decoder are plain; those of a VAE for every beta
are, once they are folded for one beta.
"""

from __future__ import annotations

from typing import Any

import keras

from explorer.config import ModelConfig
from explorer.models import any_beta, vae_functional
from explorer.models.layers import IMAGE_SHAPE
from explorer.models.network import Network


def plain_model(network: Network, config: ModelConfig) -> keras.Model:
    """Systems 1 to 3 as they are; of a VAE a model of its two halves.

    Its layers ``encoder`` (image (B, 28, 28, 1) -> dict of z_mean and z_log_var, (B, D)) and
    ``decoder`` (z (B, D) -> image) are models too; the whole gives both, and the image that
    is decoded from z_mean.
    """
    if not config.variational:
        return network.model
    full, decoder = network.encoder, network.decoder
    if network.conditional_encoder is not None:
        full, decoder = _folded(network, config)
    heads = {name: full.output[name] for name in ("z_mean", "z_log_var")}
    encoder = keras.Model(full.inputs, heads, name="encoder")
    image = keras.Input(IMAGE_SHAPE, name="image")
    latent = encoder(image)
    return keras.Model(image, {**latent, "image": decoder(latent["z_mean"])}, name=config.name)


def halves(encoder: keras.Model, decoder: keras.Model) -> list[Any]:
    """The trainable weights of a VAE for a single beta, in the order of ``any_beta.fold``."""
    return [*encoder.trainable_weights, *decoder.trainable_weights]


def _folded(network: Network, config: ModelConfig) -> tuple[keras.Model, keras.Model]:
    """The halves of a system 4 that does what a VAE for every beta does at its own beta."""
    encoder = vae_functional.build_encoder(config.latent_dim, seed=0)
    decoder = vae_functional.build_decoder(config.latent_dim, config.decoder)
    for place, array in zip(
        halves(encoder, decoder), any_beta.fold(network, config.beta), strict=True
    ):
        place.assign(array)
    return encoder, decoder
