"""What a visit remembers, read and written outside a script run."""

from __future__ import annotations

import numpy as np
import pytest
import streamlit as st

from explorer.ui import state


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> dict:
    """A session of this test's own, as a plain dict."""
    values: dict = {}
    monkeypatch.setattr(st, "session_state", values)
    return values


def test_a_sticky_widget_starts_with_its_default(session: dict) -> None:
    widget = state.sticky("map", "size", 20)
    assert (widget, session[widget]) == ("map.size", 20)
    assert state.recall("map", "size") == 20


def test_it_keeps_what_the_visitor_set_when_its_view_is_left(session: dict) -> None:
    widget = state.sticky("map", "size", 20)
    session[widget] = 7  # the visitor moves it
    state.sticky("map", "size", 20)
    del session[widget]  # Streamlit forgets widgets that are not shown
    assert session[state.sticky("map", "size", 20)] == 7


@pytest.mark.parametrize(
    ("kept", "limits", "expected"),
    [
        ("b", {"options": "abc"}, "b"),
        ("z", {"options": "abc"}, "a"),
        (3, {"within": (0, 3)}, 3),
        (3.1, {"within": (0, 3)}, "a"),
        (float("nan"), {"within": (0, 3)}, "a"),
        (float("inf"), {"within": (0, 3)}, "a"),
        ("3", {"within": (0, 3)}, "a"),
    ],
)
def test_what_is_not_allowed_falls_back_to_the_default(
    session: dict, kept: object, limits: dict, expected: object
) -> None:
    state.put("map", "x", kept)
    assert session[state.sticky("map", "x", "a", **limits)] == expected
    assert state.recall("map", "x") == expected


def test_go_opens_a_view_with_its_values_set(session: dict) -> None:
    session[state.sticky("app", "view", "map")] = "map"
    state.sticky("denoise", "level", 1.0)
    state.go("denoise", level=0.4, noise="gaussian")
    assert session[state.sticky("app", "view", "map")] == "denoise"
    assert session[state.sticky("denoise", "level", 1.0)] == 0.4
    assert session[state.sticky("denoise", "noise", "course")] == "gaussian"


def test_a_point_belongs_to_its_model() -> None:
    state.keep_point("map", "point", "model a", np.array([0.5, 1.0]))
    kept = state.recall_point("map", "point", "model a")
    assert kept is not None
    np.testing.assert_array_equal(kept, np.float32([0.5, 1.0]))
    assert state.recall_point("map", "point", "model b") is None
