"""What a task's message, or its failure, changes in what is known of its job."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from explorer.jobs import film, memory
from explorer.jobs import status as jobs_status
from explorer.jobs.status import Status

TRAIL = 400  # points of a curve; beyond, every second one is dropped


def apply(status: Status, message: dict[str, Any]) -> Status:
    """The job after a message of worker.py; frames, an epoch's map and strip are put on disk.

    Raises StorageError when they cannot be written.
    """
    if status.is_over and message["kind"] != "saved":
        return status  # the last words of a task that was stopped
    return HANDLERS[message["kind"]](status, message)


def _starting(status: Status, message: dict[str, Any]) -> Status:
    state = status.state if status.state == "stopping" else "starting"
    return replace(status, state=state, started=time.time(), tries=status.tries + 1)


def _batch(status: Status, message: dict[str, Any]) -> Status:
    so_far = message["epoch"] - 1 + message["batch"] / message["batches"]
    if "film" in message:
        film.append(status.folder, so_far, _points(message, "film"))
    trail = [point for point in status.trail if point[0] < so_far]  # an epoch may be done again
    if len(trail) >= TRAIL:
        trail = trail[::2]
    return replace(
        status,
        state=status.state if status.state == "stopping" else "running",
        epoch=message["epoch"],
        batch=message["batch"],
        batches=message["batches"],
        seconds_left=message["seconds_left"],
        logs=dict(message["logs"]),
        trail=(*trail, (so_far, dict(message["logs"]))),
    )


def _epoch(status: Status, message: dict[str, Any]) -> Status:
    epoch = message["epoch"]
    points = _points(message, "map")
    film.append(status.folder, epoch, points)
    jobs_status.keep_epoch(status.folder, epoch, points, message["strip"])
    curves = status.history.keys() | message["logs"].keys()
    history = {  # after a restart, epochs since the checkpoint are done again
        key: [*status.history.get(key, [])[: epoch - 1], message["logs"][key]]
        for key in sorted(curves & message["logs"].keys())
    }
    saved = jobs_status.has_model(status.folder)  # a worker elsewhere sends it at the end
    return replace(_batch(status, message), epochs_done=epoch, history=history, saved=saved)


def _points(message: dict[str, Any], name: str) -> np.ndarray:
    return np.frombuffer(message[name], np.float32).reshape(-1, message["dims"])


def _saved(status: Status, message: dict[str, Any]) -> Status:
    if not jobs_status.has_model(status.folder):
        return status  # it is in another server's folder, and comes here with the result
    state = "stopped" if message["stopped"] else "finished"
    return replace(status, state=state, saved=True, ended=time.time())


HANDLERS: dict[str, Callable[[Status, dict[str, Any]], Status]] = {
    "starting": _starting,
    "batch": _batch,
    "epoch": _epoch,
    "saved": _saved,
}


def end(status: Status, state: str, message: str) -> Status:
    """The job once its task is over, with what its folder holds by now.

    What was told before, by the task's own message or by who stopped it, holds.
    """
    if status.is_over:
        state, message = status.state, status.message
    elif status.state == "stopping" and state == "interrupted":
        state = "stopped"
    history = jobs_status.history(status.folder) or status.history
    return replace(
        status, state=state, message=message, ended=time.time(), history=history,
        epochs_done=max([status.epochs_done, *map(len, history.values())]),
        saved=jobs_status.has_model(status.folder),
    )  # fmt: skip


def sentence_of(error: Exception) -> str:
    """What is told of an error nobody foresaw."""
    if type(error).__name__ == "KilledWorker":
        there, needed = memory.there() / memory.GIGABYTE, memory.TRAINING / memory.GIGABYTE
        return (
            f"the training's worker process died several times (it needs about {needed:.1f} GB of "
            f"memory; app and trainings have {there:.1f} GB together); started again, it goes on "
            "from its last whole epoch."
        )
    first = (str(error).strip().splitlines() or [""])[0]
    kind = type(error).__name__
    return f"the training ended with an error that was not foreseen: {kind} {first:.160}"
