"""What is known of one training job, and the files that keep it: they outlive the server.

A job's folder is a run's folder (see training.py) with ``job.json`` beside the
model, and ``maps/epoch-001.npy``: where 2,000 test digits lay after that epoch.
"""

from __future__ import annotations

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
    "looking", "queued", "starting", "running", "stopping",
    "finished", "stopped", "failed", "interrupted",
)  # fmt: skip
ENDED = STATES[5:]


@dataclass(frozen=True)
class Status:
    """A job as it stands. ``history`` has a value an epoch; ``logs`` are this epoch's means.

    ``owner`` and ``address`` say who asked for it (see limits.py), ``server`` which server
    has to do with it, ``message`` is the sentence of a failure, ``rank`` its place among the
    unfinished ones of its owner (see queue.py).
    """

    id: str
    config: RunConfig
    folder: Path
    owner: str = ""
    address: str = ""  # not kept on disk
    server: str = ""
    rank: int = 1
    state: str = "queued"
    created: float = 0.0  # seconds since 1970, as the others
    started: float = 0.0
    ended: float = 0.0
    epoch: int = 0
    epochs_done: int = 0
    tries: int = 0  # workers that began it since it was asked for; one that dies is replaced
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
ADDED = ("server",)  # later versions write these as well


def write(status: Status) -> None:
    """Put ``job.json`` in place: a few hundred bytes, atomically."""
    values: dict[str, Any] = {key: getattr(status, key) for key in (*KEPT, *ADDED)}
    files.write_json(status.folder / FILE, {**values, "config": status.config.to_dict()})


def read(folder: Path) -> Status | None:
    """The job of a folder as it was written down; None when it is no job's.

    One whose file is damaged is ``failed``, and its message says what is wrong with it.
    """
    try:
        values = files.read_json(folder / FILE)
        config = RunConfig.from_dict(values["config"])
        found = {key: values[key] for key in KEPT}
        found |= {key: values[key] for key in ADDED if key in values}
        status = Status(config=config, folder=folder, **found)
        _check(status)
    except OSError:
        return None
    except (ValueError, TypeError, KeyError, ExplorerError) as error:
        sentence = str(ExplorerError(f"{folder.name}/{FILE} cannot be read ({error})."))
        return Status(folder.name, RunConfig(), folder, state="failed", message=sentence)
    return replace(status, history=history(folder), saved=has_model(folder))


def _check(status: Status) -> None:
    """Raise ValueError unless what ``job.json`` gave is of the right kinds."""
    texts, times = ("id", "owner", "server", "state", "message"), ("created", "started", "ended")
    for name in texts:
        if not isinstance(getattr(status, name), str):
            raise ValueError(f"{name} is no text")
    for name in (*times, "epochs_done"):
        value = getattr(status, name)
        if not isinstance(value, int | float) or not 0 <= value < 1e12:
            raise ValueError(f"{name} is no number from 0 to 1e12")
    if status.state not in STATES:
        raise ValueError("its state is unknown")


def has_model(folder: Path) -> bool:
    """True if a model's record is in the folder: it is written with the first whole epoch."""
    return (folder / "model.json").is_file()


def history(folder: Path) -> dict[str, list[float]]:
    """The curves that the training wrote, a value an epoch; none if it wrote none."""
    try:
        found = files.read_json(folder / "history.json")
    except (OSError, ValueError):
        return {}
    curves = found.items() if isinstance(found, dict) else ()
    return {name: list(curve) for name, curve in curves if _is_curve(curve)}


def _is_curve(values: Any) -> bool:
    numbers = isinstance(values, list) and all(type(value) in (int, float) for value in values)
    return numbers and all(abs(value) < 1e300 for value in values)


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
