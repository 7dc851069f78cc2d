"""Training jobs: started, watched and stopped from here, done by Dask workers elsewhere.

    trainings = Trainings(Path("runs"))
    job = trainings.start(RunConfig()).id
    trainings.status(job).state    # queued, starting, running ... finished

Equal settings on equal data are one job: whoever asks second watches the first's, also
from another server on the same cluster (see dask_client.py). Each has a folder under
``runs`` (see status.py), where it is found again when the browser was closed or the
server restarted. Neither TensorFlow nor Dask is imported before a training starts.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from explorer import files
from explorer.config import RunConfig
from explorer.data import mnist
from explorer.errors import ExplorerError
from explorer.jobs import dask_cluster, payload, queue, restart, room
from explorer.jobs import status as jobs_status
from explorer.jobs.dask_client import DaskClient
from explorer.jobs.events import apply, end
from explorer.jobs.limits import Asker, Limits
from explorer.jobs.other_servers import Others
from explorer.jobs.status import Status
from explorer.models import saved
from explorer.training import run_folder, speed

log = logging.getLogger(__name__)
REJOIN_SECONDS = 10  # between two looks for trainings that a cluster keeps


def job_id(config: RunConfig, start_from: saved.SavedModel | None = None, owner: str = "") -> str:
    """The name of a job, from its settings, the data's hash and the model it starts from.

    One that is of use to its ``owner`` alone has another name than the one that all share.
    """
    start = start_from.sha256 if start_from else ""
    parts = f"{config.hash} {mnist.data_hash(config.data.path)} {start}" + f" {owner}" * bool(owner)
    return f"{config.model.name}-{hashlib.sha256(parts.encode()).hexdigest()[:10]}"


class Trainings:
    """All jobs of one ``runs`` folder. Its methods may be called from any thread.

    ``in_use`` names the folders and files in it that visitors look at: they are not deleted.
    """

    def __init__(
        self,
        runs: Path,
        connect: Callable[[], Any] = dask_cluster.connect,
        limits: Limits | None = None,
        in_use: Callable[[], Collection[Path]] = frozenset,
    ) -> None:
        self.runs = runs
        self.limits = limits or Limits.from_environment()
        self.dask = DaskClient(connect, self._on_message, self._ended)
        self.others = Others(runs)
        self._in_use = in_use
        self._lock = threading.RLock()
        self._jobs: dict[str, Status] = {}
        self._looked = -REJOIN_SECONDS * 1.0
        self._latest = 0.0  # when the newest job was asked for; a clock may be set back

    # ---- what a view asks --------------------------------------------------------

    def start(
        self,
        config: RunConfig,
        asker: Asker = Asker(),  # noqa: B008  it is immutable
        start_from: saved.SavedModel | None = None,
        anew: bool = False,
        measured: bool = False,
    ) -> Status:
        """Start a training, or find the one that does the same; returns at once.

        One that was stopped or cut off goes on from its last epoch, for whoever may manage it;
        others get one of their own. Raises CheckpointError when its checkpoint is damaged: with
        ``anew`` it is cleared away, and the model so far kept in a folder of its own. With
        ``measured``, a finished one without test figures goes to a worker once more, which takes
        them. Raises ConfigError for settings beyond the limits or a ``start_from`` of another
        architecture, DataError for unusable data, StorageError when the folder cannot be written
        or may hold no more.
        """
        self.limits.check(config)
        if start_from:
            run_folder.check_start(start_from, config)
            saved.verify(start_from)
        with self._lock, files.lock(self.runs):  # two servers of one folder start one training
            job = self.job_for(config, asker, start_from)
            known = self.status(job)
            if known and (not known.is_over or self._is_done(known, measured)):
                return known
            self.limits.check_room(asker, self.unfinished())
            self.make_room(room.TRAINING)
            if known and not self.is_busy(job):
                self._check_checkpoint(known, anew)
            # a teacher may go on with what stays somebody else's
            owner = (known.owner if known else "") or asker.owner
            new = Status(
                job, config, self.runs / job, owner, asker.address, server=self.others.name
            )
            status = self._queued(new, known, anew)
            self.others.appear()
            jobs_status.write(
                status
            )  # before it is known: what cannot be written waits for nothing
            self._jobs[job] = status
            folder, start = str(status.folder.resolve()), payload.pack(start_from)
            self.dask.start(job, (job, config.to_json(), folder, start), queue.place(status))
        return status

    def job_for(
        self, config: RunConfig, asker: Asker, start_from: saved.SavedModel | None = None
    ) -> str:
        """The name of the job that ``asker`` gets for these settings: one for all, if it may be.

        What somebody else stopped is not gone on with, for it is theirs. Raises DataError for
        unusable data.
        """
        shared, own = job_id(config, start_from), job_id(config, start_from, asker.owner)
        if self.status(own):
            return own
        known = self.status(shared)
        if known is None or not known.is_over or asker.may_manage(known.owner):
            return shared
        return shared if known.state == "finished" and known.saved else own

    def stop(self, *jobs: str) -> None:
        """Have trainings end after the present batch, keeping their best models so far."""
        with self._lock:
            live = [s for s in map(self._jobs.get, jobs) if s and not s.is_over]
            for status in live:
                # before its first batch there is nothing to keep, and nobody need wait
                early = status.state in ("queued", "starting")
                state = "stopped" if early else "stopping"
                self._note(replace(status, state=state, ended=time.time()))
            self.dask.stop([status.id for status in live])

    def delete(self, job: str) -> None:
        """Delete the folder of a training that is over; StorageError when it cannot be."""
        with self._lock:
            status = self.status(job)
            if status and status.is_over and not self.is_busy(job):
                room.delete(status.folder)
                self._jobs.pop(job, None)

    def make_room(self, needed: int) -> None:
        """See room.py; raises StorageError when there is none."""
        with self._lock:
            known = self.all()
            busy = {s.folder.resolve() for s in known if not s.is_over or self.is_busy(s.id)}
            data_used = {Path(s.config.data.path) for s in known if s.config.data.path}
            in_use = {path.resolve() for path in self._in_use()} | busy | data_used
            runs = self.runs.resolve()
            room.make(runs, self.limits.disk * room.MEGABYTE, needed, in_use)
            gone = [s for s in self._jobs.values() if s.is_over and not s.folder.exists()]
            for status in gone:
                del self._jobs[status.id]

    def status(self, job: str) -> Status | None:
        """The job as it stands, from memory or from its folder; None if there is none."""
        with self._lock:
            if job in self._jobs:
                return self._jobs[job]
        folder = self.runs / job
        known = jobs_status.read(folder) if Path(job).name == job else None
        return self.others.as_found(known) if known and known.id == job else None

    def all(self) -> list[Status]:
        """Every job of the folder, the newest first."""
        found = {path.parent.name for path in self.runs.glob(f"*/{jobs_status.FILE}")}
        known = [self.status(job) for job in found | set(self._jobs)]
        return sorted((s for s in known if s), key=lambda s: s.created, reverse=True)

    def unfinished(self, owner: str | None = None) -> list[Status]:
        """The trainings of this server that are not over, or those of one owner."""
        with self._lock:
            live = [s for s in self._jobs.values() if not s.is_over]
        return live if owner is None else [s for s in live if s.owner == owner]

    def is_elsewhere(self, status: Status) -> bool:
        """Whether another server has to do with it, which alone can stop it."""
        return not status.is_over and status.state != "looking" and status.id not in self._jobs

    def is_busy(self, job: str) -> bool:
        """Whether a worker still has to do with it: a saved model's figures are being taken.

        A job that is over and not busy is settled: its model and figures are in its folder.
        """
        return self.dask.is_busy(job)

    def ahead_of(self, status: Status) -> int:
        """How many unfinished trainings are served before this one."""
        return len(queue.ahead(status, list(self._jobs.values())))

    def seconds_to_start(self, status: Status) -> float | None:
        """When a waiting training may start, from now; None when that is not known."""
        slots = dask_cluster.worker_count() if self.dask.slots is None else self.dask.slots
        jobs = list(self._jobs.values())
        return queue.seconds_to_start(
            status, jobs, slots, lambda s: queue.seconds_left(s, self.estimate(s.config))
        )

    def estimate(self, config: RunConfig) -> speed.Estimate | None:
        """How long ``config`` may take, from earlier trainings here; None if unknown."""
        return speed.estimate(config, speed.read(self.runs))

    def rejoin(self) -> None:
        """Find again what goes on on a cluster that outlives its servers; returns at once."""
        if time.monotonic() - self._looked >= REJOIN_SECONDS:
            self._looked = time.monotonic()
            threading.Thread(target=self._rejoin, name="rejoin", daemon=True).start()

    # ---- how jobs change ---------------------------------------------------------

    def _is_done(self, known: Status, measured: bool) -> bool:
        if known.state != "finished" or not known.saved:
            return False
        has_all = not measured or self.is_busy(known.id)
        return has_all or bool(saved.read_record(known.folder).metrics)

    def _check_checkpoint(self, known: Status, anew: bool) -> None:
        if anew:
            restart.begin_anew(known.folder)
        else:
            restart.check(known.folder, known.config)

    def _queued(self, new: Status, known: Status | None, anew: bool) -> Status:
        """The job as it begins to wait, with what an earlier start of it has done."""
        now = self._latest = max(time.time(), self._latest + 1e-3)
        rank = queue.rank(new.owner, now, list(self._jobs.values()))
        if known is None or anew:
            return replace(new, created=now, rank=rank, saved=jobs_status.has_model(new.folder))
        return replace(
            new, created=now, rank=rank,
            epochs_done=known.epochs_done, history=known.history, saved=known.saved,
        )  # fmt: skip

    def _on_message(self, message: dict[str, Any]) -> None:
        """A message of a task (see worker.py)."""
        with self._lock:
            status = self._jobs.get(message["job"])
            if status is None:
                return
            try:
                self._note(apply(status, message), write=message["kind"] != "batch")
            except ExplorerError as error:  # a full disk: the training itself tells as well
                log.warning("job %s: %s", status.id, error)

    def _ended(
        self, job: str, task: str, state: str, message: str, result: dict[str, Any] | None
    ) -> None:
        """The task is over, one way or another; called on the job's own thread."""
        try:
            if result:
                payload.unpack(result["files"], self.runs / job)
                if result.get("speed"):
                    speed.remember(self.runs, speed.Measurement(**result["speed"]))
        except ExplorerError as error:
            state, message = "failed", str(error)
        with self._lock:
            if self.dask.tasks.get(job) != task:
                return  # it was started again meanwhile
            self._note(end(self._jobs[job], state, message))

    def _rejoin(self) -> None:
        asked = time.monotonic()
        try:
            kept = self.dask.kept()
        except Exception as error:
            log.warning("the cluster could not be asked for its trainings (%r)", error)
            return
        for job in kept:
            with self._lock:
                status = self.status(job)
                if status and job not in self._jobs and not self.is_busy(job):
                    self._jobs[job] = replace(status, state="queued")
                    self.dask.rejoin(job)
        self.others.answered(asked)

    def _note(self, status: Status, write: bool = True) -> None:
        """How a job stands is known here, even if it cannot be written down."""
        status = self._jobs[status.id] = replace(status, server=self.others.name)
        if not write:
            return
        try:
            jobs_status.write(status)
        except ExplorerError as error:
            log.warning("job %s: %s", status.id, error)
