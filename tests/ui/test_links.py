"""The query string: read once, written when it changes, proof against nonsense."""

from __future__ import annotations

import numpy as np
import pytest
import streamlit as st

from explorer.ui import links, state

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
    assert links.arrive(("map", "denoise")) == "map"
    assert links.arrive(("map", "denoise")) is None


def test_an_unknown_view_is_none(query: Query) -> None:
    query["view"] = "<script>"
    assert links.arrive(("map",)) is None


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


def test_numbers_are_short() -> None:
    assert links.as_text(np.float32(0.1)) == "0.1"
    assert links.as_text(1 / 3) == "0.333333"
    assert links.as_text(np.array([1.5, 2])) == "1.5,2"
    assert links.as_text(None) == ""
