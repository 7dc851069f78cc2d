"""Whose turn it is, and when: against a plain simulation of workers that take the next in line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from explorer.config import RunConfig
from explorer.jobs import queue
from explorer.jobs.status import Status


def job(name: str, created: float, **values: object) -> Status:
    return replace(Status(name, RunConfig(), Path(name), created=created), **values)  # type: ignore[arg-type]


def simulated(waiting: list[float], running: list[float], slots: int) -> list[float]:
    """Oracle: step by step, a worker that is free takes the next; the times of the starts."""
    free_at = [*running, *[0.0] * (slots - len(running))]
    starts = []
    for needed in waiting:
        soonest = min(range(slots), key=lambda i: free_at[i])
        starts.append(free_at[soonest])
        free_at[soonest] += needed
    return starts


@pytest.mark.parametrize("slots", [1, 2, 3])
def test_starts_are_those_of_the_simulation(slots: int) -> None:
    random = np.random.default_rng(slots)
    running = random.uniform(1, 50, slots).tolist()
    waiting = random.uniform(1, 50, 7).tolist()
    jobs = [job(f"r{i}", i, state="running") for i in range(slots)]
    jobs += [job(f"w{i}", 100 + i) for i in range(7)]
    needs = dict(zip([j.id for j in jobs], [*running, *waiting], strict=True))
    found = [queue.seconds_to_start(j, jobs, slots, lambda s: needs[s.id]) for j in jobs[slots:]]
    assert found == pytest.approx(simulated(waiting, running, slots))


def test_a_first_training_goes_before_another_s_second() -> None:
    mine = [job(f"a{i}", i, owner="anna") for i in range(5)]
    mine = [replace(j, rank=queue.rank("anna", j.created, mine)) for j in mine]
    assert [j.rank for j in mine] == [1, 2, 3, 4, 5]
    mine[0] = replace(mine[0], state="running")
    late = job("b", 99.0, owner="bert", rank=queue.rank("bert", 99.0, mine))
    jobs = [*mine, late]
    assert [j.id for j in queue.ahead(late, jobs)] == ["a0"]
    assert [j.id for j in queue.ahead(mine[1], jobs)] == ["a0", "b"]
    assert [j.id for j in queue.ahead(mine[4], jobs)] == ["a0", "b", "a1", "a2", "a3"]


def test_what_is_over_is_in_nobody_s_way() -> None:
    over = [job(state, 0.0, state=state) for state in ("finished", "stopped", "failed")]
    last = job("last", 1.0)
    assert queue.ahead(last, [*over, last]) == []
    assert queue.rank("", 5.0, over) == 1
    assert queue.seconds_to_start(last, [*over, last], 1, lambda s: 9.0) == 0.0


def test_one_unknown_length_before_it_makes_its_start_unknown() -> None:
    jobs = [job("r", 0, state="running"), job("w", 1), job("x", 2)]

    def takes(status: Status) -> float | None:
        return None if status.id == "w" else 3.0

    assert queue.seconds_to_start(jobs[1], jobs, 1, takes) == 3.0
    assert queue.seconds_to_start(jobs[2], jobs, 1, takes) is None
    assert queue.seconds_to_start(jobs[1], jobs, 0, takes) is None  # no worker at all
