"""Room on the disk of a shared server: what uploads and trainings may take there, together.

Where a new one finds no room, the oldest go that nobody has to do with: no training that is
not over, nothing that a visitor who is here began or looks at. What the command line trained
into the same folder counts, and never goes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Container
from pathlib import Path
from uuid import uuid4

from explorer.errors import StorageError

MEGABYTE = 1 << 20
TRAINING = 30 * MEGABYTE  # what one leaves at most: weights, checkpoint, maps and strips


def make(runs: Path, limit: int, needed: int, in_use: Container[Path]) -> None:
    """Have room for ``needed`` bytes in ``runs``, which may hold ``limit`` bytes.

    ``in_use`` says which of its entries stay. Raises StorageError when that is not enough;
    then nothing was deleted.
    """
    sizes = {path: size(path) for path in entries(runs)}
    excess = sum(sizes.values()) + needed - limit
    gone: list[Path] = []
    for path in sorted(filter(_may_go, sizes), key=_age):
        if excess <= 0:
            break
        if path not in in_use:
            gone.append(path)
            excess -= sizes[path]
    if excess > 0:
        raise StorageError(
            f"uploads and trainings may take {limit / MEGABYTE:,.0f} MB on this server, "
            f"{excess / MEGABYTE:,.1f} MB more would be needed; delete a training that is over, "
            "or ask who runs the server."
        )
    for path in gone:
        delete(path)


def entries(runs: Path) -> list[Path]:
    """What may be deleted one by one: folders of runs, and the data that people brought."""
    try:
        folders = [path for path in runs.iterdir() if path.is_dir() and path.name[0] != "."]
    except OSError:
        return []
    return [path for path in folders if path.name != "data"] + list(runs.glob("data/*.npz"))


def size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder; what vanishes meanwhile counts nothing."""
    found = (
        [path] if path.is_file() else [Path(f, n) for f, _, names in os.walk(path) for n in names]
    )
    return sum(_bytes(each) for each in found)


def delete(path: Path) -> None:
    """Delete a file or a folder, which is gone at once or not at all.

    Raises StorageError when it cannot be.
    """
    leaving = path.with_name(f".{uuid4().hex[:8]}-{path.name}")
    try:
        os.replace(path, leaving)
        if leaving.is_dir():
            shutil.rmtree(leaving, ignore_errors=True)
        else:
            leaving.unlink()
    except OSError as error:
        raise StorageError(f"{path.name} cannot be deleted: {error.strerror or error}.") from None


def _may_go(path: Path) -> bool:
    """A training of the app's, or what was brought to it."""
    is_job = (path / "job.json").is_file() or (path / "sweep.json").is_file()
    return is_job or path.name.startswith("uploaded-") or path.suffix == ".npz"


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
