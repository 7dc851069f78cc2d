"""Pictures of any size made grey, 28 x 28: what every model of this project takes.

The aspect is kept, and what is added around is of the tone of the picture's rim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from PIL import Image

from explorer.beta import IMAGE_SIDE
from explorer.data import drawing
from explorer.data.readers import Source
from explorer.errors import DataError

SAMPLE = 200  # pictures that are looked at to say whether they are dark on light
LIGHT = 150  # of 255: paper is lighter
STANDS_OUT = 0.15  # of a picture's contrast: what is cropped to is further from its rim
ROOM = 0.08  # of the object's longer side, around it

Array = np.ndarray


@dataclass(frozen=True)
class Fit:
    """What is done to each picture, in this order.

    ``turn``: rows and columns are exchanged (EMNIST's pictures lie on their side). ``invert``:
    dark on light becomes light on dark, as MNIST is. ``crop``: to what stands out from the rim.
    ``centre``: as MNIST's makers did, into a box of 20 x 20 with its centre of mass in the middle.
    """

    turn: bool = False
    invert: bool = False
    crop: bool = False
    centre: bool = False


def fit(picture: Array, how: Fit) -> Array:
    """A grey picture uint8 (H, W) as uint8 (28, 28)."""
    if how.turn:
        picture = picture.T
    if how.invert:
        picture = 255 - picture
    if how.crop or how.centre:
        picture = _cropped(picture)
    if how.centre:
        return _centred(picture)
    return _resized(picture)


def advice(source: Source) -> Fit:
    """What is best done to the pictures of a source, as a sample of them looks."""
    rims, means = [], []
    for picture in _sample(source):
        rims.append(rim(picture))
        means.append(float(picture.mean()))
    light = bool(rims) and np.median(rims) > LIGHT and np.mean(rims) > np.mean(means)
    return Fit(turn=source.lies, invert=bool(light))


def common_size(source: Source) -> tuple[int, int] | None:
    """The size (H, W) of a sample of the pictures, if it is one."""
    sizes = {(picture.shape[0], picture.shape[1]) for picture in _sample(source)}
    return sizes.pop() if len(sizes) == 1 else None


def _sample(source: Source) -> Iterator[Array]:
    """Some pictures, from all over a source."""
    for index in range(0, source.count, max(1, source.count // SAMPLE)):
        with suppress(DataError):  # keep() says how many cannot be read
            yield source.picture(index)


def fit_all(
    source: Source,
    how: Fit,
    indices: Iterable[int] | None = None,
    on_progress: Callable[[int, int], object] | None = None,
) -> tuple[Array, Array]:
    """Pictures uint8 (N, 28, 28), and which of them could be read, bool (N,)."""
    chosen = range(source.count) if indices is None else list(indices)
    pictures = np.zeros((len(chosen), IMAGE_SIDE, IMAGE_SIDE), np.uint8)
    good = np.ones(len(chosen), bool)
    for place, index in enumerate(chosen):
        try:
            pictures[place] = fit(source.picture(index), how)
        except DataError:
            good[place] = False
        if on_progress and place % 500 == 0:
            on_progress(place, len(chosen))
    return pictures, good


def rim(picture: Array) -> float:
    """The tone of most of a picture's rim, 0..255."""
    edges = (picture[0], picture[-1], picture[:, 0], picture[:, -1])
    return float(np.median(np.concatenate(edges)))


def _cropped(picture: Array) -> Array:
    """What stands out from the rim, with a little room; the whole where nothing does."""
    far = np.abs(picture.astype(np.float32) - rim(picture))
    if far.max() == 0:
        return picture
    out = far > STANDS_OUT * far.max()
    rows, columns = (np.flatnonzero(out.any(axis=axis)) for axis in (1, 0))
    room = round(ROOM * max(np.ptp(rows) + 1, np.ptp(columns) + 1))
    top, left = max(0, rows[0] - room), max(0, columns[0] - room)
    return picture[top : rows[-1] + 1 + room, left : columns[-1] + 1 + room]


def _centred(picture: Array) -> Array:
    """Put where MNIST's makers would have put it (drawing.py); black where there is nothing."""
    ink = np.abs(picture.astype(np.float32) - rim(picture))
    if ink.max() == 0:
        return np.zeros((IMAGE_SIDE, IMAGE_SIDE), np.uint8)
    return np.rint(255 * drawing.centre(ink / ink.max())).astype(np.uint8)


def _resized(picture: Array) -> Array:
    height, width = picture.shape
    if height == width == IMAGE_SIDE:
        return picture
    scale = IMAGE_SIDE / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BICUBIC))
    if small.shape == (IMAGE_SIDE, IMAGE_SIDE):
        return small
    whole = np.full((IMAGE_SIDE, IMAGE_SIDE), round(rim(picture)), np.uint8)
    top, left = ((IMAGE_SIDE - side) // 2 for side in small.shape)
    whole[top : top + small.shape[0], left : left + small.shape[1]] = small
    return whole
