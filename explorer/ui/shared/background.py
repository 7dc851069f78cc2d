"""Slow sums for all visitors, done by one thread while the page stays alive.

A view asks for a result by a key that names all it depends on, and gets None until it
is there; what was asked for last is done first. One thread is enough: TensorFlow uses
every core anyway, and thirty visitors must not start thirty sums.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from explorer.errors import ExplorerError

KEPT = 300  # results
ROOM = 64 << 20  # bytes of arrays among them
WAITING = 60  # sums: older requests are dropped, and asked for again if still wanted


@dataclass
class TaskCache:
    """What has been found, and what is still to do."""

    found: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    waiting: OrderedDict[Hashable, Callable[[], Any]] = field(default_factory=OrderedDict)
    busy: Hashable | None = None
    change: threading.Condition = field(default_factory=threading.Condition)

    def ask(self, key: Hashable, work: Callable[[], Any]) -> Any:
        """The result of ``work``, or None while it is not there; its ExplorerError is raised."""
        with self.change:
            if key in self.found:
                self.found.move_to_end(key)
                result = self.found[key]
                if isinstance(result, ExplorerError):
                    del self.found[key]  # the next visit tries again
                    raise result
                return result
            if key != self.busy:
                self.waiting[key] = work
                self.waiting.move_to_end(key)
                while len(self.waiting) > WAITING:
                    self.waiting.popitem(last=False)
                self.change.notify()
            return None

    def serve(self) -> None:
        """Do one thing after another, for ever."""
        while True:
            with self.change:
                while not self.waiting:
                    self.change.wait()
                self.busy, work = self.waiting.popitem()
            try:
                result = work()
            except ExplorerError as error:
                result = error
            except Exception as error:  # a bug: shown in the log, and the thread lives on
                result = ExplorerError(f"this cannot be computed ({error!r}).")
            with self.change:
                self.found[self.busy] = result
                self.busy = None
                while len(self.found) > KEPT or (len(self.found) > 1 and self._bytes() > ROOM):
                    self.found.popitem(last=False)

    def _bytes(self) -> int:
        return sum(getattr(result, "nbytes", 0) for result in self.found.values())


@st.cache_resource(show_spinner=False)
def _cache() -> TaskCache:
    cache = TaskCache()
    threading.Thread(target=cache.serve, name="background", daemon=True).start()
    return cache


def start_once(name: str, work: Callable[[], None]) -> None:
    """Have a thread of its own do ``work``, unless the one of that name is at it already.

    For what need not wait for its turn, such as loading a model.
    """
    if name not in {thread.name for thread in threading.enumerate()}:
        threading.Thread(target=work, name=name, daemon=True).start()


def has(key: Hashable) -> bool:
    """Whether a result is there; an error that was met is raised."""
    cache = _cache()
    return key in cache.found and cache.ask(key, lambda: None) is not None


def known(key: Hashable) -> Any:
    """The result if it is there, else None; asks for nothing, and raises nothing."""
    found = _cache().found.get(key)
    return None if isinstance(found, ExplorerError) else found


def ask(key: Hashable, work: Callable[[], Any]) -> Any:
    """See :meth:`TaskCache.ask`. ``work`` runs in another thread: no st.session_state there."""
    return _cache().ask(key, work)
