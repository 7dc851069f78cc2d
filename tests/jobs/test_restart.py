"""Damaged checkpoints are told, and beginning anew keeps the model that was there."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import numpy as np
import pytest

from explorer.config import RunConfig
from explorer.errors import CheckpointError, StorageError
from explorer.jobs import restart
from explorer.jobs import status as jobs_status
from explorer.jobs.status import Status
from explorer.jobs.trainings import Trainings, job_id
from explorer.training import checkpoint

CONFIG = RunConfig()


@pytest.fixture
def trainings(tmp_path: Path) -> Trainings:
    """Its jobs stay queued: the cluster never answers."""
    return Trainings(tmp_path, connect=threading.Event().wait)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A training that was cut off after its third epoch, as the folder tells it."""
    job = job_id(CONFIG)
    folder = tmp_path / job
    jobs_status.write(Status(job, CONFIG, folder, state="running", epochs_done=3))
    meta = json.dumps({"config": CONFIG.to_dict(), "progress": {"epoch": 3}}).encode()
    arrays = {"meta": np.frombuffer(meta, np.uint8), "v0": np.arange(5000.0)}
    np.savez(folder / checkpoint.STATE, **arrays)
    (folder / "model.weights.h5").write_bytes(b"the best so far")
    (folder / "model.json").write_text("{}")
    (folder / "history.json").write_text('{"loss": [3.0, 2.0, 1.0]}')
    return folder


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def flip(path: Path) -> None:
    """One bit among the weights: the file's table and its progress can still be read."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_whole_checkpoint_and_none_are_fine(trainings: Trainings, folder: Path) -> None:
    restart.check(folder, CONFIG)
    status = trainings.start(CONFIG)
    assert (status.state, status.epochs_done, len(status.history["loss"])) == ("queued", 3, 3)
    (folder / checkpoint.STATE).unlink()
    restart.check(folder, CONFIG)


@pytest.mark.parametrize("damage", [cut, flip, lambda path: path.write_bytes(b"")])
def test_a_damaged_one_is_one_sentence_and_nothing_is_touched(
    trainings: Trainings, folder: Path, damage: object
) -> None:
    damage(folder / checkpoint.STATE)  # type: ignore[operator]
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(CheckpointError, match=r"cannot go on: .* damaged .*kept as .*-kept\.$"):
        trainings.start(CONFIG)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    status = trainings.status(folder.name)
    assert status
    assert status.state == "interrupted"


def test_beginning_anew_keeps_the_model_beside(trainings: Trainings, folder: Path) -> None:
    cut(folder / checkpoint.STATE)
    status = trainings.start(CONFIG, anew=True)
    assert (status.state, status.epochs_done, status.history) == ("queued", 0, {})
    assert not (folder / checkpoint.STATE).exists()
    kept = folder.with_name(f"{folder.name}-kept")
    assert (kept / "model.weights.h5").read_bytes() == b"the best so far"
    assert (kept / "model.json").is_file()
    restart.begin_anew(folder)  # once more: the first is not replaced
    assert folder.with_name(f"{folder.name}-kept-2").is_dir()


def test_what_cannot_be_kept_is_not_cleared(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    cut(folder / checkpoint.STATE)
    monkeypatch.setattr("explorer.files.os.replace", full)
    with pytest.raises(StorageError, match="No space left"):
        restart.begin_anew(folder)
    assert (folder / checkpoint.STATE).is_file()
    assert (folder / "model.json").is_file()
