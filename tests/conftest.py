"""Shared by all tests: a small data set of real digits, and one small trained run."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# two processes test at once, on two cores: threads of their own would mostly wait for each other
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import settings

from explorer.analysis import mixture
from explorer.config import (
    DataConfig,
    ModelConfig,
    NoiseConfig,
    RunConfig,
    TrainingConfig,
)
from explorer.data import mnist
from explorer.data.mnist import Split

# always the same examples, as long as they take: a slow machine is no failure
settings.register_profile("explorer", deadline=None, derandomize=True, database=None)
settings.load_profile("explorer")


@pytest.fixture(scope="session", autouse=True)
def _equal_mixtures_are_fitted_once() -> Iterator[None]:
    """A fit to 10-D codes takes seconds, and each page and map of a bundled model asks for it."""
    fit, known = mixture.fit, {}

    def remembered(codes: np.ndarray, *rest: Any, **named: Any) -> mixture.Mixture:
        codes = np.asarray(codes)
        key = codes.shape, str(codes.dtype), codes.tobytes(), rest, tuple(named.items())
        if key not in known:
            known[key] = fit(codes, *rest, **named)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mixture, "fit", remembered)
        yield


@pytest.fixture(scope="session")
def digits() -> Split:
    """The first 300 test digits of MNIST: float32 (300, 28, 28, 1) and labels."""
    return mnist.load("test").take(slice(0, 300))


@pytest.fixture(scope="session")
def tiny_arrays(digits: Split) -> dict[str, np.ndarray]:
    """The four arrays of a small data set as uint8: 240 training and 60 test digits."""
    images = np.rint(digits.images[..., 0] * 255).astype(np.uint8)
    labels = digits.labels.astype(np.uint8)
    return {
        "x_train": images[:240],
        "y_train": labels[:240],
        "x_test": images[240:],
        "y_test": labels[240:],
    }


@pytest.fixture(scope="session")
def tiny_npz(tmp_path_factory: pytest.TempPathFactory, tiny_arrays: dict) -> Path:
    """That data set as a user's own .npz."""
    path = tmp_path_factory.mktemp("data") / "tiny.npz"
    np.savez(path, **tiny_arrays)
    return path


@pytest.fixture(scope="session")
def tiny_config(tiny_npz: Path) -> RunConfig:
    """Two epochs of system 4 on the small data set, in batches of uneven size."""
    return RunConfig(
        ModelConfig("vae_functional", latent_dim=2),
        DataConfig(path=str(tiny_npz), validation=0.25),
        NoiseConfig("none"),
        TrainingConfig(epochs=2, batch_size=50, learning_rate=0.002, seed=7),
    )


@contextmanager
def eager_trainings() -> Iterator[None]:
    """Trainings of a few batches, whose graph would take longer than all of their steps."""
    from explorer.training import fit

    compile_network = fit.compile_network

    def compile_eagerly(network: Any, *rest: Any) -> None:
        compile_network(network, *rest)
        network.model.run_eagerly = True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fit, "compile_network", compile_eagerly)
        yield


@pytest.fixture(scope="module")
def without_graphs() -> Iterator[None]:
    """Where it does not matter how the steps of a module's trainings are computed."""
    with eager_trainings():
        yield


@pytest.fixture(scope="session")
def tiny_run(tmp_path_factory: pytest.TempPathFactory, tiny_config: RunConfig) -> Path:
    """The folder of that training, finished. Tests that change files work on a copy."""
    from explorer.training import fit

    folder = tmp_path_factory.mktemp("runs") / "tiny"
    with eager_trainings():
        fit.fit(tiny_config, folder)
    return folder
