"""The query string: read once, written when it changes, proof against nonsense."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import streamlit as st

from explorer.ui import links, state, workarounds

LINK = {"noise": str, "level": float, "point": links.numbers, "large": links.switch, "seed": int}


class Query(dict):
    """Stands in for ``st.query_params``; counts how often it is written."""

    written = 0

    def from_dict(self, values: dict) -> None:
        self.clear()
        self.update(values)
        self.written += 1


@pytest.fixture(autouse=True)
def query(monkeypatch: pytest.MonkeyPatch) -> Query:
    monkeypatch.setattr(st, "session_state", {})
    values = Query()
    monkeypatch.setattr(st, "query_params", values)
    return values


def test_the_view_is_read_once(query: Query) -> None:
    query["view"] = "map"
    assert links.arrive(("map", "denoise"), "denoise") == "map"
    assert links.arrive(("map", "denoise"), "denoise") is None


def test_an_unknown_view_is_none(query: Query) -> None:
    query["view"] = "<script>"
    assert links.arrive(("map",), "map") is None


def test_what_is_published_is_restored(query: Query) -> None:
    settings = {"noise": "s&p", "level": 0.25, "point": (0.5, -1.25), "large": True, "seed": 7}
    for name, value in settings.items():
        state.keep("denoise", name, value)
    links.publish("denoise", LINK)
    assert query["view"] == "denoise"
    st.session_state.clear()
    links.restore("denoise", LINK)
    assert {name: state.recall("denoise", name) for name in LINK} == settings


def test_nothing_is_written_when_nothing_has_changed(query: Query) -> None:
    state.keep("denoise", "seed", 3)
    links.publish("denoise", LINK)
    links.publish("denoise", LINK)
    assert query.written == 1
    state.keep("denoise", "seed", 4)
    links.publish("denoise", LINK)
    assert (query.written, query["seed"]) == (2, "4")


def test_values_that_are_not_set_are_left_out(query: Query) -> None:
    links.publish("denoise", LINK)
    assert dict(query) == {"view": "denoise"}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("level", "loud"),
        ("point", "1,nan"),
        ("point", "1,,2"),
        ("large", "yes"),
        ("seed", "1.5"),
        ("seed", "9" * 5000),
    ],
)
def test_nonsense_in_a_link_is_left_out(query: Query, name: str, written: str) -> None:
    query[name] = written
    links.restore("denoise", LINK)
    assert state.recall("denoise", name, "default") == "default"


def test_the_address_is_read_again_when_somebody_goes_back(
    query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert links.arrive(("map", "denoise"), "map") is None
    monkeypatch.setattr(workarounds, "is_history_navigation", lambda: True)
    query.update(view="denoise", level="0.5")
    state.keep("denoise", "seed", 7)
    assert links.arrive(("map", "denoise"), "map") == "denoise"
    assert links.restore("denoise", LINK) == {"level": "0.5"}
    assert state.recall("denoise", "level") == 0.5
    assert state.recall("denoise", "seed") is None  # it was not set there
    query.clear()
    assert links.arrive(("map", "denoise"), "map") == "map"


def test_a_visit_without_a_link_writes_none_until_something_changes(query: Query) -> None:
    links.arrive(("map",), "map")
    state.keep("map", "seed", 0)
    links.publish("map", LINK)
    links.publish("map", LINK)
    assert dict(query) == {}
    state.keep("map", "seed", 1)
    links.publish("map", LINK)
    assert dict(query) == {"view": "map", "seed": "1"}
    state.keep("map", "seed", 0)
    links.publish("map", LINK)
    assert dict(query) == {"view": "map", "seed": "0"}


@pytest.mark.parametrize(
    ("read", "written", "expected"),
    [
        (links.number, "0,5", 0.5),
        (links.number, "-1.25", -1.25),
        (links.numbers, "0,5;-1,25", (0.5, -1.25)),
        (links.numbers, "1,2", (1.0, 2.0)),
    ],
)
def test_decimals_may_have_a_comma(read: Any, written: str, expected: object) -> None:
    assert read(written) == expected


def test_a_request_with_an_older_address_does_not_hide_what_was_written_since(query: Query) -> None:
    """Two views opened in haste, and back to the first: the browser still gets its address."""
    links.arrive(("map", "lesson"), "map")
    links.publish("map", {})
    links.publish("lesson", {})
    assert dict(query) == {"view": "lesson"}
    query.clear()  # the next click was sent before that address arrived
    links.publish("map", {})
    assert dict(query) == {"view": "map"}
    links.publish("lesson", {})
    query.update(view="map")  # so was this one
    before = query.written
    links.publish("map", {})
    assert query.written == before + 1


def test_what_a_link_gives_and_the_page_does_not_show_is_told(query: Query) -> None:
    query.update(level="loud", seed="7", noise="mist")
    given = links.restore("denoise", LINK)
    state.keep("denoise", "noise", "course")  # what the chooser made of it
    assert links.lost("denoise", given) == ["noise=mist", "level=loud"]


def test_numbers_are_short() -> None:
    assert links.as_text(np.float32(0.1)) == "0.1"
    assert links.as_text(1 / 3) == "0.333333"
    assert links.as_text(np.array([1.5, 2])) == "1.5,2"
    assert links.as_text(None) == ""
