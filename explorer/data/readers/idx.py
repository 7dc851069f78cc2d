"""IDX files, gzipped or not: the form of MNIST, Fashion-MNIST, KMNIST and EMNIST.

LeCun, Cortes and Burges, http://yann.lecun.com/exdb/mnist/: two zero bytes, the type of the
numbers, how many dims, the dims as big-endian int32, then the numbers.
"""

from __future__ import annotations

import gzip
import io
import zlib
from contextlib import suppress
from dataclasses import replace

import numpy as np

from explorer.data.readers import pixels
from explorer.data.readers.entries import Entry
from explorer.data.readers.source import Array, Part, Source, joined
from explorer.errors import DataError

MOST = 700 << 20  # bytes of one file, unpacked
HEAD = 1 << 16  # bytes, of which a file's kind is seen
GZIP = b"\x1f\x8b"
BYTES = 8  # the code of uint8, the only type in use
OF_TEST = ("t10k", "test")
LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
FASHION = (
    "T-shirt", "trouser", "pullover", "dress", "coat",
    "sandal", "shirt", "sneaker", "bag", "ankle boot",
)  # fmt: skip


def is_idx(entry: Entry) -> bool:
    """Whether a file is one, by its first bytes."""
    head = unpacked(entry, 4, whole=False)
    return len(head) == 4 and head[:3] == bytes([0, 0, BYTES]) and head[3] in (1, 3)


def unpacked(entry: Entry, most: int = MOST, whole: bool = True) -> bytes:
    """The bytes of a file, at most so many, without their gzip if they have one."""
    content = entry.read(MOST) if whole else entry.take(HEAD)
    if content[:2] != GZIP:
        return content[:most]
    try:
        with gzip.open(io.BytesIO(content)) as file:
            plain = file.read(most + 1) if whole else _head(file, most)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{entry.name} cannot be read ({error!s:.100}).") from None
    if whole and len(plain) > most:
        raise DataError(f"{entry.name} may unpack to {most >> 20} MB at most.")
    return plain


def _head(file: gzip.GzipFile, most: int) -> bytes:
    """What can be unpacked of a file whose end is not there."""
    found = b""
    with suppress(OSError, EOFError, zlib.error):
        while len(found) < most and (more := file.read1(most - len(found))):
            found += more
    return found


def read(entries: list[Entry]) -> Source:
    """Pictures and labels of one data set: files that belong together by their names."""
    pictures: list[tuple[Entry, Array]] = []
    labels: list[tuple[Entry, Array]] = []
    for entry in entries:
        array = parse(unpacked(entry), entry.name)
        (pictures if array.ndim == 3 else labels).append((entry, array))
    if not pictures:
        raise DataError(f"{entries[0].name} holds labels alone: the file of pictures is missing.")
    if len(pictures) > 2:
        listed = ", ".join(entry.name for entry, _ in pictures)
        raise DataError(f"one data set is expected, got {len(pictures)}: {listed:.120}.")
    parts = [
        Part(_upright(array, entry), _labels_for(entry, array, labels), is_test_part(entry.name))
        for entry, array in pictures
    ]
    if any(part.labels is None for part in parts):
        parts = [replace(part, labels=None) for part in parts]
    found = joined(pictures[0][0].name, parts, lies="emnist" in _all_names(entries))
    return replace(found, names=_known_names(entries, found.names))


def _upright(array: Array, entry: Entry) -> Array:
    """Pictures (N, H, W), however flat they came."""
    count, height, width, _ = pixels.shape_of(array.shape, entry.name)
    return array.reshape(count, height, width)


def parse(content: bytes, name: str) -> Array:
    """The numbers of one file: uint8 (N,) or (N, H, W)."""
    if len(content) < 4 or content[:3] != bytes([0, 0, BYTES]) or content[3] not in (1, 3):
        raise DataError(f"{name} must be an IDX file of bytes with 1 or 3 dims.")
    dims = content[3]
    start = 4 + 4 * dims
    shape = tuple(int(d) for d in np.frombuffer(content[4:start], ">u4"))
    size = int(np.prod(shape, dtype=object))
    if len(shape) < dims or len(content) != start + size:
        raise DataError(
            f"{name} must have {size:,} bytes after its head, got {max(0, len(content) - start):,}."
        )
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)


def _labels_for(entry: Entry, pictures: Array, labels: list[tuple[Entry, Array]]) -> Array | None:
    """The labels of the same part."""
    same = [a for other, a in labels if is_test_part(other.name) == is_test_part(entry.name)]
    if not same:
        return None
    if len(same) > 1 or len(same[0]) != len(pictures):
        raise DataError(
            f"{entry.name} must have a label a picture, got {len(pictures):,} pictures and "
            f"{sum(map(len, same)):,} labels."
        )
    return same[0]


def is_test_part(name: str) -> bool:
    """Whether a file's name says that it is for the test."""
    return any(word in name.lower() for word in OF_TEST)


def _all_names(entries: list[Entry]) -> str:
    return " ".join(entry.path for entry in entries).lower()


def _known_names(entries: list[Entry], classes: tuple[str, ...]) -> tuple[str, ...]:
    """The letters of EMNIST's letters, and the clothes of Fashion-MNIST, instead of numbers."""
    said = _all_names(entries)
    if "letters" in said and classes == tuple(str(n) for n in range(1, 27)):
        return LETTERS
    if "fashion" in said and classes == tuple(str(n) for n in range(10)):
        return FASHION
    return classes
