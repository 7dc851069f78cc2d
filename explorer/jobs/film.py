"""The film of a training: where test digits lay while it ran, a few frames a second.

``film.bin`` in the job's folder has a record a frame: how many epochs were over, float32; the
unit of its numbers, float32; and the codes on the first two latent dims, int16 (DIGITS, 2), in
that unit; all little-endian. Frames are appended, and thinned when they are many; a reader takes
whole records only.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from explorer import files
from explorer.analysis.latent import spread_out

FILE = "film.bin"
DIGITS = 1000
MOST = 1200  # frames; then every second one is dropped
WHOLE = 32767
RECORD = np.dtype([("at", "<f4"), ("unit", "<f4"), ("codes", "<i2", (DIGITS, 2))])

Array = np.ndarray


@dataclass(frozen=True)
class Film:
    """Frames in their order: ``at``, epochs so far (F,), rising; ``points``, float32 (F, N, 2)."""

    at: Array
    points: Array


def append(folder: Path, at: float, points: Array) -> None:
    """Add a frame: ``points`` (N, 1 or 2), of which DIGITS are kept; fewer leave the rest at 0.

    One that does not come after the last drops those it replaces: a training that was cut off does
    an epoch again. A space of one dim is spread out at random, always the same way.
    """
    flat = np.asarray(points[:DIGITS], np.float32)
    if flat.shape[1] == 1:
        flat = spread_out(flat)
    unit = max(float(np.abs(flat).max(initial=0.0)), 1e-6) / WHOLE
    record = np.zeros(1, RECORD)
    record["at"], record["unit"] = at, unit
    record["codes"][0, : len(flat)] = np.rint(flat / unit)
    path, this = folder / FILE, float(record["at"][0])
    with suppress(OSError), path.open("rb") as file:
        count = _count(file)
        last = _at(file, count - 1) if count else -1.0
        if this == last:
            return  # another server that shares this folder has heard of it first
        if count < MOST and this > last:
            files.append_bytes(path, count * RECORD.itemsize, record.tobytes())
            return
    known = _read(folder)
    kept = known[known["at"] < this]
    if len(kept) >= MOST:
        kept = kept[::2]
    files.write_bytes(path, kept.tobytes() + record.tobytes())


def after(folder: Path, at: float) -> bytes:
    """The records of all frames later than ``at`` epochs; none where there is no film.

    Thirty pages may ask for them twice a second: only what is wanted is read.
    """
    try:
        with (folder / FILE).open("rb") as file:
            low, high = 0, _count(file)
            while low < high:
                middle = (low + high) // 2
                low, high = (low, middle) if _at(file, middle) > at else (middle + 1, high)
            file.seek(low * RECORD.itemsize)
            content = file.read()
    except OSError:
        return b""
    return content[: len(content) - len(content) % RECORD.itemsize]


def _count(file: BinaryIO) -> int:
    """How many whole records a film has."""
    return file.seek(0, os.SEEK_END) // RECORD.itemsize


def _at(file: BinaryIO, number: int) -> float:
    """How many epochs were over at a record."""
    file.seek(number * RECORD.itemsize)
    return float(np.frombuffer(file.read(4), "<f4")[0])


def read(folder: Path, count: int = DIGITS) -> Film | None:
    """The whole film, if there is one, of so many digits."""
    records = _read(folder)
    if not len(records):
        return None
    points = records["codes"][:, :count].astype(np.float32) * records["unit"][:, None, None]
    return Film(records["at"].astype(np.float64), points)


def _read(folder: Path) -> Array:
    try:
        content = (folder / FILE).read_bytes()
    except OSError:
        content = b""
    whole = len(content) - len(content) % RECORD.itemsize
    return np.frombuffer(content[:whole], RECORD)
