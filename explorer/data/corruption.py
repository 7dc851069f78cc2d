"""What the self-supervised task undoes: noise, a hidden patch, shuffled patches.

Noise is scikit-image's ``random_noise``, every mode of it. The course recipe
applies four of them in order: gaussian var 0.3, s&p amount 0.2, poisson,
speckle var 0.1. Images are (N, 28, 28, 1) in [0, 1], in and out.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from skimage.util import random_noise

from explorer.config import NoiseConfig

Array = np.ndarray
Rng = np.random.Generator

# Images are corrupted in chunks of this many, each with its own seed: memory
# stays small, and the result does not depend on the number of threads.
CHUNK = 1024


def corrupt(
    images: Array, noise: NoiseConfig, seed: int, should_stop: Callable[[], bool] | None = None
) -> Array:
    """Corrupt float32 images (N, 28, 28, 1) in [0, 1]; same seed, same result.

    Returns a new float32 array of the same shape and range. Image i depends on
    the seed, on i and on the images of its chunk only. Sixty thousand images take
    ten seconds: once ``should_stop`` says True, the rest is left as it is.
    """
    if noise.mode == "none":
        return images.copy()
    apply = CORRUPTIONS[noise.mode]
    out = np.empty_like(images, dtype=np.float32)

    def work(start: int) -> None:
        if should_stop and should_stop():
            out[start : start + CHUNK] = images[start : start + CHUNK]
            return
        rng = np.random.default_rng([seed, start // CHUNK])
        out[start : start + CHUNK] = apply(images[start : start + CHUNK], noise.strength, rng)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(work, range(0, len(images), CHUNK)))
    return out


def _gaussian(images: Array, level: float, rng: Rng) -> Array:
    return random_noise(images, "gaussian", rng=rng, var=level)


def _salt_and_pepper(images: Array, level: float, rng: Rng) -> Array:
    return random_noise(images, "s&p", rng=rng, amount=level)


def _salt(images: Array, level: float, rng: Rng) -> Array:
    return random_noise(images, "salt", rng=rng, amount=level)


def _pepper(images: Array, level: float, rng: Rng) -> Array:
    return random_noise(images, "pepper", rng=rng, amount=level)


def _speckle(images: Array, level: float, rng: Rng) -> Array:
    return random_noise(images, "speckle", rng=rng, var=level)


def _localvar(images: Array, level: float, rng: Rng) -> Array:
    """Gaussian noise whose variance rises from 0 at the left edge to ``level``."""
    ramp = np.linspace(0.0, level, images.shape[2]).clip(1e-12)  # scikit-image wants > 0
    variances = np.broadcast_to(ramp[None, None, :, None], images.shape)
    return random_noise(images, "localvar", rng=rng, local_vars=variances)


def _poisson(images: Array, level: float, rng: Rng) -> Array:
    # One image at a time: the mode counts the grey levels of what it is given,
    # and would call a whole stack nearly noiseless.
    return np.stack([random_noise(image, "poisson", rng=rng) for image in images])


def _course(images: Array, level: float, rng: Rng) -> Array:
    """The course recipe; ``level`` scales its three amounts (0 leaves the image alone)."""
    if level == 0:
        return images
    x = _gaussian(images, 0.3 * level, rng)
    x = _salt_and_pepper(x, 0.2 * level, rng)
    x = _poisson(x, 0.0, rng)
    return _speckle(x, 0.1 * level, rng)


def _mask(images: Array, side: float, rng: Rng) -> Array:
    """Black out one square of ``side`` pixels, wholly inside each image, at random."""
    size = int(side)
    height, width = images.shape[1:3]
    tops = rng.integers(0, height - size + 1, len(images))[:, None]
    lefts = rng.integers(0, width - size + 1, len(images))[:, None]
    rows, columns = np.arange(height)[None], np.arange(width)[None]
    in_rows = (rows >= tops) & (rows < tops + size)  # (N, H)
    in_columns = (columns >= lefts) & (columns < lefts + size)  # (N, W)
    hidden = in_rows[:, :, None] & in_columns[:, None, :]  # (N, H, W)
    return np.where(hidden[..., None], 0.0, images)


def _shuffle(images: Array, side: float, rng: Rng) -> Array:
    """Cut each image into patches of ``side`` pixels and put them in random order."""
    size = int(side)
    count, height, width, channels = images.shape
    rows, columns = height // size, width // size
    patches = images.reshape(count, rows, size, columns, size, channels)
    patches = patches.transpose(0, 1, 3, 2, 4, 5).reshape(count, rows * columns, -1)
    order = rng.permuted(np.tile(np.arange(rows * columns), (count, 1)), axis=1)
    patches = np.take_along_axis(patches, order[:, :, None], axis=1)
    patches = patches.reshape(count, rows, columns, size, size, channels)
    return patches.transpose(0, 1, 3, 2, 4, 5).reshape(images.shape)


CORRUPTIONS: dict[str, Callable[[Array, float, Rng], Array]] = {
    "course": _course,
    "gaussian": _gaussian,
    "localvar": _localvar,
    "poisson": _poisson,
    "salt": _salt,
    "pepper": _pepper,
    "s&p": _salt_and_pepper,
    "speckle": _speckle,
    "mask": _mask,
    "shuffle": _shuffle,
}
