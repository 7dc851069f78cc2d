"""Files that somebody brought, wherever they lie: in a folder, in a zip, or in memory.

Nothing is ever unpacked to disk, so a name that climbs out of its folder leads nowhere; what is
read of a file is bounded, whatever a zip says of its size.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from explorer.errors import DataError

MOST_FILES = 250_000
MOST_NAMES = 1 << 20  # files and folders that are looked at
HIDDEN = (".", "__MACOSX", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Entry:
    """One file: its path with slashes, and ``take(most)``, which gives its first bytes."""

    path: str
    take: Callable[[int], bytes]

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    def read(self, most: int) -> bytes:
        """All of its bytes. DataError where these are more than ``most``."""
        content = self.take(most + 1)
        if len(content) > most:
            raise DataError(f"{self.name} may have {most >> 20} MB at most.")
        return content


def of_file(path: Path, inside: str = "") -> Entry:
    """A file on this machine; ``inside`` is its path in the folder that was named."""

    def take(most: int) -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(most)
        except (OSError, ValueError) as error:
            raise _unreadable(path.name, error) from None

    return Entry(inside or path.name, take)


def of_bytes(name: str, content: bytes) -> Entry:
    """A file that came by the browser."""
    return Entry(name, lambda most: content[:most])


def of_folder(folder: Path) -> list[Entry]:
    """All files below a folder, in the order of their names; links to elsewhere are left out."""
    found: list[Entry] = []
    looked = 0
    for parent, folders, names in os.walk(folder):
        folders.sort()
        looked += len(folders) + len(names)
        if looked > MOST_NAMES:
            raise _too_many(folder.name, looked)
        for name in sorted(names):
            path = Path(parent) / name
            inside = path.relative_to(folder).as_posix()
            if path.is_symlink() or not path.is_file() or is_hidden(inside):
                continue
            found.append(of_file(path, inside))
    return _few_enough(found, folder.name)


def of_zip(name: str, file: io.BufferedIOBase | Path) -> list[Entry]:
    """The files in a zip, in the order of their names. DataError for one that is locked or broken.

    The zip stays open for as long as one of its entries is kept.
    """
    try:
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
    except Exception as error:  # zipfile raises many kinds on a damaged file
        raise _unreadable(name, error) from None
    found = []
    for member in members:
        if not member.filename or member.is_dir() or is_hidden(member.filename):
            continue
        if member.flag_bits & 1:
            raise DataError(f"{name} is locked by a password: a zip without one is expected.")
        found.append(_member(archive, member, name))
    return sorted(_few_enough(found, name), key=lambda entry: entry.path)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Entry:
    def take(most: int) -> bytes:
        try:
            with archive.open(member) as file:
                return file.read(most)
        except Exception as error:
            raise _unreadable(name, error) from None

    return Entry(member.filename.replace("\\", "/"), take)


def is_hidden(path: str) -> bool:
    """Whether a file is one that systems leave in every folder."""
    return any(part.startswith(HIDDEN) and part not in (".", "..") for part in path.split("/"))


def _few_enough(found: list[Entry], name: str) -> list[Entry]:
    if len(found) > MOST_FILES:
        raise _too_many(name, len(found))
    return found


def _too_many(name: str, count: int) -> DataError:
    return DataError(f"{name} may hold {MOST_FILES:,} files at most, got {count:,}.")


def _unreadable(name: str, error: Exception) -> DataError:
    reason = getattr(error, "strerror", None) or error or type(error).__name__
    return DataError(f"{name} cannot be read ({reason!s:.100}).")
