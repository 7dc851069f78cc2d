"""The layers our systems share: the VAE's sampling, and convolution blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
from keras import layers, ops

from explorer.config import IMAGE_SIDE

IMAGE_SHAPE = (IMAGE_SIDE, IMAGE_SIDE, 1)


@keras.saving.register_keras_serializable(package="explorer")
class SamplingLayer(layers.Layer):
    """Draw z = z_mean + exp(z_log_var / 2) * epsilon, epsilon from N(0, 1).

    The reparameterization trick of Kingma & Welling (2014): the randomness is an
    input, so gradients flow through z_mean and z_log_var.

    Args:
        seed: integer; layers with equal seeds draw equal sequences.

    Input shape: two tensors (B, D), z_mean and z_log_var.
    Output shape: (B, D).
    """

    def __init__(self, seed: int = 0, **kwargs: Any) -> None:
        super().__init__(**{"dtype": "float32", **kwargs})  # in mixed precision as well
        self.seed = seed
        self.seed_generator = keras.random.SeedGenerator(seed)

    def call(self, inputs: Sequence[Any]) -> Any:
        if len(inputs) != 2:
            raise ValueError(f"SamplingLayer takes [z_mean, z_log_var], got {len(inputs)} tensors")
        z_mean, z_log_var = inputs
        epsilon = keras.random.normal(ops.shape(z_mean), seed=self.seed_generator)
        return z_mean + ops.exp(0.5 * z_log_var) * epsilon

    def compute_output_shape(self, input_shape: Sequence[Any]) -> Any:
        return input_shape[0]

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "seed": self.seed}


def conv(x: Any, filters: int, strides: int) -> Any:
    """The design's "conv filters/strides": 3 x 3, same padding, relu."""
    return layers.Conv2D(filters, 3, strides=strides, padding="same", activation="relu")(x)


def up(x: Any, filters: int, strides: int, decoder: str, activation: str = "relu") -> Any:
    """One decoder step: a transposed convolution, or upsampling then a convolution.

    Upsampling + convolution has no checkerboard pattern (Odena et al. 2016,
    "Deconvolution and checkerboard artifacts"). The output is ``strides`` times
    larger either way. A picture (sigmoid) is float32 in mixed precision too: the
    cross-entropy of a bfloat16 next to 1 is a coarse number.
    """
    how = {"padding": "same", "activation": activation}
    if activation == "sigmoid":
        how["dtype"] = "float32"
    if decoder == "transposed":
        return layers.Conv2DTranspose(filters, 3, strides=strides, **how)(x)
    if strides > 1:
        x = layers.UpSampling2D(strides)(x)
    return layers.Conv2D(filters, 3, **how)(x)
