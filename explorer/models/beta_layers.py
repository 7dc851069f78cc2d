"""Layers that make a network follow beta, the weight of a VAE's KL.

Scale and shift by channel are FiLM (Perez et al. 2018, "FiLM: visual reasoning with a
general conditioning layer"); that a rate-distortion curve can be learnt by one network
whose layers are scaled so is Multi-Rate VAE (Bae et al. 2022).
B batch, C channels, F bumps.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
from keras import layers, ops

from explorer.beta import BASES, log_beta_at, position


@keras.saving.register_keras_serializable(package="explorer")
class BetaBumps(layers.Layer):
    """Say where on the scale of betas an image is: log_beta (B, 1) -> (B, F), summing to 1.

    Bell curves around fixed centres, as wide as they are apart (``beta.position``), normalised:
    neighbouring betas share most of what they learn, distant ones nothing, and outside the range
    the nearest end answers. (Normalised radial basis functions, Moody & Darken 1989.)
    """

    def __init__(self, bases: int = BASES, **kwargs: Any) -> None:
        super().__init__(**{"dtype": "float32", **kwargs})
        self.bases = bases

    def call(self, log_beta: Any) -> Any:
        away = position(log_beta, self.bases, ops.clip) - ops.arange(self.bases, dtype="float32")
        return ops.softmax(-0.5 * ops.square(away), axis=-1)

    def compute_output_shape(self, input_shape: Sequence[Any]) -> Any:
        return (input_shape[0], self.bases)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "bases": self.bases}


@keras.saving.register_keras_serializable(package="explorer")
class Modulation(layers.Layer):
    """Scale and shift each channel by what its beta asks for: x * (1 + f S) + f T.

    S and T start at zero: before training, nothing is changed.

    Input shape: x (B, ..., C) and bumps f (B, F).
    Output shape: x's.
    """

    def build(self, input_shape: Sequence[Any]) -> None:
        shape = (input_shape[1][-1], input_shape[0][-1])
        self.scale = self.add_weight(name="scale", shape=shape, initializer="zeros")
        self.shift = self.add_weight(name="shift", shape=shape, initializer="zeros")

    def call(self, inputs: Sequence[Any]) -> Any:
        x, bumps = inputs
        one_each = (-1, *([1] * (len(x.shape) - 2)), x.shape[-1])
        scale = ops.reshape(ops.matmul(bumps, self.scale), one_each)
        shift = ops.reshape(ops.matmul(bumps, self.shift), one_each)
        return x * (1.0 + scale) + shift

    def compute_output_shape(self, input_shape: Sequence[Any]) -> Any:
        return input_shape[0]


@keras.saving.register_keras_serializable(package="explorer")
class DrawLogBeta(layers.Layer):
    """Draw a log beta for each image of a batch: images (B, ...) -> (B, 1).

    Uniform over the bases (:func:`explorer.beta.position`), so that each has met as many images:
    over log beta from LOWEST to HIGHEST, four times as densely from beta 6 to 42, where VAEs
    collapse. One from each of B equal strata, so that every batch has met all ratios.
    """

    def __init__(self, seed: int = 0, **kwargs: Any) -> None:
        super().__init__(**{"dtype": "float32", **kwargs})
        self.seed = seed
        self.seed_generator = keras.random.SeedGenerator(seed)

    def call(self, images: Any) -> Any:
        count = ops.shape(images)[0]
        within = keras.random.uniform((count, 1), seed=self.seed_generator)
        strata = ops.expand_dims(ops.cast(ops.arange(count), "float32"), 1)
        share = (strata + within) / ops.cast(count, "float32")
        return log_beta_at((BASES - 1) * share, ops.clip)

    def compute_output_shape(self, input_shape: Sequence[Any]) -> Any:
        return (input_shape[0], 1)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "seed": self.seed}


@keras.saving.register_keras_serializable(package="explorer")
class FixedLogBeta(layers.Layer):
    """The same log beta for each image of a batch: (B, ...) -> (B, 1)."""

    def __init__(self, log_beta: float, **kwargs: Any) -> None:
        super().__init__(**{"dtype": "float32", **kwargs})
        self.log_beta = float(log_beta)

    def call(self, images: Any) -> Any:
        return ops.full((ops.shape(images)[0], 1), self.log_beta, dtype="float32")

    def compute_output_shape(self, input_shape: Sequence[Any]) -> Any:
        return (input_shape[0], 1)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "log_beta": self.log_beta}
