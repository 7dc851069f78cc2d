"""What is known of one training job, and the files that keep it: they outlive the server.

A job's folder is a run's folder (see training.py) with ``job.json`` beside the
model, and ``maps/epoch-001.npy``: where 2,000 test digits lay after that epoch.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from explorer import files
from explorer.config import RunConfig
from explorer.errors import ExplorerError

FILE = "job.json"
MAP_DIGITS = 2000
# From the left to the right; the last four are ends.
STATES = (
    "queued", "starting", "running", "stopping", "finished", "stopped", "failed", "interrupted",
)  # fmt: skip
ENDED = STATES[4:]


@dataclass(frozen=True)
class Status:
    """A job as it stands. ``history`` has a value an epoch; ``logs`` are this epoch's means.

    ``owner`` is the session that asked for it, ``message`` the sentence of a failure,
    ``rank`` its place among the unfinished ones of its owner (see jobs_queue.py).
    """

    id: str
    config: RunConfig
    folder: Path
    owner: str = ""
    rank: int = 1
    state: str = "queued"
    created: float = 0.0  # seconds since 1970, as the others
    started: float = 0.0
    ended: float = 0.0
    epoch: int = 0
    epochs_done: int = 0
    batch: int = 0
    batches: int = 0
    seconds_left: float | None = None
    message: str = ""
    logs: dict[str, float] = field(default_factory=dict)
    history: dict[str, list[float]] = field(default_factory=dict)
    saved: bool = False  # the model is in the folder; figures may still be on their way
    # (epochs so far, the running epoch's means), a few a second; thinned, and not kept on disk
    trail: tuple[tuple[float, dict[str, float]], ...] = ()

    @property
    def is_over(self) -> bool:
        return self.state in ENDED


KEPT = ("id", "owner", "state", "created", "started", "ended", "epochs_done", "message")


def write(status: Status) -> None:
    """Put ``job.json`` in place: a few hundred bytes, atomically."""
    values: dict[str, Any] = {key: getattr(status, key) for key in KEPT}
    files.write_json(status.folder / FILE, {**values, "config": status.config.to_dict()})


def read(folder: Path) -> Status | None:
    """The job of a folder; None when it is no job's, or its file is damaged.

    What was not over was cut off with the server that ran it: it is ``interrupted``.
    """
    try:
        values = json.loads((folder / FILE).read_text(encoding="utf-8"))
        config = RunConfig.from_dict(values["config"])
        status = Status(config=config, folder=folder, **{key: values[key] for key in KEPT})
    except (OSError, ValueError, TypeError, KeyError, ExplorerError):
        return None
    state = status.state if status.is_over else "interrupted"
    return replace(status, state=state, history=history(folder), saved=has_model(folder))


def has_model(folder: Path) -> bool:
    """True if a model's record is in the folder: it is written with the first whole epoch."""
    return (folder / "model.json").is_file()


def history(folder: Path) -> dict[str, list[float]]:
    """The curves that the training wrote, a value an epoch; none if it wrote none."""
    try:
        return dict(json.loads((folder / "history.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def keep_epoch(folder: Path, epoch: int, points: np.ndarray, strip: bytes) -> None:
    """Write an epoch's map, float32 (N, 1 or 2), and the PNG of its strip."""
    path = folder / "maps" / f"epoch-{epoch:03d}.npy"

    def write_points(temporary: Path) -> None:
        with temporary.open("wb") as file:
            np.save(file, points, allow_pickle=False)

    files.write_atomically(path, write_points)
    files.write_bytes(strip_path(folder, epoch), strip)


def read_map(folder: Path, epoch: int) -> np.ndarray | None:
    """Where the test digits lay after an epoch, float32 (N, 1 or 2), if it was kept."""
    try:
        return np.load(folder / "maps" / f"epoch-{epoch:03d}.npy", allow_pickle=False)
    except (OSError, ValueError):
        return None


def read_strip(folder: Path, epoch: int) -> bytes | None:
    """The PNG of the digits restored after an epoch, if it was kept."""
    try:
        return strip_path(folder, epoch).read_bytes()
    except OSError:
        return None


def strip_path(folder: Path, epoch: int) -> Path:
    return folder / "strips" / f"epoch-{epoch:03d}.png"
