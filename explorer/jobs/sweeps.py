"""The sweeps of a server: each is handed in by a thread, and kept under ``runs`` by its name.

``runs/sweep-<hash>/sweep.json`` says what was asked for; what came out lies in the folders
of its trainings. So a sweep is found again after a reload, and goes on after a restart.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from explorer import files
from explorer.config import RunConfig
from explorer.errors import ConfigError, ExplorerError
from explorer.jobs import sweep
from explorer.jobs.limits import Asker
from explorer.jobs.sweep import Cell
from explorer.jobs.trainings import Trainings, job_id

log = logging.getLogger(__name__)
FILE = "sweep.json"
PREFIX = "sweep-"


@dataclass(frozen=True)
class Plan:
    """What was asked for: the settings of each cell, by whom (see limits.py), and when."""

    id: str
    owner: str
    created: float
    configs: tuple[RunConfig, ...]


class Sweeps:
    """All sweeps over the jobs of ``trainings``. Its methods may be called from any thread."""

    def __init__(self, trainings: Trainings) -> None:
        self.trainings = trainings
        self._threads: dict[str, threading.Thread] = {}
        self._stopped: set[str] = set()
        self._problems: dict[str, str] = {}
        self._lock = threading.Lock()

    def start(self, configs: Sequence[RunConfig], asker: Asker) -> Plan:
        """Begin a sweep, or go on with an equal one of one's own; returns at once.

        It leaves its browser one training to start by hand. Raises ConfigError for
        settings beyond the limits, or when a sweep of this browser runs already;
        StorageError when it cannot be written down.
        """
        for config in configs:
            self.trainings.limits.check(config)
        with self._lock:
            for plan_id in (_name(configs), _name(configs, asker.owner)):
                known = self.plan(plan_id)
                if known and self.is_running(plan_id):
                    return known  # to look at
                if known is None or asker.may_manage(known.owner):
                    break
            owner = (known.owner if known else "") or asker.owner
            plan = Plan(plan_id, owner, time.time(), tuple(configs))
            if any(p.owner == owner and self.is_running(p.id) for p in self.all()):
                raise ConfigError("a browser may have one sweep at a time; stop it, or wait.")
            values = [config.to_dict() for config in configs]
            written = {"owner": owner, "created": plan.created, "configs": values}
            files.write_json(self.trainings.runs / plan_id / FILE, written)
            self._stopped.discard(plan_id)
            self._problems.pop(plan_id, None)
            thread = threading.Thread(
                target=self._run, args=(plan, asker), name=plan_id, daemon=True
            )
            self._threads[plan_id] = thread
            thread.start()
        return plan

    def stop(self, plan: str) -> None:
        """Hand in nothing more, and stop what runs; what was trained so far is kept."""
        self._stopped.add(plan)

    def is_running(self, plan: str) -> bool:
        thread = self._threads.get(plan)
        return thread is not None and thread.is_alive()

    def is_any_running(self) -> bool:
        with self._lock:
            return any(map(self.is_running, self._threads))

    def is_stopping(self, plan: str) -> bool:
        return plan in self._stopped and self.is_running(plan)

    def problem(self, plan: str) -> str:
        """The sentence of what ended a sweep early; empty if nothing did."""
        return self._problems.get(plan, "")

    def plan(self, plan: str) -> Plan | None:
        """What was asked for under this name; None if there is none, or it cannot be read."""
        if Path(plan).name != plan or not plan.startswith(PREFIX):
            return None
        try:
            values = files.read_json(self.trainings.runs / plan / FILE)
            configs = tuple(RunConfig.from_dict(value) for value in values["configs"])
            return Plan(plan, str(values["owner"]), float(values["created"]), configs)
        except (OSError, ValueError, TypeError, KeyError, OverflowError, ExplorerError):
            return None

    def all(self) -> list[Plan]:
        """Every sweep of the folder, the newest first."""
        found = (self.plan(p.parent.name) for p in self.trainings.runs.glob(f"{PREFIX}*/{FILE}"))
        return sorted((p for p in found if p), key=lambda p: p.created, reverse=True)

    def cells(self, plan: Plan) -> list[Cell]:
        """How its trainings stand. Raises DataError when their data are gone."""
        owner = Asker(plan.owner, is_teacher=plan.owner == "")
        jobs = [self.trainings.job_for(config, owner) for config in plan.configs]
        return [sweep.look(self.trainings, *each) for each in zip(plan.configs, jobs, strict=True)]

    def _run(self, plan: Plan, asker: Asker) -> None:
        at_once = max(1, self.trainings.limits.jobs - 1)
        try:
            for _ in sweep.run(
                self.trainings, plan.configs, asker, at_once, lambda: plan.id in self._stopped
            ):
                pass  # who wants to see the cells asks for them
        except ExplorerError as error:
            self._problems[plan.id] = str(error)
        except Exception as error:
            log.exception("%s ended", plan.id)
            self._problems[plan.id] = f"the sweep ended with an unforeseen error: {error!r:.160}."


def _name(configs: Sequence[RunConfig], owner: str = "") -> str:
    """A sweep's name, from the jobs that all share; or one that is of use to its owner alone."""
    jobs = [job_id(config, None, owner) for config in configs]
    return PREFIX + hashlib.sha256(" ".join(jobs).encode()).hexdigest()[:10]
