"""Jobs as Dask tasks: one thread a job connects, submits, waits, and hands over the result.

A task's future is published on the scheduler under its job's name. So a second server
on the same scheduler finds it and waits for the same task instead of submitting another;
and a task outlives the server that asked for it: its result waits for whoever comes back.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import uuid4

from explorer import jobs_cluster, jobs_task
from explorer.errors import ExplorerError
from explorer.jobs_events import sentence_of

log = logging.getLogger(__name__)
PREFIX = "explorer-"
OLD_TASK_SECONDS = 120  # a stopped task still takes its figures; a restart waits for that
TURN_SECONDS = 10  # two servers that ask at one moment take turns

Hear = Callable[[dict[str, Any]], None]  # of each message of jobs_task.py
# job, task, state and sentence of its end, and what the task returned, if anything
Ended = Callable[[str, str, str, str, dict[str, Any] | None], None]
New = tuple[tuple[Any, ...], int]  # the arguments of a task to submit, and its priority


def published_name(job: str, task: str) -> str:
    """The name under which the scheduler keeps a job's running task."""
    return f"{PREFIX}{job}/{task}"


class Link:
    """The Dask side of ``Trainings``. ``tasks`` has the key of each job's latest task."""

    def __init__(self, connect: Callable[[], Any], hear: Hear, ended: Ended) -> None:
        self.tasks: dict[str, str] = {}
        self.slots: int | None = None  # trainings at a time on the cluster; None: not connected
        self._connect, self._hear, self._ended = connect, hear, ended
        self._futures: dict[str, Any] = {}
        self._threads: dict[str, threading.Thread] = {}
        self._dropped: set[threading.Thread] = set()
        self._late: dict[str, list[tuple[float, dict[str, Any]]]] = {}
        self._late_lock = threading.Lock()
        self._subscribed: Any = None
        self._latest = threading.Event()  # set once whoever asked last has submitted
        self._latest.set()

    def start(self, job: str, arguments: tuple[Any, ...], priority: int) -> None:
        """Submit the task of ``job``, or join the one that runs already; returns at once."""
        self._begin(job, f"{job}-{uuid4().hex[:8]}", (arguments, priority))

    def rejoin(self, job: str) -> None:
        """Wait for the task of ``job`` that the scheduler keeps from an earlier server."""
        self._begin(job, "", None)

    def is_busy(self, job: str) -> bool:
        """Whether its thread lives: the task is not over, or its result is being written."""
        thread = self._threads.get(job)
        return thread is not None and thread.is_alive()

    def kept(self) -> set[str]:
        """The jobs whose tasks the scheduler keeps. Blocks; raises what Dask raises."""
        return set(_kept(self._client()))

    def stop(self, job: str, is_queued: bool) -> None:
        """Have the task end after its present batch; one that still waits is taken away."""
        future = self._futures.get(job)
        if future is None:
            return  # not even submitted: its thread will see that it is not wanted
        from distributed import Event

        Event(jobs_task.stop_name(future.key), client=future.client).set()
        if is_queued:
            self._forget(job, future)
            future.cancel()

    def give_up(self, job: str) -> None:
        """What was started is not wanted any more; nothing happens once it is submitted."""
        if job not in self._futures and job in self._threads:
            self._dropped.add(self._threads[job])

    # ---- a job's thread ----------------------------------------------------------

    def _begin(self, job: str, task: str, new: New | None) -> None:
        self.tasks[job] = task
        earlier, self._latest = self._latest, threading.Event()
        values = (job, task, new, self._threads.get(job), earlier, self._latest)
        thread = threading.Thread(target=self._run, args=values, name=f"job {job}", daemon=True)
        self._threads[job] = thread
        thread.start()

    def _run(
        self,
        job: str,
        task: str,
        new: New | None,
        before: threading.Thread | None,
        earlier: threading.Event,
        submitted: threading.Event,
    ) -> None:
        """Connecting may start a cluster, which takes seconds.

        Equals are served as they come, so jobs are submitted in the order in which they were
        asked for; but one that goes on after a stop does not hold up the others.
        """
        try:
            client = self._client()
            earlier.wait(TURN_SECONDS)
            if before is not None and before.is_alive():
                submitted.set()
                before.join(OLD_TASK_SECONDS)
            if self._is_dropped():
                return
            future = self._obtain(client, job, task, new)
            submitted.set()
            if future is not None and self._is_dropped():
                self.stop(job, is_queued=True)
        except ExplorerError as error:
            self._ended(job, task, "failed", str(error), None)
        except Exception as error:
            log.exception("job %s could not be submitted", job)
            self._ended(job, task, "failed", sentence_of(error), None)
        else:
            if future is None:
                self._ended(job, task, "interrupted", "", None)
            else:
                self._await(job, future)
        finally:
            submitted.set()
            self._dropped.discard(threading.current_thread())

    def _is_dropped(self) -> bool:
        return threading.current_thread() in self._dropped

    def _obtain(self, client: Any, job: str, task: str, new: New | None) -> Any:
        """The future of the job's running task, or of a new one; None if there is neither."""
        with _turn(client, job):
            running = _kept(client).get(job)
            if running is not None:
                name = published_name(job, running)
                future: Any = client.get_dataset(name, default=None)
                if future is not None:
                    self._futures[job] = future
                    self._catch_up(client, job, running)
                    return future
            if new is None:
                return None
            arguments, priority = new
            future = jobs_cluster.submit(client, jobs_task.train, arguments, task, priority)
            self._futures[job] = future
            client.publish_dataset(future, name=published_name(job, task))
            return future

    def _await(self, job: str, future: Any) -> None:
        """Wait for the task's end and tell it, with a sentence if it is a failure."""
        from distributed import CancelledError

        state, message, result = "finished", "", None
        try:
            result = future.result()
            state = "stopped" if result["stopped"] else "finished"
        except ExplorerError as error:
            state, message = "failed", str(error)
        except CancelledError:
            state = "interrupted"
        except Exception as error:
            log.warning("job %s ended with %r", job, error)
            state, message = "failed", sentence_of(error)
        try:
            self._ended(job, future.key, state, message, result)
        finally:
            if self._futures.get(job) is future:
                del self._futures[job]
            self._forget(job, future)

    # ---- what the scheduler keeps ------------------------------------------------

    def _client(self) -> Any:
        client = self._connect()
        if client is not self._subscribed:
            client.subscribe_topic(jobs_task.TOPIC, self._on_event)
            self._subscribed = client
        self.slots = sum(client.nthreads().values())
        return client

    def _on_event(self, event: tuple[float, dict[str, Any]]) -> None:
        """A message of a task, with its time. Called on the Dask client's own thread."""
        stamp, message = event
        job = message.get("job", "")
        with self._late_lock:
            if job in self._late:
                self._late[job].append((stamp, message))
                return
        self._tell(message)

    def _tell(self, message: dict[str, Any]) -> None:
        if self.tasks.get(message.get("job", "")) == message.get("task"):
            self._hear(message)

    def _catch_up(self, client: Any, job: str, task: str) -> None:
        """Hear what a task that runs already has told so far, in order, and go on from there.

        What arrives meanwhile waits: it may be among what the scheduler remembers, too.
        """
        with self._late_lock:
            self._late[job] = []
            self.tasks[job] = task
        told = [e for e in client.get_events(jobs_task.KEPT_TOPIC) if e[1].get("task") == task]
        with self._late_lock:
            last = told[-1][0] if told else 0.0
            late = [event for event in self._late.pop(job) if event[0] > last]
            for _, message in (*told, *late):
                self._tell(message)

    def _forget(self, job: str, future: Any) -> None:
        """Have the scheduler keep this task no longer; whoever waits for it still gets it."""
        with suppress(Exception):  # the scheduler is gone, and what it kept with it
            future.client.unpublish_dataset(published_name(job, future.key))


def _kept(client: Any) -> dict[str, str]:
    """The tasks that the scheduler keeps, by job."""
    names = [str(name) for name in client.list_datasets()]
    pairs = (name.removeprefix(PREFIX).split("/") for name in names if name.startswith(PREFIX))
    return dict(pairs)


@contextmanager
def _turn(client: Any, job: str) -> Iterator[None]:
    """Among all servers of a scheduler, one at a time asks for a job."""
    import dask
    from distributed import Lock

    with dask.config.set({"distributed.scheduler.locks.lease-timeout": "inf"}):
        lock = Lock(f"explorer-turn-{job}", scheduler_rpc=client.scheduler, loop=client.loop)
        mine = lock.acquire(timeout=TURN_SECONDS)
        try:
            yield
        finally:
            if mine:
                lock.release()
