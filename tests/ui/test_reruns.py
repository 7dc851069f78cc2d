"""A session loses nothing between two runs, where Streamlit alone loses it.

The sessions are Streamlit's own; their runners are stand-ins that note what they are asked for.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from typing import Any
from unittest.mock import Mock

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner import RerunData, ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.state.common import WidgetMetadata

from explorer.ui.server import reruns


class Runner:
    """What a session knows of its runner: what it was asked for, and whether it is at its end."""

    def __init__(self, *_: Any, initial_rerun_data: RerunData, **__: Any) -> None:
        self.asked = [initial_rerun_data]
        self.is_over = False
        self.on_event = Mock()
        self.start = Mock()
        self.request_stop = Mock()

    def request_rerun(self, asked: RerunData) -> bool:
        if not self.is_over:
            self.asked.append(asked)
        return not self.is_over


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A session with the fragments "ours" and "another", on a server that loses nothing."""
    for name in reruns.REPLACED:  # put back at the end
        monkeypatch.setattr(AppSession, name, inspect.unwrap(getattr(AppSession, name)))
    reruns.lose_nothing()
    monkeypatch.setattr(app_session, "ScriptRunner", Runner)
    monkeypatch.setattr(AppSession, "has_fragment", lambda _, key: key in ("ours", "another"))

    async def make() -> AppSession:
        files = MemoryUploadedFileManager("/upload")
        return AppSession(ScriptData("app.py"), files, ScriptCache(), None, {})

    made = asyncio.run(make())
    yield made
    made._script_event_loop.close()


def ask(session: Any, fragment: str = "", **values: str) -> RerunData:
    """Ask for a run of the page, or of a fragment, with these values; what a runner heard."""
    asked = ClientState(fragment_id=fragment)
    for name, value in values.items():
        asked.widget_states.widgets.add(id=name, string_value=value)
    session.request_rerun(asked)
    return session._scriptrunner.asked[-1]  # type: ignore[no-any-return]


def heard(session: Any, sender: Any, message: ForwardMsg, mended: bool = True) -> bool:
    """Whether this message of a runner gets into the queue for the browser."""
    handle = AppSession._handle_scriptrunner_event_on_event_loop

    async def tell() -> None:
        session._event_loop = asyncio.get_running_loop()
        function = handle if mended else inspect.unwrap(handle)
        function(session, sender, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, message)

    asyncio.run(tell())
    return message in session._browser_queue.flush()


# ---- the end of a run, and a fragment asked for in that moment --------------------------


def test_the_last_messages_of_a_run_arrive_when_a_fragment_follows(session: Any) -> None:
    message = ForwardMsg(page_info_changed={"query_string": "view=map"})
    ask(session)
    first = session._scriptrunner
    first.is_over = True
    ask(session, "ours")
    second = session._scriptrunner
    assert second is not first
    assert not heard(session, first, message, mended=False), "Streamlit mends it itself"
    assert heard(session, first, message)
    assert heard(session, second, message)
    assert session._scriptrunner is second


def test_what_a_replaced_run_still_says_is_not_shown(session: Any) -> None:
    """A run of the whole page takes the place of one that goes on to its next command."""
    ask(session)
    first = session._scriptrunner
    ask(session)
    assert session._scriptrunner is not first
    first.request_stop.assert_called_once()
    assert not heard(session, first, ForwardMsg())


def test_the_end_of_an_ended_runner_is_not_that_of_the_next(session: Any) -> None:
    ask(session)
    first = session._scriptrunner
    first.is_over = True
    ask(session, "ours")
    second = session._scriptrunner
    handle = session._handle_scriptrunner_event_on_event_loop

    async def end() -> None:
        session._event_loop = asyncio.get_running_loop()
        handle(first, ScriptRunnerEvent.SHUTDOWN)

    asyncio.run(end())
    assert session._scriptrunner is second


def test_what_a_page_drew_of_a_fragment_arrives_though_it_runs_again(session: Any) -> None:
    queue = session._browser_queue
    drawn = [delta([0, 4], "ours"), delta([0, 5], "another"), ForwardMsg(script_finished=0)]

    def left(clear: Any, *fragments: list[str]) -> list[ForwardMsg]:
        for message in drawn:
            queue.enqueue(message)
        clear(session, *fragments)
        queue.enqueue(again)
        return queue.flush()  # type: ignore[no-any-return]

    again = delta([0, 4], "ours")
    again.delta.new_element.markdown.body = "drawn again"
    alone = inspect.unwrap(AppSession._clear_queue)
    assert drawn[0] not in left(alone, ["ours"]), "Streamlit mends it itself"
    assert left(AppSession._clear_queue, ["ours"]) == [*drawn, again]
    assert left(AppSession._clear_queue) == left(alone)  # of the whole page all is drawn again


def delta(path: list[int], fragment: str) -> ForwardMsg:
    message = ForwardMsg()
    message.metadata.delta_path.extend(path)
    message.delta.fragment_id = fragment
    message.delta.new_element.markdown.body = fragment
    return message


# ---- a request for a fragment, and what changed elsewhere ----------------------------------


@pytest.fixture
def page(session: Any) -> Any:
    """The session after a run that drew three widgets: of the page, of "ours", of "another"."""
    known = session.session_state._new_widget_state
    for name, fragment in (("view", None), ("slider", "ours"), ("chooser", "another")):
        known.set_widget_metadata(
            WidgetMetadata(name, str, str, value_type="string_value", fragment_id=fragment)
        )
        known.set_from_value(name, "old")
    ask(session, view="old", slider="old", chooser="old")
    session._scriptrunner.is_over = True
    return session


@pytest.mark.parametrize(
    ("fragment", "changed", "runs"),
    [
        ("ours", {"slider": "new"}, "ours"),
        ("ours", {}, "ours"),
        ("ours", {"slider": "new", "view": "new"}, None),
        ("ours", {"view": "new"}, None),  # the fragment's part is a trigger, maybe
        ("ours", {"chooser": "new"}, None),
        ("gone", {"view": "new"}, None),
        ("gone", {"slider": "new"}, None),
        ("ours", {"unknown": "new"}, "ours"),
        ("", {"view": "new"}, None),
    ],
)
def test_who_is_clicked_beside_a_fragment_is_answered(
    page: Any, fragment: str, changed: dict[str, str], runs: str | None
) -> None:
    before = page._scriptrunner
    asked = ask(page, fragment, **{"view": "old", "slider": "old", "chooser": "old", **changed})
    assert page._scriptrunner is not before
    assert asked.fragment_id == runs
    assert asked.widget_states is not None
    assert {s.id: s.string_value for s in asked.widget_states.widgets}.items() >= changed.items()


def test_a_fragment_that_is_gone_runs_nothing(page: Any) -> None:
    before = page._scriptrunner
    ask(page, "gone", view="old", slider="old", chooser="old")
    assert page._scriptrunner is before


def test_what_the_server_has_written_is_no_change(page: Any) -> None:
    """Neither while the browser still has the old value, nor when it has the new one."""
    page.session_state._new_widget_state.set_from_value("view", "written")
    for view in ("old", "written"):
        asked = ask(page, "ours", view=view, slider=view)
        page._scriptrunner.is_over = True
        assert asked.fragment_id == "ours"


def test_what_a_run_has_written_is_no_change_when_it_is_first_reported(session: Any) -> None:
    """As of every widget of a page that has just opened: it must not be run twice."""
    kept = session.session_state
    kept._new_widget_state.set_widget_metadata(
        WidgetMetadata("view", str, str, value_type="string_value", fragment_id=None)
    )
    kept._key_id_mapper["app.view"] = "view"
    kept["app.view"] = "map"
    ask(session)
    session._scriptrunner.is_over = True
    assert ask(session, "ours", view="map").fragment_id == "ours"
    session._scriptrunner.is_over = True
    assert ask(session, "ours", view="lesson").fragment_id is None


def test_a_value_that_its_widget_cannot_write_counts_as_another(page: Any) -> None:
    known = page.session_state._new_widget_state
    known.set_widget_metadata(
        WidgetMetadata("view", str, {}.__getitem__, value_type="string_value", fragment_id=None)
    )
    assert ask(page, "ours", view="new").fragment_id is None


def test_a_streamlit_that_is_made_otherwise_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    plain = {name: inspect.unwrap(getattr(AppSession, name)) for name in reruns.REPLACED}
    for name, method in plain.items():
        monkeypatch.setattr(AppSession, name, method)
    monkeypatch.delattr(AppSession, "_clear_queue")
    reruns.lose_nothing()
    assert AppSession.request_rerun is plain["request_rerun"]
    assert "may lose a click" in caplog.text


def test_it_is_mended_once(session: Any) -> None:
    mended = [getattr(AppSession, name) for name in reruns.REPLACED]
    reruns.lose_nothing()
    assert [getattr(AppSession, name) for name in reruns.REPLACED] == mended
    assert all(hasattr(one, "__wrapped__") for one in mended)
