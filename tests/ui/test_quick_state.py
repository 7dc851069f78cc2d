"""A widget that looks up its own value finds what Streamlit's dict of all state has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from explorer.ui.server import quick_state

WHOLE = SafeSessionState.filtered_state


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    quick_state.look_up_one()
    yield
    SafeSessionState.filtered_state = WHOLE  # type: ignore[method-assign]


def page() -> None:
    import streamlit as st
    from streamlit.runtime.state import get_session_state

    st.session_state.setdefault("own", None)
    st.session_state["chosen"] = "b"
    st.selectbox("chosen", ["a", "b"], key="chosen")
    st.selectbox("none", ["a", "b"], index=None, key="none")
    st.slider("slider", 0, 9, 4, key="slider")
    st.number_input("number", value=None, key="number")
    st.text_input("text", key="text")
    view = get_session_state().filtered_state
    whole = view._all_of_it()
    st.session_state["found"] = {
        "kind": type(view).__name__,
        "equal": {key: view[key] for key in whole} == whole,
        "keys": sorted(view),
        "words": repr(view) == repr(whole),
        "count": len(view) == len(whole),
        "absent": "absent" in view,
        "nothing": [key for key in view if view[key] is None],
    }


def test_it_has_what_the_dict_has_before_and_after_a_widget_moves() -> None:
    at = AppTest.from_function(page).run()
    assert not at.exception
    found = at.session_state["found"]
    keys = ["chosen", "none", "number", "own", "slider", "text"]
    assert found["kind"] == "StateView"
    assert found["equal"]
    assert found["words"]
    assert found["count"]
    assert not found["absent"]
    assert found["keys"] == keys
    assert sorted(found["nothing"]) == ["none", "number", "own"]
    at.selectbox[1].select("a").run()
    at.slider[0].set_value(7).run()
    assert not at.exception
    assert at.selectbox[1].value == "a"
    assert at.slider[0].value == 7
    assert sorted(at.session_state["found"]["nothing"]) == ["number", "own"]


def test_it_is_done_once() -> None:
    done = SafeSessionState.filtered_state
    assert done is not WHOLE
    quick_state.look_up_one()
    assert SafeSessionState.filtered_state is done


def test_streamlits_widgets_still_ask_for_all_state() -> None:
    """Where they no longer do, there is nothing to win."""
    import inspect

    from streamlit.elements.widgets import selectbox, slider

    for module in (selectbox, slider):
        assert "get_session_state().filtered_state" in inspect.getsource(module)
