"""What every reader gives: pictures as somebody has them, with their classes if they have any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from explorer.config import MOST_CLASSES
from explorer.errors import DataError

FEWEST, MOST = 50, 200_000  # pictures
MOST_BYTES = 600 << 20  # of all pictures in memory, a byte a pixel
LONGEST_NAME = 24  # characters of a class

Array = np.ndarray


@dataclass(frozen=True)
class Source:
    """``count`` pictures and their classes.

    ``picture(i)`` is grey, uint8 (H, W) of any size; DataError where it cannot be read.
    ``labels`` are int64 (N,), indices of ``names``; without names there are no classes, and all
    labels are 0. ``is_test`` is bool (N,), or None where nothing says which are for the test.
    ``size`` is (H, W), or None where the pictures differ or it is not known. ``lies`` says that
    pictures lie on their side, as EMNIST's do.
    """

    name: str
    count: int
    picture: Callable[[int], Array]
    labels: Array
    names: tuple[str, ...] = ()
    is_test: Array | None = None
    size: tuple[int, int] | None = None
    lies: bool = False


def of_array(
    name: str,
    pictures: Array,
    labels: Array,
    names: tuple[str, ...],
    is_test: Array | None = None,
    lies: bool = False,
) -> Source:
    """A source from pictures uint8 (N, H, W) in memory."""
    check_count(name, len(pictures))
    size = (int(pictures.shape[1]), int(pictures.shape[2]))
    return Source(name, len(pictures), pictures.__getitem__, labels, names, is_test, size, lies)


@dataclass(frozen=True)
class Part:
    """Pictures uint8 (N, H, W) of one file or array, their labels if it has any, and whether
    they are for the test."""

    pictures: Array
    labels: Array | None
    is_test: bool = False


def joined(
    name: str,
    parts: Sequence[Part],
    where: str = "",
    names: tuple[str, ...] = (),
    lies: bool = False,
) -> Source:
    """One source of the parts of a data set; ``where`` is what a sentence calls their labels.

    DataError unless they are of one size, and have labels all or none, one a picture.
    """
    if len({part.pictures.shape[1:] for part in parts}) > 1:
        raise DataError(f"{name}: pictures for training and test must be of one size.")
    for part in parts:
        if part.labels is not None and len(part.labels) != len(part.pictures):
            raise DataError(
                f"{name} must have a label a picture, got {len(part.pictures):,} pictures and "
                f"{len(part.labels):,} labels."
            )
    whole = np.concatenate([part.pictures for part in parts]) if parts[1:] else parts[0].pictures
    known = [part.labels for part in parts if part.labels is not None]
    index, classes = np.zeros(len(whole), np.int64), tuple[str, ...]()
    if known:
        if len(known) < len(parts):
            raise DataError(f"{name} must have labels for all parts or for none.")
        if len({(labels.dtype.kind in "US", labels.shape[1:]) for labels in known}) > 1:
            raise DataError(f"{where or name} must be of one kind for training and test.")
        index, classes = classes_of(np.concatenate(known), where or name, names)
    of_test = np.repeat([part.is_test for part in parts], [len(part.pictures) for part in parts])
    is_test = of_test if of_test.any() and not of_test.all() else None
    return of_array(name, whole, index, classes, is_test, lies)


def check_count(name: str, count: int) -> None:
    """DataError unless there are 50 to 200,000 pictures."""
    if not FEWEST <= count <= MOST:
        raise DataError(f"{name} must hold {FEWEST} to {MOST:,} pictures, got {count:,}.")


def classes_of(
    labels: Array, where: str, names: tuple[str, ...] = ()
) -> tuple[Array, tuple[str, ...]]:
    """Labels of any kind as indices int64 (N,), and the names of their classes in order.

    ``labels`` are whole numbers, text, or one-hot rows (N, K); ``names``, if given, are those of
    the numbers 0, 1, 2 ... DataError for anything else, or unless there are 2 to 26 classes.
    """
    flat = _flat(labels, where)
    values, index = np.unique(flat, return_inverse=True)
    if not 2 <= len(values) <= MOST_CLASSES:
        one = "" if len(values) > 1 else f" ({values[0]!s}); leave the labels out"
        raise DataError(f"{where} must name 2 to {MOST_CLASSES} classes, got {len(values):,}{one}.")
    if names and flat.dtype.kind == "i" and values[0] >= 0 and values[-1] < len(names):
        found = [names[int(value)] for value in values]
    else:
        found = [str(value) for value in values]
    return index.reshape(-1).astype(np.int64), distinct(found)


def distinct(names: list[str]) -> tuple[str, ...]:
    """Names that can be shown and told apart: printable, short, none twice."""
    shown: list[str] = []
    for number, name in enumerate(names):
        clean = "".join(c for c in " ".join(name.split()) if c.isprintable())[:LONGEST_NAME]
        clean = clean.strip() or str(number)
        while clean in shown:
            clean = f"{clean[: LONGEST_NAME - 3]} {number}"
        shown.append(clean)
    return tuple(shown)


def _flat(labels: Array, where: str) -> Array:
    """Labels (N,) as int64 or text."""
    array = labels
    if array.ndim == 2 and array.shape[1] > 1 and array.dtype.kind in "buif":
        ones = (array == 1).sum(axis=1) == 1
        if not (ones.all() and ((array == 0) | (array == 1)).all()):
            raise DataError(f"{where} must have one 1 in each row, or shape (N,).")
        array = array.argmax(axis=1)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim != 1 or array.dtype.kind not in "buifUS":
        raise DataError(
            f"{where} must be numbers or text of shape (N,), got {array.dtype} {array.shape}."
        )
    if array.dtype.kind == "S":
        return np.char.decode(array, "utf-8", "replace")
    if array.dtype.kind == "U":
        return array
    whole = array.astype(np.float64)
    if not (
        np.isfinite(whole).all()
        and (whole == np.rint(whole)).all()
        and np.abs(whole).max(initial=0) < 2**53
    ):
        raise DataError(f"{where} must be whole numbers, but some are not.")
    return array.astype(np.int64)
