"""Whole pages in turn: those who come together wait for those before them, not for everybody.

One Python process runs one page at a time, whatever the number of its threads. Thirty pages that
run side by side are all finished at the end; one after the other, half of them in half the time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 2  # where one waits for a file or NumPy, Python is free for another
PATIENCE = 0.5  # seconds in which no page ends: then those that run are slow, and nobody waits


class Turns:
    """So many at once; the others wait, but no longer than somebody's page ends now and then."""

    def __init__(self, at_once: int = AT_ONCE, patience: float = PATIENCE) -> None:
        self._free, self._patience = threading.Semaphore(at_once), patience
        self._ended = 0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, and end it with the block."""
        seen = self._ended
        while not (mine := self._free.acquire(timeout=self._patience)) and seen != self._ended:
            seen = self._ended
        try:
            yield
        finally:
            self._ended += 1
            if mine:
                self._free.release()


PAGES = Turns()
