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
from explorer.ui.shared.background import Desk


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    threading.Thread(target=desk.serve, daemon=True).start()
    return desk


def until(desk: Desk, key: str, work: Callable[[], Any]) -> Any:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        found = desk.ask(key, work)
        if found is not None:
            return found
        time.sleep(0.002)
    raise AssertionError(f"{key} is not done")


def test_thirty_who_ask_at_once_start_one_sum(desk: Desk) -> None:
    done: list[int] = []
    together = threading.Barrier(30)

    def work() -> int:
        done.append(threading.get_ident())
        time.sleep(0.02)
        return 7

    found: list[int] = []

    def ask() -> None:
        together.wait()
        found.append(until(desk, "sum", work))

    visitors = [threading.Thread(target=ask) for _ in range(30)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert found == [7] * 30
    assert len(done) == 1
    assert done[0] not in {visitor.ident for visitor in visitors}


def test_what_was_asked_for_last_is_done_first(desk: Desk) -> None:
    hold, order = threading.Event(), []
    desk.ask("first", lambda: hold.wait(10))
    while desk.busy != "first":
        time.sleep(0.001)
    for key in "abc":
        desk.ask(key, lambda key=key: order.append(key) or True)
    desk.ask("a", lambda: order.append("a") or True)  # asked for again: it is still wanted
    hold.set()
    end = time.monotonic() + 10
    while len(desk.found) < 4 and time.monotonic() < end:
        time.sleep(0.002)
    assert order == ["a", "c", "b"]


def test_wishes_beyond_the_limit_are_dropped_the_oldest_first(desk: Desk) -> None:
    hold = threading.Event()
    desk.ask("first", lambda: hold.wait(10))
    while desk.busy != "first":
        time.sleep(0.001)
    for key in range(background.WAITING + 5):
        desk.ask(key, lambda: True)
    assert list(desk.waiting) == list(range(5, background.WAITING + 5))
    hold.set()


def test_an_error_is_raised_once_and_the_next_who_asks_tries_again(desk: Desk) -> None:
    def fail() -> None:
        raise ConfigError("this cannot be.")

    with pytest.raises(ConfigError, match="this cannot be"):
        until(desk, "x", fail)
    assert until(desk, "x", lambda: 1) == 1


def test_a_bug_is_told_and_the_thread_lives_on(desk: Desk) -> None:
    with pytest.raises(ExplorerError, match="ZeroDivisionError"):
        until(desk, "x", lambda: 1 / 0)
    assert until(desk, "y", lambda: 1) == 1


def test_results_are_kept_within_bounds(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in range(background.KEPT + 10):
        until(desk, str(key), lambda: 1)
    assert len(desk.found) == background.KEPT
    assert "0" not in desk.found
    monkeypatch.setattr(background, "ROOM", 10_000)
    for key in "abcd":
        until(desk, key, lambda: np.zeros(4_000, np.uint8))
    assert [key for key in "abcd" if key in desk.found] == ["c", "d"]
    assert until(desk, "larger than all room", lambda: np.zeros(20_000, np.uint8)).nbytes == 20_000
