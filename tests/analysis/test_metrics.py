"""Metrics against pencil-and-paper NumPy, then their contracts, then real MNIST."""

from __future__ import annotations

import math

import numpy as np
import pytest
from skimage.metrics import structural_similarity

from explorer.analysis import metrics
from explorer.config import NoiseConfig
from explorer.data import mnist
from explorer.data.corruption import corrupt
from explorer.errors import DataError


@pytest.fixture(scope="module")
def digits() -> np.ndarray:
    return mnist.load("test").images


@pytest.fixture
def pair() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    shape = (metrics.CHUNK + 3, 8, 8, 1)  # more than one chunk, the last one short
    return rng.random(shape, dtype=np.float32), rng.random(shape, dtype=np.float32)


# ---------------------------------------------------------------- pictures


def test_bce_is_the_formula_in_nats_per_pixel() -> None:
    target = np.array([0.0, 1.0, 0.25, 0.5], np.float32).reshape(1, 2, 2, 1)
    output = np.array([0.5, 0.8, 0.25, 0.9], np.float32).reshape(1, 2, 2, 1)
    terms = [
        math.log(0.5),
        math.log(0.8),
        0.25 * math.log(0.25) + 0.75 * math.log(0.75),
        0.5 * math.log(0.9) + 0.5 * math.log(0.1),
    ]
    assert metrics.bce(target, output) == pytest.approx([-sum(terms) / 4], rel=1e-6)


def test_bce_of_a_certain_mistake_is_clipped_as_keras_does() -> None:
    ones, zeros = np.ones((1, 4, 4, 1)), np.zeros((1, 4, 4, 1))
    expected = -math.log(1e-7)
    assert metrics.bce(ones, zeros) == pytest.approx([expected])
    assert metrics.bce(zeros, ones) == pytest.approx([expected])


def test_each_image_is_measured_alone(pair: tuple[np.ndarray, np.ndarray]) -> None:
    target, output = pair
    psnr = [-10 * math.log10(((t - y) ** 2).mean()) for t, y in zip(target, output, strict=True)]
    assert metrics.psnr(target, output) == pytest.approx(psnr, rel=1e-5)
    for measure in (metrics.bce, metrics.psnr, metrics.ssim):
        whole = measure(target, output)
        assert whole.shape == (len(target),)
        assert whole.dtype == np.float64
        assert whole[-1:] == pytest.approx(measure(target[-1:], output[-1:]))


def test_psnr_of_a_known_error() -> None:
    target = np.full((2, 4, 4, 1), 0.5)
    assert metrics.psnr(target, target + 0.1) == pytest.approx([20.0, 20.0])


def test_equal_images_have_infinite_psnr_and_ssim_one(digits: np.ndarray) -> None:
    some = digits[:3]
    assert np.isposinf(metrics.psnr(some, some)).all()
    assert metrics.ssim(some, some) == pytest.approx(np.ones(3))


def test_ssim_is_scikit_images_in_float64(digits: np.ndarray) -> None:
    target, output = digits[:5], digits[5:10]
    expected = [
        structural_similarity(t.astype(np.float64), y.astype(np.float64), data_range=1.0)
        for t, y in zip(target[..., 0], output[..., 0], strict=True)
    ]
    assert metrics.ssim(target, output) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("measure", [metrics.bce, metrics.psnr, metrics.ssim])
def test_other_shapes_are_refused(measure) -> None:
    with pytest.raises(DataError, match=r"got \(2, 8, 8, 1\) and \(3, 8, 8, 1\)"):
        measure(np.zeros((2, 8, 8, 1)), np.zeros((3, 8, 8, 1)))
    with pytest.raises(DataError, match="not empty"):
        measure(np.zeros((0, 8, 8, 1)), np.zeros((0, 8, 8, 1)))


# ---------------------------------------------------------------- latent space


def test_kl_of_the_prior_is_zero_and_of_a_shift_half_its_square() -> None:
    assert metrics.kl_per_dimension(np.zeros((4, 3)), np.zeros((4, 3))) == pytest.approx([0] * 3)
    shifted = np.tile([1.0, 2.0], (4, 1))
    assert metrics.kl_per_dimension(shifted, np.zeros((4, 2))) == pytest.approx([0.5, 2.0])


def test_kl_agrees_with_the_integral_it_stands_for() -> None:
    mean, log_var = 0.7, -1.2
    sigma = math.exp(log_var / 2)
    z = np.linspace(mean - 12 * sigma, mean + 12 * sigma, 200_001)
    log_q = -0.5 * ((z - mean) / sigma) ** 2 - math.log(sigma)
    log_p = -0.5 * z**2  # the constant -log(2 pi)/2 is in both
    density = np.exp(log_q) / math.sqrt(2 * math.pi)
    integral = np.sum(density * (log_q - log_p)) * (z[1] - z[0])
    found = metrics.kl_per_dimension(np.array([[mean]]), np.array([[log_var]]))
    assert found == pytest.approx([integral], rel=1e-6)


def test_kl_sums_over_images_in_float64() -> None:
    mean = np.full((100_000, 1), 0.1, np.float32)
    found = metrics.kl_per_dimension(mean, np.zeros_like(mean))
    assert found == pytest.approx([0.5 * float(np.float32(0.1)) ** 2], rel=1e-9)


def test_active_units_are_those_whose_mean_varies() -> None:
    points = np.zeros((1000, 4))
    points[:, 0] = np.random.default_rng(0).normal(5.0, 1.0, 1000)
    points[:, 1] = np.tile([-0.0999, 0.0999], 500)  # variance just below 0.01
    points[:, 2] = np.tile([-0.1001, 0.1001], 500)  # and just above
    assert metrics.active_units(points) == 2
    assert metrics.active_units(points, threshold=0.5) == 1
    assert metrics.active_units(np.full((10, 3), 7.0)) == 0


def brute_force_knn(points: np.ndarray, labels: np.ndarray, k: int) -> float:
    hits = 0
    for i in range(len(points)):
        distances = np.linalg.norm(points - points[i], axis=1)
        distances[i] = np.inf
        voters = labels[np.argsort(distances, kind="stable")[:k]].tolist()
        votes = {label: voters.count(label) for label in voters}
        best = [label for label in votes if votes[label] == max(votes.values())]
        # of tied classes, the one whose voters' ranks weigh most: nearer counts more
        weight = {b: sum(2.0**-r for r, v in enumerate(voters) if v == b) for b in best}
        hits += max(weight, key=weight.__getitem__) == labels[i]
    return hits / len(points)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_knn_agrees_with_brute_force(k: int) -> None:
    rng = np.random.default_rng(k)
    labels = rng.integers(0, 10, 300)
    points = rng.normal(size=(300, 2)) + labels[:, None] * 0.5
    assert metrics.knn_accuracy(points, labels, k) == brute_force_knn(points, labels, k)


def test_knn_leaves_the_point_itself_out() -> None:
    points = np.array([[0.0], [1.0], [10.0], [11.0]])
    assert metrics.knn_accuracy(points, np.array([0, 0, 1, 1]), k=1) == 1.0
    assert metrics.knn_accuracy(points, np.array([0, 1, 0, 1]), k=1) == 0.0


def test_knn_of_a_collapsed_space_is_about_chance() -> None:
    labels = np.random.default_rng(0).integers(0, 10, 2000)
    assert 0.05 < metrics.knn_accuracy(np.zeros((2000, 2)), labels) < 0.2


@pytest.mark.parametrize("k", [0, 3, 10])
def test_knn_wants_fewer_neighbours_than_points(k: int) -> None:
    with pytest.raises(DataError, match="k must be from 1 to 2"):
        metrics.knn_accuracy(np.zeros((3, 2)), np.zeros(3, int), k)


# ---------------------------------------------------------------- classifier


def test_accuracy_and_confusion_count_images() -> None:
    labels = np.array([0, 0, 3, 9, 3])
    answers = np.array([0, 1, 3, 9, 9])
    probabilities = np.eye(10)[answers] * 0.6 + 0.04
    assert metrics.accuracy(labels, probabilities) == pytest.approx(3 / 5)
    table = metrics.confusion(labels, probabilities)
    assert table.shape == (10, 10)
    expected = np.zeros((10, 10), int)
    for label, answer in zip(labels, answers, strict=True):
        expected[label, answer] += 1
    assert (table == expected).all()


@pytest.mark.parametrize("measure", [metrics.accuracy, metrics.confusion])
def test_labels_and_probabilities_are_equally_many(measure) -> None:
    with pytest.raises(DataError, match="equally long"):
        measure(np.zeros(3, int), np.zeros((4, 10)))


# ---------------------------------------------------------------- baselines on MNIST


def test_baselines_are_the_three_trivial_answers(digits: np.ndarray) -> None:
    clean = digits[:40]
    noisy = corrupt(clean, NoiseConfig("course"), 1)
    mean = digits[40:].mean(axis=0)
    found = metrics.baselines(clean, noisy, mean)
    outputs = {"noisy": noisy, "black": clean * 0, "mean_image": np.stack([mean] * 40)}
    assert set(found) == set(outputs)
    for name, output in outputs.items():
        assert found[name]["psnr"] == pytest.approx(metrics.psnr(clean, output).mean())
        assert found[name]["bce"] == pytest.approx(metrics.bce(clean, output).mean())
        assert found[name]["ssim"] == pytest.approx(metrics.ssim(clean, output).mean())


def test_psnr_of_noisy_and_black_images_on_the_test_set(digits: np.ndarray) -> None:
    noisy = corrupt(digits, NoiseConfig("course"), 1)
    assert metrics.psnr(digits, noisy).mean() == pytest.approx(7.4, abs=0.05)
    black = metrics.psnr(digits, np.zeros_like(digits))
    # the test set's first digits are thinner than the rest
    assert black[:500].mean() == pytest.approx(10.2, abs=0.05)
    assert black.mean() == pytest.approx(9.73, abs=0.005)


def test_the_mean_of_psnr_is_not_the_psnr_of_the_mean(digits: np.ndarray) -> None:
    black = np.zeros_like(digits)
    pooled = -10 * math.log10(np.square(digits, dtype=np.float64).mean())
    assert pooled == pytest.approx(9.43, abs=0.005)
    assert metrics.psnr(digits, black).mean() > pooled + 0.2
