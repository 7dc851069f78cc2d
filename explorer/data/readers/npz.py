"""An .npz with arrays of pictures, under the names that people and libraries give them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import IO

import numpy as np
from numpy.lib import format as npy_format

from explorer.data.mnist import array_header
from explorer.data.readers import pixels
from explorer.data.readers.entries import Entry
from explorer.data.readers.source import Array, Part, Source, distinct, joined
from explorer.errors import DataError

MOST_FILE = 1 << 30  # bytes of the file
MOST_LABELS = 64 << 20  # bytes of labels or names
MOST_RAW = 8 << 30  # bytes of an array of pictures, which is read in pieces
PIECE = 16 << 20  # bytes

PARTS = {
    "train": ("x_train", "train_x", "train_images", "images_train", "xtrain", "train_data"),
    "more": ("x_val", "val_x", "val_images", "x_valid", "valid_images"),
    "test": ("x_test", "test_x", "test_images", "images_test", "xtest", "test_data"),
    "all": ("images", "x", "pictures", "imgs", "data", "features", "arr_0"),
}
LABELS = {
    "train": ("y_train", "train_y", "train_labels", "labels_train", "ytrain", "train_targets"),
    "more": ("y_val", "val_y", "val_labels", "y_valid", "valid_labels"),
    "test": ("y_test", "test_y", "test_labels", "labels_test", "ytest", "test_targets"),
    "all": ("labels", "y", "label", "targets", "target", "classes", "arr_1"),
}
NAMES = ("names", "class_names", "label_names", "target_names", "classes")


def is_npz(content: bytes) -> bool:
    """Whether the bytes of a zip are those of an .npz: arrays, and nothing else."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except Exception:  # zipfile raises many kinds on a damaged file; its reader tells
        return False
    return bool(names) and all(name.endswith(".npy") for name in names)


def read(entry: Entry) -> Source:
    """Pictures of one .npz; of both parts, where it has a training and a test part."""
    archive = Archive(entry)
    keys = {part: archive.find(known) for part, known in PARTS.items()}
    used = [part for part in ("train", "more", "test") if keys[part]]
    if not used or used == ["test"]:
        used = ["all"] if keys["all"] else used
    if not used:
        raise DataError(
            f"{entry.name} must hold pictures under a name such as x_train, images or X; "
            f"it holds {', '.join(archive.keys[:6]) or 'nothing':.80}."
        )
    parts = [
        Part(archive.pictures(str(keys[part])), archive.labels(LABELS[part]), part == "test")
        for part in used
    ]
    return joined(entry.name, parts, f"{entry.name}: the labels", archive.names())


class Archive:
    """The arrays of an .npz, looked at before they are unpacked."""

    def __init__(self, entry: Entry) -> None:
        self.name = entry.name
        self.content = entry.read(MOST_FILE)
        try:
            with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
                self.sizes = {info.filename: info.file_size for info in archive.infolist()}
        except Exception as error:
            raise self._broken(error) from None
        self.keys = [name.removesuffix(".npy") for name in self.sizes]

    def find(self, known: tuple[str, ...]) -> str | None:
        """The first of some names that is there, however it is written."""
        lower = {key.lower(): key for key in self.keys}
        return next((lower[name] for name in known if name in lower), None)

    def pictures(self, key: str) -> Array:
        """An array of pictures as uint8 (N, H, W)."""
        where = f"{self.name}: {key}"
        shape, in_columns, dtype = self.header(key)
        if dtype.kind not in "buif":
            raise DataError(f"{where} must hold numbers, got {dtype}.")
        count, height, width, kind = pixels.shape_of(shape, where)
        if int(np.prod(shape, dtype=object)) * dtype.itemsize > (
            MOST_FILE if in_columns else MOST_RAW
        ):
            raise DataError(f"{where} is too large: 1 GiB of memory at most is expected.")

        def pieces() -> Iterator[Array]:
            return self.pieces(key, shape, in_columns, dtype)

        levels = pixels.levels_of(pieces, dtype, where)
        return pixels.collect(pieces, (count, height, width), kind, levels)

    def labels(self, known: tuple[str, ...]) -> Array | None:
        """The labels under one of some names; None where there are none."""
        key = self.find(known)
        return None if key is None else self.small(key)

    def names(self) -> tuple[str, ...]:
        """The names of classes, where the file has them as text."""
        for known in NAMES:
            key = self.find((known,))
            if key is None:
                continue
            shape, _, dtype = self.header(key)
            if dtype.kind in "US" and len(shape) == 1 and 2 <= shape[0] <= 4096:
                array = self.small(key)
                text = (
                    array.astype(str)
                    if dtype.kind == "U"
                    else np.char.decode(array, "utf-8", "replace")
                )
                return distinct([str(name) for name in text])
        return ()

    def small(self, key: str) -> Array:
        shape, _, dtype = self.header(key)
        if int(np.prod(shape, dtype=object)) * dtype.itemsize > MOST_LABELS:
            raise DataError(f"{self.name}: {key} is too large for labels.")
        try:
            with self.open(key) as member:
                return np.asarray(npy_format.read_array(member, allow_pickle=False))
        except Exception as error:
            raise self._broken(error) from None

    def header(self, key: str) -> tuple[tuple[int, ...], bool, np.dtype]:
        """Shape, order and type of an array; DataError for one of Python objects."""
        try:
            with self.open(key) as member:
                shape, in_columns, dtype = array_header(member)
        except Exception as error:  # NumPy raises many kinds on a damaged file
            raise self._broken(error) from None
        if dtype.hasobject:
            raise DataError(
                f"{self.name}: {key} must hold plain numbers of one shape, got Python objects."
            )
        return shape, in_columns, dtype

    def pieces(
        self, key: str, shape: tuple[int, ...], in_columns: bool, dtype: np.dtype
    ) -> Iterator[Array]:
        """An array, some rows at a time."""
        if in_columns:  # Fortran's order: the first axis is the fastest
            try:
                with self.open(key) as member:
                    yield npy_format.read_array(member, allow_pickle=False)
            except Exception as error:
                raise self._broken(error) from None
            return
        row = int(np.prod(shape[1:], dtype=object)) * dtype.itemsize
        rows = max(1, PIECE // max(1, row))
        try:
            with self.open(key) as member:
                array_header(member)
                for start in range(0, shape[0], rows):
                    count = min(rows, shape[0] - start)
                    content = member.read(count * row)
                    if len(content) < count * row:
                        raise ValueError("it ends too early")
                    yield np.frombuffer(content, dtype).reshape(count, *shape[1:])
        except DataError:
            raise
        except Exception as error:
            raise self._broken(error) from None

    def open(self, key: str) -> IO[bytes]:
        archive = zipfile.ZipFile(io.BytesIO(self.content))
        return archive.open(f"{key}.npy")

    def _broken(self, error: Exception) -> DataError:
        if isinstance(error, DataError):
            return error
        return DataError(f"{self.name} is not a readable .npz file ({error!s:.100}).")
