"""Jobs on a cluster inside this process: fairness, shared tasks, full disks, restarted servers."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from asking import by

from explorer.config import RunConfig
from explorer.errors import CheckpointError
from explorer.jobs import dask_cluster, worker
from explorer.jobs import status as jobs_status
from explorer.jobs.limits import Limits
from explorer.jobs.status import Status
from explorer.jobs.trainings import Trainings
from explorer.models import saved
from explorer.training import checkpoint

pytestmark = [
    pytest.mark.slow,  # Dask, and small trainings
    # its scheduler is in this process, and would take its own warning for an error
    pytest.mark.filterwarnings("ignore:Client .* desires key"),
]

SECONDS = 300  # on a busy machine
LIMITS = Limits(1000, 60_000, 10)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """One worker with one thread, in this process: what a test patches holds for it, too."""
    import dask
    from distributed import LocalCluster

    dask.config.set(dask_cluster.CONFIG)
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0",
        host="127.0.0.1", protocol="tcp", scheduler_kwargs={"dashboard": False},
    ) as cluster:  # fmt: skip
        yield cluster


@pytest.fixture
def connect(cluster: Any) -> Iterator[Callable[[], Callable[[], Any]]]:
    """Makes clients: each stands for a server of its own."""
    from distributed import Client

    made: list[Any] = []

    def connection() -> Callable[[], Any]:
        made.append(Client(cluster.scheduler_address, set_as_default=False))
        client = made[-1]
        return lambda: client

    yield connection
    for client in made:
        client.close()


def until(condition: Callable[[], bool], seconds: float = SECONDS) -> None:
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < seconds
        time.sleep(0.02)


def status_of(trainings: Trainings, job: str) -> Status:
    status = trainings.status(job)
    assert status
    return status


def is_settled(trainings: Trainings, job: str) -> bool:
    return status_of(trainings, job).is_over and not trainings.is_busy(job)


def seeded(config: RunConfig, seed: int, epochs: int = 2) -> RunConfig:
    return replace(config, training=replace(config.training, seed=seed, epochs=epochs))


class Quick:
    """Stands for jobs_task.train: notes the order of starts; the first waits for a word."""

    def __init__(self) -> None:
        self.started: list[str] = []
        self.go_on = threading.Event()

    def __call__(self, job: str, *_: Any) -> dict[str, Any]:
        self.started.append(job)
        self.go_on.wait(60)
        return {"stopped": False, "files": {}}

    def __reduce__(self) -> str:
        return "QUICK"  # by its name: scheduler, worker and test share one


QUICK = Quick()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Quick:
    QUICK.__init__()  # type: ignore[misc]
    monkeypatch.setattr(worker, "train", QUICK)
    return QUICK


# ---- whose turn it is ----------------------------------------------------------------


def test_a_first_training_starts_before_another_session_s_second(
    connect: Any, quick: Quick, tiny_config: RunConfig, tmp_path: Path
) -> None:
    """Anna asks for five, then Bert for two and Carl for one: nobody waits for her fifth."""
    trainings = Trainings(tmp_path, connect(), LIMITS)
    anna = [trainings.start(seeded(tiny_config, seed), by("anna")).id for seed in range(5)]
    until(lambda: quick.started == anna[:1])
    bert = [trainings.start(seeded(tiny_config, seed), by("bert")).id for seed in (10, 11)]
    carl = trainings.start(seeded(tiny_config, 20), by("carl")).id
    expected = [anna[0], bert[0], carl, anna[1], bert[1], *anna[2:]]
    places = [trainings.ahead_of(status_of(trainings, job)) for job in expected]
    assert places == list(range(8))  # none is known to have started: Quick tells nothing
    quick.go_on.set()
    until(lambda: len(quick.started) == 8)
    assert quick.started == expected
    until(lambda: not any(trainings.is_busy(job) for job in expected))


def test_equals_start_in_the_order_in_which_they_were_asked_for(
    connect: Any, quick: Quick, tiny_config: RunConfig, tmp_path: Path
) -> None:
    connection = connect()

    def slow_connection() -> Any:
        time.sleep(0.5)  # all ask while the cluster is still being started
        return connection()

    trainings = Trainings(tmp_path, slow_connection, LIMITS)
    asked = [trainings.start(seeded(tiny_config, s), by(f"visitor {s}")).id for s in range(6)]
    quick.go_on.set()
    until(lambda: len(quick.started) == 6)
    assert quick.started == asked
    until(lambda: not any(trainings.is_busy(job) for job in asked))


def test_a_waiting_training_stopped_never_starts(
    connect: Any, quick: Quick, tiny_config: RunConfig, tmp_path: Path
) -> None:
    trainings = Trainings(tmp_path, connect(), LIMITS)
    jobs = [trainings.start(seeded(tiny_config, seed), by("anna")).id for seed in range(3)]
    until(lambda: quick.started == jobs[:1])
    trainings.stop(jobs[1])
    assert status_of(trainings, jobs[1]).state == "stopped"
    until(lambda: not trainings.is_busy(jobs[1]))
    quick.go_on.set()
    until(lambda: not any(trainings.is_busy(job) for job in jobs))
    assert quick.started == [jobs[0], jobs[2]]
    assert trainings.dask.kept() == set()  # the scheduler keeps nothing that is over


# ---- two servers, one training -------------------------------------------------------


def test_a_second_server_joins_the_running_training_and_has_its_model(
    connect: Any, tiny_config: RunConfig, tmp_path: Path
) -> None:
    """Their disks are two: what was told before it came, and the model, are sent."""
    config = seeded(tiny_config, 31, epochs=8)
    first = Trainings(tmp_path / "one", connect(), LIMITS)
    job = first.start(config, by("anna")).id
    until(lambda: status_of(first, job).epochs_done >= 3)
    second = Trainings(tmp_path / "two", connect(), LIMITS)
    assert second.start(config, by("bert")).id == job
    until(lambda: status_of(second, job).epochs_done >= 4)
    assert second.dask.tasks[job] == first.dask.tasks[job]
    assert len(status_of(second, job).history["loss"]) >= 4  # from the first epoch on
    assert jobs_status.read_map(second.runs / job, 1) is not None
    until(lambda: is_settled(first, job) and is_settled(second, job))
    found = [status_of(each, job) for each in (first, second)]
    assert [status.state for status in found] == ["finished"] * 2
    assert found[0].history == found[1].history
    records = [saved.read_record(status.folder) for status in found]
    assert records[0].sha256 == records[1].sha256
    assert records[1].metrics == records[0].metrics != {}
    saved.verify(records[1])


def test_a_restarted_server_finds_what_went_on_without_it(
    connect: Any, tiny_config: RunConfig, tmp_path: Path
) -> None:
    from distributed import Client

    config = seeded(tiny_config, 32, epochs=12)
    connection = connect()
    gone = Trainings(tmp_path, connection, LIMITS)
    job = gone.start(config, by("anna")).id
    until(lambda: status_of(gone, job).epochs_done >= 2)
    assert status_of(Trainings(tmp_path, connect(), LIMITS), job).state == "running"  # elsewhere
    gone.dask._ended = lambda *_: None  # type: ignore[method-assign]  # its process is dead
    gone.others.leave()
    dead: Client = connection()
    dead.close()
    again = Trainings(tmp_path, connect(), LIMITS)
    assert status_of(again, job).state == "interrupted"
    again.rejoin()
    until(lambda: status_of(again, job).state == "running")
    until(lambda: is_settled(again, job))
    status = status_of(again, job)
    assert (status.state, status.epochs_done) == ("finished", 12), status.message
    assert saved.read_record(status.folder).metrics


def stopped_after_two(trainings: Trainings, config: RunConfig) -> str:
    """The job of a training that was stopped once two epochs of it were done."""
    job = trainings.start(config, by("anna")).id
    until(lambda: status_of(trainings, job).epochs_done >= 2)
    trainings.stop(job)
    until(lambda: is_settled(trainings, job))
    return job


# ---- what goes wrong -----------------------------------------------------------------


def test_a_cut_off_training_goes_on_after_a_restart(
    connect: Any, tiny_config: RunConfig, tmp_path: Path
) -> None:
    """The server stopped while it was running: a new one goes on from the checkpoint."""
    config = seeded(tiny_config, 33, epochs=200)
    first = Trainings(tmp_path, connect(), LIMITS)
    job = stopped_after_two(first, config)
    jobs_status.write(replace(status_of(first, job), state="running"))  # as a dead server left it
    first.others.leave()
    done = status_of(first, job).epochs_done
    again = Trainings(tmp_path, connect(), LIMITS)
    (listed,) = again.all()
    assert (listed.state, listed.epochs_done, listed.saved) == ("interrupted", done, True)
    again.start(config, by("anna"))
    until(lambda: status_of(again, job).epochs_done > done)
    before = status_of(first, job).history["loss"]
    assert status_of(again, job).history["loss"][:done] == before[:done]
    again.stop(job)
    until(lambda: is_settled(again, job))


def test_a_full_disk_ends_a_training_with_a_sentence_and_its_model_is_whole(
    connect: Any, tiny_config: RunConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = seeded(tiny_config, 34, epochs=200)
    trainings = Trainings(tmp_path, connect(), LIMITS)
    job = trainings.start(config, by("anna")).id
    until(lambda: status_of(trainings, job).epochs_done >= 2)

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr("explorer.files.os.replace", full)
        until(lambda: is_settled(trainings, job))
    status = status_of(trainings, job)
    assert status.state == "failed"
    assert "No space left on device" in status.message
    assert status.message.count(". ") == 0  # one sentence
    saved.verify(saved.read_record(status.folder))
    done = status.epochs_done
    trainings.start(config, by("anna"))  # there is room again: it goes on
    until(lambda: status_of(trainings, job).epochs_done > done)
    trainings.stop(job)
    until(lambda: is_settled(trainings, job))


def test_a_damaged_checkpoint_is_told_and_begun_anew_without_loss(
    connect: Any, tiny_config: RunConfig, tmp_path: Path
) -> None:
    config = seeded(tiny_config, 35, epochs=200)
    trainings = Trainings(tmp_path, connect(), LIMITS)
    job = stopped_after_two(trainings, config)
    best = saved.read_record(trainings.runs / job).sha256
    state = trainings.runs / job / checkpoint.STATE
    state.write_bytes(state.read_bytes()[:-2000])
    with pytest.raises(CheckpointError, match="damaged"):
        trainings.start(config, by("anna"))
    trainings.start(config, by("anna"), anew=True)
    until(lambda: status_of(trainings, job).epochs_done >= 1)
    trainings.stop(job)
    until(lambda: is_settled(trainings, job))
    kept = saved.read_record(trainings.runs / f"{job}-kept")
    assert kept.sha256 == best
    saved.verify(kept)
