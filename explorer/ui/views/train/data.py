"""Which pictures to train on: the bundled MNIST, or pictures that somebody brought."""

from __future__ import annotations

import streamlit as st

from explorer.ui import state
from explorer.ui.shared import datasets
from explorer.ui.texts import text
from explorer.ui.views.train import bring
from explorer.ui.views.train.weights import VIEW


def choose_data() -> str | None:
    """The path of the chosen .npz, None for MNIST; below it, pictures can be brought."""
    bring.take_upload()
    options = datasets.names()
    name = st.selectbox(
        text("train.data"),
        options,
        format_func=datasets.title,
        **state.sticky(VIEW, "data", datasets.MNIST, options),
        help=text("train.data_help"),
    )
    bring.show()
    return datasets.path_of(str(name))
