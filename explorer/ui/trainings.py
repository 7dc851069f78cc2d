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
