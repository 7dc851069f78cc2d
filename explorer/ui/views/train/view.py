"""Train a model of one's own: settings, a running training, its code, its files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from explorer.config import RunConfig
from explorer.errors import CheckpointError, ExplorerError
from explorer.formatting import span
from explorer.jobs import memory
from explorer.jobs.status import Status
from explorer.models.saved import SavedModel
from explorer.ui import links, state
from explorer.ui.shared import visitors
from explorer.ui.shared.trainings import is_mine, trainings
from explorer.ui.texts import sentence, text
from explorer.ui.views.train.files import show_code, show_files
from explorer.ui.views.train.settings import choose
from explorer.ui.views.train.teacher import show_teacher
from explorer.ui.views.train.watch import describe, watch
from explorer.ui.views.train.weights import VIEW, key
from explorer.ui.widgets.tabs import choose_tab

LISTED = 30  # jobs in the list, the newest
TABS = ("run", "code", "files")
NONE = ""  # no training is chosen

# What a link carries: all settings, and the job that is shown.
LINK: dict[str, Callable[[str], Any]] = {
    "system": str, "data": str, "latent_dim": int, "decoder": str,
    "k1": links.number, "k2": links.number,
    "subset": int, "epochs": int, "batch_size": int, "rate": links.number, "seed": int,
    "precision": str,
    "annealing": str, "noise": str, "level": links.number, "job": str,
}  # fmt: skip


def show() -> None:
    """Settings on the left; what they make on the right."""
    st.markdown(text("train.lead"))
    visitors.keep_secret(VIEW)
    left, right = st.columns([2, 3], gap="large")
    with left:
        try:
            config, start_from = choose()
            _show_start(config, start_from)
        except ExplorerError as error:
            st.error(sentence(error))
            config = None
        show_teacher()
    with right:
        _show_right(config)


def _show_right(config: RunConfig | None) -> None:
    tab = choose_tab(VIEW, "tab", text("train.tabs"), TABS, _tab_title)
    if tab == "code":
        if config is not None:
            show_code(config)
        return
    job = _choose_job()
    if tab == "files":
        show_files(trainings().status(job) if job else None)
    elif job:
        watch(job)
    else:
        st.info(text("train.empty"))


def _tab_title(name: str) -> str:
    return text(f"train.tab_{name}")


def _show_start(config: RunConfig, start_from: SavedModel | None) -> None:
    """How long it may take, and the button."""
    estimate = trainings().estimate(config)
    if estimate is None:
        st.caption(text("train.no_estimate"))
    else:
        low, high = span(estimate.low), span(estimate.high)
        st.caption(text("train.estimate", low=low, high=high, count=estimate.trainings))
    if memory.is_scarce():
        needed, server = memory.TRAINING / memory.GIGABYTE, memory.SERVER / memory.GIGABYTE
        there = memory.there() / memory.GIGABYTE
        st.warning(text("train.scarce", needed=needed, server=server, there=there))
    if st.button(text("train.start_button"), key=key("go"), type="primary", width="stretch"):
        _start(config, start_from)
    of, damage = state.recall(VIEW, "damaged", (None, ""))
    if of == config:
        st.error(sentence(damage))
        if st.button(text("train.anew"), key=key("anew"), help=text("train.anew_help")):
            _start(config, start_from, anew=True)
            st.rerun()


def _start(config: RunConfig, start_from: SavedModel | None, anew: bool = False) -> None:
    """Ask for the training and show it; if its checkpoint is damaged, that is told instead."""
    state.keep(VIEW, "damaged", (None, ""))
    try:
        status = trainings().start(config, visitors.asker(), start_from, anew)
    except CheckpointError as error:
        state.keep(VIEW, "damaged", (config, str(error)))
        return
    state.put(VIEW, "job", status.id)
    state.put(VIEW, "tab", TABS[0])


def _choose_job() -> str | None:
    """Which training is shown: one of this browser's, or another of the server's.

    Somebody else's is only shown to who asks for it, here or by a link.
    """
    known = trainings().all()
    linked = state.recall(VIEW, "job")
    known.sort(key=lambda status: not is_mine(status.owner))  # stable: the newest first in both
    shown = [s for i, s in enumerate(known) if i < LISTED or s.id == linked]
    if not shown:
        return None
    first = shown[0].id if is_mine(shown[0].owner) else NONE
    titles = {NONE: text("train.none")} if first == NONE else {}
    titles |= {status.id: _job_title(status) for status in shown}

    def title(job: str) -> str:
        return titles.get(job, job)

    job = st.selectbox(
        text("train.jobs"), list(titles), format_func=title,
        **state.sticky(VIEW, "job", first, list(titles)), help=text("train.jobs_help"),
    )  # fmt: skip
    return str(job) or None


def _job_title(status: Status) -> str:
    line = describe(status)
    return text("train.mine", job=line) if is_mine(status.owner) else line
