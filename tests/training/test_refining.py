"""The last part of a VAE for every beta's training: only what stands near the collapse moves."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from random_weights import random_weights

from explorer.beta import BASES, basis_centres
from explorer.config import ANY_BETA, ModelConfig, RunConfig
from explorer.data import mnist
from explorer.errors import ConfigError
from explorer.models import saved
from explorer.training import precompute, refining

EPOCHS = 2


@pytest.fixture(scope="module")
def before(tiny_config: RunConfig, tmp_path_factory: pytest.TempPathFactory) -> saved.SavedModel:
    config = replace(tiny_config, model=ModelConfig(ANY_BETA, 2))
    folder = tmp_path_factory.mktemp("before")
    return saved.save(random_weights(), config, folder, training={"best_epoch": 2})


@pytest.fixture(scope="module")
def told() -> list[refining.Progress]:
    return []


@pytest.fixture(scope="module")
def after(
    before: saved.SavedModel,
    told: list[refining.Progress],
    tmp_path_factory: pytest.TempPathFactory,
) -> saved.SavedModel:
    """Refined so that few steps are seen: the mean is of the last ones only."""
    folder = Path(shutil.copytree(before.folder, tmp_path_factory.mktemp("after") / "run"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(refining, "MOMENTUM", 0.5)
        patch.setattr(refining, "RATE", 0.02)
        refining.refine(folder, EPOCHS, told.append)
    return saved.read_record(folder)


def test_only_the_modulations_of_the_bases_from_6_to_42_move(
    before: saved.SavedModel, after: saved.SavedModel
) -> None:
    betas = np.exp(basis_centres())
    near = (betas > 6) & (betas < 42)
    assert near.sum() == 9
    moved = 0
    pairs = [saved.load(record).model.trainable_weights for record in (before, after)]
    for then, now in zip(*pairs, strict=True):
        one, other = np.asarray(then), np.asarray(now)
        if then.shape[0] == BASES and then.name in ("scale", "shift"):
            np.testing.assert_array_equal(one[~near], other[~near])
            moved += int((one[near] != other[near]).any())
        else:
            np.testing.assert_array_equal(one, other)
    assert moved > 20


def test_far_betas_answer_as_before_and_near_ones_better(
    before: saved.SavedModel, after: saved.SavedModel, tiny_npz: Path
) -> None:
    digits = mnist.load("train", tiny_npz)
    costs = {}
    for record in (before, after):
        network = saved.load(record)
        for beta in (0.05, 12.0, 20.0, 2000.0):
            point = precompute.measure(network, digits, beta)
            cost = point["reconstruction_nats"] + beta * point["kl_per_dimension"].sum()
            costs.setdefault(beta, []).append(float(cost))
    for beta in (0.05, 2000.0):
        assert costs[beta][1] == pytest.approx(costs[beta][0], rel=0.02)
    for beta in (12.0, 20.0):
        assert costs[beta][1] < 0.95 * costs[beta][0]


def test_the_record_says_so_and_once_is_enough(
    after: saved.SavedModel, told: list[refining.Progress]
) -> None:
    assert after.training == {"best_epoch": 2, "refined": EPOCHS}
    assert [p.epoch for p in told if p.epoch_done] == [1, 2]
    assert told[-1].seconds_left == 0
    sha256 = after.sha256
    assert refining.refine(after.folder, EPOCHS).sha256 == sha256
    assert saved.read_record(after.folder) == after


def test_other_systems_and_earlier_bases_cannot_be_refined(
    tiny_run: Path, tiny_config: RunConfig, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match="22 bases can be refined, got vae_functional"):
        refining.refine(tiny_run, 1)
    config = replace(tiny_config, model=ModelConfig(ANY_BETA, 2, bases=16))
    saved.save(random_weights(bases=16), config, tmp_path)
    with pytest.raises(ConfigError, match="got any_beta with 16"):
        refining.refine(tmp_path, 1)
