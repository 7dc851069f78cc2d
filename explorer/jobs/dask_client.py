"""Jobs as Dask tasks: one thread submits them, as many as workers are free, and hears their end.

The others wait here, in order, so that stopping one of them takes no message. A task's
future is published on the scheduler under its job's name. So a second server on the same
scheduler finds it and waits for the same task instead of submitting another; and a task
outlives the server that asked for it: its result waits for whoever comes back.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from explorer.errors import ExplorerError
from explorer.jobs import dask_cluster, worker
from explorer.jobs.events import sentence_of

log = logging.getLogger(__name__)
PREFIX = "explorer-"
TURN_SECONDS = 10  # two servers that ask at one moment take turns
LOOK_SECONDS = 2.0  # between two looks whether a cluster of others has room

OnMessage = Callable[[dict[str, Any]], None]  # of each message of worker.py
# job, task, state and sentence of its end, and what the task returned, if anything
Ended = Callable[[str, str, str, str, dict[str, Any] | None], None]
Place = tuple[Any, ...]  # among those that wait; the lowest is next


def published_name(job: str, task: str) -> str:
    """The name under which the scheduler keeps a job's running task."""
    return f"{PREFIX}{job}/{task}"


@dataclass
class Task:
    """One try at a job; without ``arguments``, whatever the scheduler keeps of it."""

    job: str
    key: str
    arguments: tuple[Any, ...] | None
    place: Place
    future: Any = None  # once it is submitted
    has_begun: bool = False  # a worker said so


class DaskClient:
    """The Dask side of ``Trainings``. ``tasks`` has the key of each job's latest task."""

    def __init__(self, connect: Callable[[], Any], on_message: OnMessage, ended: Ended) -> None:
        self.tasks: dict[str, str] = {}
        self.slots: int | None = None  # trainings at a time on the cluster; None: not connected
        self._connect, self._on_message, self._ended = connect, on_message, ended
        self._lock = threading.Lock()
        self._waiting: list[Task] = []
        self._at_work: dict[str, Task] = {}  # by job: submitted, and its end not yet written down
        self._to_stop: list[Task] = []
        self._changed = threading.Event()
        self._thread: threading.Thread | None = None
        self._late: dict[str, list[dict[str, Any]]] = {}
        self._late_lock = threading.Lock()
        self._subscribed: Any = None

    def start(self, job: str, arguments: tuple[Any, ...], place: Place) -> None:
        """Have ``job`` done in its turn, or join the task that runs already; returns at once."""
        self._ask(Task(job, f"{job}-{uuid4().hex[:8]}", arguments, place))

    def rejoin(self, job: str) -> None:
        """Wait for the task of ``job`` that the scheduler keeps from an earlier server."""
        self._ask(Task(job, "", None, ()))

    def is_busy(self, job: str) -> bool:
        """Whether it waits, is not over, or its result is being written."""
        with self._lock:
            return job in self._at_work or any(task.job == job for task in self._waiting)

    def kept(self) -> set[str]:
        """The jobs whose tasks the scheduler keeps. Blocks; raises what Dask raises."""
        return set(_kept(self._client()))

    def stop(self, jobs: Sequence[str]) -> None:
        """Have tasks end after their present batch; those that wait are taken away at once."""
        wanted = set(jobs)
        with self._lock:
            self._waiting = [task for task in self._waiting if task.job not in wanted]
            for job in wanted & self._at_work.keys():
                task = self._at_work[job]
                self.tasks[job] = task.key  # one that would have gone on after it has gone
                self._to_stop.append(task)
        self._changed.set()

    # ---- the thread that talks to the scheduler ----------------------------------

    def _ask(self, task: Task) -> None:
        with self._lock:
            self.tasks[task.job] = task.key
            self._waiting.append(task)
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="trainings", daemon=True)
                self._thread.start()
        self._changed.set()

    def _serve(self) -> None:
        while True:
            self._changed.wait(LOOK_SECONDS if self._waiting else None)
            self._changed.clear()
            try:
                client = self._client()
                self._send_stops(client)
                while task := self._next():
                    self._submit(client, task)
                    self._send_stops(client)
            except Exception as error:
                self._fail_all(error)

    def _next(self) -> Task | None:
        """The first in line that may be submitted now, marked as at work."""
        with self._lock:
            is_full = len(self._at_work) >= (self.slots or 0)
            ready = [
                task
                for task in self._waiting
                if task.job not in self._at_work and not (is_full and task.arguments)
            ]
            if not ready:
                return None
            task = min(ready, key=lambda task: task.place)
            self._waiting.remove(task)
            self._at_work[task.job] = task
            return task

    def _submit(self, client: Any, task: Task) -> None:
        try:
            task.future = self._obtain(client, task)
        except ExplorerError as error:
            self._over(task, "failed", str(error))
        except Exception as error:
            log.exception("job %s could not be submitted", task.job)
            self._over(task, "failed", sentence_of(error))
        else:
            if task.future is None:
                self._over(task, "interrupted")
            else:
                task.future.add_done_callback(lambda _: self._finish_soon(task))

    def _send_stops(self, client: Any) -> None:
        """One message for all. What no worker has begun is taken away as well."""
        with self._lock:
            tasks = [task for task in self._to_stop if task.future is not None]
            self._to_stop = []
        if not tasks:
            return
        client.log_event(worker.STOP_TOPIC, [task.future.key for task in tasks])
        early = [task for task in tasks if not task.has_begun]
        for task in early:
            self._forget(task)
        client.cancel([task.future for task in early])

    def _fail_all(self, error: Exception) -> None:
        """The cluster cannot be reached: whoever waits is told so."""
        if not isinstance(error, ExplorerError):
            log.error("trainings cannot be handed in", exc_info=error)
        with self._lock:
            lost, self._waiting = self._waiting, []
            self._at_work |= {task.job: task for task in lost if task.job not in self._at_work}
        sentence = str(error) if isinstance(error, ExplorerError) else sentence_of(error)
        for task in lost:
            self._over(task, "failed", sentence)

    # ---- one task ----------------------------------------------------------------

    def _obtain(self, client: Any, task: Task) -> Any:
        """The future of the job's running task, or of a new one; None if there is neither."""
        job = task.job
        with _lock_of(client, job):
            running = _kept(client).get(job)
            if running is not None:
                future: Any = client.get_dataset(published_name(job, running), default=None)
                if future is not None:
                    task.key = running
                    self._catch_up(client, job, running)
                    return future
            if task.arguments is None:
                return None
            future = dask_cluster.submit(client, worker.train, task.arguments, task.key)
            client.publish_dataset(future, name=published_name(job, task.key))
            return future

    def _finish_soon(self, task: Task) -> None:
        """Dask calls all such functions on one thread, and fetching a result may take long."""
        threading.Thread(target=self._finish, args=(task,), name=task.key, daemon=True).start()

    def _finish(self, task: Task) -> None:
        """Fetch what the task returned and tell its end, with a sentence if it is a failure."""
        from distributed import CancelledError

        state, message, result = "finished", "", None
        try:
            result = task.future.result()
            state = "stopped" if result["stopped"] else "finished"
        except ExplorerError as error:
            state, message = "failed", str(error)
        except CancelledError:
            state = "interrupted"
        except Exception as error:
            log.warning("job %s ended with %r", task.job, error)
            state, message = "failed", sentence_of(error)
        self._over(task, state, message, result)

    def _over(
        self, task: Task, state: str, message: str = "", result: dict[str, Any] | None = None
    ) -> None:
        try:
            self._ended(task.job, task.key, state, message, result)
        finally:
            if task.future is not None:
                self._forget(task)
            with self._lock:
                if self._at_work.get(task.job) is task:
                    del self._at_work[task.job]
            self._changed.set()

    # ---- what the scheduler keeps ------------------------------------------------

    def _client(self) -> Any:
        client = self._connect()
        if client is not self._subscribed:
            client.subscribe_topic(worker.TOPIC, self._on_event)
            self._subscribed = client
        self.slots = sum(client.nthreads().values())
        return client

    def _on_event(self, event: tuple[float, dict[str, Any]]) -> None:
        """A message of a task, with its time. Called on the Dask client's own thread."""
        message = event[1]
        job = message.get("job", "")
        with self._late_lock:
            if job in self._late:
                self._late[job].append(message)
                return
        self._notify(message)

    def _notify(self, message: dict[str, Any]) -> None:
        job, key = message.get("job", ""), message.get("task")
        with self._lock:
            task = self._at_work.get(job)
            if task and task.key == key:
                task.has_begun = True
        if self.tasks.get(job) == key:
            self._on_message(message)

    def _catch_up(self, client: Any, job: str, key: str) -> None:
        """Hear what a task that runs already has told so far, in order, and go on from there.

        What arrives meanwhile waits: it may be among what the scheduler remembers, too.
        """
        with self._late_lock:
            self._late[job] = []
            self.tasks[job] = key
        events = client.get_events(worker.KEPT_TOPIC)
        told = [message for _, message in events if message.get("task") == key]
        with self._late_lock:
            # not by their times: a clock may be set back
            last = told[-1]["number"] if told else -1
            late = [message for message in self._late.pop(job) if message["number"] > last]
            for message in (*told, *late):
                self._notify(message)

    def _forget(self, task: Task) -> None:
        """Have the scheduler keep this task no longer; whoever waits for it still gets it."""
        with suppress(Exception):  # the scheduler is gone, and what it kept with it
            task.future.client.unpublish_dataset(published_name(task.job, task.future.key))


def _kept(client: Any) -> dict[str, str]:
    """The tasks that the scheduler keeps, by job."""
    names = [str(name) for name in client.list_datasets()]
    pairs = (name.removeprefix(PREFIX).split("/") for name in names if name.startswith(PREFIX))
    return dict(pairs)


@contextmanager
def _lock_of(client: Any, job: str) -> Iterator[None]:
    """Among all servers of a scheduler, one at a time asks for a job."""
    import dask
    from distributed import Lock

    without_end = {"distributed.scheduler.locks.lease-timeout": "inf"}
    with dask.config.set(without_end), client.as_current():
        lock = Lock(f"explorer-turn-{job}")
        mine = lock.acquire(timeout=TURN_SECONDS)
        try:
            yield
        finally:
            if mine:
                lock.release()
