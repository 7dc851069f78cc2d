"""Reading what people have: pictures and their classes, from many kinds of files.

    entries        files in a folder, a zip or memory, none unpacked to disk
    npz            arrays, under the names that people give them
    idx            MNIST's own form: Fashion-MNIST, KMNIST, EMNIST
    csv_table      Kaggle's: label, pixel0, pixel1 ...
    picture_files  a folder a class
    source         what all of them give

Which one is asked follows from what the files hold, not from their names alone.
"""

from __future__ import annotations

import io
from pathlib import Path

from explorer.data.readers import csv_table, entries, idx, npz, picture_files
from explorer.data.readers.entries import Entry
from explorer.data.readers.source import Source as Source
from explorer.errors import DataError

MOST_FILE = 2 << 30  # bytes of a zip
ZIP = b"PK\x03\x04"
HIDDEN_ENDS = (".txt", ".md", ".json", ".html", ".pdf", ".mat", ".xml")  # what lies beside data


def read(path: Path) -> Source:
    """The pictures in a file or a folder. DataError, in one sentence, for anything else."""
    if path.is_dir():
        return read_entries(entries.of_folder(path), path.name)
    if not path.is_file():
        raise DataError(f"a file or a folder of pictures is expected at {path}, but there is none.")
    entry = entries.of_file(path)
    if _begins(entry, ZIP) and not _is_npz(entry):
        return read_entries(entries.of_zip(path.name, path), path.name)
    beside = [entry, *map(entries.of_file, _siblings(path))]
    return read_entries(beside, path.name)


def read_uploads(files: list[tuple[str, bytes]]) -> Source:
    """The pictures in files that came by the browser: their names, and what they hold."""
    if len(files) == 1 and files[0][1][:4] == ZIP:
        name, content = files[0]
        entry = entries.of_bytes(name, content)
        if not _is_npz(entry):
            return read_entries(entries.of_zip(name, io.BytesIO(content)), name)
    name = files[0][0] if len(files) == 1 else f"{len(files)} files"
    return read_entries([entries.of_bytes(*file) for file in files], name)


def read_entries(found: list[Entry], name: str) -> Source:
    """The pictures in some files, of one kind."""
    pictures = [entry for entry in found if picture_files.is_picture(entry)]
    if pictures:
        return picture_files.read(pictures, name)
    others = [e for e in found if not e.name.lower().endswith(HIDDEN_ENDS)]
    for reader in (_npz, _idx, _tables):
        if source := reader(others):
            return source
    kinds = ".npz, IDX, CSV, or pictures (PNG, JPEG, WebP, BMP, GIF), also in a zip"
    got = ", ".join(entry.name for entry in found[:3]) or "nothing"
    raise DataError(f"{name} must hold pictures: {kinds}; got {got:.80}.")


def _npz(found: list[Entry]) -> Source | None:
    of_kind = [
        e for e in found if e.name.lower().endswith(".npz") or (_begins(e, ZIP) and _is_npz(e))
    ]
    if len(of_kind) > 1:
        raise DataError(f"one .npz is expected, got {len(of_kind)}.")
    return npz.read(of_kind[0]) if of_kind else None


def _idx(found: list[Entry]) -> Source | None:
    of_kind = [entry for entry in found if idx.is_idx(entry)]
    return idx.read(of_kind) if of_kind else None


def _tables(found: list[Entry]) -> Source | None:
    of_kind = [entry for entry in found if csv_table.is_csv(entry)]
    return csv_table.read(of_kind) if of_kind else None


def _begins(entry: Entry, head: bytes) -> bool:
    return entry.take(len(head)) == head


def _is_npz(entry: Entry) -> bool:
    return npz.is_npz(entry.read(MOST_FILE))


def _siblings(path: Path) -> list[Path]:
    """The files of labels, or of pictures, and of the other part that lie beside an IDX file."""
    base, end = path.name.removesuffix(".gz"), ".gz" * path.name.endswith(".gz")
    if "-idx" not in base and "-ubyte" not in base:
        return []
    names = {base}
    for old, new in (("images-idx3", "labels-idx1"), ("labels-idx1", "images-idx3")):
        names |= {name.replace(old, new) for name in names}
    for old, new in (
        ("train-", "t10k-"),
        ("t10k-", "train-"),
        ("train-", "test-"),
        ("test-", "train-"),
    ):
        names |= {name.replace(old, new) for name in names}
    found = [path.with_name(name + end) for name in sorted(names - {base})]
    return [other for other in found if other.is_file()]
