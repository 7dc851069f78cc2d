"""A training of one ratio that starts from the VAE for every ratio starts where that one is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer.analysis import metrics
from explorer.config import (
    ANY_BETA,
    DataConfig,
    ModelConfig,
    NoiseConfig,
    RunConfig,
    TrainingConfig,
)
from explorer.data import mnist
from explorer.models import saved
from explorer.training import fit, precompute

DIGITS = 1000


@pytest.mark.slow
@pytest.mark.parametrize(("system", "k2"), [("vae_functional", 0.004), ("vae_subclass", 0.0002)])
def test_it_begins_near_the_folded_models_loss(tmp_path: Path, system: str, k2: float) -> None:
    """With steps too small to learn by, the first epoch's loss is that of the start."""
    config = RunConfig(
        ModelConfig(system, 2, "transposed", 1.0, k2),
        DataConfig(subset=DIGITS, validation=0.0),
        NoiseConfig("none"),
        TrainingConfig(epochs=1, batch_size=100, learning_rate=1e-8, schedule="constant"),
    )
    start = saved.find(ANY_BETA)
    history = fit.fit(config, tmp_path / "from", start_from=start).history
    fresh = fit.fit(config, tmp_path / "fresh").history

    network, beta = saved.load(start), config.model.beta
    images = mnist.subset(mnist.load("train", None), DIGITS, config.training.seed).images
    code = precompute.encode_at(network, images, beta)
    noise = np.random.default_rng(0).standard_normal(code.mean.shape)
    z = (code.mean + np.exp(0.5 * code.log_var) * noise).astype(np.float32)
    pictures = precompute.decode_at(network, z, beta)
    r_loss = metrics.bce(images, pictures).mean()
    kl_loss = k2 * metrics.kl(code.mean, code.log_var).sum(axis=1).mean()
    assert history["loss"][0] == pytest.approx(r_loss + kl_loss, rel=0.02)
    assert history["kl_loss"][0] == pytest.approx(kl_loss, rel=0.02)
    assert fresh["loss"][0] > 2 * history["loss"][0]
