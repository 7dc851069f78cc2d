"""System 3: system 2 with two CNN branches that look at two scales at once.

Szegedy et al. (2015), "Going deeper with convolutions": branches of different
kernel sizes run side by side and their features are concatenated.

    image (B, 28, 28, 1) -> CNN, 3 x 3 -> (B, 100) \\
                         -> CNN, 5 x 5 -> (B, 100) -> concatenate (B, 200) -> (B, 10)
"""

from __future__ import annotations

import keras
from keras import layers

from explorer.config import ModelConfig
from explorer.models.dual import features, join
from explorer.models.layers import IMAGE_SHAPE
from explorer.models.network import Network

KERNEL_SIZES = (3, 5)


def build_classifier(classes: int) -> keras.Model:
    """Image (B, 28, 28, 1) -> class probabilities (B, K), from both branches."""
    image = keras.Input(IMAGE_SHAPE, name="image")
    branches = [features(image, size) for size in KERNEL_SIZES]
    joined = layers.Concatenate()(branches)  # (B, 200)
    probabilities = layers.Dense(classes, activation="softmax", dtype="float32")(joined)
    return keras.Model(image, probabilities, name="classifier")


def build(config: ModelConfig, seed: int = 0) -> Network:
    """The dual-output system with the two-branch classifier (RMSprop)."""
    return join(config, build_classifier(config.classes))
