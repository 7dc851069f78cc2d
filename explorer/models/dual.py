"""System 2, denoiser + classifier: one noisy image in, two outputs.

The autoencoder of system 1 and a small CNN (LeCun et al. 1998, "Gradient-based
learning applied to document recognition") see the same noisy image and are
trained together, each with its own loss.

    image (B, 28, 28, 1) -> denoiser -> ae  (B, 28, 28, 1)
                         -> CNN      -> classifier (B, 10), probabilities
"""

from __future__ import annotations

from typing import Any

import keras
from keras import layers

from explorer.config import ModelConfig
from explorer.models.denoiser import build_autoencoder
from explorer.models.layers import IMAGE_SHAPE
from explorer.models.network import Network


def features(image: Any, kernel_size: int = 3) -> Any:
    """The CNN up to its last dropout: image (B, 28, 28, 1) -> features (B, 100)."""
    x = layers.Conv2D(8, kernel_size, activation="relu")(image)
    x = layers.MaxPooling2D(2)(x)
    x = layers.Dropout(0.2)(x)
    x = layers.Conv2D(16, kernel_size, activation="relu")(x)
    x = layers.MaxPooling2D(2)(x)
    x = layers.Dropout(0.2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(100, activation="relu")(x)
    return layers.Dropout(0.5)(x)


def build_classifier(classes: int) -> keras.Model:
    """Image (B, 28, 28, 1) -> class probabilities (B, K)."""
    image = keras.Input(IMAGE_SHAPE, name="image")
    probabilities = layers.Dense(classes, activation="softmax", dtype="float32")(features(image))
    return keras.Model(image, probabilities, name="classifier")


def join(config: ModelConfig, classifier: keras.Model) -> Network:
    """A denoiser and a classifier on one input, trained with loss weights 1 and 1."""
    autoencoder, encoder, decoder = build_autoencoder(config)
    image = keras.Input(IMAGE_SHAPE, name="image")
    outputs = {"ae": autoencoder(image), "classifier": classifier(image)}
    return Network(
        keras.Model(image, outputs, name=config.name),
        encoder,
        decoder,
        pack=lambda corrupted, clean, labels: (corrupted, {"ae": clean, "classifier": labels}),
        classifier=classifier,
        optimizer="rmsprop",
        compile_options={
            "loss": {"ae": "binary_crossentropy", "classifier": "sparse_categorical_crossentropy"},
            "loss_weights": {"ae": 1.0, "classifier": 1.0},
            "metrics": {"classifier": "accuracy"},
        },
    )


def build(config: ModelConfig, seed: int = 0) -> Network:
    """The dual-output system with the course's single CNN (RMSprop)."""
    return join(config, build_classifier(config.classes))
