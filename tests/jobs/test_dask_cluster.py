"""Trainings on a cluster that others run: a scheduler and two workers, processes of their own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.config import RunConfig
from explorer.jobs import dask_cluster
from explorer.jobs import status as jobs_status
from explorer.jobs import worker as jobs_worker
from explorer.jobs.status import Status
from explorer.jobs.trainings import Trainings
from explorer.models import saved

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
Process = subprocess.Popen[Any]


def run(*arguments: str) -> Process:
    """A command of Dask's."""
    return subprocess.Popen(
        [sys.executable, "-m", *arguments], cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Process, list[Process]]]:
    """A scheduler on loopback that the setting names, and two workers with one task each."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = str(listener.getsockname()[1])
    place = ["--host", "127.0.0.1", "--no-dashboard"]
    scheduler = run("distributed.cli.dask_scheduler", *place, "--port", port)
    address = f"tcp://127.0.0.1:{port}"
    worker = ["distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", *place]
    workers = [run(*worker) for _ in range(2)]
    dask_cluster.close()  # an embedded one of another test
    monkeypatch.setenv(dask_cluster.SETTING, address)
    yield scheduler, workers
    dask_cluster.close()
    for process in (*workers, scheduler):
        process.kill()
        process.wait(10)


def until(condition: Callable[[], bool], seconds: float = 300) -> None:
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < seconds
        time.sleep(0.05)


def long(config: RunConfig, epochs: int) -> RunConfig:
    return replace(config, training=replace(config.training, epochs=epochs, batch_size=20))


def test_a_dead_worker_s_training_ends_on_the_other(
    cluster: tuple[Process, list[Process]], tiny_config: RunConfig, tmp_path: Path
) -> None:
    """From its last checkpoint: the first epoch is not done again."""
    trainings = Trainings(tmp_path / "runs")
    job = trainings.start(long(tiny_config, 15)).id
    folder = trainings.runs / job
    until(lambda: (folder / "maps" / "epoch-003.npy").exists())
    first = (folder / "maps" / "epoch-001.npy").stat().st_mtime_ns
    (busy,) = [who for who, keys in dask_cluster.connect().processing().items() if keys]
    at_work = int(dask_cluster.connect().run(os.getpid, workers=[busy])[busy])
    next(process for process in cluster[1] if process.pid == at_work).kill()
    until(lambda: status_of(trainings, job).is_over)
    status = status_of(trainings, job)
    assert (status.state, status.epochs_done) == ("finished", 15), status.message
    assert len(status.history["loss"]) == 15
    assert (folder / "maps" / "epoch-001.npy").stat().st_mtime_ns == first
    saved.load(saved.read_record(folder))


def test_a_machine_that_does_not_see_our_disk_sends_the_model(
    cluster: tuple[Process, list[Process]], tiny_config: RunConfig, tmp_path: Path
) -> None:
    """The job's file is taken away before the worker looks: it trains in a folder of its own."""
    trainings = Trainings(tmp_path / "runs")
    job = trainings.start(tiny_config).id
    (trainings.runs / job / jobs_status.FILE).unlink()
    until(lambda: status_of(trainings, job).is_over)
    status = status_of(trainings, job)
    assert status.state == "finished", status.message
    assert status.saved
    record = saved.read_record(trainings.runs / job)
    mean = saved.load(record).encoder(np.zeros((1, 28, 28, 1), np.float32))["z_mean"]
    assert np.isfinite(np.asarray(mean)).all()
    with np.load(record.folder / str(record.arrays)) as arrays:
        assert "z_mean" in arrays.files
    assert jobs_status.read_map(record.folder, 2) is not None


def test_a_scheduler_that_goes_away_interrupts_and_is_told(
    cluster: tuple[Process, list[Process]], tiny_config: RunConfig, tmp_path: Path
) -> None:
    trainings = Trainings(tmp_path / "runs")
    job = trainings.start(long(tiny_config, 100)).id
    until(lambda: status_of(trainings, job).epochs_done >= 1)
    cluster[0].kill()
    until(lambda: status_of(trainings, job).is_over)
    status = status_of(trainings, job)
    assert status.state in ("interrupted", "failed")
    assert status.saved
    saved.load(saved.read_record(trainings.runs / job))


def test_a_scheduler_that_comes_back_trains_again_what_it_was_cut_off_from(
    cluster: tuple[Process, list[Process]], tiny_config: RunConfig, tmp_path: Path
) -> None:
    """The same app, the same address: nothing has to be started anew but the training."""
    trainings = Trainings(tmp_path / "runs")
    config = long(tiny_config, 12)
    job = trainings.start(config).id
    until(lambda: status_of(trainings, job).epochs_done >= 2)
    address = os.environ[dask_cluster.SETTING]
    for process in (cluster[0], *cluster[1]):
        process.kill()
        process.wait(10)
    until(lambda: status_of(trainings, job).is_over and not trainings.is_busy(job))
    assert status_of(trainings, job).state in ("interrupted", "failed")
    done = status_of(trainings, job).epochs_done
    place = ["--host", "127.0.0.1", "--no-dashboard"]
    port = address.rpartition(":")[2]
    again = [run("distributed.cli.dask_scheduler", *place, "--port", port)]
    again.append(
        run("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", *place)
    )
    try:
        until(lambda: reaches(int(port)))
        trainings.start(config)
        until(lambda: status_of(trainings, job).is_over)
        status = status_of(trainings, job)
        assert (status.state, status.epochs_done) == ("finished", 12), status.message
        assert done >= 2
    finally:
        dask_cluster.close()
        for process in again:
            process.kill()
            process.wait(10)


def reaches(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


SERVER = """
import json, sys, time
from pathlib import Path
from explorer.config import RunConfig
from explorer.jobs.trainings import Trainings

trainings = Trainings(Path(sys.argv[1]))
job = trainings.start(RunConfig.from_json(sys.argv[2])).id
while not trainings.status(job).is_over or trainings.is_busy(job):
    time.sleep(0.05)
status = trainings.status(job)
print(json.dumps([job, trainings.dask.tasks[job], status.state, status.history, status.message]))
"""


def test_two_servers_on_one_scheduler_share_a_training(
    cluster: tuple[Process, list[Process]], tiny_config: RunConfig, tmp_path: Path
) -> None:
    """Two processes with folders of their own ask for the same: it is trained once, for both."""
    config = long(tiny_config, 25)

    def server(name: str) -> Process:
        return subprocess.Popen(
            [sys.executable, "-c", SERVER, str(tmp_path / name), config.to_json()],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    first = server("one")
    until(lambda: any(tmp_path.glob("one/*/maps/epoch-002.npy")))
    second = server("two")
    told = [json.loads(process.communicate(timeout=300)[0]) for process in (first, second)]
    assert told[0] == told[1]
    job, _, state, history, message = told[0]
    assert (state, len(history["loss"])) == ("finished", 25), message
    events = dask_cluster.connect().get_events(jobs_worker.KEPT_TOPIC)
    assert [m["job"] for _, m in events if m["kind"] == "starting"] == [job]
    one, two = (saved.read_record(tmp_path / name / job) for name in ("one", "two"))
    assert one.sha256 == two.sha256
    assert one.metrics == two.metrics != {}
    saved.verify(two)
    assert jobs_status.read_map(two.folder, 1) is not None  # from before it came


def status_of(trainings: Trainings, job: str) -> Status:
    status = trainings.status(job)
    assert status
    return status
