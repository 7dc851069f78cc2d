"""The layers our systems share: two of the VAE's, and convolution blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
from keras import layers, ops

from explorer.config import IMAGE_SIDE

IMAGE_SHAPE = (IMAGE_SIDE, IMAGE_SIDE, 1)


def kl_terms(z_mean: Any, z_log_var: Any) -> Any:
    """``-(1 + z_log_var - z_mean^2 - exp(z_log_var))`` per image and latent dim, (B, D).

    Twice the KL divergence of N(z_mean, exp(z_log_var)) from N(0, 1), in nats
    (Kingma & Welling 2014, appendix B, without the 1/2, as the course has it).
    """
    return -(1.0 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var))


def image_bce(target: Any, reconstruction: Any) -> Any:
    """Binary cross-entropy of each image, nats per pixel: (B, H, W, 1) twice -> (B,)."""
    per_pixel_row = keras.losses.binary_crossentropy(target, reconstruction)  # (B, H, W)
    return ops.mean(per_pixel_row, axis=(1, 2))


def weighted_losses(
    k1: float, k2: float, target: Any, z_mean: Any, z_log_var: Any, reconstruction: Any
) -> tuple[Any, Any]:
    """The course's two weighted losses of each image, (B,) each; their means add up.

    ``r_loss = k1 * mean over pixels of BCE``;
    ``kl_loss = k2 * mean over latent dims of kl_terms``.
    """
    r_loss = k1 * image_bce(target, reconstruction)
    kl_loss = k2 * ops.mean(kl_terms(z_mean, z_log_var), axis=-1)
    return r_loss, kl_loss


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


class LossLayer(layers.Layer):
    """What both losses have: added to the model's on the way, and reported by its two parts.

    ``r_loss`` and ``kl_loss`` are weighted by images, not by batches. float32 in mixed
    precision as well. The output is the input's fourth tensor, the reconstruction.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"dtype": "float32", **kwargs})
        self.r_tracker = keras.metrics.Mean(name="r_loss")
        self.kl_tracker = keras.metrics.Mean(name="kl_loss")

    def add(self, r_loss: Any, kl_loss: Any) -> None:
        """Add the two losses of each image, (B,) each."""
        self.add_loss(ops.mean(r_loss) + ops.mean(kl_loss))
        self.r_tracker.update_state(r_loss)
        self.kl_tracker.update_state(kl_loss)

    def compute_output_shape(self, input_shape: Sequence[Any]) -> Any:
        return input_shape[3]


@keras.saving.register_keras_serializable(package="explorer")
class VariationalLossLayer(LossLayer):
    """Pass the reconstruction through, and add the VAE's loss on the way.

    Adds ``r_loss + kl_loss`` (see :func:`weighted_losses`).

    Args:
        loss_weights: [k1, k2], the weights of reconstruction and of KL.

    Input shape: target (B, H, W, 1), z_mean (B, D), z_log_var (B, D),
        reconstruction (B, H, W, 1).
    Output shape: the reconstruction's.
    """

    def __init__(self, loss_weights: Sequence[float] = (1.0, 0.001), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if len(loss_weights) != 2:
            raise ValueError(f"loss_weights must be [k1, k2], got {loss_weights!r}")
        self.k1, self.k2 = (float(k) for k in loss_weights)

    def call(self, inputs: Sequence[Any]) -> Any:
        target, z_mean, z_log_var, reconstruction = inputs
        self.add(*weighted_losses(self.k1, self.k2, target, z_mean, z_log_var, reconstruction))
        return reconstruction

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "loss_weights": [self.k1, self.k2]}


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
