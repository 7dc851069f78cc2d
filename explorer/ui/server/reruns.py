"""Have Streamlit lose nothing between two runs of one visit's page.

On a busy machine it loses now and then a click, a part of the page or its new address, each
until something else is done. The three causes are mended where a session hears of its requests
and of its runs, by names that Streamlit does not document; tests/ui/test_reruns.py tells when
they move, or are no longer needed.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

log = logging.getLogger(__name__)
Session: Any = AppSession
REPLACED = (  # of its methods
    "request_rerun",
    "_create_scriptrunner",
    "_handle_scriptrunner_event_on_event_loop",
    "_clear_queue",
)


def lose_nothing() -> None:
    """Mend all of it, once a process; nothing, where a later Streamlit is made otherwise."""
    if not all(hasattr(Session, name) for name in REPLACED):
        log.warning("Streamlit is made otherwise than expected: a busy server may lose a click")
    elif not hasattr(Session.request_rerun, "__wrapped__"):
        _answer_every_widget()
        _deliver_last_messages()
        _keep_every_place()


def _answer_every_widget() -> None:
    """Run the whole page where a request for one fragment holds another's change.

    The browser sends what changes within a moment as one request, and where a widget of a
    fragment is among it, asks for a run of this fragment only. What was clicked outside of it
    would be kept, and shown by nobody; if the fragment is gone, nothing would run at all.
    """
    request = Session.request_rerun
    reported: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()

    @wraps(request)
    def request_all(session: Any, asked: Any) -> None:
        if asked is not None:
            before = reported.get(session, {})
            reported[session] = {state.id: state for state in asked.widget_states.widgets}
            with suppress(AttributeError):  # where a later Streamlit keeps its widgets elsewhere
                if asked.fragment_id and _holds_anothers(session, asked, before):
                    asked.fragment_id = ""
        request(session, asked)

    Session.request_rerun = request_all


def _holds_anothers(session: Any, asked: Any, before: dict[str, Any]) -> bool:
    """Whether a widget outside of the fragment has changed: in the browser, not by the server."""
    widgets = session.session_state._new_widget_state.widget_metadata
    for state in asked.widget_states.widgets:
        widget = widgets.get(state.id)
        if widget is None or widget.fragment_id == asked.fragment_id:
            continue
        if state != before.get(state.id) and not _has(session, widget, state):
            return True
    return False


def _has(session: Any, widget: Any, state: Any) -> bool:
    """Whether the visit's value of a widget is what its state in the browser says."""
    with suppress(Exception):  # no value, or one that its widget cannot write
        from streamlit.runtime.state.session_state import Value, WStates

        value = Value(session.session_state[widget.id])
        return WStates({widget.id: value}, {widget.id: widget}).get_serialized(widget.id) == state
    return False


def _deliver_last_messages() -> None:
    """Have the last messages of a run arrive.

    They wait for the server's loop. Where the rerun of a fragment is asked for between the end
    of a run and their turn, a new runner takes the ended one's place, and the loop ignores what
    comes from another than the present one: parts of the page, or its new address, are missing
    until they are next drawn. Here the loop takes them as if the ended runner were there still;
    nothing of the new one comes before them.
    """
    create = Session._create_scriptrunner
    handle = Session._handle_scriptrunner_event_on_event_loop
    ended: WeakSet[Any] = WeakSet()

    @wraps(create)
    def create_and_note(session: Any, asked: Any) -> None:
        if session._scriptrunner is not None:  # it has refused: it has come to its end
            ended.add(session._scriptrunner)
        create(session, asked)

    @wraps(handle)
    def handle_late(session: Any, sender: Any, event: Any, *rest: Any) -> None:
        present = session._scriptrunner
        if sender is present or sender not in ended or event is ScriptRunnerEvent.SHUTDOWN:
            handle(session, sender, event, *rest)
            return
        session._scriptrunner = sender
        try:
            handle(session, sender, event, *rest)
        finally:
            session._scriptrunner = present

    Session._create_scriptrunner = create_and_note
    Session._handle_scriptrunner_event_on_event_loop = handle_late


def _keep_every_place() -> None:
    """Send what a run of the whole page drew of a fragment, though it runs again by itself.

    Where that starts before the messages have left, Streamlit drops those of the fragment. The
    browser then takes its place on the page for one that is left over, and closes the gap when
    the first run is told to be over: the fragment appears where the next part was, in its stead.
    """
    clear = Session._clear_queue

    @wraps(clear)
    def clear_for_pages(session: Any, fragments: list[str] | None = None) -> None:
        clear(session, fragments and [])  # no fragment's are dropped, nor changed where they wait

    Session._clear_queue = clear_for_pages
