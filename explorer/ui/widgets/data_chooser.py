"""A chooser of the data sets that the server has."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from explorer.ui import state
from explorer.ui.shared import datasets
from explorer.ui.texts import text


def choose_data(view: str, hint: str, title: Callable[[str], str] = datasets.title) -> str | None:
    """Draw it in a view; the path of the chosen data set, None for MNIST. MNIST stands first."""
    names = datasets.names()
    name = st.selectbox(
        text("train.data"),
        names,
        format_func=title,
        **state.sticky(view, "data", datasets.MNIST, names),
        help=hint,
    )
    return datasets.path_of(str(name))
