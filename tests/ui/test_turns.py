"""Pages in turn: in the order in which they come, and nobody is locked out."""

from __future__ import annotations

import threading
import time

import pytest
from visitor import Visitor

from explorer.ui.shared import turns
from explorer.ui.shared.turns import Turns


def pages(of: Turns, count: int, seconds: float) -> tuple[list[int], int]:
    """So many pages, one after the other: the order of their ends, and the most at once."""
    ends: list[int] = []
    inside, most = 0, 0
    lock = threading.Lock()

    def page(number: int) -> None:
        nonlocal inside, most
        with of.turn():
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(seconds)
            with lock:
                inside -= 1
                ends.append(number)

    threads = [threading.Thread(target=page, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
        time.sleep(seconds / 10)  # they come in this order, and faster than they end
    for thread in threads:
        thread.join()
    return ends, most


def test_one_after_the_other_in_their_order() -> None:
    ends, most = pages(Turns(1, patience=5), 12, 0.1)
    assert ends == list(range(12))
    assert most == 1


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_who_waits_longer_than_anybodys_patience_while_pages_end_still_waits(at_once: int) -> None:
    """All of it takes twice as long as the patience, each page a tenth of it."""
    _, most = pages(Turns(at_once, patience=0.5), 20 * at_once, 0.05)
    assert most == at_once


def test_a_slow_page_keeps_nobody_out() -> None:
    of = Turns(1, patience=0.3)
    with of.turn():  # it does not end
        ends, _ = pages(of, 3, 0.0)
    assert sorted(ends) == [0, 1, 2]
    _, most = pages(of, 4, 0.02)
    assert most == 1  # who went in without a turn gives none back


def test_a_page_that_fails_ends_its_turn() -> None:
    of = Turns(1, patience=60)
    for _ in range(3):
        with pytest.raises(ValueError, match="broken"), of.turn():
            raise ValueError("broken")


def test_the_app_s_page_waits_for_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    Visitor().assert_fine()  # all is imported
    monkeypatch.setattr(turns.PAGES, "_patience", 60)
    shown: list[Visitor] = []
    page = threading.Thread(target=lambda: shown.append(Visitor()))
    with turns.PAGES.turn(), turns.PAGES.turn():
        page.start()
        page.join(2)
        assert not shown
    page.join()
    shown[0].assert_fine()
