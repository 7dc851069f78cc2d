"""Which pictures to train on: the bundled MNIST, or pictures that somebody brought."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from explorer.data import kept, mnist
from explorer.ui import state
from explorer.ui.shared import models
from explorer.ui.texts import text
from explorer.ui.views.train import bring
from explorer.ui.views.train.weights import VIEW

MNIST = ""  # no path: the bundled data


def choose_data() -> str | None:
    """The path of the chosen .npz, None for MNIST; below it, pictures can be brought."""
    bring.take_upload()
    options = [MNIST, *mnist.NAMED, *kept.known(models.RUNS)]
    path = st.selectbox(
        text("train.data"),
        options,
        format_func=_title,
        **state.sticky(VIEW, "data", MNIST, options),
        help=text("train.data_help"),
    )
    bring.show()
    return path or None


def _title(path: str) -> str:
    if path in mnist.NAMED:
        return text("train.data_sklearn")
    return Path(path).name if path else text("train.data_mnist")
