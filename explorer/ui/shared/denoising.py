"""Networks as functions of pictures, and what is measured with them; shared by all visitors.

``restorer`` answers at once when :func:`is_ready`; before, a background thread loads
TensorFlow and compiles it. Everything that takes longer than a repaint goes through
:mod:`explorer.ui.shared.background` and is None until it is there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from explorer.config import NoiseConfig
from explorer.data import mnist
from explorer.data.mnist import Split
from explorer.errors import ExplorerError
from explorer.models.saved import SavedModel
from explorer.ui.shared import background, models
from explorer.ui.shared.background import ask
from explorer.ui.shared.kept import kept

if TYPE_CHECKING:
    from explorer.analysis.noise_curves import Curves
    from explorer.models.inference import Classify, Restore

CLASSIFIERS = ("dual", "inception")  # systems 2 and 3, as they are bundled
SAMPLE = 400  # held-out digits of a curve
SAMPLE_SEED = 5  # of which digits they are


@kept(12)
def restorer(of: SavedModel) -> Restore:
    """Pictures in, codes, restored pictures and class probabilities out."""
    from explorer.models.inference import compile_restorer

    return compile_restorer(models.network(of))


@kept(12)
def classifier(of: SavedModel) -> Classify:
    """Pictures in, class probabilities out; for models of systems 2 and 3."""
    from explorer.models.inference import compile_classifier

    return compile_classifier(models.network(of))


def is_ready(restored: list[SavedModel], classifying: list[SavedModel]) -> bool:
    """Whether these networks answer at once.

    Once TensorFlow is in the process, the thread is sent for what is missing; before, it
    waits for :func:`warm_up`, which is called when the first picture is on screen.
    """
    if background.has(_load_key(restored, classifying)):
        return True
    if "keras" in sys.modules:
        warm_up(restored, classifying)
    return False


def warm_up(restored: list[SavedModel], classifying: list[SavedModel]) -> None:
    """Have a thread load and compile the restorers and classifiers of these models."""

    def load() -> bool:
        for record in restored:
            restorer(record)
        for record in classifying:
            classifier(record)
        return True

    ask(_load_key(restored, classifying), load)


def _load_key(restored: list[SavedModel], classifying: list[SavedModel]) -> tuple[str, ...]:
    hashes = [record.sha256 for record in restored], [record.sha256 for record in classifying]
    return ("load", *hashes[0], "classifiers", *hashes[1])


def classifying_records(names: tuple[str, ...] = CLASSIFIERS) -> dict[str, SavedModel]:
    """The bundled models of these names that are there: systems 2 and 3, by name."""
    found = {}
    for name in names:
        try:
            found[name] = models.record(name)
        except ExplorerError:
            continue  # not trained yet: the view does without
    return found


# ---- samples of held-out digits ----------------------------------------------


def clean(path: str | None, index: list[int] | np.ndarray) -> np.ndarray:
    """Some test digits as float32 (B, 28, 28, 1) in [0, 1]."""
    pictures, _ = models.test_digits(path)
    return pictures[index].astype(np.float32)[..., None] / 255.0


def sample(path: str | None, size: int) -> Split:
    """``size`` test digits drawn once for all visitors, in the order of the test set."""
    index = sample_index(path, size)
    return Split(clean(path, index), models.test_digits(path)[1][index])


def sample_index(path: str | None, size: int) -> np.ndarray:
    """Their numbers in the test set (B,)."""
    count = len(models.test_digits(path)[1])
    if size >= count:
        return np.arange(count)
    return np.sort(np.random.default_rng(SAMPLE_SEED).choice(count, size, replace=False))


def mean_image(path: str | None) -> np.ndarray | None:
    """The mean training image (28, 28, 1), or None until a thread has it."""
    found: np.ndarray | None = ask(("mean", path), lambda: _mean_image(path))
    return found


@kept(4)
def _mean_image(path: str | None) -> np.ndarray:
    from explorer.training import evaluation

    return evaluation.mean_image(mnist.load("train", path))


# ---- what is measured on them ------------------------------------------------


def quality(of: SavedModel, noise: NoiseConfig) -> dict[str, dict[str, float]] | None:
    """Quality of the held-out sample at one level, beside the baselines; None until it is there."""
    found = _curves(of, noise.mode, (noise.strength,))
    if found is None:
        return None
    return {
        what: {measure: float(values[0]) for measure, values in of_what.items()}
        for what, of_what in found.quality.items()
    }


def quality_curves(of: SavedModel, mode: str) -> Curves | None:
    """The model's quality over all levels of a mode; None until it is there."""
    from explorer.analysis.noise_curves import levels_of

    return _curves(of, mode, levels_of(mode))


def _curves(of: SavedModel, mode: str, levels: tuple[float, ...]) -> Curves | None:
    from explorer.analysis import noise_curves

    path = of.config.data.path

    def work() -> Curves:
        restore = restorer(of)
        return noise_curves.quality_curves(
            lambda images: restore(images).images,
            sample(path, SAMPLE),
            _mean_image(path),
            mode,
            levels,
        )

    found: Curves | None = ask(("quality", of.sha256, of.data_sha256, mode, levels), work)
    return found


def accuracy_curves(records: dict[str, SavedModel], mode: str, path: str | None) -> Curves | None:
    """Accuracy over all levels of a mode, on the digits of one data file."""
    from explorer.analysis import noise_curves

    def work() -> Curves:
        functions: dict[str, Callable[[np.ndarray], np.ndarray]] = {
            name: classifier(record) for name, record in records.items()
        }
        return noise_curves.accuracy_curves(
            functions, sample(path, SAMPLE), mode, noise_curves.levels_of(mode)
        )

    hashes = tuple((name, record.sha256) for name, record in records.items())
    found: Curves | None = ask(("accuracy", hashes, path, mode), work)
    return found


def probabilities(
    of: SavedModel, path: str | None, noise: NoiseConfig, seed: int, size: int
) -> np.ndarray | None:
    """Class probabilities (B, K) of a noisy sample of test digits; None until they are there."""

    def work() -> np.ndarray:
        classify = classifier(of)
        parts = [classify(part) for part in np.array_split(noisy(path, noise, seed, size), 10)]
        return np.concatenate(parts).reshape(-1, of.config.model.classes)

    key = ("probabilities", of.sha256, path, noise.mode, noise.strength, seed, size)
    found: np.ndarray | None = ask(key, work)
    return found


@kept(6)  # 31 MB for all test digits
def noisy(path: str | None, noise: NoiseConfig, seed: int, size: int) -> np.ndarray:
    """That sample under this noise, float32 (B, 28, 28, 1)."""
    from explorer.data.corruption import corrupt

    return corrupt(sample(path, size).images, noise, seed)
