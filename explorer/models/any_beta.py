"""System 6, one VAE for every weighing of its loss.

System 4 (Kingma & Welling 2014) whose layers are scaled and shifted by log beta
(Multi-Rate VAE, Bae et al. 2022; FiLM, Perez et al. 2018). Each image of a batch is
trained at a beta of its own, so that in the end one network holds the whole curve
from faithful pictures to a tidy code, and beta is an input like any other:

    image (B, 28, 28, 1), log_beta (B, 1) -> z_mean, z_log_var, z (B, D)
    z (B, D), log_beta (B, 1) -> image (B, 28, 28, 1)

For one beta the scales and shifts can be multiplied into the kernels and biases: what
is left is system 4, weight for weight (:func:`fold`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
from keras import layers

from explorer.beta import log_of, radial_basis
from explorer.config import ModelConfig
from explorer.models.beta_layers import (
    BetaBumps,
    DrawLogBeta,
    FixedLogBeta,
    Modulation,
)
from explorer.models.layers import IMAGE_SHAPE, SamplingLayer
from explorer.models.losses import AnyBetaLossLayer
from explorer.models.network import Network

FLOAT32 = {"dtype": "float32"}  # codes and pictures, in mixed precision as well


def modulated(layer: Any, x: Any, bumps: Any, activation: str = "relu", **dtype: str) -> Any:
    """A layer without activation, scaled and shifted for its beta, then the activation."""
    return layers.Activation(activation, **dtype)(Modulation(**dtype)([layer(x), bumps]))


def build_encoder(latent_dim: int, seed: int, bases: int) -> keras.Model:
    """[image (B, 28, 28, 1), log_beta (B, 1)] -> dict of z_mean, z_log_var, z, (B, latent_dim)."""
    image = keras.Input(IMAGE_SHAPE, name="image")
    log_beta = keras.Input((1,), name="log_beta")
    bumps = BetaBumps(bases)(log_beta)  # (B, F)
    x = image
    for filters, strides in ((32, 1), (64, 2), (64, 2), (64, 1)):  # to (B, 7, 7, 64)
        x = modulated(layers.Conv2D(filters, 3, strides=strides, padding="same"), x, bumps)
    x = modulated(layers.Dense(16), layers.Flatten()(x), bumps)
    z_mean, z_log_var = (
        modulated(layers.Dense(latent_dim, name=name, **FLOAT32), x, bumps, "linear", **FLOAT32)
        for name in ("z_mean", "z_log_var")
    )  # (B, D) each
    z = SamplingLayer(seed, name="z")([z_mean, z_log_var])  # (B, D)
    outputs = {"z_mean": z_mean, "z_log_var": z_log_var, "z": z}
    return keras.Model([image, log_beta], outputs, name="encoder")


def build_decoder(latent_dim: int, kind: str, bases: int) -> keras.Model:
    """[z (B, latent_dim), log_beta (B, 1)] -> image (B, 28, 28, 1) in [0, 1]."""
    z = keras.Input((latent_dim,), name="z")
    log_beta = keras.Input((1,), name="log_beta")
    bumps = BetaBumps(bases)(log_beta)  # (B, F)
    x = modulated(layers.Dense(7 * 7 * 64), z, bumps)
    x = layers.Reshape((7, 7, 64))(x)
    for filters, strides in ((64, 1), (64, 2), (32, 2)):  # to (B, 28, 28, 32)
        x = _up(x, filters, strides, kind, bumps)
    image = _up(x, 1, 1, kind, bumps, "sigmoid", **FLOAT32)  # (B, 28, 28, 1)
    return keras.Model([z, log_beta], image, name="decoder")


def _up(
    x: Any,
    filters: int,
    strides: int,
    kind: str,
    bumps: Any,
    activation: str = "relu",
    **dtype: str,
) -> Any:
    """The decoder's step of :func:`explorer.models.layers.up`, modulated."""
    if kind == "transposed":
        layer = layers.Conv2DTranspose(filters, 3, strides=strides, padding="same", **dtype)
        return modulated(layer, x, bumps, activation, **dtype)
    if strides > 1:
        x = layers.UpSampling2D(strides)(x)
    layer = layers.Conv2D(filters, 3, padding="same", **dtype)
    return modulated(layer, x, bumps, activation, **dtype)


def build(config: ModelConfig, seed: int = 0) -> Network:
    """The VAE for every beta; its ``encoder`` and ``decoder`` answer for ``config.beta``.

    Training does not depend on k1 and k2. ``conditional_encoder`` and ``conditional_decoder``
    take log_beta.
    """
    encoder = build_encoder(config.latent_dim, seed, config.bases)
    decoder = build_decoder(config.latent_dim, config.decoder, config.bases)

    image = keras.Input(IMAGE_SHAPE, name="image")
    target = keras.Input(IMAGE_SHAPE, name="target")
    log_beta = DrawLogBeta(seed, name="draw_log_beta")(image)  # (B, 1)
    code = encoder([image, log_beta])
    reconstruction = AnyBetaLossLayer(name="loss")(
        [target, code["z_mean"], code["z_log_var"], decoder([code["z"], log_beta]), log_beta]
    )
    inputs = {"image": image, "target": target}
    return Network(
        keras.Model(inputs, reconstruction, name="any_beta"),
        *_at(config, encoder, decoder),
        pack=lambda corrupted, clean, labels: ({"image": corrupted, "target": clean}, None),
        conditional_encoder=encoder,
        conditional_decoder=decoder,
    )


def _at(
    config: ModelConfig, encoder: keras.Model, decoder: keras.Model
) -> tuple[keras.Model, keras.Model]:
    """The encoder and decoder of one beta, sharing the weights of those for all."""
    log_beta = log_of(config.beta)
    image = keras.Input(IMAGE_SHAPE, name="image")
    z = keras.Input((config.latent_dim,), name="z")
    return (
        keras.Model(image, encoder([image, FixedLogBeta(log_beta)(image)]), name="encoder_at"),
        keras.Model(z, decoder([z, FixedLogBeta(log_beta)(z)]), name="decoder_at"),
    )


def fold(network: Network, beta: float) -> list[np.ndarray]:
    """The weights of a system 4 (its encoder's, then its decoder's) that does the same at ``beta``.

    A channel's scale goes into its kernel and bias, its shift into its bias.
    """
    folded: list[np.ndarray] = []
    for modulation, layer in _modulations(network):
        bumps = radial_basis(beta, modulation.scale.shape[0])  # (F,)
        scale, shift = (bumps @ np.asarray(w) for w in (modulation.scale, modulation.shift))
        kernel, bias = layer.get_weights()
        transposed = isinstance(layer, layers.Conv2DTranspose)  # its kernel is (H, W, out, in)
        by_channel = scale[:, None] if transposed else scale
        folded += [kernel * (1 + by_channel), bias * (1 + scale) + shift]
    return folded


def unfold(network: Network, plain: list[np.ndarray]) -> None:
    """Put the weights of a system 4, in the order of :func:`fold`, below fresh modulations.

    While these are zero, the network does at every beta what that system 4 does.
    """
    places = [weight for _, layer in _modulations(network) for weight in layer.weights]
    for place, array in zip(places, plain, strict=True):
        place.assign(array)


def _modulations(network: Network) -> Iterator[tuple[Modulation, Any]]:
    """Each modulation, with the layer whose output it scales."""
    assert network.conditional_encoder is not None
    assert network.conditional_decoder is not None
    for half in (network.conditional_encoder, network.conditional_decoder):
        by_output = {id(layer.output): layer for layer in half.layers}
        for layer in half.layers:
            if isinstance(layer, Modulation):
                yield layer, by_output[id(layer.input[0])]
