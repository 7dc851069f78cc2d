"""What a visit remembers: scripts with sticky widgets, on Streamlit's own session.

A page here is one of two views, "map" with two widgets and "lesson" with none. What the
browser shows follows from the messages: a widget that mounts shows its first option, unless
its message says ``set_value``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner import RerunData
from streamlit.testing.v1 import AppTest, local_script_runner

from explorer.ui import state


def page() -> None:
    """The page under test: its view and language are in the query string."""
    import streamlit as st

    from explorer.ui import state

    view = st.query_params.get("view", "map")
    language = st.query_params.get("language", "en")
    st.session_state.setdefault("heard", [])

    def hear() -> None:
        st.session_state["heard"].append(st.session_state["map.size"])

    with state.showing(view, language):
        if view != "map" or st.query_params.get("waiting"):
            st.text("no widgets")
            return
        st.selectbox(
            "model",
            ["ae", "vae"],
            format_func=lambda name: f"{name} {language}",
            **state.sticky("map", "model", "vae", ["ae", "vae"]),
        )
        st.slider(
            "size",
            5,
            30,
            on_change=state.while_shown("map", hear),
            **state.sticky("map", "size", 20, within=(5, 30)),
        )


class Browser:
    """What a browser would show: it keeps a widget's value only while the widget is there."""

    def __init__(self) -> None:
        self.at = AppTest.from_function(page)
        self.shows: dict[str, Any] = {}
        self.open()

    def open(self, **asked: str) -> dict[str, Any]:
        """Rerun the page with what the browser shows, and follow the messages."""
        for name, value in asked.items():
            self.at.query_params[name] = value
        self.at._run(self.reported())
        assert not self.at.exception
        before, self.shows = self.shows, {}
        for widget in (*self.at.get("selectbox"), *self.at.get("slider")):
            proto, is_chooser = widget.proto, widget.type == "selectbox"
            value = before.get(widget.key, proto.options[0] if is_chooser else proto.min)
            if proto.set_value:
                value = proto.raw_value if is_chooser else proto.value[0]
            self.shows[widget.key] = value
        return self.shows

    def reported(self, **changed: Any) -> WidgetStates:
        """What a request says of the widgets that are there."""
        states = WidgetStates()
        for kind in ("selectbox", "slider"):
            for widget in self.at.get(kind):
                value = changed.get(widget.key.split(".")[1], self.shows.get(widget.key))
                if value is None:
                    continue
                if kind == "selectbox":
                    states.widgets.add(id=widget.proto.id, string_value=value)
                else:
                    states.widgets.add(id=widget.proto.id).double_array_value.data.append(value)
        return states

    def move(self, **changed: Any) -> dict[str, Any]:
        self.shows |= {state.key("map", name): value for name, value in changed.items()}
        return self.open()

    def heard(self) -> list[float]:
        return list(self.at.session_state["heard"])


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> Callable[[Browser, WidgetStates], None]:
    """Send a request of a fragment that is no more, as a waiter does on a page that is left."""

    def send(browser: Browser, states: WidgetStates) -> None:
        with monkeypatch.context() as patch:
            gone = partial(RerunData, fragment_id="gone", is_auto_rerun=True)
            patch.setattr(local_script_runner, "RerunData", gone)
            tree = browser.at._tree
            browser.at._run(states)
            browser.at._tree = tree  # the page is as it was: no script has run

    return send


def test_widgets_start_with_their_defaults() -> None:
    assert Browser().shows == {"map.model": "vae en", "map.size": 20}


def test_they_keep_what_was_set_when_their_view_is_left() -> None:
    browser = Browser()
    assert browser.move(model="ae en", size=7) == {"map.model": "ae en", "map.size": 7}
    assert browser.open(view="lesson") == {}
    assert browser.open(view="map") == {"map.model": "ae en", "map.size": 7}


@pytest.mark.parametrize("size", [7, 20])
def test_a_late_request_of_a_view_that_was_left_changes_nothing(late: Any, size: float) -> None:
    browser = Browser()
    browser.move(size=size)
    states = browser.reported()
    browser.open(view="lesson")
    late(browser, states)
    assert browser.open(view="map") == {"map.model": "vae en", "map.size": size}


def test_nor_does_it_where_widgets_come_and_go_inside_a_view(late: Any) -> None:
    """As the strips of the map, which wait for each model's decoder."""
    browser = Browser()
    states = browser.reported()
    assert browser.open(waiting="1") == {}
    late(browser, states)
    assert browser.open(waiting="") == {"map.model": "vae en", "map.size": 20}


def test_callbacks_act_only_while_their_view_is_shown(late: Any) -> None:
    browser = Browser()
    browser.move(size=7)
    assert browser.heard() == [7]
    states = browser.reported(size=9)
    browser.open(view="lesson")
    late(browser, states)
    assert browser.heard() == [7]


def test_options_have_the_words_of_the_language() -> None:
    browser = Browser()
    assert browser.open(language="fr")["map.model"] == "vae fr"
    browser.open(view="lesson")
    assert browser.open(view="map", language="en")["map.model"] == "vae en"


def test_nothing_is_told_to_a_browser_that_knows_it() -> None:
    """A slider that is being dragged does not jump back to what the server last heard."""
    browser = Browser()
    browser.open()
    browser.move(size=9)
    assert not any(
        w.proto.set_value for kind in ("selectbox", "slider") for w in browser.at.get(kind)
    )


def script(run: Callable[[], None]) -> AppTest:
    at = AppTest.from_function(run).run()
    assert not at.exception
    return at


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
    kept: object, limits: dict, expected: object
) -> None:
    def run(kept: object, limits: dict) -> None:
        import streamlit as st

        from explorer.ui import state

        state.put("map", "x", kept)
        widget = state.sticky("map", "x", "a", **limits)["key"]
        st.session_state["found"] = (st.session_state[widget], state.recall("map", "x"))

    at = AppTest.from_function(run, kwargs={"kept": kept, "limits": limits}).run()
    assert not at.exception
    assert at.session_state["found"] == (expected, expected)


def test_go_opens_a_view_with_its_values_set() -> None:
    def run() -> None:
        import streamlit as st

        from explorer.ui import state

        st.selectbox("view", ["map", "denoise"], **state.sticky("app", "view", "map"))
        level = st.slider("level", 0.0, 1.0, **state.sticky("denoise", "level", 1.0))
        values = {"level": 0.4, "noise": "gaussian"}
        st.button("go", on_click=state.go, args=("denoise",), kwargs=values)
        st.text(f"{level} {state.recall('denoise', 'noise')}")

    at = script(run)
    at.button[0].click().run()
    assert at.selectbox[0].value == "denoise"
    assert at.text[0].value == "0.4 gaussian"


def test_what_is_forgotten_has_its_default_again() -> None:
    def run() -> None:
        import streamlit as st

        from explorer.ui import state

        st.slider("size", 0, 30, **state.sticky("map", "size", 20))
        st.button("forget", on_click=state.forget, args=("map", "size"))

    at = script(run)
    assert at.slider[0].set_value(7).run().slider[0].value == 7
    assert at.button[0].click().run().slider[0].value == 20


def test_a_point_belongs_to_its_model() -> None:
    def run() -> None:
        import numpy as np
        import streamlit as st

        from explorer.ui import state

        state.keep_point("map", "point", "model a", np.array([0.5, 1.0]))
        models = ("model a", "model b")
        st.session_state["found"] = [state.recall_point("map", "point", m) for m in models]

    kept, other = script(run).session_state["found"]
    np.testing.assert_array_equal(kept, np.float32([0.5, 1.0]))
    assert other is None
