"""Models as files, and the program behind them: take away, bring back, read."""

from __future__ import annotations

import streamlit as st

from explorer.codegen.program import code_of
from explorer.config import RunConfig
from explorer.data import mnist
from explorer.errors import ExplorerError
from explorer.jobs.status import Status
from explorer.models import archive as models_archive
from explorer.models import saved
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.errors import as_sentence
from explorer.ui.shared import models
from explorer.ui.shared.trainings import trainings
from explorer.ui.texts import sentence, text
from explorer.ui.views.train.weights import VIEW, key

MEGABYTES = models_archive.MAX_WEIGHTS >> 20
KINDS = ["keras", "h5", "json"]


def show_code(config: RunConfig) -> None:
    """The Keras program of the settings, to copy (the button is the code's own) or to take."""
    code = code_of(config)
    st.markdown(text("train.code_lead"))
    with st.container(horizontal=True):
        st.download_button(
            text("train.code_take"), code, f"{config.model.name}.py", "text/x-python",
            key=key("take_code"), on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        if config.data.path is None:
            st.download_button(
                text("train.code_data"), mnist.BUNDLED.read_bytes, mnist.BUNDLED.name,
                key=key("take_data"), on_click="ignore", icon=":material/download:",
                help=text("train.code_data_help"),
            )  # fmt: skip
    st.code(code, "python", wrap_lines=True)


@as_sentence
def show_files(status: Status | None) -> None:
    """Download the shown training's model; upload one, from here or from elsewhere."""
    if status is not None and status.saved:
        _show_downloads(saved.read_record(status.folder), status.id)
    else:
        st.info(text("train.no_model"))
    _show_upload()


def _show_downloads(record: SavedModel, stem: str) -> None:
    """Three files. The .keras is made when it is asked for: that needs TensorFlow."""

    def archive() -> bytes:
        models.network(record)  # loads Keras in the way that Streamlit bears
        return models_archive.archive(record)

    st.markdown(text("train.take_lead"))
    icon = ":material/download:"
    first, second, third = st.columns(3)
    first.download_button(
        text("train.take_keras"), archive, f"{stem}.keras", key=key("take_keras"),
        on_click="ignore", icon=icon, width="stretch",
    )  # fmt: skip
    second.download_button(
        text("train.take_weights"), record.path.read_bytes, f"{stem}.weights.h5",
        key=key("take_weights"), on_click="ignore", icon=icon, width="stretch",
    )  # fmt: skip
    third.download_button(
        text("train.take_json"), models_archive.description(record, stem), f"{stem}.json",
        key=key("take_json"), on_click="ignore", icon=icon, width="stretch",
    )  # fmt: skip
    st.caption(text("train.take_note"))


def _show_upload() -> None:
    files = st.file_uploader(
        text("train.upload"), KINDS, accept_multiple_files=True, key=key("upload"),
        max_upload_size=MEGABYTES, help=text("train.upload_help", limit=MEGABYTES),
    )  # fmt: skip
    chosen = {file.name: file for file in files or []}
    if st.button(text("train.bring"), key=key("bring"), disabled=not chosen):
        with st.spinner(text("train.checking"), show_time=False):
            _bring({name: file.getvalue() for name, file in chosen.items()})
    brought = state.recall(VIEW, "brought")
    if brought and brought in models.names():
        st.success(text("train.brought", model=brought))
        st.button(
            text("train.to_map"), key=key("brought_to_map"), on_click=state.go,
            args=("map",), kwargs={"model": brought},
        )  # fmt: skip


def _bring(files: dict[str, bytes]) -> None:
    from explorer.ui.shared.keras_guard import load_keras

    state.keep(VIEW, "brought", None)
    load_keras()
    try:
        trainings().make_room(sum(map(len, files.values())))
        record = models_archive.take_in(files, models.RUNS)
    except ExplorerError as error:
        st.error(sentence(error))
    else:
        state.keep(VIEW, "brought", str(record.folder))
