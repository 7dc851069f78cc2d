"""Whatever a file holds, its reader answers with a value or an ExplorerError, never otherwise.

Good files of every kind are damaged at random (bytes changed, cut, repeated, swapped with
those of other kinds), always alike for one seed.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from PIL import Image

from explorer import files
from explorer.config import RunConfig
from explorer.data import drawing, mnist
from explorer.errors import ExplorerError
from explorer.jobs import status as jobs_status
from explorer.jobs.sweeps import Sweeps
from explorer.models import browser, saved
from explorer.models.weights_file import check_weights
from explorer.training import run_folder, speed

CASES, SEED = 5000, 11
HOSTILE: list[bytes] = [  # spliced in; each broke a reader of some project once
    b"NaN", b"Infinity", b"-1", b"null", b"[]", b"{}", b'""', b"1" + 400 * b"0", b"1e999", b"\0",
    b"true", b"[[[[[[[[", b'{"a":', b"\xff\xfe", b"\\ud800", b"../../x", 300 * b"x", b"0" * 64,
]  # fmt: skip


class NoTrainings:
    """Stands in for the trainings of a server: sweeps only look for its folder."""

    def __init__(self, runs: Path) -> None:
        self.runs = runs


Reader = Callable[[Path], Any]


def read_sweep(path: Path) -> None:
    shutil.copy(path, path.parent / "sweep-x" / "sweep.json")
    Sweeps(NoTrainings(path.parent)).all()  # type: ignore[arg-type]


def read_job(path: Path) -> None:
    status = jobs_status.read(path.parent)
    assert status is not None
    assert sorted([status.created, 1.0])  # it can be put in order with others


def read_record(path: Path) -> None:
    record = saved.read_record(path)
    run_folder.losses(record)
    assert record.to_dict()


def read_weights(path: Path) -> None:
    check_weights(path, "the weights of a model")
    record = saved.read_record(path.parent / "model.json")
    own = saved.replace(record, weights=path.name, sha256=files.sha256(path))
    browser.read(own)


READERS: dict[str, Reader] = {
    "picture.png": lambda path: drawing.as_mnist(drawing.read(path.read_bytes(), path.name)),
    "picture.jpg": lambda path: drawing.as_mnist(drawing.read(path.read_bytes(), path.name)),
    "picture.gif": lambda path: drawing.as_mnist(drawing.read(path.read_bytes(), path.name)),
    "picture.tif": lambda path: drawing.as_mnist(drawing.read(path.read_bytes(), path.name)),
    "own.npz": lambda path: (mnist.check_size(path, 400 << 20), mnist.load("test", path)),
    "config.json": lambda path: RunConfig.from_json(path.read_text("utf-8", "replace")),
    "model.json": read_record,
    "m.weights.h5": read_weights,
    "job.json": read_job,
    "history.json": lambda path: jobs_status.history(path.parent),
    "speed.json": lambda path: speed.estimate(RunConfig(), speed.read(path.parent)),
    "sweep.json": read_sweep,
}


@pytest.fixture
def good(tmp_path: Path, tiny_run: Path, tiny_npz: Path) -> dict[str, bytes]:
    """A good file of each kind, by its name; they also lie in the test's folder."""
    (tmp_path / "sweep-x").mkdir()
    page = np.full((60, 60), 255, np.uint8)
    page[10:50, 28:33] = 0
    for kind in ("png", "jpg", "gif", "tif"):
        Image.fromarray(page).save(tmp_path / f"picture.{kind}")
    shutil.copy(tiny_npz, tmp_path / "own.npz")
    shutil.copy(tiny_run / "model.json", tmp_path)
    shutil.copy(tiny_run / "history.json", tmp_path)
    shutil.copy(tiny_run / "model.weights.h5", tmp_path / "m.weights.h5")
    config = saved.read_record(tiny_run).config
    (tmp_path / "config.json").write_text(config.to_json())
    jobs_status.write(jobs_status.Status("x", config, tmp_path, state="finished"))
    speed.remember(tmp_path, speed.measured(config, 1000, 0.001, 5.0))
    plan = {"owner": "", "created": 1.0, "configs": [config.to_dict()]}
    (tmp_path / "sweep.json").write_text(json.dumps(plan))
    return {name: (tmp_path / name).read_bytes() for name in READERS}


def damage(content: bytes, others: list[bytes], random: Random) -> bytes:
    """The bytes after one to four accidents."""
    made = bytearray(content)
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(made) + 1)
        to = min(len(made), at + random.choice((1, 1, 2, 4, 16, 200)))
        kind = random.randrange(6)
        if kind == 0 and made:
            made[at % len(made)] ^= 1 << random.randrange(8)
        elif kind == 1:
            made[at:to] = random.choice(HOSTILE)
        elif kind == 2:
            del made[at:to]
        elif kind == 3:
            made[at:at] = made[at:to]
        elif kind == 4:
            del made[at:]
        else:
            other = random.choice(others)
            start = random.randrange(len(other))
            made[at:to] = other[start : start + to - at]
    return bytes(made)


@pytest.mark.parametrize("cases", [240, pytest.param(CASES, marks=pytest.mark.slow)])
def test_only_explorer_errors_come_out(good: dict[str, bytes], tmp_path: Path, cases: int) -> None:
    random, names = Random(SEED), list(READERS)
    for case in range(cases):
        name = names[case % len(names)]
        content = damage(good[name], list(good.values()), random)
        (tmp_path / name).write_bytes(content)
        said = "read"
        try:
            READERS[name](tmp_path / name)
        except ExplorerError as error:
            said = str(error)
        except Exception as error:
            raise AssertionError(f"case {case}, {name}: {error!r}; {content[:300]!r}") from error
        assert 0 < len(said) < 300
        assert "\n" not in said
        (tmp_path / name).write_bytes(good[name])


def test_the_good_files_are_read(good: dict[str, bytes], tmp_path: Path) -> None:
    for name, reader in READERS.items():
        reader(tmp_path / name)
