"""Training jobs: started, watched and stopped from here, done by Dask workers elsewhere.

    trainings = Trainings(Path("runs"))
    job = trainings.start(RunConfig()).id
    trainings.status(job).state    # queued, starting, running ... finished

Equal settings on equal data are one job: whoever asks second watches the first's.
Each has a folder under ``runs`` (see jobs_folder.py), where it is found again when
the browser was closed or the server restarted. Neither TensorFlow nor Dask is
imported before a training starts.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from explorer import data, files, jobs_cluster, jobs_folder, jobs_task, runfolder, speed, weights
from explorer.config import RunConfig
from explorer.errors import ExplorerError
from explorer.jobs_events import apply, sentence_of
from explorer.jobs_folder import Status
from explorer.jobs_limits import Limits

log = logging.getLogger(__name__)
OLD_TASK_SECONDS = 120  # a stopped task still takes its figures; a restart waits for that


def job_id(config: RunConfig, start_from: weights.Record | None = None) -> str:
    """The name of a job, from its settings, the data's hash and the model it starts from."""
    start = start_from.sha256 if start_from else ""
    parts = f"{config.hash} {data.data_hash(config.data.path)} {start}"
    return f"{config.model.name}-{hashlib.sha256(parts.encode()).hexdigest()[:10]}"


class Trainings:
    """All jobs of one ``runs`` folder. Its methods may be called from any thread."""

    def __init__(
        self,
        runs: Path,
        connect: Callable[[], Any] = jobs_cluster.connect,
        limits: Limits | None = None,
    ) -> None:
        self.runs = runs
        self.limits = limits or Limits.from_environment()
        self._connect = connect
        self._lock = threading.RLock()
        self._jobs: dict[str, Status] = {}
        self._futures: dict[str, Any] = {}
        self._attempts: dict[str, int] = {}
        self._subscribed: Any = None

    # ---- what a view asks --------------------------------------------------------

    def start(
        self, config: RunConfig, owner: str = "", start_from: weights.Record | None = None
    ) -> Status:
        """Start a training, or find the one that does the same; returns at once.

        One that was stopped or cut off goes on from its last epoch. Raises ConfigError
        for settings beyond the limits or a ``start_from`` of another architecture,
        DataError for unusable data, StorageError when the folder cannot be written.
        """
        if start_from:
            runfolder.check_start(start_from, config)
            weights.verify(start_from)
        job = job_id(config, start_from)
        with self._lock:
            known = self.status(job)
            if known and (not known.is_over or (known.state == "finished" and known.saved)):
                return known
            self.limits.check(config, [s for s in self.all() if s.owner == owner and not s.is_over])
            status = Status(
                job, config, self.runs / job, owner, created=time.time(),
                epochs_done=known.epochs_done if known else 0,
                history=known.history if known else {},
                saved=known.saved if known else False,
            )  # fmt: skip
            self._attempts[job] = self._attempts.get(job, 0) + 1
            self._put(status, write=True)
        submit = partial(self._submit, status, self._attempts[job], start_from)
        threading.Thread(target=submit, name=f"submit {job}", daemon=True).start()
        return status

    def stop(self, job: str) -> None:
        """Have a training end after the present batch, keeping its best model so far."""
        with self._lock:
            status = self.status(job)
            if status is None or status.is_over or status.state == "stopping":
                return
            future = self._futures.get(job)
            # before its first batch there is nothing to keep, and nobody need wait
            early = status.state in ("queued", "starting")
            stopped = replace(status, state="stopped" if early else "stopping", ended=time.time())
            self._put(stopped, write=True)
        if future is None:
            return  # not even submitted; _submit sees the state
        from distributed import Event

        Event(jobs_task.stop_name(job), client=future.client).set()
        if status.state == "queued":
            future.cancel()

    def status(self, job: str) -> Status | None:
        """The job as it stands, from memory or from its folder; None if there is none."""
        with self._lock:
            if job in self._jobs:
                return self._jobs[job]
        folder = self.runs / job
        known = jobs_folder.read(folder) if Path(job).name == job else None
        return known if known and known.id == job else None

    def all(self) -> list[Status]:
        """Every job of the folder, the newest first."""
        found = {path.parent.name for path in self.runs.glob(f"*/{jobs_folder.FILE}")}
        known = [self.status(job) for job in found | set(self._jobs)]
        return sorted((s for s in known if s), key=lambda s: s.created, reverse=True)

    def is_busy(self, job: str) -> bool:
        """Whether a worker still has to do with it: a saved model's figures are being taken."""
        return job in self._futures

    def ahead_of(self, status: Status) -> int:
        """How many unfinished trainings were asked for before this one."""
        with self._lock:
            others = [s for s in self._jobs.values() if not s.is_over]
        return sum(s.created < status.created for s in others)

    def estimate(self, config: RunConfig) -> speed.Estimate | None:
        """How long ``config`` may take, from earlier trainings here; None if unknown."""
        return speed.estimate(config, speed.read(self.runs))

    # ---- towards Dask, and back --------------------------------------------------

    def _submit(self, status: Status, attempt: int, start_from: weights.Record | None) -> None:
        """In a thread of its own: connecting may start a cluster, which takes seconds."""
        job = status.id
        try:
            client = self._connect()
            from distributed import Event

            before = self._futures.get(job)
            if before is not None:
                with suppress(Exception):  # however it ends, or not in time
                    before.exception(timeout=OLD_TASK_SECONDS)
            if client is not self._subscribed:
                client.subscribe_topic(jobs_task.TOPIC, self._on_event)
                self._subscribed = client
            Event(jobs_task.stop_name(job), client=client).clear()
            with self._lock:
                if self._jobs[job].is_over:  # stopped meanwhile
                    return
                mine = [s for s in self._jobs.values() if s.owner == status.owner and not s.is_over]
                future = client.submit(
                    jobs_task.train, job, status.config.to_json(), str(status.folder.resolve()),
                    _contents(start_from), key=f"{job}-{attempt}", priority=-len(mine), pure=False,
                )  # fmt: skip
                self._futures[job] = future
            future.add_done_callback(partial(self._on_done, job, attempt))
        except ExplorerError as error:
            self._end(job, attempt, "failed", str(error))
        except Exception as error:
            log.exception("job %s could not be submitted", job)
            self._end(job, attempt, "failed", sentence_of(error))

    def _on_event(self, event: tuple[float, dict[str, Any]]) -> None:
        """A message of a task (see jobs_task.py). Called on the Dask client's own thread."""
        _, message = event
        with self._lock:
            status = self._jobs.get(message.get("job", ""))
            if status is None:
                return
            try:
                self._put(apply(status, message), write=message["kind"] != "batch")
            except ExplorerError as error:  # a full disk: the training itself tells as well
                log.warning("job %s: %s", status.id, error)

    def _on_done(self, job: str, attempt: int, future: Any) -> None:
        """The task is over, one way or another. Called on a thread of Dask's."""
        from distributed import CancelledError

        state, message = "finished", ""
        try:
            result = future.result()
            state = "stopped" if result["stopped"] else "finished"
            for name, content in result["files"].items():
                files.write_bytes(self.runs / job / Path(name).name, content)
            if result.get("speed"):
                speed.remember(self.runs, speed.Measurement(**result["speed"]))
        except ExplorerError as error:
            state, message = "failed", str(error)
        except CancelledError:
            state = "interrupted"
        except Exception as error:
            log.warning("job %s ended with %r", job, error)
            state, message = "failed", sentence_of(error)
        self._end(job, attempt, state, message)
        with self._lock:
            if self._futures.get(job) is future:
                del self._futures[job]

    def _end(self, job: str, attempt: int, state: str, message: str) -> None:
        with self._lock:
            status = self._jobs[job]
            if attempt != self._attempts[job]:
                return  # it was started again meanwhile
            saved = (status.folder / "model.json").is_file()
            if status.is_over:  # told before, by its message or by who stopped it
                state, message = status.state, status.message
            elif status.state == "stopping" and state == "interrupted":
                state = "stopped"
            ended = replace(status, state=state, message=message, saved=saved, ended=time.time())
            self._put(ended, write=True)

    def _put(self, status: Status, write: bool) -> None:
        self._jobs[status.id] = status
        if write:
            jobs_folder.write(status)


def _contents(of: weights.Record | None) -> dict[str, bytes] | None:
    """The two files of a model, to travel to a worker that may not see our disk."""
    if of is None:
        return None
    values = replace(of, name="model", weights=of.path.name, arrays=None).to_dict()
    return {of.path.name: of.path.read_bytes(), "model.json": json.dumps(values).encode()}
