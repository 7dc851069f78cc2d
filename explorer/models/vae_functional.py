"""System 4, the variational autoencoder, written with Keras's functional API.

Kingma & Welling (2014), "Auto-encoding variational Bayes". The encoder gives a
Gaussian per image instead of a point; a sample of it is decoded. One loss wants
the picture back (k1), the other wants every Gaussian near N(0, 1) (k2).

    image (B, 28, 28, 1) -> conv 32/1 -> 64/2 -> 64/2 -> 64/1 -> dense 16
        -> z_mean (B, D), z_log_var (B, D) -> SamplingLayer -> z (B, D)
    z (B, D) -> dense 7*7*64 -> up 64/1 -> 64/2 -> 32/2 -> up 1 -> image (B, 28, 28, 1)

The loss needs z_mean and z_log_var, which ``fit`` does not hand to a loss
function. So it is a layer inside the graph (VariationalLossLayer), and the
target is an input like the image (the same picture, unless noise is undone).
"""

from __future__ import annotations

import keras
from keras import layers

from explorer.config import ModelConfig
from explorer.models.layers import IMAGE_SHAPE, SamplingLayer, conv, up
from explorer.models.losses import VariationalLossLayer
from explorer.models.network import Network


def build_encoder(latent_dim: int, seed: int) -> keras.Model:
    """Image (B, 28, 28, 1) -> dict of z_mean, z_log_var and sampled z, (B, latent_dim)."""
    image = keras.Input(IMAGE_SHAPE, name="image")
    x = conv(image, 32, 1)  # (B, 28, 28, 32)
    x = conv(x, 64, 2)  # (B, 14, 14, 64)
    x = conv(x, 64, 2)  # (B, 7, 7, 64)
    x = conv(x, 64, 1)  # (B, 7, 7, 64)
    x = layers.Flatten()(x)
    x = layers.Dense(16, activation="relu")(x)
    z_mean = layers.Dense(latent_dim, name="z_mean", dtype="float32")(x)  # (B, D)
    z_log_var = layers.Dense(latent_dim, name="z_log_var", dtype="float32")(x)  # (B, D)
    z = SamplingLayer(seed, name="z")([z_mean, z_log_var])  # (B, D)
    outputs = {"z_mean": z_mean, "z_log_var": z_log_var, "z": z}
    return keras.Model(image, outputs, name="encoder")


def build_decoder(latent_dim: int, kind: str) -> keras.Model:
    """Latent (B, latent_dim) -> image (B, 28, 28, 1) in [0, 1]."""
    z = keras.Input((latent_dim,), name="z")
    x = layers.Dense(7 * 7 * 64, activation="relu")(z)
    x = layers.Reshape((7, 7, 64))(x)
    x = up(x, 64, 1, kind)  # (B, 7, 7, 64)
    x = up(x, 64, 2, kind)  # (B, 14, 14, 64)
    x = up(x, 32, 2, kind)  # (B, 28, 28, 32)
    image = up(x, 1, 1, kind, activation="sigmoid")  # (B, 28, 28, 1)
    return keras.Model(z, image, name="decoder")


def build(config: ModelConfig, seed: int = 0) -> Network:
    """The VAE as a graph: inputs ``image`` and ``target``, loss added by its last layer."""
    encoder = build_encoder(config.latent_dim, seed)
    decoder = build_decoder(config.latent_dim, config.decoder)

    image = keras.Input(IMAGE_SHAPE, name="image")
    target = keras.Input(IMAGE_SHAPE, name="target")
    latent = encoder(image)
    annealed = config.annealing != "none"
    loss_layer = VariationalLossLayer([config.k1, config.k2], annealed, name="loss")
    reconstruction = loss_layer(
        [target, latent["z_mean"], latent["z_log_var"], decoder(latent["z"])]
    )
    inputs = {"image": image, "target": target}
    return Network(
        keras.Model(inputs, reconstruction, name="vae_functional"),
        encoder,
        decoder,
        pack=lambda corrupted, clean, labels: ({"image": corrupted, "target": clean}, None),
        kl_share=loss_layer.kl_share,
    )
