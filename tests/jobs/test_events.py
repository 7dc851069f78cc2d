"""What a job's messages make of it: its state, its curves, and the files of its epochs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.config import RunConfig
from explorer.jobs import events
from explorer.jobs import status as jobs_status
from explorer.jobs.status import Status


@pytest.fixture
def status(tmp_path: Path) -> Status:
    return Status("job", RunConfig(), tmp_path)


def progress(kind: str, epoch: int, batch: int, **values: Any) -> dict[str, Any]:
    return {
        "kind": kind, "job": "job", "epoch": epoch, "epochs": 3, "batch": batch, "batches": 4,
        "seconds_left": 5.0, "logs": {"loss": 1.0 / (4 * epoch + batch)}, **values,
    }  # fmt: skip


def epoch(number: int, strip: bytes = b"png") -> dict[str, Any]:
    points = np.full((7, 2), number, np.float32)
    return progress("epoch", number, 4, map=points.tobytes(), dims=2, strip=strip)


def after(status: Status, *messages: dict[str, Any]) -> Status:
    for message in messages:
        status = events.apply(status, message)
    return status


def test_batches_make_a_rising_trail(status: Status) -> None:
    found = after(status, {"kind": "starting"}, progress("batch", 1, 1), progress("batch", 1, 3))
    assert found.state == "running"
    assert [x for x, _ in found.trail] == [0.25, 0.75]
    assert found.seconds_left == 5.0
    again = after(found, progress("batch", 1, 2))  # the worker died, and the epoch is done anew
    assert [x for x, _ in again.trail] == [0.25, 0.5]


def test_a_long_trail_is_thinned(status: Status) -> None:
    many = [
        progress("batch", epoch, batch, batches=50) for epoch in range(1, 60) for batch in range(50)
    ]
    found = after(status, *many)
    assert len(found.trail) <= events.TRAIL + 1
    assert found.trail[0][0] < 1 < 58 < found.trail[-1][0]


def test_epochs_are_kept_on_disk_and_repeated_ones_replace_theirs(status: Status) -> None:
    found = after(status, epoch(1), epoch(2), epoch(3), epoch(2, b"other"))
    assert found.epochs_done == 2
    assert found.history == {"loss": [1 / 8, 1 / 12]}
    np.testing.assert_array_equal(jobs_status.read_map(status.folder, 3), np.full((7, 2), 3.0))
    assert jobs_status.read_strip(status.folder, 2) == b"other"
    assert jobs_status.read_map(status.folder, 4) is None


def test_last_words_of_a_stopped_task_change_nothing_but_its_model(status: Status) -> None:
    stopping = after(status, progress("batch", 1, 1))
    stopping = events.replace(stopping, state="stopping")
    assert after(stopping, progress("batch", 1, 2)).state == "stopping"
    stopped = events.replace(stopping, state="stopped")
    assert after(stopped, progress("batch", 1, 3), {"kind": "starting"}) == stopped
    assert after(stopping, {"kind": "saved", "stopped": True}) == stopping  # elsewhere
    (status.folder / "model.json").write_text("{}")
    saved = after(stopped, {"kind": "saved", "stopped": True})
    assert (saved.state, saved.saved) == ("stopped", True)


def test_a_job_is_read_back_as_it_was_written(status: Status) -> None:
    running = after(status, epoch(1))
    jobs_status.write(running)
    found = jobs_status.read(status.folder)
    assert found
    assert (found.state, found.epochs_done, found.config) == ("running", 1, status.config)
    jobs_status.write(events.replace(running, state="stopped"))
    found = jobs_status.read(status.folder)
    assert found
    assert found.state == "stopped"


HUGE = "1" + 400 * "0"
GOOD = {"id": "x", "owner": "", "state": "finished", "message": "", "epochs_done": 1}
GOOD |= {"created": 1.0, "started": 1.0, "ended": 1.0, "config": {}}


@pytest.mark.parametrize(
    "content",
    [
        *("", "{}", "[1]", '{"config": 5}', "\0", "[" * 100_000),
        json.dumps({**GOOD, "created": "yesterday"}),
        json.dumps({**GOOD, "state": "lost"}),
        json.dumps({**GOOD, "owner": 7}),
        json.dumps(GOOD).replace('"epochs_done": 1', f'"epochs_done": {HUGE}'),
        json.dumps(GOOD).replace('"config": {}', f'"config": {{"training": {{"seed": {HUGE}}}}}'),
    ],
)
def test_a_damaged_job_says_what_is_wrong_with_it(status: Status, content: str) -> None:
    (status.folder / jobs_status.FILE).write_text(content)
    found = jobs_status.read(status.folder)
    assert found is not None
    assert (found.id, found.state) == (status.folder.name, "failed")
    assert found.message.startswith(f"{status.folder.name}/job.json cannot be read (")
    assert len(found.message) < 300


@pytest.mark.parametrize("content", ["7", "[]", '{"loss": 5}', '{"loss": ["x"]}', "{", "[" * 10**5])
def test_a_history_that_is_none_has_no_curves(status: Status, content: str) -> None:
    (status.folder / "history.json").write_text(content)
    assert jobs_status.history(status.folder) == {}


def test_unforeseen_errors_are_one_sentence() -> None:
    class KilledWorker(Exception):  # noqa: N818, its name at Dask
        pass

    assert "worker process died" in events.sentence_of(KilledWorker("x"))
    sentence = events.sentence_of(ValueError("first\nsecond"))
    assert "first" in sentence
    assert "second" not in sentence
