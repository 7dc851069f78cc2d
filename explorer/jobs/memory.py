"""How much memory there is, and what the app needs of it (measured by tests/benchmarks)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import psutil

SETTING = "EXPLORER_MEMORY"  # in MB; otherwise what the machine, or its container, has
GIGABYTE = 1 << 30
SERVER = int(1.3 * GIGABYTE)  # the app, once all views were shown
TRAINING = 2 * GIGABYTE  # a worker process with any of the systems on all of MNIST
# version 2 and version 1 of Linux's control groups, which containers are bounded by
CONTAINER = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


def there() -> int:
    """Bytes that the app and its workers may use together."""
    given = os.environ.get(SETTING, "")
    if given.isdecimal() and int(given) > 0:
        return int(given) << 20
    limits = [psutil.virtual_memory().total]
    for path in CONTAINER:
        with suppress(OSError, ValueError):  # there is none, or it says "max"
            limits.append(int(path.read_text()))
    return min(limits)


def workers() -> int:
    """Trainings at a time that there is memory for; 1 even where it is scarce."""
    return max(1, (there() - SERVER) // TRAINING)


def of_a_worker(count: int) -> int:
    """Bytes at which one of ``count`` workers is ended, before the app itself lacks memory."""
    return max(there() - SERVER, there() // 2) // count


def is_scarce() -> bool:
    """Whether there is too little for the app and one training."""
    return there() < SERVER + TRAINING
