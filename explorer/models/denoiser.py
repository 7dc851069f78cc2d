"""System 1, the denoising autoencoder: noisy image in, clean image out.

Vincent et al. (2008), "Extracting and composing robust features with denoising
autoencoders". No label is needed: the clean picture is its own target, which is
what self-supervision means.

    image (B, 28, 28, 1) -> conv 32/2 -> conv 64/2 -> dense 16 -> latent (B, D)
    latent (B, D) -> dense 7*7*64 -> up 64/2 -> up 32/2 -> up 1 -> image (B, 28, 28, 1)
"""

from __future__ import annotations

import keras
from keras import layers

from explorer.config import ModelConfig
from explorer.models.layers import IMAGE_SHAPE, conv, up
from explorer.models.network import Network


def build_encoder(latent_dim: int) -> keras.Model:
    """Image (B, 28, 28, 1) -> latent (B, latent_dim), unbounded."""
    image = keras.Input(IMAGE_SHAPE, name="image")
    x = conv(image, 32, 2)  # (B, 14, 14, 32)
    x = conv(x, 64, 2)  # (B, 7, 7, 64)
    x = layers.Flatten()(x)
    x = layers.Dense(16, activation="relu")(x)
    latent = layers.Dense(latent_dim, name="latent")(x)  # (B, D)
    return keras.Model(image, latent, name="encoder")


def build_decoder(latent_dim: int, kind: str) -> keras.Model:
    """Latent (B, latent_dim) -> image (B, 28, 28, 1) in [0, 1]."""
    latent = keras.Input((latent_dim,), name="z")
    x = layers.Dense(7 * 7 * 64, activation="relu")(latent)
    x = layers.Reshape((7, 7, 64))(x)
    x = up(x, 64, 2, kind)  # (B, 14, 14, 64)
    x = up(x, 32, 2, kind)  # (B, 28, 28, 32)
    image = up(x, 1, 1, kind, activation="sigmoid")  # (B, 28, 28, 1)
    return keras.Model(latent, image, name="decoder")


def build_autoencoder(config: ModelConfig) -> tuple[keras.Model, keras.Model, keras.Model]:
    """The autoencoder and its two halves; systems 2 and 3 stand beside the same one."""
    encoder = build_encoder(config.latent_dim)
    decoder = build_decoder(config.latent_dim, config.decoder)
    image = keras.Input(IMAGE_SHAPE, name="image")
    return keras.Model(image, decoder(encoder(image)), name="ae"), encoder, decoder


def build(config: ModelConfig, seed: int = 0) -> Network:
    """The denoiser: Adam, binary cross-entropy between its output and the clean image."""
    autoencoder, encoder, decoder = build_autoencoder(config)
    return Network(
        autoencoder,
        encoder,
        decoder,
        pack=lambda corrupted, clean, labels: (corrupted, clean),
        compile_options={"loss": "binary_crossentropy"},
    )
