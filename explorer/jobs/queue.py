"""Who is served next, and when: the order of waiting trainings, fair between sessions.

A session's first unfinished training goes before anybody's second, and so on; equals
go by the time they were asked for.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence

from explorer.jobs.status import Status
from explorer.training.speed import Estimate

Seconds = Callable[[Status], float | None]  # how long a training will take, if that is known


def rank(owner: str, created: float, jobs: Sequence[Status]) -> int:
    """1 for a session's only unfinished training, 2 for one asked for after it, and so on."""
    return 1 + sum(j.owner == owner and not j.is_over and j.created < created for j in jobs)


def ahead(status: Status, jobs: Sequence[Status]) -> list[Status]:
    """The unfinished trainings that have a worker, or get one before ``status``, in order."""
    at_work = [j for j in jobs if not j.is_over and j.state != "queued" and j.id != status.id]
    waiting = [j for j in jobs if j.state == "queued" and place(j) < place(status)]
    return [*at_work, *sorted(waiting, key=place)]


def seconds_to_start(
    status: Status, jobs: Sequence[Status], slots: int, takes: Seconds
) -> float | None:
    """When a waiting training gets a worker, from now; None if that cannot be known.

    Each of ``slots`` takes the next in order as soon as it is free. ``takes`` says how
    long a training still needs: one at work for the rest, one that waits from its start.
    """
    if slots < 1:
        return None
    free = [0.0] * slots
    for other in ahead(status, jobs):
        needed = takes(other)
        if needed is None:
            return None
        heapq.heapreplace(free, free[0] + needed)
    return free[0]


def place(status: Status) -> tuple[int, float, str]:
    """Where it stands in line: the lowest is next."""
    return status.rank, status.created, status.id


def seconds_left(status: Status, estimate: Estimate | None) -> float | None:
    """What a training needs until its end, by its own count or by earlier ones' speed."""
    if status.state == "stopping":
        return 0.0
    if status.state == "running" and status.seconds_left is not None:
        return status.seconds_left
    if estimate is None:
        return None
    left = 1 - status.epochs_done / status.config.training.epochs
    return left * (estimate.low + estimate.high) / 2
