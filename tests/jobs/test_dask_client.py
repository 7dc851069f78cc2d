"""The queue in front of the cluster, against a scheduler played by the test: nothing runs unasked.

``Scheduler`` does what Dask's client is asked for, in its own words, and keeps a list of it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from distributed import CancelledError

from explorer.errors import TrainingError
from explorer.jobs import dask_client, dask_cluster, worker
from explorer.jobs.dask_client import DaskClient


class Future:
    """A task that runs until the test, or a cancel, ends it."""

    def __init__(self, scheduler: Scheduler, key: str) -> None:
        self.client, self.key = scheduler, key
        self.over = threading.Event()
        self.is_cancelled = False
        self.callbacks: list[Callable[[Any], None]] = []

    def add_done_callback(self, callback: Callable[[Any], None]) -> None:
        self.callbacks.append(callback)
        if self.over.is_set():
            callback(self)

    def result(self) -> dict[str, Any]:
        self.over.wait()
        if self.is_cancelled:
            raise CancelledError
        return {"stopped": self.key in self.client.told_to_stop, "files": {}}

    def end(self, cancelled: bool = False) -> None:
        self.is_cancelled = cancelled
        self.over.set()
        for callback in self.callbacks:
            callback(self)


class Scheduler:
    """One worker with ``slots`` slots; ``messages`` are what the server sent about stops."""

    def __init__(self, slots: int = 1) -> None:
        self.slots = slots
        self.running: dict[str, Future] = {}
        self.submitted: list[str] = []
        self.kept: dict[str, Future] = {}
        self.messages: list[list[str]] = []
        self.on_event: Callable[[Any], None] = lambda event: None

    @property
    def told_to_stop(self) -> set[str]:
        return {key for message in self.messages for key in message}

    def nthreads(self) -> dict[str, int]:
        return {"worker": self.slots}

    def subscribe_topic(self, topic: str, handler: Callable[[Any], None]) -> None:
        self.on_event = handler

    def log_event(self, topic: str, keys: list[str]) -> None:
        assert topic == worker.STOP_TOPIC
        self.messages.append(keys)

    def get_events(self, topic: str) -> list[Any]:
        return []

    def list_datasets(self) -> list[str]:
        return list(self.kept)

    def get_dataset(self, name: str, default: Any) -> Any:
        return self.kept.get(name, default)

    def publish_dataset(self, future: Future, name: str) -> None:
        self.kept[name] = future

    def unpublish_dataset(self, name: str) -> None:
        self.kept.pop(name, None)

    def cancel(self, futures: list[Future]) -> None:
        for future in futures:
            self.end(future.key, cancelled=True)

    def begin(self, key: str) -> None:
        """The worker says that it has begun."""
        self.on_event((0.0, {"job": key.rpartition("-")[0], "task": key, "kind": "starting"}))

    def end(self, key: str, cancelled: bool = False) -> None:
        self.running.pop(key).end(cancelled)


@pytest.fixture
def scheduler(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scheduler]:
    scheduler = Scheduler()

    def submit(client: Scheduler, function: Any, arguments: Any, key: str) -> Future:
        client.submitted.append(key)
        client.running[key] = Future(client, key)
        return client.running[key]

    monkeypatch.setattr(dask_cluster, "submit", submit)
    monkeypatch.setattr(dask_client, "_lock_of", lambda client, job: threading.Lock())
    monkeypatch.setattr(dask_client, "LOOK_SECONDS", 0.02)
    yield scheduler
    for future in list(scheduler.running.values()):
        future.end(cancelled=True)


class Ends(list[tuple[str, str, str]]):
    """Jobs, tasks and states of the ends that were told."""

    def __call__(self, job: str, task: str, state: str, message: str, result: Any) -> None:
        self.append((job, task, state))


@pytest.fixture
def ends() -> Ends:
    return Ends()


@pytest.fixture
def link(scheduler: Scheduler, ends: Ends) -> DaskClient:
    return DaskClient(lambda: scheduler, lambda message: None, ends)


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.002)


def jobs_of(tasks: list[str]) -> list[str]:
    return [task.rpartition("-")[0] for task in tasks]


def test_as_many_run_as_there_are_slots_and_the_lowest_place_is_next(
    link: DaskClient, scheduler: Scheduler
) -> None:
    for name, place in (("a", 1), ("d", 9), ("c", 3), ("b", 2)):
        link.start(name, (name,), (place,))
        until(lambda: bool(scheduler.submitted))
    time.sleep(0.1)
    assert jobs_of(scheduler.submitted) == ["a"]
    for count in (2, 3, 4):
        scheduler.end(scheduler.submitted[-1])
        until(lambda count=count: len(scheduler.submitted) == count)  # type: ignore[misc]
    scheduler.end(scheduler.submitted[-1])
    until(lambda: not link.is_busy("d"))
    assert jobs_of(scheduler.submitted) == ["a", "b", "c", "d"]
    assert scheduler.kept == {}


def test_a_worker_that_joins_later_is_noticed(link: DaskClient, scheduler: Scheduler) -> None:
    for name in "ab":
        link.start(name, (name,), (name,))
    until(lambda: len(scheduler.submitted) == 1)
    scheduler.slots = 2
    until(lambda: len(scheduler.submitted) == 2)


def test_one_started_again_while_it_ends_and_stopped_then_never_runs(
    link: DaskClient, scheduler: Scheduler, ends: Ends
) -> None:
    """It had waited for the first to end, and went on although it was stopped meanwhile."""
    link.start("a", ("a",), (1,))
    until(lambda: bool(scheduler.submitted))
    scheduler.begin(link.tasks["a"])
    link.stop(["a"])
    until(lambda: bool(scheduler.messages))
    link.start("a", ("a",), (1,))  # the first still takes its figures
    link.stop(["a"])
    link.start("b", ("b",), (2,))
    time.sleep(0.1)
    assert jobs_of(scheduler.submitted) == ["a"]
    scheduler.end(scheduler.submitted[0])
    until(lambda: len(scheduler.submitted) == 2)
    assert jobs_of(scheduler.submitted) == ["a", "b"]
    assert not link.is_busy("a")
    assert [end[2] for end in ends] == ["stopped"]


def test_one_started_again_while_it_ends_goes_on_after_it(
    link: DaskClient, scheduler: Scheduler
) -> None:
    link.start("a", ("a",), (1,))
    until(lambda: bool(scheduler.submitted))
    scheduler.begin(link.tasks["a"])
    link.stop(["a"])
    link.start("a", ("a",), (1,))
    assert link.is_busy("a")
    time.sleep(0.1)
    assert len(scheduler.submitted) == 1
    scheduler.end(scheduler.submitted[0])
    until(lambda: len(scheduler.submitted) == 2)
    assert link.tasks["a"] == scheduler.submitted[1] != scheduler.submitted[0]


def test_three_hundred_are_stopped_with_one_message(
    link: DaskClient, scheduler: Scheduler, ends: Ends
) -> None:
    names = [f"job-{number}" for number in range(300)]
    for number, name in enumerate(names):
        link.start(name, (name,), (number,))
    until(lambda: bool(scheduler.submitted))
    scheduler.begin(link.tasks[names[0]])
    start = time.monotonic()
    link.stop(names)
    assert time.monotonic() - start < 1.0
    until(lambda: bool(scheduler.messages))
    assert scheduler.messages == [[scheduler.submitted[0]]]
    assert [name for name in names if link.is_busy(name)] == names[:1]
    scheduler.end(scheduler.submitted[0])
    until(lambda: not link.is_busy(names[0]))
    link.start("new", ("new",), (1000,))
    until(lambda: len(scheduler.submitted) == 2)
    assert jobs_of(scheduler.submitted)[1] == "new"


def test_what_no_worker_has_begun_is_taken_away(
    link: DaskClient, scheduler: Scheduler, ends: Ends
) -> None:
    link.start("a", ("a",), (1,))
    until(lambda: bool(scheduler.running))
    link.stop(["a"])
    until(lambda: not link.is_busy("a"))
    assert [end[2] for end in ends] == ["interrupted"]
    assert scheduler.kept == {}


@pytest.mark.parametrize("seed", range(20))
def test_what_was_stopped_last_is_over_and_what_was_started_last_runs(
    seed: int, link: DaskClient, scheduler: Scheduler
) -> None:
    """Property: any order of starts, stops, beginnings and ends of four jobs."""
    random = np.random.default_rng(seed)
    wanted: dict[str, bool] = {}
    for number in range(60):
        job = "abcd"[random.integers(4)]
        act = random.integers(4)
        if act == 0 and not wanted.get(job):
            link.start(job, (job,), (number,))
            wanted[job] = True
        elif act == 1:
            link.stop([job])
            wanted[job] = False
        elif act == 2:
            for key in list(scheduler.running):
                scheduler.begin(key)
        else:
            for key in list(scheduler.running):
                if key in scheduler.told_to_stop:  # a worker ends what it was told to end
                    scheduler.end(key)
        time.sleep(0.003 * random.random())
    for _ in range(8):  # what is left ends in its turn
        time.sleep(0.05)
        for key in list(scheduler.running):
            if key in scheduler.told_to_stop:
                scheduler.end(key)
            else:
                job = key.rpartition("-")[0]
                assert wanted[job], f"{job} runs, and was stopped"
                assert link.tasks[job] == key
                wanted[job] = False
                scheduler.end(key)
    until(lambda: not any(link.is_busy(job) for job in "abcd"))
    assert not any(wanted.values()), "one that was asked for never ran"
    assert scheduler.kept == {}


def test_a_cluster_that_cannot_be_reached_is_told_to_all_who_wait(ends: Ends) -> None:
    def connect() -> Any:
        time.sleep(0.1)
        raise TrainingError("it does not answer.")

    link = DaskClient(connect, lambda message: None, ends)
    for name in "abc":
        link.start(name, (name,), (1,))
    until(lambda: len(ends) == 3)
    assert {end[2] for end in ends} == {"failed"}
    assert not any(map(link.is_busy, "abc"))
