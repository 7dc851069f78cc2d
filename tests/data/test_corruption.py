"""Corruptions: scikit-image itself is the oracle; then seeds, ranges and statistics."""

import numpy as np
import pytest
from skimage.util import random_noise

from explorer.config import NOISE_MODES, NoiseConfig
from explorer.data import corruption
from explorer.data.corruption import corrupt

SKIMAGE = {
    "gaussian": ("var", 0.3), "salt": ("amount", 0.2), "pepper": ("amount", 0.2),
    "s&p": ("amount", 0.2), "speckle": ("var", 0.1),
}  # fmt: skip


@pytest.mark.parametrize("mode", SKIMAGE)
def test_a_noise_mode_is_scikit_images(digits, mode):
    name, level = SKIMAGE[mode]
    expected = random_noise(digits.images, mode, rng=np.random.default_rng([5, 0]), **{name: level})
    found = corrupt(digits.images, NoiseConfig(mode, level), seed=5)
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_poisson_is_scikit_images_on_each_image(digits):
    rng = np.random.default_rng([5, 0])
    expected = np.stack([random_noise(image, "poisson", rng=rng) for image in digits.images])
    found = corrupt(digits.images, NoiseConfig("poisson"), seed=5)
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_localvar_grows_from_left_to_right():
    grey = np.full((400, 28, 28, 1), 0.5, np.float32)
    spread = corrupt(grey, NoiseConfig("localvar", 0.02), 1).std(axis=(0, 1, 3))  # (28,)
    np.testing.assert_allclose(spread, np.sqrt(np.linspace(0, 0.02, 28)), atol=0.004)


def test_the_course_recipe_has_the_statistics_of_its_four_steps(digits):
    """Image by image, as the course writes it, against ours on whole arrays."""
    rng = np.random.default_rng(0)

    def course(image):
        image = random_noise(image, "gaussian", rng=rng, var=0.3)
        image = random_noise(image, "s&p", rng=rng, amount=0.2)
        image = random_noise(image, "poisson", rng=rng)
        return random_noise(image, "speckle", rng=rng, var=0.1)

    expected = np.stack([course(image) for image in digits.images])
    found = corrupt(digits.images, NoiseConfig("course"), seed=1)
    assert found.mean() == pytest.approx(expected.mean(), abs=0.004)
    assert found.std() == pytest.approx(expected.std(), abs=0.004)
    bins = np.linspace(0, 1, 11)
    shares = [np.histogram(x, bins)[0] / x.size for x in (found, expected)]
    np.testing.assert_allclose(*shares, atol=0.006)
    # the order is part of the recipe: speckle last leaves other values than speckle first
    assert (found == 1).mean() == pytest.approx((expected == 1).mean(), abs=0.004)


@pytest.mark.parametrize("mode", NOISE_MODES)
def test_the_same_seed_gives_the_same_picture(digits, mode):
    before = digits.images.copy()
    noise = NoiseConfig(mode)
    first, again, other = (corrupt(digits.images, noise, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (mode == "none") == np.array_equal(first, other)
    assert first.dtype == np.float32
    assert first.shape == digits.images.shape
    assert 0.0 <= first.min() <= first.max() <= 1.0
    np.testing.assert_array_equal(digits.images, before)  # the input is left alone


def test_threads_do_not_change_the_result(digits, monkeypatch):
    monkeypatch.setattr(corruption, "CHUNK", 64)
    noise = NoiseConfig("course")
    several = corrupt(digits.images, noise, 3)
    monkeypatch.setattr(corruption.os, "cpu_count", lambda: 1)
    np.testing.assert_array_equal(several, corrupt(digits.images, noise, 3))
    # each chunk has noise of its own
    grey = np.full((128, 28, 28, 1), 0.5, np.float32)
    halves = corrupt(grey, NoiseConfig("gaussian"), 3)
    assert not np.array_equal(halves[:64], halves[64:])


@pytest.mark.parametrize("mode", ["gaussian", "salt", "pepper", "s&p", "speckle", "mask", "course"])
def test_level_zero_changes_nothing(digits, mode):
    np.testing.assert_allclose(corrupt(digits.images, NoiseConfig(mode, 0), 1), digits.images)


@pytest.mark.parametrize("mode", ["course", "gaussian", "localvar", "s&p", "speckle", "mask"])
def test_a_higher_level_takes_more_away(digits, mode):
    high = NOISE_MODES[mode].high
    errors = [
        np.square(corrupt(digits.images, NoiseConfig(mode, share * high), 1) - digits.images).mean()
        for share in (0.25, 0.5, 1.0)
    ]
    assert errors == sorted(errors)
    assert errors[0] < 0.9 * errors[2]


@pytest.mark.parametrize("side", [1, 12, 28])
def test_mask_hides_one_square(side):
    white = np.ones((2000, 28, 28, 1), np.float32)
    hidden = corrupt(white, NoiseConfig("mask", side), 4)[..., 0] == 0
    assert (hidden.sum(axis=(1, 2)) == side * side).all()
    assert (hidden.any(axis=1).sum(axis=1) == side).all()  # as wide
    assert (hidden.any(axis=2).sum(axis=1) == side).all()  # as high
    if side == 12:  # it goes everywhere
        assert hidden.any(axis=0).all()


@pytest.mark.parametrize("side", [2, 4, 7, 14])
def test_shuffle_only_moves_patches(digits, side):
    def patches(image):
        return sorted(
            image[r : r + side, c : c + side].tobytes()
            for r in range(0, 28, side)
            for c in range(0, 28, side)
        )

    shuffled = corrupt(digits.images, NoiseConfig("shuffle", side), 4)
    for before, after in zip(digits.images[:50], shuffled[:50], strict=True):
        assert patches(before) == patches(after)
    moved = (shuffled != digits.images).any(axis=(1, 2, 3))
    assert moved.mean() > 0.9


def test_no_image_is_no_problem():
    assert corrupt(np.zeros((0, 28, 28, 1), np.float32), NoiseConfig("course"), 1).shape[0] == 0
