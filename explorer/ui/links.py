"""Links that open the app as somebody saw it: the query string holds a view's settings.

``?view=denoise&noise=gaussian&level=0.4`` is read once, when a visit begins, and is
kept up to date afterwards. A view says in its ``LINK`` which of its sticky values
travel, and how each is read back from text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import streamlit as st

from explorer.ui import state

Link = Mapping[str, Callable[[str], Any]]


def arrive(views: tuple[str, ...]) -> str | None:
    """The view that the query string asks for; None if there is none, or after the first run."""
    if state.recall(state.APP, "arrived"):
        return None
    state.keep(state.APP, "arrived", True)
    view = st.query_params.get("view")
    return view if view in views else None


def restore(view: str, link: Link) -> None:
    """Set the sticky values that the query string gives; what cannot be read is left out."""
    for name, parse in link.items():
        written = st.query_params.get(name)
        if written is None:
            continue
        try:
            state.put(view, name, parse(written))
        except (ValueError, TypeError, OverflowError):
            continue


def publish(view: str, link: Link) -> None:
    """Write the view and its linked values into the query string, if they have changed."""
    values = {name: as_text(state.recall(view, name)) for name in link}
    wanted = {"view": view, **{name: value for name, value in values.items() if value}}
    if dict(st.query_params) != wanted:
        st.query_params.from_dict(wanted)


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


def numbers(written: str) -> tuple[float, ...]:
    """Read ``0.5,-1.25`` back; ValueError unless every part is a finite number."""
    values = tuple(float(part) for part in written.split(","))
    if not np.isfinite(values).all():
        raise ValueError("a number in a link must be finite")
    return values


def switch(written: str) -> bool:
    """Read ``1`` or ``0`` back."""
    if written not in ("0", "1"):
        raise ValueError("a switch in a link is 0 or 1")
    return written == "1"
