"""Five thousand damaged files: each is read, or told in one sentence; nothing else is raised."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
from test_readers import GREY, LABELS, idx, npz, pictures_in, table, zipped

from explorer.data import fitting, readers
from explorer.errors import DataError

FILES = {
    "a.npz": npz(images=GREY, labels=LABELS),
    "b.npz": npz(x_train=GREY / 255.0, y_train=LABELS, names=np.array(["a", "b", "c"])),
    "a.zip": zipped(pictures_in(["a/", "b/"])),
    "b.zip": zipped(pictures_in(["a/"], "JPEG") | pictures_in(["b/"], "GIF")),
    "a-idx3-ubyte": idx(GREY),
    "a.gz": gzip.compress(idx(GREY)),
    "a.csv": table(GREY, LABELS),
}


def damaged(content: bytes, rng: np.random.Generator) -> bytes:
    """Some bytes changed, or a piece cut out, doubled, or put elsewhere."""
    data = bytearray(content)
    for _ in range(rng.integers(1, 6)):
        at = int(rng.integers(len(data)))
        # a file's head and a zip's end are where most of its meaning is
        at = [at, at % 200, len(data) - 1 - at % 200][rng.integers(3)]
        size = int(rng.integers(1, 40))
        kind = rng.integers(4)
        if kind == 0:
            data[at] = rng.integers(256)
        elif kind == 1:
            del data[at : at + size]
        elif kind == 2:
            data[at:at] = data[at : at + size]
        else:
            data[at : at + size] = rng.bytes(size)
        if not data:
            break
    return bytes(data)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(5))
def test_damaged_files_are_read_or_told(part: int, tmp_path: Path) -> None:
    rng = np.random.default_rng(part)
    names = list(FILES)
    told: list[str] = []
    for _ in range(1000):
        name = names[rng.integers(len(names))]
        try:
            source = readers.read_uploads([(name, damaged(FILES[name], rng))])
            fitting.fit_all(source, fitting.advice(source), range(min(8, source.count)))
        except DataError as error:
            told.append(str(error))
    assert len(told) > 100
    assert all(0 < len(sentence) < 300 for sentence in told)
    assert not list(tmp_path.iterdir())
