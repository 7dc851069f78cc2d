"""The server's training jobs, shared by all sessions, and what this visitor may do with them."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from explorer.jobs import dask_cluster
from explorer.jobs.sweeps import Sweeps
from explorer.jobs.trainings import Trainings
from explorer.ui.shared import models, visitors


def trainings() -> Trainings:
    """All jobs under the folder of runs, with those that a cluster went on with meanwhile."""
    known = _trainings(str(models.RUNS))
    if dask_cluster.address():
        known.rejoin()
    return known


@st.cache_resource(show_spinner=False)
def _trainings(runs: str) -> Trainings:
    return Trainings(Path(runs), in_use=_in_use)


def sweeps() -> Sweeps:
    """All sweeps under the folder of runs."""
    trainings()  # looks for what a cluster keeps
    return _sweeps(str(models.RUNS))


@st.cache_resource(show_spinner=False)
def _sweeps(runs: str) -> Sweeps:
    return Sweeps(_trainings(runs))


def is_mine(owner: str) -> bool:
    """Whether this browser began what belongs to ``owner``."""
    return owner == visitors.present().owner


def may_manage(owner: str) -> bool:
    """Whether this visitor may stop or delete what belongs to ``owner``."""
    return visitors.asker().may_manage(owner)


def stop(job: str) -> None:
    """Stop a training, if this visitor may."""
    status = trainings().status(job)
    if status and may_manage(status.owner):
        trainings().stop(job)


def stop_all() -> None:
    """Stop all of this server, if this visitor may."""
    if visitors.asker().is_teacher:
        for plan in sweeps().all():
            sweeps().stop(plan.id)
        trainings().stop(*(status.id for status in trainings().unfinished()))


def delete(job: str) -> None:
    """Delete a training that is over, if this visitor may."""
    status = trainings().status(job)
    if status and may_manage(status.owner):
        trainings().delete(job)


def stop_sweep(plan: str) -> None:
    """Stop a sweep, if this visitor may."""
    known = sweeps().plan(plan)
    if known and may_manage(known.owner):
        sweeps().stop(plan)


def _in_use() -> set[Path]:
    """What visitors who are here look at, or began."""
    here = list(visitors.all_present())
    owners = {visitor.owner for visitor in here}
    began = {s.folder for s in _trainings(str(models.RUNS)).all() if s.owner in owners}
    return began.union(*(visitor.looks_at for visitor in here))
