"""What a long lesson meets: a kill during a save, a folder that cannot be written, a clock that
goes back, two servers on one folder. What was saved before is whole afterwards."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from asking import by

from explorer.config import RunConfig
from explorer.data import own
from explorer.errors import ExplorerError, StorageError
from explorer.jobs import dask_cluster, memory
from explorer.jobs.trainings import Trainings
from explorer.models import archive, saved

ROOT = Path(__file__).resolve().parent.parent

SAVES = """
import sys
from pathlib import Path
from explorer import models
from explorer.config import ModelConfig, RunConfig
from explorer.models import saved

folder, seed = Path(sys.argv[1]), int(sys.argv[2])
config = RunConfig(ModelConfig("denoiser", 2))
network = models.build(config.model, seed=seed)
while True:
    variable = network.model.trainable_variables[-1]
    variable.assign(variable + 1.0)
    saved.save(network, config, folder)
    print("saved", flush=True)
"""

SERVES = """
import json, sys, time
from pathlib import Path
from explorer.config import RunConfig
from explorer.jobs.trainings import Trainings

trainings = Trainings(Path(sys.argv[1]))
config = RunConfig.from_json(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
job = trainings.start(config).id
while not trainings.status(job).is_over or trainings.is_busy(job):
    time.sleep(0.05)
print(json.dumps([job, trainings.status(job).state, trainings.dask.tasks.get(job)]))
"""


@pytest.mark.slow
def test_a_kill_during_a_save_leaves_the_model_before_or_after_it(tmp_path: Path) -> None:
    chance = random.Random(3)
    sums: set[str] = set()
    for seed in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", SAVES, str(tmp_path), str(seed)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout
        assert process.stdout.readline() == "saved\n"
        time.sleep(chance.uniform(0.0, 0.3))
        process.send_signal(signal.SIGTERM if seed % 2 else signal.SIGKILL)
        process.communicate(timeout=20)
        record = saved.read_record(tmp_path)
        saved.verify(record)
        sums.add(record.sha256)
    saved.load(saved.read_record(tmp_path))
    assert len(sums) == 5
    saved.save(saved.load(record), record.config, tmp_path)  # nothing stands in its way


# ---- a folder that cannot be written -------------------------------------------------


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The disk becomes one that only gives (a test may run as root, whom no mode stops)."""

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    def become() -> None:
        for name in ("os.replace", "Path.mkdir", "Path.write_bytes", "Path.write_text"):
            monkeypatch.setattr(f"explorer.files.{name}", refuse)

    return become


def waiting(runs: Path) -> Trainings:
    trainings = Trainings(runs)
    trainings.dask.start = lambda *_: None  # type: ignore[method-assign]
    return trainings


def test_a_read_only_folder_shows_what_is_there_and_refuses_the_rest_in_a_sentence(
    tiny_config: RunConfig, tmp_path: Path, read_only: Callable[[], None], tiny_npz: Path
) -> None:
    trainings = waiting(tmp_path)
    job = trainings.start(tiny_config, by("anna")).id
    content = tiny_npz.read_bytes()
    read_only()
    assert [status.id for status in trainings.all()] == [job]
    other = replace(tiny_config, training=replace(tiny_config.training, seed=99))
    refused: list[Callable[[], object]] = [
        lambda: trainings.start(other, by("bert")),
        lambda: own.take_in(content, "mine.npz", tmp_path),
        lambda: Trainings(tmp_path / "new").start(other),
    ]
    for act in refused:
        with pytest.raises(StorageError, match="Read-only file system") as told:
            act()
        assert len(str(told.value)) < 300
    trainings.stop(job)  # it is stopped all the same
    assert trainings.status(job).state == "stopped"  # type: ignore[union-attr]
    with pytest.raises(ExplorerError):
        trainings.delete(job)
    assert len(trainings.all()) == 1


def test_what_could_not_be_written_down_waits_for_nothing(
    tiny_config: RunConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainings = waiting(tmp_path)

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr("explorer.files.os.replace", full)
        with pytest.raises(StorageError, match="No space left"):
            trainings.start(tiny_config, by("anna"))
    assert trainings.unfinished() == trainings.all() == []
    assert trainings.start(tiny_config, by("anna")).state == "queued"


@pytest.mark.slow
def test_a_model_brought_to_a_read_only_folder_is_refused(
    tiny_run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = saved.read_record(tiny_run)
    brought = {
        "model.json": archive.description(record, "model"),
        "model.weights.h5": record.path.read_bytes(),
    }

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("explorer.models.archive.shutil.copytree", refuse)
    with pytest.raises(StorageError, match="Read-only file system"):
        archive.take_in(brought, tmp_path)
    assert not list(tmp_path.iterdir())


# ---- a clock that goes back ----------------------------------------------------------


def test_a_clock_set_back_changes_no_order(
    tiny_config: RunConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainings = waiting(tmp_path)
    start, jobs = time.time(), []
    for number in range(4):
        monkeypatch.setattr("explorer.jobs.trainings.time.time", lambda n=number: start - 3600 * n)
        config = replace(tiny_config, training=replace(tiny_config.training, seed=number))
        jobs.append(trainings.start(config, by(f"visitor {number}")).id)
    assert [status.id for status in trainings.all()] == jobs[::-1]  # the newest first
    places = [trainings.ahead_of(trainings.status(job)) for job in jobs]  # type: ignore[arg-type]
    assert places == [0, 1, 2, 3]


# ---- two servers ---------------------------------------------------------------------


@pytest.mark.slow
def test_two_servers_asked_for_the_same_at_once_train_it_once(
    tiny_config: RunConfig, tmp_path: Path
) -> None:
    """One folder, no common scheduler: one of them trains, the other shows it, both have it."""
    config = replace(tiny_config, training=replace(tiny_config.training, epochs=4))
    servers = [
        subprocess.Popen(
            [sys.executable, "-c", SERVES, str(tmp_path / "runs"), config.to_json()],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    for server in servers:
        assert server.stdout
        assert server.stdout.readline() == "ready\n"
    for server in servers:
        assert server.stdin
        server.stdin.write("go\n")
        server.stdin.flush()
    told = [json.loads(server.communicate(timeout=300)[0]) for server in servers]
    assert [state for _, state, _ in told] == ["finished"] * 2
    assert told[0][0] == told[1][0]
    assert sum(task is not None for *_, task in told) == 1
    saved.verify(saved.read_record(tmp_path / "runs" / told[0][0]))


# ---- too little memory ---------------------------------------------------------------


@pytest.mark.slow
def test_a_worker_that_lacks_memory_ends_its_training_with_the_reason(
    tiny_config: RunConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its process is ended again and again, by its own guard, before the app lacks memory."""
    monkeypatch.setenv(memory.SETTING, "1000")
    assert dask_cluster.worker_count() == 1
    dask_cluster.close()  # of another test
    trainings = Trainings(tmp_path)
    tries: set[int] = set()
    try:
        job = trainings.start(tiny_config, by("anna")).id
        end = time.monotonic() + 240
        while trainings.is_busy(job):
            tries.add(trainings.status(job).tries)  # type: ignore[union-attr]
            assert time.monotonic() < end
            time.sleep(0.05)
    finally:
        dask_cluster.close()
    status = trainings.status(job)
    assert status
    assert status.state == "failed"
    assert "it needs about 2.0 GB of memory" in status.message
    assert "have 1.0 GB" in status.message
    assert max(tries) > 1


@pytest.mark.parametrize(
    ("gigabytes", "workers"), [(1, 1), (3, 1), (4, 1), (6, 2), (8, 3), (24, 11)]
)
def test_trainings_at_a_time_follow_memory(
    gigabytes: int, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(memory.SETTING, str(gigabytes << 10))
    assert memory.workers() == workers
    monkeypatch.setattr(dask_cluster.os, "cpu_count", lambda: 8)
    monkeypatch.delenv(dask_cluster.WORKERS_SETTING, raising=False)
    assert dask_cluster.worker_count() == min(4, workers)
    assert memory.of_a_worker(workers) * workers < gigabytes << 30
