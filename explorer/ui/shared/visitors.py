"""Who is here: a secret kept in each browser, which says what is whose, and the teacher's own.

The secret outlives a reload, and is the browser's alone: what is written down or shown to
others is a hash of it. Without storage in the browser, it lives as long as the visit.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4
from weakref import WeakSet

import streamlit as st

from explorer.ui import state
from explorer.ui.components import keeper, triggered
from explorer.ui.shared import models

if TYPE_CHECKING:
    from explorer.jobs.limits import Asker

TEACHER = "EXPLORER_TEACHER"  # the server's own secret
GUESS_SECONDS = 0.5  # one wrong guess at it at a time, from anybody
SECRET = re.compile(r"[0-9a-f]{32}")
ENTRY = re.compile(r"[\w-]+-[0-9a-f]{10}")  # a folder of a training, a sweep or an upload
# the widgets of all views in which something of the folder of runs can be chosen
CHOOSERS = (
    ("map", "model"), ("map", "compare"), ("denoise", "model"), ("classify", "first"),
    ("classify", "second"), ("kl", "sweep"), ("train", "job"), ("train", "data"),
    ("train", "start"), ("train", "brought"),
)  # fmt: skip

_guess = threading.Lock()


class Visitor:
    """A session: Streamlit lets go of it some time after its page was closed."""

    def __init__(self) -> None:
        self.secret = uuid4().hex
        self.looks_at: set[Path] = set()

    @property
    def owner(self) -> str:
        """What others may see of the secret."""
        return hashlib.sha256(self.secret.encode()).hexdigest()[:16]


def present() -> Visitor:
    """Whose session this is."""
    found: Visitor | None = state.recall(state.APP, "visitor")
    if found is None:
        found = Visitor()
        state.keep(state.APP, "visitor", found)
        all_present().add(found)
    return found


@st.cache_resource(show_spinner=False)
def all_present() -> WeakSet[Visitor]:
    """The sessions that Streamlit keeps."""
    return WeakSet()


def asker() -> Asker:
    """This visitor as the trainings know one."""
    from explorer.jobs.limits import Asker  # not before the first picture

    owner = present().owner
    return Asker(owner, st.context.ip_address or "", owner in _teachers())


def keep_secret(view: str) -> None:
    """Have the browser keep the secret, or say which one it has kept before."""
    component = state.key(view, "keeper")
    kept = triggered(component, "known")
    if isinstance(kept, str) and SECRET.fullmatch(kept):
        present().secret = kept
    keeper(present().secret, component)


def note_looks() -> None:
    """Remember which trainings, models and data this session has on its page."""
    chosen = [state.recall(view, name) for view, name in CHOOSERS]
    words = [word for word in chosen if isinstance(word, str) and word]
    paths = {Path(word) for word in words if str(models.RUNS) in word}
    present().looks_at = paths | {models.RUNS / word for word in words if ENTRY.fullmatch(word)}


# ---- the teacher ---------------------------------------------------------------------


def has_teacher() -> bool:
    """Whether this server has a teacher's secret."""
    return bool(os.environ.get(TEACHER, ""))


def become_teacher(guess: str) -> bool:
    """Let this browser manage all trainings if ``guess`` is the server's secret."""
    secret = os.environ.get(TEACHER, "")
    with _guess:
        if not secret or not hmac.compare_digest(guess.encode(), secret.encode()):
            time.sleep(GUESS_SECONDS)
            return False
    _teachers().add(present().owner)
    return True


def stop_being_teacher() -> None:
    _teachers().discard(present().owner)


@st.cache_resource(show_spinner=False)
def _teachers() -> set[str]:
    return set()
