"""Which pictures to train on: the bundled MNIST, or an .npz that somebody brought."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from explorer.data import own
from explorer.errors import ExplorerError
from explorer.ui import state, workarounds
from explorer.ui.shared import models
from explorer.ui.shared.trainings import trainings
from explorer.ui.texts import sentence, text
from explorer.ui.views.train.weights import VIEW, key

MNIST = ""  # no path: the bundled data


def choose_data() -> str | None:
    """The path of the chosen .npz, None for MNIST; a file can be brought here."""
    _take_upload()
    options = [MNIST, *own.known(models.RUNS)]
    path = st.selectbox(
        text("train.data"),
        options,
        format_func=_title,
        **state.sticky(VIEW, "data", MNIST, options),
        help=text("train.data_help"),
    )
    st.file_uploader(
        text("train.data_upload"),
        "npz",
        key=_uploader(),
        max_upload_size=own.MAX_BYTES >> 20,
    )
    problem = state.recall(VIEW, "data_problem")
    if problem:
        st.error(sentence(problem))
    return path or None


def _take_upload() -> None:
    """Keep a file that has just been brought, and choose it; what is wrong is told below."""
    file = st.session_state.get(_uploader())
    seen = (file.name, file.size, file.file_id) if file else None
    if seen == state.recall(VIEW, "data_seen"):
        return
    state.keep(VIEW, "data_seen", seen)
    state.keep(VIEW, "data_problem", None)
    if file is None:
        return
    try:
        trainings().make_room(file.size)
        kept = own.take_in(file.getvalue(), file.name, models.RUNS)
        state.put(VIEW, "data", str(kept))
        _let_go(file)
    except ExplorerError as error:
        state.keep(VIEW, "data_problem", str(error))


def _uploader() -> str:
    """The uploader's key: after each file that was taken, there is a new one, empty."""
    return key(f"data_file.{state.recall(VIEW, 'data_taken', 0)}")


def _let_go(file: Any) -> None:
    """Drop what is kept on disk from memory, where it would stay for as long as the visit."""
    state.keep(VIEW, "data_taken", state.recall(VIEW, "data_taken", 0) + 1)
    workarounds.drop_upload(file)


def _title(path: str) -> str:
    return Path(path).name if path else text("train.data_mnist")
