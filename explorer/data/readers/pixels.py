"""Arrays of pictures in the forms that people save, made grey, uint8 (N, H, W).

They are taken in pieces, so that floats and colours of a large set are never held whole.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import numpy as np

from explorer.data.readers.source import MOST, MOST_BYTES, check_count
from explorer.errors import DataError

LUMA = np.array([0.299, 0.587, 0.114], np.float32)  # ITU-R BT.601, as Pillow's "L"
SMALLEST, LARGEST = 4, 2048  # pixels a side
FEW_LEVELS = 64  # values that end below are stretched: scikit-learn's digits are 0..16

Array = np.ndarray
Pieces = Callable[[], Iterable[Array]]


def shape_of(shape: tuple[int, ...], where: str) -> tuple[int, int, int, str]:
    """(N, H, W) of an array's shape, and what its axes are: flat, grey, last or first (colour).

    DataError unless it is (N, H, W), (N, H * H), (N, H, W, C) or (N, C, H, W) with C 1, 3 or 4,
    of 50 to 200,000 pictures that fit into memory.
    """
    kind = _kind(shape)
    if not kind:
        raise DataError(
            f"{where} must have shape (N, H, W), (N, 784) or (N, H, W, 3), "
            f"got {tuple(shape)!s:.60}."
        )
    count = shape[0]
    if kind == "flat":
        height = width = math.isqrt(shape[1])
    else:
        height, width = shape[2:] if kind == "first" else shape[1:3]
    if count > MOST:
        check_count(where, count)  # of a part alone; that there are enough is seen of the whole
    if not all(SMALLEST <= side <= LARGEST for side in (height, width)):
        raise DataError(
            f"{where} must have sides of {SMALLEST} to {LARGEST} pixels, got {height} x {width}."
        )
    if count * height * width > MOST_BYTES:
        raise DataError(
            f"{where} may have {MOST_BYTES >> 20} million pixels at most, "
            f"got {count * height * width >> 20}."
        )
    return count, height, width, kind


def is_square(count: int) -> bool:
    """Whether so many pixels make a square."""
    return math.isqrt(count) ** 2 == count


def _kind(shape: tuple[int, ...]) -> str:
    if len(shape) == 2 and is_square(shape[1]):
        return "flat"
    if len(shape) == 3:
        return "grey"
    if len(shape) == 4 and shape[3] in (1, 3, 4):
        return "last"
    if len(shape) == 4 and shape[1] in (1, 3, 4):
        return "first"
    return ""


def levels_of(pieces: Pieces, dtype: np.dtype, where: str) -> tuple[float, float]:
    """The values that stand for black and for white, found from all that there are.

    uint8 and other whole numbers in 0..255, uint16, floats in 0..1, in -1..1 or in 0..255; where
    all are small (0 and 1, or 0 to 16), the largest is white. DataError for anything else.
    """
    low, high = math.inf, -math.inf
    for piece in pieces():
        if piece.size:
            low, high = min(low, float(piece.min())), max(high, float(piece.max()))
        if not math.isfinite(low + high) and piece.size:
            raise DataError(f"{where} must hold finite numbers, but some are not (NaN, infinity).")
    if high == low:
        raise DataError(f"{where} must show something, but all its values are {low:g}.")
    whole = dtype.kind in "bui"
    if dtype == np.uint16 and high > 255:
        return 0.0, 65535.0
    if low >= 0 and high <= 1:
        return 0.0, 1.0
    if not whole and -1 <= low < 0 and high <= 1:
        return -1.0, 1.0
    if low >= 0 and high < FEW_LEVELS:
        return 0.0, high
    if low >= 0 and high <= 255:
        return 0.0, 255.0
    raise DataError(f"{where} must lie in 0..255 or in 0..1, got {low:g} to {high:g}.")


def grey(piece: Array, kind: str, levels: tuple[float, float]) -> Array:
    """A piece of an array as uint8 (n, H, W)."""
    if kind == "flat":
        side = math.isqrt(piece.shape[1])
        piece = piece.reshape(-1, side, side)
    elif kind == "first":
        piece = np.moveaxis(piece, 1, -1)
    if kind in ("first", "last"):
        colours = piece[..., :3].astype(np.float32)
        piece = colours @ LUMA if colours.shape[-1] == 3 else colours[..., 0]
    elif piece.dtype == np.uint8 and levels == (0.0, 255.0):
        return piece
    low, high = levels
    return np.rint((piece.astype(np.float32) - low) * (255.0 / (high - low))).astype(np.uint8)


def collect(
    pieces: Pieces, shape: tuple[int, int, int], kind: str, levels: tuple[float, float]
) -> Array:
    """All pieces as uint8 (N, H, W)."""
    pictures = np.empty(shape, np.uint8)
    start = 0
    for piece in pieces():
        pictures[start : start + len(piece)] = grey(piece, kind, levels)
        start += len(piece)
    return pictures
