"""What is kept beside a run's model: its first pictures, its figures, and a sweep of beta."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from random_weights import random_weights

from explorer import files
from explorer.analysis.beta_sweep import DIGITS, POINTS, BetaSweep
from explorer.config import ANY_BETA, ModelConfig, RunConfig
from explorer.data import mnist
from explorer.models import saved
from explorer.models.saved import SavedModel
from explorer.training import evaluation, precompute

HISTORY = {"loss": [0.3, 0.2]}


def never() -> bool:
    return False


def after(times: int) -> Callable[[], bool]:
    """A wish to stop that comes once it was asked for so many times."""
    asked = iter(range(times))
    return lambda: next(asked, None) is None


@pytest.fixture(scope="module")
def every_beta(tiny_config: RunConfig, tmp_path_factory: pytest.TempPathFactory) -> SavedModel:
    """A VAE for every beta of the small data set, nothing measured yet."""
    config = replace(tiny_config, model=ModelConfig(ANY_BETA, 2))
    return saved.save(random_weights(), config, tmp_path_factory.mktemp("every"))


def copied(record: SavedModel, folder: Path) -> SavedModel:
    return saved.read_record(shutil.copytree(record.folder, folder / "run"))


def test_a_vae_for_every_beta_gets_its_sweep(every_beta: SavedModel, tmp_path: Path) -> None:
    record = copied(every_beta, tmp_path)
    precompute.keep_beside(record, HISTORY, never)
    kept = saved.read_record(record.folder)
    assert kept.arrays_sha256 == files.sha256(record.folder / str(kept.arrays))
    arrays = saved.load_arrays(kept)
    sweep = BetaSweep.from_arrays(arrays)
    test = mnist.load("test", record.config.data.path)
    assert (len(sweep.betas), sweep.images) == (POINTS, len(test))
    assert sweep.maps.shape == (POINTS, min(DIGITS, len(test)), 2)
    point = precompute.measure(saved.load(kept), test, float(sweep.betas[40]))
    np.testing.assert_allclose(sweep.maps[40], point["maps"], atol=1e-3)
    assert sweep.reconstruction_nats[40] == pytest.approx(point["reconstruction_nats"], rel=1e-5)
    np.testing.assert_array_equal(arrays["labels"], test.labels)
    assert kept.training["history"] == HISTORY
    assert kept.metrics["images"] == len(test)


def test_the_figures_are_those_of_evaluate(tiny_run: Path, tmp_path: Path) -> None:
    record = saved.read_record(shutil.copytree(tiny_run, tmp_path / "run"))
    kept = precompute.keep_beside(record, HISTORY, never)
    assert kept == saved.read_record(record.folder)
    path = record.config.data.path
    mean = evaluation.mean_image(mnist.load("train", path))
    wanted = evaluation.evaluate(saved.load(record), record, mnist.load("test", path), mean)
    assert kept.metrics == wanted
    assert not BetaSweep.is_in(saved.load_arrays(kept))


@pytest.mark.parametrize(("times", "has_figures"), [(0, False), (1, True), (30, True)])
def test_a_stop_leaves_what_was_taken_by_then(
    every_beta: SavedModel, tmp_path: Path, times: int, has_figures: bool
) -> None:
    record = copied(every_beta, tmp_path)
    precompute.keep_beside(record, HISTORY, after(times))
    kept = saved.read_record(record.folder)
    arrays = saved.load_arrays(kept)
    assert "grid" in arrays
    assert not BetaSweep.is_in(arrays)
    assert bool(kept.metrics) is has_figures
    assert kept.arrays_sha256 == files.sha256(record.folder / str(kept.arrays))


def test_of_more_than_two_dims_no_sweep_is_kept(tiny_config: RunConfig, tmp_path: Path) -> None:
    config = replace(tiny_config, model=ModelConfig(ANY_BETA, 3))
    record = saved.save(random_weights(latent_dim=3), config, tmp_path)
    kept = precompute.keep_beside(record, HISTORY, never)
    assert kept.metrics
    assert not BetaSweep.is_in(saved.load_arrays(kept))


def test_a_sweep_of_an_older_file_was_measured_on_all_of_mnist(every_beta: SavedModel) -> None:
    arrays = precompute.measure_sweep(
        saved.load(every_beta), mnist.load("test", every_beta.config.data.path), points=2
    ).to_arrays()  # type: ignore[union-attr]
    del arrays["ladder_images"]
    assert BetaSweep.from_arrays(arrays).images == 10_000
