"""A VAE for every beta that was never trained, but whose modulations do something."""

from __future__ import annotations

import numpy as np

from explorer import models
from explorer.config import ANY_BETA, ModelConfig
from explorer.models.network import Network


def random_weights(decoder: str = "transposed", latent_dim: int = 2, **settings: float) -> Network:
    """Each weight is moved a little, as by a training, always the same way."""
    network = models.build(ModelConfig(ANY_BETA, latent_dim, decoder, **settings), seed=4)
    rng = np.random.default_rng(0)
    for weight in network.model.trainable_weights:
        weight.assign(np.asarray(weight) + 0.05 * rng.standard_normal(weight.shape))
    return network
