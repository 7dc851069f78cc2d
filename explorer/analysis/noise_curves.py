"""How well digits are restored and named as the noise grows: curves over its level.

Takes NumPy arrays and plain functions, gives NumPy arrays: no Keras, no Streamlit.
B images (28, 28, 1) in [0, 1], L levels.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from explorer.analysis import metrics
from explorer.config import NOISE_MODES, NoiseConfig
from explorer.data.corruption import corrupt
from explorer.data.mnist import Split

Array = np.ndarray
Function = Callable[[Array], Array]

MEASURES = ("psnr", "ssim", "bce")
BASELINES = ("noisy", "black", "mean_image")
LEVELS = 9  # of a curve
SEED = 2_000_029  # of a curve's noise: the same for every model, so that curves compare


@dataclass(frozen=True)
class Curves:
    """Means over a sample of ``images`` digits at each of ``levels`` (L).

    ``quality[what][measure]`` is (L,) for what = ``restored`` and each of ``BASELINES``;
    ``accuracy[system]`` is (L,), a share from 0 to 1.
    """

    levels: Array
    images: int
    quality: dict[str, dict[str, Array]] = field(default_factory=dict)
    accuracy: dict[str, Array] = field(default_factory=dict)


def levels_of(mode: str, count: int = LEVELS) -> tuple[float, ...]:
    """The levels at which a mode's curve is measured, its whole range; one if it has none."""
    spec = NOISE_MODES[mode]
    if spec.choices:
        return tuple(float(level) for level in spec.choices)
    if spec.low == spec.high:
        return (float(spec.low),)
    values = np.linspace(spec.low, spec.high, count)
    whole = isinstance(spec.high, int)  # pixels
    return tuple(float(value) for value in (np.unique(np.rint(values)) if whole else values))


def quality_at(
    clean: Array, corrupted: Array, restored: Array, mean_image: Array | None
) -> dict[str, dict[str, float]]:
    """Mean psnr (dB), ssim and bce (nats per pixel) of ``restored`` and of the baselines.

    Images are (B, 28, 28, 1); without the mean of the training images (28, 28, 1) that
    baseline is left out.
    """
    if mean_image is None:
        black = np.zeros_like(clean)
        others = {"noisy": corrupted, "black": black}
        found = {name: metrics.quality(clean, output) for name, output in others.items()}
    else:
        found = metrics.baselines(clean, corrupted, mean_image)
    return {"restored": metrics.quality(clean, restored), **found}


def quality_curves(
    restore: Function,
    sample: Split,
    mean_image: Array,
    mode: str,
    levels: Sequence[float],
    seed: int = SEED,
) -> Curves:
    """Restore ``sample`` under noise of each level, and measure it beside the baselines.

    ``restore`` takes corrupted images (B, 28, 28, 1) and gives restored ones.
    """
    clean = sample.images
    same = {  # these two do not see the noise: measured once
        "black": metrics.quality(clean, np.zeros_like(clean)),
        "mean_image": metrics.quality(clean, np.broadcast_to(mean_image, clean.shape)),
    }
    found = []
    for level in levels:
        corrupted = corrupt(clean, NoiseConfig(mode, level), seed)
        seen = {"restored": restore(corrupted), "noisy": corrupted}
        found.append(same | {what: metrics.quality(clean, seen[what]) for what in seen})
    quality = {
        what: {measure: np.array([at[what][measure] for at in found]) for measure in MEASURES}
        for what in ("restored", *BASELINES)
    }
    return Curves(np.array(levels, float), len(sample), quality)


def accuracy_curves(
    classifiers: Mapping[str, Function],
    sample: Split,
    mode: str,
    levels: Sequence[float],
    seed: int = SEED,
) -> Curves:
    """The accuracy of several classifiers on the same digits under the same noise.

    Each takes corrupted images (B, 28, 28, 1) and gives probabilities (B, 10).
    """
    accuracy: dict[str, list[float]] = {name: [] for name in classifiers}
    for level in levels:
        corrupted = corrupt(sample.images, NoiseConfig(mode, level), seed)
        for name, classify in classifiers.items():
            accuracy[name].append(metrics.accuracy(sample.labels, classify(corrupted)))
    arrays = {name: np.array(values) for name, values in accuracy.items()}
    return Curves(np.array(levels, float), len(sample), accuracy=arrays)


def standard_error(share: float, count: int) -> float:
    """Of a share found among ``count`` independent cases (binomial): sqrt(p (1 - p) / n)."""
    return math.sqrt(share * (1.0 - share) / count)


def paired_difference(first: Array, second: Array) -> tuple[float, float]:
    """How much more often the second of two systems is right, and its standard error.

    ``first`` and ``second`` say whether each was right on the same digits, bool (B,).
    The digits are shared, so their common difficulty drops out (as in McNemar's test).
    """
    difference = second.astype(float) - first.astype(float)
    error = difference.std(ddof=1) / math.sqrt(len(difference)) if len(difference) > 1 else 0.0
    return float(difference.mean()), float(error)
