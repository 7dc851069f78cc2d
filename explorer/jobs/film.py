"""The film of a training: where test digits lay while it ran, a few frames a second.

``film.bin`` in the job's folder has a record a frame: how many epochs were over, float32; the
unit of its numbers, float32; and the codes on the first two latent dims, int16 (DIGITS, 2), in
that unit; all little-endian. Frames are appended, and thinned when they are many; a reader takes
whole records only.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from explorer import files

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
        heights = np.random.default_rng(0).uniform(-1, 1, (len(flat), 1))
        flat = np.hstack([flat, heights.astype(np.float32)])
    unit = max(float(np.abs(flat).max(initial=0.0)), 1e-6) / WHOLE
    record = np.zeros(1, RECORD)
    record["at"], record["unit"] = at, unit
    record["codes"][0, : len(flat)] = np.rint(flat / unit)
    known = _read(folder)
    kept = known[known["at"] < record["at"][0]]
    if len(kept) >= MOST:
        kept = kept[::2]
    path = folder / FILE
    if len(kept) < len(known) or not path.is_file():
        files.write_bytes(path, kept.tobytes() + record.tobytes())
        return
    files.append_bytes(path, len(known) * RECORD.itemsize, record.tobytes())


def after(folder: Path, at: float) -> bytes:
    """The records of all frames later than ``at`` epochs; none where there is no film."""
    records = _read(folder)
    return bytes(records[records["at"] > at].tobytes())


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
