"""One thread for everybody's slow sums: done once, the newest first, kept within bounds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from explorer.errors import ConfigError, ExplorerError
from explorer.ui.shared import background
from explorer.ui.shared.background import TaskCache


@pytest.fixture
def cache() -> TaskCache:
    cache = TaskCache()
    threading.Thread(target=cache.serve, daemon=True).start()
    return cache


def until(cache: TaskCache, key: str, work: Callable[[], Any]) -> Any:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        found = cache.ask(key, work)
        if found is not None:
            return found
        time.sleep(0.002)
    raise AssertionError(f"{key} is not done")


def test_thirty_who_ask_at_once_start_one_sum(cache: TaskCache) -> None:
    done: list[int] = []
    together = threading.Barrier(30)

    def work() -> int:
        done.append(threading.get_ident())
        time.sleep(0.02)
        return 7

    found: list[int] = []

    def ask() -> None:
        together.wait()
        found.append(until(cache, "sum", work))

    visitors = [threading.Thread(target=ask) for _ in range(30)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert found == [7] * 30
    assert len(done) == 1
    assert done[0] not in {visitor.ident for visitor in visitors}


def test_what_was_asked_for_last_is_done_first(cache: TaskCache) -> None:
    hold, order = threading.Event(), []
    cache.ask("first", lambda: hold.wait(10))
    while cache.busy != "first":
        time.sleep(0.001)
    for key in "abc":
        cache.ask(key, lambda key=key: order.append(key) or True)
    cache.ask("a", lambda: order.append("a") or True)  # asked for again: it is still wanted
    hold.set()
    end = time.monotonic() + 10
    while len(cache.found) < 4 and time.monotonic() < end:
        time.sleep(0.002)
    assert order == ["a", "c", "b"]


def test_requests_beyond_the_limit_are_dropped_the_oldest_first(cache: TaskCache) -> None:
    hold = threading.Event()
    cache.ask("first", lambda: hold.wait(10))
    while cache.busy != "first":
        time.sleep(0.001)
    for key in range(background.WAITING + 5):
        cache.ask(key, lambda: True)
    assert list(cache.waiting) == list(range(5, background.WAITING + 5))
    hold.set()


def test_an_error_is_raised_once_and_the_next_who_asks_tries_again(cache: TaskCache) -> None:
    def fail() -> None:
        raise ConfigError("this cannot be.")

    with pytest.raises(ConfigError, match="this cannot be"):
        until(cache, "x", fail)
    assert until(cache, "x", lambda: 1) == 1


def test_a_bug_is_told_and_the_thread_lives_on(cache: TaskCache) -> None:
    with pytest.raises(ExplorerError, match="ZeroDivisionError"):
        until(cache, "x", lambda: 1 / 0)
    assert until(cache, "y", lambda: 1) == 1


def test_results_are_kept_within_bounds(cache: TaskCache, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in range(background.KEPT + 10):
        until(cache, str(key), lambda: 1)
    assert len(cache.found) == background.KEPT
    assert "0" not in cache.found
    monkeypatch.setattr(background, "ROOM", 10_000)
    for key in "abcd":
        until(cache, key, lambda: np.zeros(4_000, np.uint8))
    assert [key for key in "abcd" if key in cache.found] == ["c", "d"]
    assert until(cache, "larger than all room", lambda: np.zeros(20_000, np.uint8)).nbytes == 20_000
