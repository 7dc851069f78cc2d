"""Curves of quality and accuracy over the noise, against sums done by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from explorer.analysis import noise_curves
from explorer.config import NOISE_MODES, NoiseConfig
from explorer.data.corruption import corrupt
from explorer.data.mnist import Split
from explorer.training import evaluation

Array = np.ndarray
LEVELS = (0.0, 0.3, 1.0)


@pytest.fixture(scope="module")
def sample(digits: Split) -> Split:
    return digits.take(slice(0, 20))


@pytest.fixture(scope="module")
def mean_image(digits: Split) -> Array:
    return evaluation.mean_image(digits)


def halve(images: Array) -> Array:
    """Stands for a network: any function of the pictures will do."""
    return images * 0.5 + 0.1


def by_hand(sample: Split, restored: Array) -> dict[str, float]:
    """Means over the images of each measure: scikit-image's, and the formula of BCE."""
    pairs = list(zip(sample.images[..., 0], restored[..., 0], strict=True))
    y, t = np.clip(restored.astype(float), 1e-7, 1 - 1e-7), sample.images.astype(float)
    return {
        "psnr": np.mean([peak_signal_noise_ratio(a, b, data_range=1) for a, b in pairs]),
        "ssim": np.mean([structural_similarity(a, b, data_range=1) for a, b in pairs]),
        "bce": -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y)),
    }


def test_each_point_of_the_curves_is_what_the_definition_gives(
    sample: Split, mean_image: Array
) -> None:
    found = noise_curves.quality_curves(halve, sample, mean_image, "gaussian", LEVELS, seed=3)
    assert found.levels.tolist() == list(LEVELS)
    assert found.images == 20
    for at, level in enumerate(LEVELS):
        noisy = corrupt(sample.images, NoiseConfig("gaussian", level), 3)
        answers = {
            "restored": halve(noisy),
            "black": np.zeros_like(noisy),
            "mean_image": np.broadcast_to(mean_image, noisy.shape),
        }
        if level > 0:  # or its PSNR is infinite
            answers["noisy"] = noisy
        for what, restored in answers.items():
            for measure, value in by_hand(sample, restored).items():
                assert found.quality[what][measure][at] == pytest.approx(value, abs=1e-4)
    assert found.quality["noisy"]["psnr"][0] == math.inf


def test_accuracy_is_the_share_of_right_answers(sample: Split) -> None:
    def sure(images: Array) -> Array:
        return np.eye(10)[sample.labels]

    def brightness(images: Array) -> Array:
        """Names a digit by how bright its picture is: the noise changes that."""
        return np.eye(10)[(images.mean(axis=(1, 2, 3)) * 40).astype(int) % 10]

    systems = {"sure": sure, "brightness": brightness}
    found = noise_curves.accuracy_curves(systems, sample, "s&p", LEVELS, seed=1)
    assert found.accuracy["sure"].tolist() == [1, 1, 1]
    for at, level in enumerate(LEVELS):
        noisy = corrupt(sample.images, NoiseConfig("s&p", level), 1)
        right = brightness(noisy).argmax(axis=1) == sample.labels
        assert found.accuracy["brightness"][at] == pytest.approx(np.mean(right))


def test_all_systems_see_the_same_noise_and_the_seed_decides_it(sample: Split) -> None:
    seen: list[Array] = []

    def watch(images: Array) -> Array:
        seen.append(images)
        return np.eye(10)[sample.labels]

    noise_curves.accuracy_curves({"a": watch, "b": watch}, sample, "course", (1.0,))
    noise_curves.accuracy_curves({"c": watch}, sample, "course", (1.0,), seed=noise_curves.SEED + 1)
    assert np.array_equal(seen[0], seen[1])
    assert not np.array_equal(seen[0], seen[2])


def test_without_a_mean_image_that_baseline_is_left_out(sample: Split) -> None:
    noisy = corrupt(sample.images, NoiseConfig("salt"), 0)
    found = noise_curves.quality_at(sample.images, noisy, halve(noisy), None)
    assert set(found) == {"restored", "noisy", "black"}
    assert found["noisy"]["psnr"] == pytest.approx(by_hand(sample, noisy)["psnr"])


@pytest.mark.parametrize("mode", NOISE_MODES)
def test_levels_span_the_range_and_are_all_allowed(mode: str) -> None:
    spec, levels = NOISE_MODES[mode], noise_curves.levels_of(mode)
    assert levels[0] == spec.low
    assert levels[-1] == spec.high
    assert list(levels) == sorted(set(levels))
    assert len(levels) <= noise_curves.LEVELS
    for level in levels:
        NoiseConfig(mode, level)  # raises for a level that the mode does not take


def test_a_hidden_square_has_whole_sides() -> None:
    assert all(level == int(level) for level in noise_curves.levels_of("mask"))


def test_the_standard_error_is_that_of_drawing_again() -> None:
    rng = np.random.default_rng(0)
    shares = rng.binomial(500, 0.87, 20_000) / 500
    assert noise_curves.standard_error(0.87, 500) == pytest.approx(shares.std(), rel=0.03)


def test_the_paired_difference_and_its_error() -> None:
    rng = np.random.default_rng(1)
    differences = []
    for _ in range(3000):
        hard = rng.random(400)  # the same digits are hard for both
        first, second = hard + rng.normal(0, 0.1, 400) < 0.8, hard + rng.normal(0, 0.1, 400) < 0.83
        differences.append(second.mean() - first.mean())
    difference, error = noise_curves.paired_difference(first, second)
    assert difference == pytest.approx(second.mean() - first.mean())
    assert error == pytest.approx(np.std(differences), rel=0.2)
    unpaired = math.hypot(
        noise_curves.standard_error(0.8, 400), noise_curves.standard_error(0.83, 400)
    )
    assert error < 0.8 * unpaired


def test_one_digit_alone_has_no_error_to_tell() -> None:
    assert noise_curves.paired_difference(np.array([True]), np.array([False])) == (-1.0, 0.0)
