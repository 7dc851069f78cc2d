"""A user's own .npz, kept beside the models that are trained on it.

What is brought is checked as ``data.load`` checks it before it is kept: nothing
that could not be trained on ever lies in the folder.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from explorer import files
from explorer.data import mnist
from explorer.errors import DataError

FOLDER = "data"  # inside the folder of the runs
MAX_BYTES = 200 << 20
MAX_NEEDED = 400 << 20  # bytes of memory that looking at a part of it may take


def take_in(content: bytes, name: str, runs: Path) -> Path:
    """Check an .npz and keep it in ``runs/data``; the same file twice is kept once.

    Raises DataError for whatever ``data.load`` refuses, an empty training or test set,
    or more than 200 MB; StorageError when it cannot be written.
    """
    name = Path(name).name
    if len(content) > MAX_BYTES:
        raise DataError(
            f"{name} must have at most {MAX_BYTES >> 20} MB, got {len(content) / 2**20:.0f}."
        )
    with files.scratch() as folder:
        path = folder / name
        path.write_bytes(content)
        mnist.check_size(path, MAX_NEEDED)
        for split in ("train", "test"):
            if len(mnist.load(split, path)) == 0:
                raise DataError(f"{name} has no {split} images.")
    kept = runs / FOLDER / f"{Path(name).stem}-{hashlib.sha256(content).hexdigest()[:8]}.npz"
    if not kept.is_file():
        files.write_bytes(kept, content)
    return kept.resolve()


def known(runs: Path) -> list[str]:
    """The paths of what was brought, by name."""
    return sorted(str(path.resolve()) for path in (runs / FOLDER).glob("*.npz"))
