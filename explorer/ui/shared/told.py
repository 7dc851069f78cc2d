"""Picks that a page has answered by itself, and of which it tells: kept until the next run.

A run of the page's script for each pick would cost the server more than the pick is worth: nothing
is drawn anew. So the page posts it (``ui/server/posts.py``), under a ticket that only this visit
knows, and the next run that needs it takes it over.
"""

from __future__ import annotations

import json
import math
import threading
from collections import OrderedDict
from secrets import token_urlsafe
from typing import Any

import numpy as np

from explorer.ui import links, state
from explorer.ui.shared import browser_models

MAP, KL, LESSON = VIEWS = ("map", "kl", "lesson")
PLACES = {KL: "point", LESSON: "place"}  # what a picked place is called in the views that have one
SLOTS = ("", "b_")  # of the two models that may stand on the map
MOST = 4000  # visits that are remembered: a page whose ticket is gone tells by a run instead
LARGEST = 8192  # bytes of what is posted
DIMS = 128

_lock = threading.Lock()
# by ticket: the last pick by its view and slot
_picks: OrderedDict[str, dict[tuple[str, str], Any]] = OrderedDict()


def ticket() -> str:
    """This visit's own."""
    own = state.recall(state.APP, "ticket")
    if own is None:
        own = token_urlsafe(16)
        state.keep(state.APP, "ticket", own)
    with _lock:
        _picks.setdefault(own, {})
        _picks.move_to_end(own)
        while len(_picks) > MOST:
            _picks.popitem(last=False)
    return str(own)


def note(content: bytes) -> bool:
    """Keep what a page has posted; False if it is no pick, or nobody's ticket."""
    try:
        told = json.loads(content[: LARGEST + 1])
        view, slot = str(told["view"]), str(told.get("slot", ""))
        pick = _checked_pick(told) if view == MAP else _checked_place(told)
        own = str(told["ticket"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False
    with _lock:
        if own not in _picks or view not in VIEWS or slot not in SLOTS:
            return False
        _picks[own][view, slot] = pick
    return True


def _checked_pick(told: dict[str, Any]) -> dict[str, Any]:
    numbers, index = [float(value) for value in told["z"]], told["index"]
    good = 0 < len(numbers) <= DIMS and all(map(math.isfinite, numbers))
    if not good or not (index is None or isinstance(index, int)):
        raise ValueError("a latent point and a digit's number, or none, are expected")
    return {"model": str(told["model"])[:64], "z": numbers, "index": index}


def _checked_place(told: dict[str, Any]) -> tuple[float, float]:
    x, y = float(told["x"]), float(told["y"])
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError("a place has two finite coordinates")
    return x, y


def adopt() -> None:
    """Take over what this visit's page has told since; called before a point is needed."""
    own = state.recall(state.APP, "ticket")
    with _lock:
        told = dict(_picks.get(own, {}))
        if told:
            _picks[own].clear()
    for (view, slot), pick in told.items():
        if view == MAP:
            keep(slot, pick["model"], np.array(pick["z"], np.float32), pick["index"])
        else:
            state.keep(view, PLACES[view], pick)
            if view == KL:
                _note_written({"point": links.as_text(pick)})


def keep(slot: str, model: str, z: np.ndarray, index: int | None) -> None:
    """Remember a point that the page has answered, and has written into its address."""
    browser_models.note_answer(model, by_page=True)
    state.keep_point(MAP, f"{slot}point", model, z)
    state.keep(MAP, f"{slot}index", index)
    if not slot:
        _note_written({"point": links.as_text((model, z)), "index": links.as_text(index)})


def _note_written(changed: dict[str, str]) -> None:
    """The page has written this into its address: it need not be written again."""
    written = state.recall(state.APP, "written")
    if written:
        both = {**written, **changed}
        state.keep(state.APP, "written", {name: value for name, value in both.items() if value})
