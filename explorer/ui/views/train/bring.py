"""Pictures that somebody brings: a dozen are shown as they will be, then all are kept.

An .npz of MNIST's form is kept as it is, at once.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from secrets import token_hex

import numpy as np
import streamlit as st

from explorer.data import fitting, own, readers
from explorer.data.fitting import Fit
from explorer.data.readers import Source
from explorer.errors import DataError, ExplorerError
from explorer.ui import state, workarounds
from explorer.ui.components import Row, digits
from explorer.ui.shared import models
from explorer.ui.shared.trainings import trainings
from explorer.ui.texts import sentence, text
from explorer.ui.views.train.weights import VIEW, key

SHOWN = 12  # pictures of the preview
THUMB = 56  # pixels
MOST_WAITING = 600 << 20  # bytes that all visitors have brought and not kept yet
STEPS = ("turn", "invert", "crop", "centre")  # of a Fit


@dataclass(frozen=True)
class Brought:
    """What a visitor has brought and not kept yet."""

    source: Source
    advice: Fit
    number: int  # of the upload: its widgets begin as its advice says
    size: int  # bytes of the files


@st.cache_resource(show_spinner=False)
def _waiting() -> dict[str, Brought]:
    """What all visitors have brought and not kept yet, the oldest first; little enough of it."""
    return {}


def _wait(brought: Brought) -> str:
    """Put it among what waits, and let go of the oldest; its ticket."""
    waiting, ticket = _waiting(), token_hex(8)
    waiting[ticket] = brought
    sizes = {name: one.size for name, one in list(waiting.items())}
    for name in list(sizes)[:-1]:
        if sum(sizes.values()) > MOST_WAITING:
            waiting.pop(name, None)
            del sizes[name]
    return ticket


def take_upload() -> None:
    """Read files that have just been brought; what is wrong is told by :func:`show`.

    Another run may take over at every look into the state: what says that the files were read
    is written last, or they would be lost.
    """
    files = list(st.session_state.get(_uploader()) or [])
    seen = [(file.name, file.size, file.file_id) for file in files]
    if seen == state.recall(VIEW, "data_seen", []):
        return
    problem = None
    if files:
        try:
            _read([(file.name, file.getvalue()) for file in files])
        except ExplorerError as error:
            problem = str(error)
            _show_instead(None)
    state.keep(VIEW, "data_problem", problem)
    if files and not problem:
        for file in files:
            workarounds.drop_upload(file)
        seen = []
        state.keep(VIEW, "data_taken", _taken() + 1)
    state.keep(VIEW, "data_seen", seen)


def _read(files: list[tuple[str, bytes]]) -> None:
    """Keep an .npz of MNIST's form; of all others, show first what they will be."""
    size = sum(len(content) for _, content in files)
    own.check_bytes(files[0][0], size)
    trainings().make_room(size)
    name, content = files[0]
    if len(files) == 1 and name.lower().endswith(".npz"):
        with suppress(DataError):  # of another form, or damaged: its reader says what
            path = own.take_in(content, name, models.RUNS)
            state.put(VIEW, "data", path.name)
            _show_instead(None)
            return
    source = readers.read_uploads(files)
    _show_instead(Brought(source, fitting.advice(source), _taken(), size))


def _show_instead(brought: Brought | None) -> None:
    """Let go of what was brought before, and of what was told of it."""
    _waiting().pop(str(state.recall(VIEW, "data_brought")), None)
    state.keep(VIEW, "data_told", None)
    state.keep(VIEW, "data_brought", _wait(brought) if brought else None)


def show() -> None:
    """The place to bring files to, what they will be, and what became of them."""
    ticket = state.recall(VIEW, "data_brought")
    brought = _waiting().get(ticket) if ticket else None
    told = state.recall(VIEW, "data_told")
    problem = state.recall(VIEW, "data_problem")
    with st.expander(text("bring.title"), expanded=bool(ticket or told or problem)):
        st.file_uploader(
            text("bring.files"),
            accept_multiple_files=True,
            key=_uploader(),
            max_upload_size=own.MAX_BYTES >> 20,
            help=text("bring.files_help"),
        )
        if problem:
            st.error(sentence(problem))
        if told:
            st.success(own.told(told, text))
        if brought:
            _preview(brought)
        elif ticket:
            st.info(text("bring.gone"))


def _preview(brought: Brought) -> None:
    """A dozen pictures as they will be, what can be done to them, and the names of classes."""
    source, how = brought.source, _choose_steps(brought)
    chosen = np.linspace(0, source.count - 1, min(SHOWN, source.count)).astype(int)
    try:
        pictures, good = fitting.fit_all(source, how, chosen.tolist())
        if not good.any():
            source.picture(int(chosen[0]))  # says what is wrong
    except ExplorerError as error:
        st.error(sentence(error))
        return
    st.caption(own.told(own.planned(source, how), text))
    names = _choose_names(brought)
    shown = [names[source.labels[i]] if names else "" for i in chosen[good]]
    labels = [text("bring.picture", number=i + 1) for i in chosen[good]]
    digits([Row(text("bring.preview"), pictures[good], THUMB, labels, shown)], key("preview"))
    if st.button(text("bring.keep", count=source.count), key=key("data_keep"), type="primary"):
        _keep(brought, how, names)


def _choose_steps(brought: Brought) -> Fit:
    chosen: dict[str, bool] = {}
    for column, step in zip(st.columns(2) * 2, STEPS, strict=True):
        name = f"fit_{step}_{brought.number}"
        with column:
            chosen[step] = st.checkbox(
                text(f"bring.{step}"),
                **state.sticky(VIEW, name, getattr(brought.advice, step)),
                help=text(f"bring.{step}_help"),
            )
    return replace(brought.advice, **chosen)


def _choose_names(brought: Brought) -> tuple[str, ...]:
    """The names of the classes: what the files say, or what is typed over it."""
    names = brought.source.names
    if not names:
        st.caption(text("bring.no_classes"))
        return ()
    written = st.text_input(
        text("bring.names", count=len(names)),
        **state.sticky(VIEW, f"data_names_{brought.number}", ", ".join(names)),
        help=text("bring.names_help"),
    )
    typed = tuple(part.strip() for part in written.split(","))
    if len(typed) != len(names) or not all(typed):
        st.warning(text("bring.names_count", count=len(names), got=len(typed)))
        return names
    return typed


def _keep(brought: Brought, how: Fit, names: tuple[str, ...]) -> None:
    """Keep all pictures, choose them for the training, and say what was done."""
    bar = st.progress(0.0, text("bring.keeping"))

    def tell(done: int, count: int) -> None:
        bar.progress(done / count, text("bring.keeping"))

    try:
        trainings().make_room(brought.source.count * 28 * 28)
        path, report = own.keep(brought.source, how, models.RUNS, names, tell)
    except ExplorerError as error:
        st.error(sentence(error))
        return
    finally:
        bar.empty()
    _waiting().pop(str(state.recall(VIEW, "data_brought")), None)
    state.keep(VIEW, "data_brought", None)
    state.keep(VIEW, "data_told", report)
    state.put(VIEW, "data", path.name)
    st.rerun()


def _taken() -> int:
    return int(state.recall(VIEW, "data_taken", 0))


def _uploader() -> str:
    """The uploader's key: after files that were taken, there is a new one, empty."""
    return key(f"data_file.{_taken()}")
