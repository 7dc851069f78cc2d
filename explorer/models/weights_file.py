"""Look into a weights file (HDF5) before anything of it is unpacked or believed.

A file of one megabyte can declare a gigabyte that was never written, or point into other
files of this machine. HDF5 declares every shape in its headers, so all of it is known
before the first number is read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from explorer.errors import WeightsError

MAX_DECLARED = 64 << 20  # bytes of all arrays; the largest system has 10 MB with its optimizer
MAX_OBJECTS = 2000  # groups and arrays; the largest system has some 300


def check_weights(path: Path, expected: str) -> None:
    """Raise WeightsError unless a file holds plain, finite numbers of a bearable size.

    ``expected`` says in the sentence whose weights they should be.
    """
    import h5py  # type: ignore[import-untyped]

    try:
        with h5py.File(path, "r") as file:
            arrays = _arrays(file)
            declared = sum(array.size * array.dtype.itemsize for array in arrays)
            if declared > MAX_DECLARED:
                raise ValueError(
                    f"it may declare {MAX_DECLARED >> 20} MB at most, got {declared / 2**20:.0f} MB"
                )
            for array in arrays:
                if array.dtype.kind == "f" and not np.isfinite(array[()]).all():
                    raise ValueError(f"{array.name} holds numbers that are not finite")
    except Exception as error:  # h5py raises many kinds on a damaged file
        words = " ".join(str(error).split()) or repr(error)
        raise WeightsError(f"{path.name} does not hold {expected} ({words:.160}).") from None


def _arrays(file: Any) -> list[Any]:
    """Every array of a file, known by its header alone; ValueError for what is none."""
    import h5py

    found: list[Any] = []
    waiting: list[Any] = [file]
    seen = 0
    while waiting:
        group = waiting.pop()
        for key in group:
            seen += 1
            if seen > MAX_OBJECTS:
                raise ValueError(f"it may hold {MAX_OBJECTS} groups and arrays at most")
            if not isinstance(group.get(key, getlink=True), h5py.HardLink):
                raise ValueError(f"{key!r} is a link to elsewhere")
            item = group[key]
            if isinstance(item, h5py.Group):
                waiting.append(item)
            elif not isinstance(item, h5py.Dataset) or item.dtype.kind not in "fiu":
                raise ValueError(f"{key!r} is no array of numbers")
            elif item.is_virtual or item.external:
                raise ValueError(f"the numbers of {key!r} are elsewhere")
            else:
                found.append(item)
    return found
