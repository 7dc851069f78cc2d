"""Links that open the app as somebody saw it: the query string holds a view's settings.

``?view=denoise&noise=gaussian&level=0.4`` is read when a visit begins and when somebody goes
back or forward in the browser's history, and is kept up to date in between. A view says in
its ``LINK`` which of its sticky values travel, and how each is read back from text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import streamlit as st

from explorer.ui import state, workarounds

Link = Mapping[str, Callable[[str], Any]]
HIDE = "hide"  # in an address: names of what a teacher leaves out


def arrive(views: tuple[str, ...], home: str) -> str | None:
    """The view that the address asks for, when a visit begins or goes back or forward.

    None in all other runs, and for an address that names no view when a visit begins: that
    one shows ``home``, and stays as it is until something is changed.
    """
    asked = st.query_params.get("view")
    if workarounds.is_history_navigation():
        state.keep(state.APP, "written", dict(st.query_params))
        return asked if asked in views else home
    if state.recall(state.APP, "arrived"):
        return None
    state.keep(state.APP, "arrived", True)
    if not st.query_params:
        state.keep(state.APP, "opened", {})
    return asked if asked in views else None


def restore(view: str, link: Link) -> dict[str, str]:
    """Set the sticky values that the address gives; what it lacks or garbles is forgotten.

    Returns what it gives, as :func:`publish` would write it.
    """
    given = {}
    for name, parse in link.items():
        state.forget(view, name)
        written = st.query_params.get(name)
        if written is None:
            continue
        given[name] = written
        try:
            value = parse(written)
        except (ValueError, TypeError, OverflowError):
            continue
        state.put(view, name, value)
        given[name] = as_text(value)
    return given


def lost(view: str, given: Mapping[str, str]) -> list[str]:
    """What a drawn view shows otherwise than a link gave it, as ``name=value``."""
    return [
        f"{name}={value}"
        for name, value in given.items()
        if as_text(state.recall(view, name)) != value
    ]


def publish(view: str, link: Link) -> None:
    """Write the view and its linked values into the address, if they have changed.

    A request brings the address that the page had when it was sent: the one written since
    then is on its way, and is what counts.
    """
    values = {name: as_text(state.kept(view, name)) for name in link}
    wanted = {"view": view, **{name: value for name, value in values.items() if value}}
    if left_out := ",".join(sorted(hidden())):
        wanted[HIDE] = left_out
    asked = dict(st.query_params)
    written = state.recall(state.APP, "written", asked)
    if not asked and not written:
        opened = state.recall(state.APP, "opened")
        if opened == {}:
            state.keep(state.APP, "opened", wanted)
        if opened in ({}, wanted):
            return  # going back from here leaves the app, and is no step inside it
    if wanted != asked or wanted != written:
        state.keep(state.APP, "written", wanted)
        st.query_params.from_dict(wanted)


def hidden() -> set[str]:
    """The names of what the address leaves out: ``?hide=legend,strips``."""
    return {name for name in st.query_params.get(HIDE, "").split(",") if name.isidentifier()}


def as_text(value: Any) -> str:
    """A value as it stands in a link: numbers short, lists with commas, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, (bool, np.bool_)):
        return "1" if value else "0"
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (float, np.floating)):
        return f"{float(value):.6g}"
    if isinstance(value, (list, tuple, np.ndarray)):
        return ",".join(as_text(item) for item in value)
    return str(value)


def number(written: str) -> float:
    """Read ``0.5`` or ``0,5`` back; ValueError unless it is one finite number."""
    value = float(written.replace(",", "."))
    if not np.isfinite(value):
        raise ValueError("a number in a link must be finite")
    return value


def numbers(written: str) -> tuple[float, ...]:
    """Read ``0.5,-1.25`` or ``0,5;-1,25`` back; ValueError unless every part is :func:`number`."""
    return tuple(number(part) for part in written.split(";" if ";" in written else ","))


def switch(written: str) -> bool:
    """Read ``1`` or ``0`` back."""
    if written not in ("0", "1"):
        raise ValueError("a switch in a link is 0 or 1")
    return written == "1"
