"""A drawn, uploaded or photographed digit, made into what MNIST's makers would have made.

LeCun et al. (1998), "Gradient-based learning applied to document recognition", section
III-A: the digit is scaled to fit a box of 20 x 20 pixels, keeping its aspect, which makes
grey levels, and its centre of mass is put at the centre of 28 x 28. In MNIST's files the
scaled side is 20 pixels in 99.97 % of the test digits, and the centre of mass, in pixels
counted from 0, rounds to 14 in all of them. What comes before (white paper, uneven light,
specks, a pen thinner than theirs) is ours.
"""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError
from scipy import ndimage
from skimage.filters import threshold_otsu
from skimage.morphology import dilation, disk, skeletonize
from skimage.transform import resize_local_mean

from explorer.config import IMAGE_SIDE
from explorer.errors import DataError
from explorer.pictures import MAX_SIDE

Array = np.ndarray

BOX = 20  # pixels: the longer side of a digit
CENTRE = 14  # the pixel, counted from 0, that the centre of mass is rounded to
WORKING_SIDE = 360  # larger pictures are shrunk to this first: no stroke needs more
MIN_CONTRAST = 0.06  # between ink and paper, on a scale from 0 to 1
FAINT = 0.02  # ink below this does not count for the digit's box
SPECK = 0.01  # a stain with less ink than this share of the largest stroke's is dropped
THIN, THICKENED = 1.2, 2.0  # width of a stroke in the box, pixels; MNIST's median is 2.3

EMPTY = "a digit is expected in the picture, but it shows nothing that stands out from the paper."


def read(content: bytes, name: str = "the file") -> Array:
    """The bytes of a picture file as grey float32 (H, W) in [0, 1], turned upright.

    Raises DataError for what is no picture, or has over 8192 pixels a side.
    """
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if max(picture.size) > MAX_SIDE:
                width, height = picture.size
                raise DataError(
                    f"{name} may have {MAX_SIDE} pixels a side at most, got {width} x {height}."
                )
            picture.draft("L", (2 * WORKING_SIDE, 2 * WORKING_SIDE))  # a JPEG is read smaller
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((2 * WORKING_SIDE, 2 * WORKING_SIDE))
            return _grey(upright)
    except (
        UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError
    ) as error:  # fmt: skip
        raise DataError(f"{name} is not a readable picture ({error}).") from None


def as_mnist(picture: Array) -> Array:
    """A grey picture (H, W) in [0, 1] of one digit, dark on light or light on dark.

    Returns float32 (1, 28, 28, 1) in [0, 1], light on black. Raises DataError when
    nothing stands out from the paper.
    """
    ink = find_ink(_shrink(picture))
    return centre(_thicken(_crop(ink)))[None, :, :, None]


def find_ink(picture: Array) -> Array:
    """How much ink each pixel of a grey picture (H, W) has, 0 on paper to 1: (H, W).

    The paper is a smooth surface fitted to what is not ink, so that a shadow across a
    photograph does no harm; its grain, three times its typical size, is no ink.
    """
    if picture.ndim != 2 or min(picture.shape) < 2 or not np.isfinite(picture).all():
        raise DataError(f"a grey picture (H, W) is expected, got shape {picture.shape}.")
    light = picture.astype(np.float64)
    if _rim(light) > light.mean():  # the ink is what pulls the mean away from the rim
        light = 1.0 - light
    if np.ptp(light) < MIN_CONTRAST:
        raise DataError(EMPTY)
    paper = np.ones(light.shape, bool)
    for _ in range(3):
        height = light - _surface(light, paper)
        paper = height <= threshold_otsu(height)
    grain = np.median(np.abs(height[paper] - np.median(height[paper])))
    floor = np.median(height[paper]) + 3 * 1.4826 * grain
    top = np.percentile(height[~paper], 95) if not paper.all() else floor
    if top - floor < MIN_CONTRAST:
        raise DataError(EMPTY)
    return _without_specks(np.clip((height - floor) / (top - floor), 0.0, 1.0))


def centre(digit: Array) -> Array:
    """Cropped ink (h, w): its longer side made 20, its centre of mass put at 14: (28, 28)."""
    scale = BOX / max(digit.shape)
    shape = [max(1, round(side * scale)) for side in digit.shape]
    small = np.clip(resize_local_mean(digit, shape), 0.0, 1.0)
    out = np.zeros((IMAGE_SIDE, IMAGE_SIDE), np.float32)
    starts = [
        int(np.clip(CENTRE - np.floor(middle + 0.5), 0, IMAGE_SIDE - side))
        for middle, side in zip(ndimage.center_of_mass(small), shape, strict=True)
    ]
    out[starts[0] : starts[0] + shape[0], starts[1] : starts[1] + shape[1]] = small
    return out


def _grey(picture: Image.Image) -> Array:
    """Any kind of picture as grey; what is clear becomes paper of the opposite tone."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return np.asarray(picture.convert("L"), np.float32) / 255.0
    grey, alpha = (np.asarray(part, np.float32) / 255.0 for part in picture.convert("LA").split())
    drawn = grey[alpha > 0.5]
    paper = 0.0 if drawn.size and drawn.mean() > 0.5 else 1.0
    return grey * alpha + paper * (1.0 - alpha)


def _shrink(picture: Array) -> Array:
    longest = max(picture.shape)
    if picture.ndim != 2 or longest <= WORKING_SIDE:
        return picture
    shape = [max(2, round(side * WORKING_SIDE / longest)) for side in picture.shape]
    return np.asarray(resize_local_mean(picture, shape))


def _rim(picture: Array) -> float:
    """The middle tone of the outermost tenth of a picture: that of the paper."""
    width = max(1, min(picture.shape) // 20)
    inside = np.zeros(picture.shape, bool)
    inside[width:-width, width:-width] = True
    return float(np.median(picture[~inside]))


def _surface(values: Array, where: Array) -> Array:
    """The surface of second degree nearest to the values (H, W) that ``where`` marks."""
    middle = np.median(values[where])
    if np.mean(values[where] == middle) > 0.5:  # a screen's paper is exactly even: keep it so
        return np.full(values.shape, middle)
    y, x = np.meshgrid(*(np.linspace(-1, 1, side) for side in values.shape), indexing="ij")
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)  # (H, W, 6)
    factors, *_ = np.linalg.lstsq(terms[where], values[where], rcond=None)
    return terms @ factors


def _without_specks(ink: Array) -> Array:
    """Drop stains, and shadows that come in from the rim unless they are the digit itself."""
    parts, count = ndimage.label(ink > FAINT, np.ones((3, 3)))
    amounts = ndimage.sum_labels(ink, parts, np.arange(1, count + 1))
    rim = np.concatenate([parts[0], parts[-1], parts[:, 0], parts[:, -1]])
    inner = ~np.isin(np.arange(1, count + 1), rim)
    keep = amounts >= SPECK * amounts.max()
    if amounts[inner].sum() >= 0.25 * amounts.sum():
        keep = inner & (amounts >= SPECK * amounts[inner].max())
    return np.where(np.isin(parts, np.flatnonzero(keep) + 1), ink, 0.0)


def _crop(ink: Array) -> Array:
    """The smallest rectangle with all the ink (h, w)."""
    rows, columns = (np.flatnonzero((ink > FAINT).any(axis=axis)) for axis in (1, 0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _thicken(digit: Array) -> Array:
    """Strokes of a fine pen made as wide as a thin pen of MNIST's; others are left alone."""
    drawn = np.pad(digit, 1) > 0.5
    length = int(skeletonize(drawn).sum())
    scale = BOX / max(digit.shape)
    width = drawn.sum() / max(1, length) * scale  # pixels in the box
    if length == 0 or width >= THIN or scale >= 1:
        return digit
    radius = max(1, round((THICKENED - width) / scale / 2))
    return np.asarray(dilation(np.pad(digit, radius), disk(radius)))
