"""Digits of MNIST as somebody wrote them on paper and photographed it.

Each is drawn again along its skeleton with a pen of another width, on plain, ruled or
squared paper (or with chalk on a board), and seen by a camera: perspective, slanting light
and dark corners, blur, grain, JPEG.
"""

from __future__ import annotations

import io

import numpy as np
from PIL import Image
from scipy import ndimage
from skimage.morphology import skeletonize
from skimage.transform import ProjectiveTransform, resize, warp

Array = np.ndarray
SIDE = 300  # pixels of a photograph
KINDS = ("plain", "ruled", "squared", "board")


def photograph(digit: Array, kind: str, rng: np.random.Generator) -> Array:
    """A photograph (300, 300) in [0, 1] of one digit (28, 28), light on black, in [0, 1]."""
    return seen(_written(digit, rng), kind, rng)


def seen(ink: Array, kind: str, rng: np.random.Generator) -> Array:
    """The same of ink (H, W) in [0, 1]."""
    ink = _place(ink, rng)
    paper = np.full((SIDE, SIDE), rng.uniform(0.75, 0.95))
    pen = rng.uniform(0.05, 0.4)
    if kind == "board":
        paper, pen = np.full((SIDE, SIDE), rng.uniform(0.1, 0.3)), rng.uniform(0.7, 0.95)
    if kind in ("ruled", "squared"):
        lines = _lines(kind, rng)
        paper = paper * (1 - lines * rng.uniform(0.1, 0.35))
    page = _view(paper * (1 - ink) + pen * ink, rng) * _light(rng)
    page = ndimage.gaussian_filter(page, rng.uniform(0.3, 2.0))
    page = page + rng.normal(0, rng.uniform(0.003, 0.025), page.shape)
    return _jpeg(np.clip(page, 0, 1), int(rng.integers(60, 95)))


def _written(digit: Array, rng: np.random.Generator) -> Array:
    """The digit's skeleton, written with a pen of 2 to 12 % of its height: (H, W) in [0, 1]."""
    large = np.pad(resize(digit, (168, 168), order=3), 20)
    line = skeletonize(ndimage.gaussian_filter(large, 2) > 0.45)
    radius = 120 * rng.uniform(0.02, 0.12) / 2
    away = ndimage.distance_transform_edt(~line)
    ink = np.clip(radius + 0.5 - away, 0, 1)
    rows, columns = (np.flatnonzero((ink > 0).any(axis=axis)) for axis in (1, 0))
    return np.asarray(ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def _place(ink: Array, rng: np.random.Generator) -> Array:
    """Somewhere on the page, 35 to 75 % of its side large."""
    scale = SIDE * rng.uniform(0.35, 0.75) / max(ink.shape)
    small = np.clip(resize(ink, [max(2, round(s * scale)) for s in ink.shape], order=1), 0, 1)
    page = np.zeros((SIDE, SIDE))
    edge = 0.1 * SIDE
    top, left = (int(rng.uniform(edge, SIDE - edge - side)) for side in small.shape)
    page[top : top + small.shape[0], left : left + small.shape[1]] = small
    return page


def _lines(kind: str, rng: np.random.Generator) -> Array:
    """Lines of ruled or squared paper, 1 or 2 pixels wide: (300, 300) of 0 and 1."""
    page = np.zeros((SIDE, SIDE))
    gap, width = int(rng.integers(18, 45)), int(rng.integers(1, 3))
    for start in range(int(rng.integers(0, gap)), SIDE, gap):
        page[start : start + width] = 1
        if kind == "squared":
            page[:, start : start + width] = 1
    return page


def _view(page: Array, rng: np.random.Generator) -> Array:
    """From a little aside: each corner moves by up to 5 % of the side."""
    corners = np.array([[0, 0], [SIDE, 0], [SIDE, SIDE], [0, SIDE]], float)
    moved = corners + rng.uniform(-0.05, 0.05, (4, 2)) * SIDE
    transform = ProjectiveTransform.from_estimate(corners, moved)
    return np.asarray(warp(page, transform, mode="edge"))


def _light(rng: np.random.Generator) -> Array:
    """Slanting light, and corners up to 30 % darker: (300, 300)."""
    y, x = np.mgrid[-1 : 1 : SIDE * 1j, -1 : 1 : SIDE * 1j]
    slant = 1 + rng.uniform(0, 0.2) * (np.cos(a := rng.uniform(0, 6.28)) * x + np.sin(a) * y)
    return np.asarray(slant * (1 - rng.uniform(0, 0.3) * (x * x + y * y) / 2))


def _jpeg(picture: Array, quality: int) -> Array:
    file = io.BytesIO()
    Image.fromarray(np.rint(255 * picture).astype(np.uint8)).save(file, "JPEG", quality=quality)
    with Image.open(file) as read:
        return np.asarray(read, float) / 255
