"""What the app remembers of one visitor, and the names of its widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import numpy as np
import streamlit as st

APP = "app"  # the name of what belongs to no single view: the view itself, the language
SHOWN, DRAWN, MOUNTING = "shown", "drawn", "mounting"  # see showing()


def key(view: str, name: str) -> str:
    """The key of a widget: every key in the app comes from here, so none collides."""
    return f"{view}.{name}"


def recall(view: str, name: str, default: Any = None) -> Any:
    """A value kept across views and reruns; of a widget on the page, its present value."""
    widget = key(view, name)
    if widget in st.session_state:
        return st.session_state[widget]
    return kept(view, name, default)


def kept(view: str, name: str, default: Any = None) -> Any:
    """The same as it was when its widget was last drawn: among the options, within the range.

    What a widget reports is not always that: a request that was on its way while the language
    changed brings an option's words in the old one.
    """
    return st.session_state.get(key("kept", key(view, name)), default)


def keep(view: str, name: str, value: Any) -> None:
    """Remember ``value`` for this visitor only."""
    st.session_state[key("kept", key(view, name))] = value


def sticky(
    view: str,
    name: str,
    default: Any,
    options: Iterable[Any] | None = None,
    within: tuple[float, float] | None = None,
) -> dict[str, Any]:
    """What a widget takes, ``**sticky(...)``, if its value is to outlive its view.

    Call it just before the widget, which is given no value of its own: it takes the one
    remembered, or ``default``, from here. A remembered value that is not among ``options``
    (any more) or not a number ``within`` both ends (inclusive) is dropped: links may hold
    anything.

    The browser shows a value only if it was written in this run, or if the browser did not
    report the widget and it is persisted. A view that opens is drawn from nothing, whatever
    a late request of its last visit reported: there every value is written.
    """
    value = recall(view, name, default)
    if not _allowed(value, options, within):
        value = default
    keep(view, name, value)
    return showing_value(view, name, value)


def showing_value(view: str, name: str, value: Any) -> dict[str, Any]:
    """What a widget takes, ``**showing_value(...)``, that shows a value known elsewhere.

    It is written only where the browser may show another: one that was told anew what it
    shows already would take back what its visitor is just moving.
    """
    widget = key(view, name)
    mounting = view in st.session_state.get(MOUNTING, ())
    if mounting or widget not in st.session_state or st.session_state[widget] != value:
        st.session_state[widget] = value
    return {"key": widget, "persist_state": "session"}


@contextmanager
def showing(view: str, language: str) -> Iterator[None]:
    """A run of the whole page that shows ``view``.

    Where the last that came to its end showed another view, the browser is told the value of
    each sticky widget of this one: it has dropped them. In another language it is told all of
    them: it shows their options' old names.
    """
    before = st.session_state.get(DRAWN, ("", ""))
    opened = [view] if before[0] != view else []
    st.session_state[MOUNTING] = [view, APP] if before[1] != language else opened
    st.session_state[SHOWN] = view
    try:
        yield
    finally:
        st.session_state[MOUNTING] = []
    st.session_state[DRAWN] = view, language  # not if a newer request ends this run


def while_shown(view: str, callback: Callable[..., None]) -> Callable[..., None]:
    """``callback`` for a widget of ``view``, that acts only while this view is shown.

    A request on its way while the view is left reports all its widgets once more, and
    Streamlit takes that for changes.
    """

    @wraps(callback)
    def guarded(*args: Any, **kwargs: Any) -> None:
        if st.session_state.get(SHOWN) == view:
            callback(*args, **kwargs)

    return guarded


def _allowed(value: Any, options: Iterable[Any] | None, within: tuple[float, float] | None) -> bool:
    if options is not None and value not in list(options):
        return False
    if within is None:
        return True
    return isinstance(value, (int, float)) and within[0] <= value <= within[1]


def go(view: str, **values: Any) -> None:
    """Open another view with these of its sticky values set. For ``on_click`` callbacks."""
    for name, value in values.items():
        put(view, name, value)
    put(APP, "view", view)


def put(view: str, name: str, value: Any) -> None:
    """Set a sticky value from outside its widget, before the widget is drawn."""
    keep(view, name, value)
    st.session_state.pop(key(view, name), None)


def forget(view: str, name: str) -> None:
    """Drop a sticky value: its default holds again."""
    for remembered in (key(view, name), key("kept", key(view, name))):
        st.session_state.pop(remembered, None)


def keep_point(view: str, name: str, model: str, point: np.ndarray) -> None:
    """Remember a latent point (D,) together with the model whose space it is in."""
    keep(view, name, (model, np.asarray(point, np.float32)))


def recall_point(view: str, name: str, model: str) -> np.ndarray | None:
    """The remembered point, or None when there is none in this model's space."""
    kept = recall(view, name)
    return kept[1] if kept is not None and kept[0] == model else None
