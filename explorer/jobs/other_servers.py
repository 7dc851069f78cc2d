"""Servers that share one folder of runs: which of them lives, and whose trainings were cut off.

A server that has trainings holds a lock on a file of its own in ``runs/.servers``; the system
lets go of it however that server dies. A job's folder names its server (see status.py).
"""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from explorer.files import fcntl
from explorer.jobs import dask_cluster
from explorer.jobs.status import Status

FOLDER = ".servers"


class Others:
    """This server among those that use ``runs``."""

    def __init__(self, runs: Path) -> None:
        self.folder = runs / FOLDER
        self.name = uuid4().hex[:12]
        self._lock = threading.Lock()
        self._handle: int | None = None
        self._missed: dict[str, float] = {}  # since when a job's server has been seen to be gone
        self._answered = -1.0  # when the question was put that the scheduler answered last

    def appear(self) -> None:
        """Show the others that this server lives, and clear away what dead ones left."""
        with self._lock:
            if self._handle is not None or not fcntl:
                return
            with suppress(OSError):  # nothing can be written: then there are no trainings either
                self.folder.mkdir(parents=True, exist_ok=True)
                handle = os.open(self.folder / self.name, os.O_CREAT | os.O_RDWR, 0o600)
                fcntl.flock(handle, fcntl.LOCK_EX)
                self._handle = handle
                for path in self.folder.iterdir():
                    if path.name != self.name and not self.is_alive(path.name):
                        path.unlink(missing_ok=True)

    def leave(self) -> None:
        """Let go of the lock, as the end of the process does."""
        with self._lock:
            if self._handle is not None:
                os.close(self._handle)
                self._handle = None

    def is_alive(self, server: str) -> bool:
        """Whether the server of this name holds its lock."""
        if not fcntl or not server or Path(server).name != server:
            return False
        try:
            handle = os.open(self.folder / server, os.O_RDONLY)
        except (OSError, ValueError):  # ValueError: a name with NUL in it
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
        finally:
            os.close(handle)
        return False

    def as_found(self, status: Status) -> Status:
        """A job that another server, or an earlier one, left in its folder, as it stands now.

        One whose server is gone may still be at work on a cluster of others: until that has
        been asked, it is ``looking``.
        """
        if status.is_over or self.is_alive(status.server):
            return status
        missed = self._missed.setdefault(status.id, time.monotonic())
        waits = bool(dask_cluster.address()) and self._answered < missed
        return replace(status, state="looking" if waits else "interrupted")

    def answered(self, asked: float) -> None:
        """The scheduler has told what it keeps; it was asked at ``asked``, a monotonic time."""
        self._answered = asked
