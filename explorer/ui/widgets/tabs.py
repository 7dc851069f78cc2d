"""Buttons in a row, one of which is always chosen: views, parts of a view, what is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from explorer.ui import state


def choose_tab(
    view: str,
    name: str,
    label: str,
    options: Sequence[str],
    title: Callable[[str], str],
    default: str = "",
) -> str:
    """The chosen one of ``options``; ``label`` is what a screen reader says of the row."""
    chosen = st.segmented_control(
        label,
        options,
        format_func=title,
        required=True,
        label_visibility="collapsed",
        wrap=True,  # on a phone, all are to be seen
        **state.sticky(view, name, default or options[0], options),
    )
    return str(chosen)
