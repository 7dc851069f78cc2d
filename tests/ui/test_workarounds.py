"""What is asked of Streamlit's inside is still there; tests/browser goes back and forward."""

from __future__ import annotations

import inspect
from typing import Any

from streamlit import net_util
from streamlit.components.v2 import manifest_scanner
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.testing.v1 import AppTest
from streamlit.web.server import server_util

from explorer.ui import workarounds


def test_a_run_knows_that_it_is_one() -> None:
    def run() -> None:
        import streamlit as st

        from explorer.ui import workarounds

        st.text(f"{workarounds.in_a_run()} {workarounds.is_history_navigation()}")

    assert not workarounds.in_a_run()
    assert not workarounds.is_history_navigation()
    assert AppTest.from_function(run).run().text[0].value == "True False"


def test_streamlit_still_tells_steps_through_the_history() -> None:
    assert get_script_run_ctx(suppress_warning=True) is None
    assert "is_history_navigation" in ScriptRunContext.__dataclass_fields__


def test_streamlit_still_lets_go_of_an_upload() -> None:
    assert {"uploaded_file_mgr", "session_id"} <= set(ScriptRunContext.__dataclass_fields__)
    names = list(inspect.signature(MemoryUploadedFileManager.remove_file).parameters)
    assert names == ["self", "session_id", "file_id"]


def test_streamlit_still_keeps_the_address_that_it_would_ask_for(monkeypatch: Any) -> None:
    """With it, an origin of elsewhere is refused without a question to the outside."""

    def ask(*_: Any, **__: Any) -> None:
        raise AssertionError("it asks the outside")

    monkeypatch.setattr(net_util, "_make_blocking_http_get", ask)
    monkeypatch.setattr(net_util, "_external_ip", None)
    workarounds.ask_nothing_outside()
    assert not server_util.is_url_from_allowed_origins("http://elsewhere.example")


def test_streamlit_still_searches_for_components_by_the_function_that_is_replaced(
    monkeypatch: Any,
) -> None:
    """The search is asked for by its name each time, as AppTest and the runtime do."""
    asked = []
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", lambda: asked.append(1) or [])
    BidiComponentManager().discover_and_register_components(start_file_watching=False)
    assert asked
    workarounds.look_for_no_components()
    asked.clear()
    BidiComponentManager().discover_and_register_components(start_file_watching=False)
    assert not asked
    assert manifest_scanner.scan_component_manifests() == []
