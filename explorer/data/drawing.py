"""A drawn, uploaded or photographed digit, made into what MNIST's makers would have made.

LeCun et al. (1998), "Gradient-based learning applied to document recognition", section
III-A: the digit is scaled to fit a box of 20 x 20 pixels, keeping its aspect, which makes
grey levels, and its centre of mass is put at the centre of 28 x 28. In MNIST's files the
scaled side is 20 pixels in 99.97 % of the test digits, and the centre of mass, in pixels
counted from 0, rounds to 14 in all of them. How the ink is found is ours (ink.py).
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError
from scipy import ndimage
from skimage.transform import resize_local_mean

from explorer.config import IMAGE_SIDE
from explorer.data.ink import find_ink, thicken
from explorer.errors import DataError

Array = np.ndarray

FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF")
MAX_SIDE = 8192  # pixels
MAX_PIXELS = 1 << 25  # of a picture that is not read smaller, as a JPEG is: 130 MB as RGBA
MAX_BYTES = 32 << 20  # of a file
BOX = 20  # pixels: the longer side of a digit
SHARP = 18  # pixels of it that are strong ink, at least: a blurred edge takes no room
CENTRE = 14  # the pixel, counted from 0, that the centre of mass is rounded to
WORKING_SIDE = 360  # larger pictures are shrunk to this first: no stroke needs more
FAINT, STRONG = 0.02, 0.5  # ink that counts for the digit's box, and for its strong part


def read_file(path: Path) -> Array:
    """:func:`read` for a file; DataError also where there is none."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DataError(f"{path.name} may have {MAX_BYTES >> 20} MB at most.")
        content = path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"a picture is expected at {path}, but there is none.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DataError(f"{path.name!r} is not a readable picture ({reason}).") from None
    return read(content, path.name)


def read(content: bytes, name: str = "the file") -> Array:
    """The bytes of a picture file as grey float32 (H, W) in [0, 1], turned upright.

    Raises DataError for what is no picture, or has over 8192 pixels a side.
    """
    return _read(content, name, _grey)


def read_grey(content: bytes, name: str) -> Array:
    """The same as uint8 (H, W), for many pictures in a row: what is clear is white paper."""
    return _read(content, name, _grey_bytes)


def _read(content: bytes, name: str, as_grey: Callable[[Image.Image], Array]) -> Array:
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            _check_size(picture, name)
            picture.draft("L", (2 * WORKING_SIDE, 2 * WORKING_SIDE))  # a JPEG is read smaller
            return as_grey(ImageOps.exif_transpose(picture))
    except DataError:
        raise
    except UnidentifiedImageError:
        kinds = f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}"
        raise DataError(f"{name} is not a readable picture: {kinds} is expected.") from None
    except Exception as error:  # Pillow's decoders raise many kinds on a damaged file
        raise DataError(f"{name} is not a readable picture ({error!s:.100}).") from None


def as_mnist(picture: Array) -> Array:
    """A grey picture (H, W) in [0, 1] of one digit, dark on light or light on dark.

    Returns float32 (1, 28, 28, 1) in [0, 1], light on black. Raises DataError when
    nothing, or more than one digit, stands out from the paper.
    """
    return centre(thicken(find_ink(_shrink(picture))))[None, :, :, None]


def as_it_is(picture: Array) -> Array:
    """A grey picture of 28 x 28 that is light on black already: float32 (1, 28, 28, 1)."""
    if picture.shape != (IMAGE_SIDE, IMAGE_SIDE):
        shape = " x ".join(map(str, picture.shape[::-1]))
        raise DataError(
            f"a picture of {IMAGE_SIDE} x {IMAGE_SIDE} pixels is expected, got {shape}."
        )
    return picture.astype(np.float32)[None, :, :, None]


def centre(ink: Array) -> Array:
    """Ink (H, W): its box made 20 pixels long, its centre of mass put at 14: (28, 28)."""
    top, bottom, left, right = _box(ink, FAINT)
    digit = ink[top:bottom, left:right]
    strong = _box(ink, STRONG)
    scale = max(BOX / max(digit.shape), SHARP / max(strong[1] - strong[0], strong[3] - strong[2]))
    shape = [max(1, round(side * scale)) for side in digit.shape]
    small = np.clip(resize_local_mean(digit, shape), 0.0, 1.0)
    edge = max(shape)  # room around: faint ink beyond the picture is cut off
    out = np.zeros((IMAGE_SIDE + 2 * edge, IMAGE_SIDE + 2 * edge), np.float32)
    places = []
    for middle, side in zip(ndimage.center_of_mass(small), shape, strict=True):
        start = int(CENTRE - np.floor(middle + 0.5))
        start = start if side > BOX else int(np.clip(start, 0, IMAGE_SIDE - side))
        places.append(slice(edge + start, edge + start + side))
    out[tuple(places)] = small
    return out[edge : edge + IMAGE_SIDE, edge : edge + IMAGE_SIDE]


def _box(ink: Array, level: float) -> tuple[int, int, int, int]:
    """The smallest rectangle with all ink above a level: top, bottom, left, right."""
    rows, columns = (np.flatnonzero((ink > level).any(axis=axis)) for axis in (1, 0))
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def _check_size(picture: Image.Image, name: str) -> None:
    width, height = picture.size
    if max(width, height) > MAX_SIDE:
        raise DataError(
            f"{name} may have {MAX_SIDE} pixels a side at most, got {width} x {height}."
        )
    if width * height > MAX_PIXELS and picture.format not in ("JPEG", "MPO"):
        raise DataError(
            f"{name} may have {MAX_PIXELS / 1e6:.0f} million pixels at most unless it is a JPEG, "
            f"got {width} x {height}."
        )


def _grey(picture: Image.Image) -> Array:
    """Any kind of picture as grey (H, W) in [0, 1]; what is clear becomes paper."""
    if picture.mode.startswith("I"):  # 16 bits a pixel
        step = max(1, max(picture.size) // (4 * WORKING_SIDE))
        coarse = np.asarray(picture)[::step, ::step].astype(np.float32) / 65535.0
        return _shrink(coarse, 2 * WORKING_SIDE)
    clear = "A" in picture.getbands() or "transparency" in picture.info
    made = picture.convert("LA" if clear else "L")
    made.thumbnail((2 * WORKING_SIDE, 2 * WORKING_SIDE))
    grey, *alpha = (np.asarray(part, np.float32) / 255.0 for part in made.split())
    if not alpha:
        return grey
    drawn = grey[alpha[0] > 0.5]
    paper = 0.0 if drawn.size and drawn.mean() > 0.5 else 1.0  # of the tone that the ink has not
    return np.asarray(grey * alpha[0] + paper * (1.0 - alpha[0]))


def _grey_bytes(picture: Image.Image) -> Array:
    """Any kind of picture as grey uint8 (H, W), of twice the working side at most."""
    if picture.mode == "L" and max(picture.size) <= 2 * WORKING_SIDE:
        return np.asarray(picture)
    return np.rint(255 * np.clip(_grey(picture), 0.0, 1.0)).astype(np.uint8)


def _shrink(picture: Array, to: int = WORKING_SIDE) -> Array:
    longest = max(picture.shape)
    if picture.ndim != 2 or longest <= to:
        return picture
    shape = [max(2, round(side * to / longest)) for side in picture.shape]
    return np.asarray(resize_local_mean(picture, shape), picture.dtype)
