"""A table of pixels, as Kaggle gives MNIST: a row a picture, its label first, then its pixels."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from explorer.data.readers import pixels
from explorer.data.readers.entries import Entry
from explorer.data.readers.idx import HEAD, is_test_part, unpacked
from explorer.data.readers.source import MOST, Array, Part, Source, joined
from explorer.errors import DataError

ROWS = 2000  # read at a time
LABELS = ("label", "class", "target", "y", "digit", "letter")


def is_csv(entry: Entry) -> bool:
    """Whether a file is a table of numbers, by its first line."""
    head = unpacked(entry, HEAD, whole=False)
    line = head.split(b"\n", 1)[0]
    return b"\0" not in line and line.count(b",") >= pixels.SMALLEST**2 - 1


def read(entries: list[Entry]) -> Source:
    """Pictures of one table, or of one for training and one whose name says that it is a test."""
    if len(entries) > 2:
        raise DataError(f"one table of pixels is expected, or two, got {len(entries)}.")
    found = [_table(entry) for entry in entries]
    labelled = [item for item in found if item[1] is not None]
    if len(labelled) == 1 and len(found) == 2:  # Kaggle's test.csv names no digits
        found, entries = labelled, [entries[found.index(labelled[0])]]
    parts = [
        Part(pictures, labels, is_test_part(entry.name))
        for entry, (pictures, labels) in zip(entries, found, strict=True)
    ]
    return joined(entries[0].name, parts, f"{entries[0].name}: the first column")


def _table(entry: Entry) -> tuple[Array, Array | None]:
    """Pictures uint8 (N, H, W) of one table and their labels, if its first column has them."""
    lines = unpacked(entry).decode("utf-8", "replace").splitlines()
    heads = [cell.strip().strip('"').lower() for cell in lines[0].split(",")]
    has_head = not all(_is_number(cell) for cell in heads[1:])
    columns = len(heads)
    labelled = heads[0] in LABELS if has_head else not pixels.is_square(columns)
    if not pixels.is_square(columns - labelled):
        raise DataError(
            f"{entry.name} must have a label and as many pixels as a square has (785 columns for "
            f"28 x 28), got {columns:,} columns."
        )
    rows = [line for line in lines[has_head:] if line.strip()]
    if len(rows) > MOST:
        raise DataError(f"{entry.name} may hold {MOST:,} pictures at most, got {len(rows):,}.")
    labels = (
        np.array([row.partition(",")[0].strip().strip('"') for row in rows]) if labelled else None
    )
    if labels is not None and all(_is_whole(label) for label in labels):
        labels = labels.astype(np.float64)

    def pieces() -> Iterator[Array]:
        for start in range(0, len(rows), ROWS):
            part = rows[start : start + ROWS]
            yield _numbers(
                [row.partition(",")[2] for row in part] if labelled else part, entry, start
            )

    if not rows:
        raise DataError(f"{entry.name} must hold pictures, a row each, but it has no rows.")
    flat = np.concatenate(list(pieces()))
    count, height, width, kind = pixels.shape_of(flat.shape, entry.name)
    levels = pixels.levels_of(lambda: [flat], flat.dtype, entry.name)
    return pixels.collect(
        lambda: np.array_split(flat, 1 + count // ROWS), (count, height, width), kind, levels
    ), labels


def _numbers(rows: list[str], entry: Entry, start: int) -> Array:
    try:
        return np.loadtxt(rows, np.float32, delimiter=",", ndmin=2, comments=None)
    except ValueError as error:
        raise DataError(
            f"{entry.name} must hold numbers, as many in each row; rows {start + 1:,} and on "
            f"cannot be read ({error!s:.80})."
        ) from None


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _is_whole(cell: str) -> bool:
    return _is_number(cell) and float(cell).is_integer()
