"""The server's training jobs, shared by all sessions, and who asks for one."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import streamlit as st

from explorer import jobs_cluster
from explorer.jobs import Trainings
from explorer.sweeps import Sweeps
from explorer.ui import cache, state


def trainings() -> Trainings:
    """All jobs under the folder of runs, with those that a cluster went on with meanwhile."""
    known = _trainings(str(cache.RUNS))
    if jobs_cluster.address():
        known.rejoin()
    return known


@st.cache_resource(show_spinner=False)
def _trainings(runs: str) -> Trainings:
    return Trainings(Path(runs))


def sweeps() -> Sweeps:
    """All sweeps under the folder of runs."""
    trainings()  # looks for what a cluster keeps
    return _sweeps(str(cache.RUNS))


@st.cache_resource(show_spinner=False)
def _sweeps(runs: str) -> Sweeps:
    return Sweeps(_trainings(runs))


def owner() -> str:
    """A name for this session, which only tells sessions apart."""
    known = state.recall(state.APP, "visitor")
    if not known:
        known = uuid4().hex[:12]
        state.keep(state.APP, "visitor", known)
    return str(known)


def mine(view: str, kept: str, shown: str) -> list[str]:
    """What this session started in ``view``, or came for by its link, the latest first.

    Remembered as ``kept``; ``shown`` is what the view shows. Ask before that is chosen:
    only a link can have named it by then.
    """
    known = state.recall(view, kept)
    if known is None:
        linked = state.recall(view, shown)
        known = [linked] if linked else []
        state.keep(view, kept, known)
    return list(known)


def make_mine(view: str, kept: str, shown: str, name: str) -> None:
    """Remember what this session started just now."""
    others = [known for known in mine(view, kept, shown) if known != name]
    state.keep(view, kept, [name, *others])
