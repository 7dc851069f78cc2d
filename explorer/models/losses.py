"""Every loss of our systems: cross-entropy of pictures, KL of codes, and their weighted sums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
from keras import layers, ops

from explorer.beta import EVEN_TO


def doubled_kl(z_mean: Any, z_log_var: Any) -> Any:
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
    kl_loss = k2 * ops.mean(doubled_kl(z_mean, z_log_var), axis=-1)
    return r_loss, kl_loss


def share_of_kl(owner: keras.Layer) -> Any:
    """A weight of ``owner`` that is not trained: the share of the KL that counts, at first 1."""
    return owner.add_weight(
        name="kl_share", shape=(), initializer="ones", trainable=False, dtype="float32"
    )


class LossLayer(layers.Layer):
    """What both losses have: added to the model's on the way, and reported by its two parts.

    ``r_loss`` and ``kl_loss`` are weighted by images, not by batches. float32 in mixed
    precision as well. The output is the input's fourth tensor, the reconstruction.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"dtype": "float32", **kwargs})
        self.r_tracker = keras.metrics.Mean(name="r_loss")
        self.kl_tracker = keras.metrics.Mean(name="kl_loss")

    def add(self, r_loss: Any, kl_loss: Any, kl_share: Any = 1.0) -> None:
        """Add the two losses of each image, (B,) each; of the second, a share may count."""
        self.add_loss(ops.mean(r_loss) + kl_share * ops.mean(kl_loss))
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
        annealed: whether ``kl_share``, a weight that is not trained, multiplies the KL's part
            while the training sets it (``training/annealing.py``).

    Input shape: target (B, H, W, 1), z_mean (B, D), z_log_var (B, D),
        reconstruction (B, H, W, 1).
    Output shape: the reconstruction's.
    """

    def __init__(
        self, loss_weights: Sequence[float] = (1.0, 0.001), annealed: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        if len(loss_weights) != 2:
            raise ValueError(f"loss_weights must be [k1, k2], got {loss_weights!r}")
        self.k1, self.k2 = (float(k) for k in loss_weights)
        self.kl_share = share_of_kl(self) if annealed else None

    def call(self, inputs: Sequence[Any]) -> Any:
        target, z_mean, z_log_var, reconstruction = inputs
        losses = weighted_losses(self.k1, self.k2, target, z_mean, z_log_var, reconstruction)
        self.add(*losses, 1.0 if self.kl_share is None else self.kl_share)
        return reconstruction

    def get_config(self) -> dict[str, Any]:
        own = {"loss_weights": [self.k1, self.k2], "annealed": self.kl_share is not None}
        return {**super().get_config(), **own}


@keras.saving.register_keras_serializable(package="explorer")
class AnyBetaLossLayer(LossLayer):
    """Pass the reconstruction through, and add each image's loss at its own beta.

    ``(R + beta * KL) / sqrt(1 + (beta / 20)^2)``, R and KL in nats, over the count of pixels.
    Up to beta 20, about where a VAE collapses, R + beta * KL ends at 130 to 206 nats, and all
    betas count alike; beyond, none outweighs the others.

    Input shape: target (B, H, W, 1), z_mean (B, D), z_log_var (B, D),
        reconstruction (B, H, W, 1), log_beta (B, 1).
    Output shape: the reconstruction's.
    """

    def call(self, inputs: Sequence[Any]) -> Any:
        target, z_mean, z_log_var, reconstruction, log_beta = inputs
        beta = ops.exp(log_beta[:, 0])
        share = 1.0 / ops.sqrt(1.0 + ops.square(beta / EVEN_TO))
        pixels = target.shape[1] * target.shape[2]
        nats = 0.5 * ops.sum(doubled_kl(z_mean, z_log_var), axis=-1)
        self.add(share * image_bce(target, reconstruction), share * beta * nats / pixels)
        return reconstruction
