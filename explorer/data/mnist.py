"""MNIST as bundled, or a user's own .npz with the same four arrays.

Images come out as float32 (N, 28, 28, 1) in [0, 1], and are kept as uint8 until they are asked
for; labels are int64 (N,) in 0..9, or below the count of ``names`` where the file has such an
array. With an empty one, its pictures have no classes, and all labels are 0.
MNIST: LeCun, Cortes and Burges, http://yann.lecun.com/exdb/mnist/, CC BY-SA 3.0.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import IO

import numpy as np
from numpy.lib import format as npy_format

from explorer.config import CLASSES, IMAGE_SIDE, MOST_CLASSES, PIXELS
from explorer.errors import DataError
from explorer.files import sha256

BUNDLED = Path(__file__).with_name("mnist.npz")
MAX_BYTES = 1 << 30  # of one array once unpacked: 1.3 million images of uint8
SKLEARN_DIGITS = "sklearn:digits"
NAMED = (SKLEARN_DIGITS,)  # explorer/data/named.py has them
DIGITS = tuple(str(digit) for digit in range(CLASSES))
MAX_NAMES = 1 << 16  # bytes of the names of classes
KEYS = ("x_train", "y_train", "x_test", "y_test")

Array = np.ndarray


@dataclass(frozen=True)
class Split:
    """Pictures (N, 28, 28, 1) as they are stored, and their labels int64 (N,).

    ``pixels`` are uint8 in 0..255, a quarter of the memory, or float32 in [0, 1].
    """

    pixels: Array
    labels: Array

    def __len__(self) -> int:
        return len(self.labels)

    @cached_property
    def images(self) -> Array:
        """The pictures as networks take them: float32 (N, 28, 28, 1) in [0, 1]."""
        return as_floats(self.pixels)

    def take(self, index: Array | slice) -> Split:
        return Split(self.pixels[index], self.labels[index])


def as_floats(pixels: Array) -> Array:
    """Pictures uint8 in 0..255 as float32 in [0, 1]; floats as they are."""
    if pixels.dtype != np.uint8:
        return pixels
    images = pixels.astype(np.float32)
    images /= 255.0  # in place: of many pictures, one copy is enough
    return images


def load(split: str, path: str | Path | None = None) -> Split:
    """The ``train`` or ``test`` split of the bundled MNIST, or of the .npz at ``path``.

    ``path`` may be the name of a data set that comes with a library (``named``).
    Raises DataError, in one sentence, for a file that is missing or unreadable,
    or whose keys, shapes, types or values are not MNIST's.
    """
    if path in NAMED:
        from explorer.data import named

        found = named.arrays(str(path))
        return Split(found[f"x_{split}"][..., None], found[f"y_{split}"])
    file = Path(path) if path is not None else BUNDLED
    images = _images(_read(file, f"x_{split}"), f"{file.name}: x_{split}")
    labels = _labels(
        _read(file, f"y_{split}"), f"{file.name}: y_{split}", len(class_names(path)) or 1
    )
    if len(images) != len(labels):
        raise DataError(
            f"{file.name}: x_{split} and y_{split} must be equally long, "
            f"got {len(images)} images and {len(labels)} labels."
        )
    return Split(images, labels)


def class_names(path: str | Path | None = None) -> tuple[str, ...]:
    """The names of the classes 0, 1, 2 ...; digits where the file does not say, () for none.

    Raises DataError for a file that is missing or unreadable, or names that are no text.
    """
    return DIGITS if path is None or path in NAMED else _names(Path(path), *_stamp(Path(path)))


@lru_cache(maxsize=64)
def _names(file: Path, *stamp: int) -> tuple[str, ...]:
    if "names" not in _keys(file):
        return DIGITS
    shape, dtype = _header(file, "names")
    size = int(np.prod(shape, dtype=object)) * dtype.itemsize
    if len(shape) != 1 or dtype.kind != "U" or shape[0] > MOST_CLASSES or size > MAX_NAMES:
        raise DataError(
            f"{file.name}: names must be text of shape (K,), K at most {MOST_CLASSES}, "
            f"got {dtype} {shape}."
        )
    return tuple(str(name) for name in _read(file, "names"))


def _stamp(file: Path) -> tuple[int, int]:
    _require(file)
    found = file.stat()
    return found.st_size, found.st_mtime_ns


def check_size(path: str | Path, most: int) -> None:
    """Raise DataError if loading either split would need over ``most`` bytes of memory.

    Read from the headers alone: an .npz of a megabyte can hold a million black pictures.
    """
    file = Path(path)
    for key in KEYS:
        shape, dtype = _header(file, key)
        count = int(np.prod(shape, dtype=object))
        needed = count * (dtype.itemsize + np.dtype(np.float32).itemsize)
        if needed > most:
            raise DataError(
                f"{file.name} is too large: {key} may need {most >> 20} MB of memory (some "
                f"{most // (5 * PIXELS):,} pictures of uint8), got {needed >> 20} MB."
            )


def data_hash(path: str | Path | None = None) -> str:
    """Sha256 of the data file: with the config's hash it names a training for good."""
    if path in NAMED:
        from explorer.data import named

        return named.data_hash(str(path))
    file = Path(path) if path is not None else BUNDLED
    return _hash(file, *_stamp(file))


@lru_cache(maxsize=64)
def _hash(file: Path, *stamp: int) -> str:
    return sha256(file)  # 11 ms for MNIST, twice for each training that is handed in


def subset(split: Split, size: int | None, seed: int) -> Split:
    """``size`` items drawn without replacement (None, or more than there are: all)."""
    if size is None or size >= len(split):
        return split
    chosen = np.random.default_rng(seed).choice(len(split), size, replace=False)
    return split.take(np.sort(chosen))


def hold_out(split: Split, share: float, seed: int) -> tuple[Split, Split | None]:
    """Part ``share`` of a training set off for validation (None when share is 0)."""
    count = round(len(split) * share)
    if count == 0:
        return split, None
    order = np.random.default_rng(seed).permutation(len(split))
    return split.take(np.sort(order[count:])), split.take(np.sort(order[:count]))


def _require(file: Path) -> None:
    if not file.is_file():
        raise DataError(f"a data file (.npz) is expected at {file}, but there is none.")


def _read(file: Path, key: str) -> Array:
    """One array of the archive, looked at (shape, type, size) before it is unpacked."""
    shape, dtype = _header(file, key)
    size = int(np.prod(shape, dtype=object)) * dtype.itemsize
    if size > MAX_BYTES:
        where = f"{file.name}: {key}"
        raise DataError(f"{where} may unpack to 1 GiB at most, got {size / 2**30:.1f} GiB.")
    with _member(file, key) as member:
        return npy_format.read_array(member, allow_pickle=False)


def _header(file: Path, key: str) -> tuple[tuple[int, ...], np.dtype]:
    """Shape and type of an array, from its header alone; object arrays are refused."""
    with _member(file, key) as member:
        shape, _, dtype = array_header(member)
        if dtype.hasobject:
            raise DataError(f"{file.name}: {key} must hold plain numbers, got Python objects.")
    return shape, dtype


def array_header(member: IO[bytes]) -> tuple[tuple[int, ...], bool, np.dtype]:
    """Shape, whether it is in Fortran's order, and type of an array, whose numbers follow."""
    version = npy_format.read_magic(member)
    readers = npy_format.read_array_header_1_0, npy_format.read_array_header_2_0
    return readers[version != (1, 0)](member)


def _keys(file: Path) -> list[str]:
    """The names of the arrays in an archive."""
    with _archive(file) as archive:
        return _array_names(archive)


def _array_names(archive: zipfile.ZipFile) -> list[str]:
    return [name.removesuffix(".npy") for name in archive.namelist()]


@contextmanager
def _member(file: Path, key: str) -> Iterator[IO[bytes]]:
    """An array of the archive as a file; DataError for whatever cannot be read of it."""
    with _archive(file) as archive:
        names = _array_names(archive)
        if key not in names:
            found = ", ".join(names[:6]) or "nothing"
            raise DataError(f"{file.name} must hold {', '.join(KEYS)}; it holds {found}.")
        with archive.open(f"{key}.npy") as member:
            yield member


@contextmanager
def _archive(file: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, open; DataError for whatever goes wrong with it."""
    _require(file)
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except DataError:
        raise
    except Exception as error:  # zipfile, zlib and NumPy raise many kinds on a damaged file
        raise DataError(f"{file.name} is not a readable .npz file ({error}).") from None


def _images(array: Array, where: str) -> Array:
    side = IMAGE_SIDE
    shape_ok = array.ndim in (3, 4) and array.shape[1:] in ((side, side), (side, side, 1))
    if not shape_ok or len(array) == 0:
        raise DataError(f"{where} must have shape (N, 28, 28), got {array.shape}.")
    if array.dtype == np.uint8:
        if array.max() == 1:
            raise DataError(
                f"{where} is uint8 and must lie in 0..255, but no value is above 1: such pictures "
                "would be black. Multiply them by 255, or save them as floats in 0..1."
            )
        images = array
    elif array.dtype.kind == "f":
        images = array.astype(np.float32)
        low, high = float(images.min()), float(images.max())  # NaN if any is NaN
        if not (low >= 0.0 and high <= 1.0):
            raise DataError(
                f"{where} must lie in 0..1 (or be uint8, 0..255), got {low:g} to {high:g}."
            )
    else:
        raise DataError(f"{where} must be uint8 or float, got {array.dtype}.")
    return images.reshape(-1, side, side, 1)


def _labels(array: Array, where: str, classes: int) -> Array:
    if array.ndim != 1 or array.dtype.kind not in "iu":
        raise DataError(
            f"{where} must be whole numbers of shape (N,), got {array.dtype} {array.shape}."
        )
    if len(array) and not 0 <= int(array.min()) <= int(array.max()) < classes:
        raise DataError(
            f"{where} must lie in 0..{classes - 1}, got {array.min()} to {array.max()}."
        )
    return array.astype(np.int64)
