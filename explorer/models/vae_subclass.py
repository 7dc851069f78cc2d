"""System 5, the same VAE written as a subclass of keras.Model.

The network and the loss are system 4's (Kingma & Welling 2014); only the place
of the loss differs. Here it is computed in our own training step, which shows
what ``fit`` does for each batch: forward pass, loss, gradients, update, metrics.
"""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from explorer.config import ModelConfig
from explorer.models.layers import IMAGE_SHAPE
from explorer.models.losses import share_of_kl, weighted_losses
from explorer.models.network import Network
from explorer.models.vae_functional import build_decoder, build_encoder


@keras.saving.register_keras_serializable(package="explorer")
class VAE(keras.Model):
    """A VAE with its own training step.

    Args:
        latent_dim, decoder_kind, k1, k2: as in ``ModelConfig``.
        annealed: whether ``kl_share`` multiplies the KL's part of the loss.
        seed: of the sampling layer.

    Input shape: image (B, 28, 28, 1); ``fit`` takes (image, target).
    Output shape: reconstruction (B, 28, 28, 1).
    """

    def __init__(
        self,
        latent_dim: int = 2,
        decoder_kind: str = "transposed",
        k1: float = 1.0,
        k2: float = 0.001,
        seed: int = 0,
        annealed: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.settings = {
            "latent_dim": latent_dim,
            "decoder_kind": decoder_kind,
            "k1": k1,
            "k2": k2,
            "seed": seed,
            "annealed": annealed,
        }
        self.k1, self.k2 = k1, k2
        self.kl_share = share_of_kl(self) if annealed else None
        self.encoder = build_encoder(latent_dim, seed)
        self.decoder = build_decoder(latent_dim, decoder_kind)
        self.loss_tracker = keras.metrics.Mean(name="loss")
        self.r_tracker = keras.metrics.Mean(name="r_loss")
        self.kl_tracker = keras.metrics.Mean(name="kl_loss")

    @property
    def metrics(self) -> list[keras.Metric]:
        """Listed here, they are reset by ``fit`` at the start of each epoch."""
        return [self.loss_tracker, self.r_tracker, self.kl_tracker]

    def call(self, image: Any) -> Any:
        return self.decoder(self.encoder(image)["z"])

    def losses_of(self, data: Any) -> tuple[Any, Any]:
        """r_loss and kl_loss of each image of a batch (image, target), (B,) each."""
        image, target = data
        latent = self.encoder(image)
        reconstruction = self.decoder(latent["z"])
        return weighted_losses(
            self.k1, self.k2, target, latent["z_mean"], latent["z_log_var"], reconstruction
        )

    def counting(self, kl_loss: Any) -> Any:
        """What of the KL's part counts at present."""
        return kl_loss if self.kl_share is None else self.kl_share * kl_loss

    def track(self, r_loss: Any, kl_loss: Any) -> dict[str, Any]:
        """Update the three means with one batch; weighted by images."""
        self.loss_tracker.update_state(r_loss + self.counting(kl_loss))
        self.r_tracker.update_state(r_loss)
        self.kl_tracker.update_state(kl_loss)
        return {metric.name: metric.result() for metric in self.metrics}

    def train_step(self, data: Any) -> dict[str, Any]:
        import tensorflow as tf  # the tape is the one part that keras.ops does not have

        with tf.GradientTape() as tape:
            r_loss, kl_loss = self.losses_of(data)
            loss = ops.mean(r_loss) + ops.mean(self.counting(kl_loss))
        gradients = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply(gradients, self.trainable_weights)
        return self.track(r_loss, kl_loss)

    def test_step(self, data: Any) -> dict[str, Any]:
        return self.track(*self.losses_of(data))

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), **self.settings}


def build(config: ModelConfig, seed: int = 0) -> Network:
    """The VAE as a class, built so that its weights exist at once."""
    annealed = config.annealing != "none"
    model = VAE(
        config.latent_dim, config.decoder, config.k1, config.k2, seed, annealed, name="vae_subclass"
    )
    model.build((None, *IMAGE_SHAPE))
    return Network(
        model,
        model.encoder,
        model.decoder,
        pack=lambda corrupted, clean, labels: (corrupted, clean),
        kl_share=model.kl_share,
    )
