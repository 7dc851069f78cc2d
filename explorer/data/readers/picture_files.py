"""Pictures in files, a folder a class: PNG, JPEG, WebP, BMP, GIF or TIFF.

Of an animation the first picture counts; photographs are turned upright, 16 bits and CMYK become
grey, and what is transparent becomes paper (data/drawing.py).
"""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath

import numpy as np

from explorer.config import MOST_CLASSES
from explorer.data import drawing
from explorer.data.readers.entries import Entry
from explorer.data.readers.source import Array, Source, check_count, distinct
from explorer.errors import DataError

ENDS = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff")
TRAIN = ("train", "training", "val", "valid", "validation")
TEST = ("test", "testing")


def is_picture(entry: Entry) -> bool:
    """Whether a file says by its name that it is a picture."""
    return entry.path.lower().endswith(ENDS)


def read(entries: list[Entry], name: str) -> Source:
    """Pictures of a folder or a zip; each is read when it is asked for.

    The folder that a picture lies in is its class; folders named train and test are its parts.
    Where all lie in one folder there are no classes.
    """
    check_count(name, len(entries))
    folders = [PurePosixPath(entry.path).parts[:-1] for entry in entries]
    parts = [_part(path) for path in folders]
    of_test = np.array([part == "test" for part in parts])
    has_parts = bool(of_test.any() and not of_test.all())
    classes = [_class(path, has_parts) for path in folders]
    found = sorted(set(classes), key=_natural)
    if len(found) > MOST_CLASSES:
        raise DataError(
            f"{name} must have 2 to {MOST_CLASSES} folders of pictures (a class each), or one, "
            f"got {len(found):,}."
        )
    place = {label: number for number, label in enumerate(found)}
    labels = np.array([place[label] for label in classes], np.int64)
    return Source(
        name,
        len(entries),
        partial(_picture, entries),
        labels if len(found) > 1 else np.zeros_like(labels),
        distinct(found) if len(found) > 1 else (),
        of_test if has_parts else None,
    )


def _picture(entries: list[Entry], index: int) -> Array:
    entry = entries[index]
    return drawing.read_grey(entry.read(drawing.MAX_BYTES), entry.name)


def _part(folders: tuple[str, ...]) -> str:
    lower = [folder.lower() for folder in folders]
    if any(folder in TEST for folder in lower):
        return "test"
    return "train" if any(folder in TRAIN for folder in lower) else ""


def _class(folders: tuple[str, ...], has_parts: bool) -> str:
    """The innermost folder's name that is not that of a part."""
    own = [f for f in folders if not (has_parts and f.lower() in TRAIN + TEST)]
    return own[-1] if own else ""


def _natural(name: str) -> tuple[int, str]:
    """Numbers by their value, then words: 2 before 10."""
    return (int(name), "") if name.isascii() and name.isdigit() and len(name) < 9 else (10**9, name)
