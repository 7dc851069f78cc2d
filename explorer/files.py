"""Writing files so that a crash, or a full disk, never harms what was saved before."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from explorer.errors import StorageError

try:
    import fcntl
except ImportError:  # Windows has no such locks: there, saves at one moment may cross
    fcntl = None  # type: ignore[assignment]


def write_atomically(path: Path, write: Callable[[Path], object]) -> Path:
    """Call ``write`` on a temporary name beside ``path``, then move it into place.

    The temporary name keeps the suffix, which some writers check. Raises
    StorageError when writing fails; ``path`` then holds what it held before.
    """
    temporary = path.with_name(f".{uuid4().hex[:8]}-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(temporary)
        os.replace(temporary, path)
    except OSError as error:
        raise _not_saved(path, error) from None
    finally:
        with suppress(OSError):  # gone already, or never there
            temporary.unlink()
    return path


def append_bytes(path: Path, size: int, content: bytes) -> Path:
    """Write ``content`` after the first ``size`` bytes of a file, which it then ends.

    For what is told bit by bit, whose readers leave out a last piece that was cut short.
    """
    try:
        with path.open("r+b") as file:
            file.seek(size)
            file.write(content)
            file.truncate()
    except OSError as error:
        raise _not_saved(path, error) from None
    return path


def _not_saved(path: Path, error: OSError) -> StorageError:
    return StorageError(
        f"{path.name} could not be saved in {path.parent}: {_reason(error)}; "
        "what was saved before is unchanged."
    )


def _reason(error: OSError) -> str:
    # not error.strerror: HDF5 puts several lines there
    return os.strerror(error.errno) if error.errno else " ".join(str(error).split())


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for a while. Raises StorageError when it cannot be made or written to."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)
    except OSError as error:
        raise StorageError(
            f"there is no room for temporary files on this machine ({_reason(error)}); "
            "what was saved before is unchanged."
        ) from None


def write_json(path: Path, values: Any) -> Path:
    """Write ``values`` as indented JSON, atomically."""
    text = json.dumps(values, indent=2) + "\n"
    return write_atomically(path, lambda temporary: temporary.write_text(text, encoding="utf-8"))


def write_bytes(path: Path, content: bytes) -> Path:
    """Write ``content``, atomically."""
    return write_atomically(path, lambda temporary: temporary.write_bytes(content))


def read_json(path: Path, make: Callable[[Any, Path], Any] | None = None) -> Any:
    """The values of a small JSON file, or what ``make`` makes of them and the file's path.

    Read again once the file has changed; not to be changed.
    """
    found = path.stat()
    return _parsed(path, (found.st_ino, found.st_mtime_ns, found.st_size), make)


@lru_cache(maxsize=256)  # a chooser reads the records of all models at each click
def _parsed(
    path: Path, stamp: tuple[int, int, int], make: Callable[[Any, Path], Any] | None
) -> Any:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    return make(values, path) if make else values


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Wait until no other thread or process holds this folder's lock, then hold it.

    The lock is on the folder itself and ends with its holder, however that dies.
    Raises StorageError when the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY) if fcntl else None
    except OSError as error:
        raise StorageError(f"nothing can be saved in {folder}: {error.strerror}.") from None
    if handle is None:
        yield
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def sha256(path: Path) -> str:
    """Hex sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
