"""What is computed once for all visitors, and kept while there is room."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import streamlit as st

from explorer.models.saved import SavedModel

P = ParamSpec("P")
R = TypeVar("R")


def kept(entries: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorate a function of saved models, points and settings: its last results are kept.

    All visitors get the very same object, which none may change; to copy arrays at each click
    would take too long. A model is known by where it is and by the hashes of its weights and of
    the arrays beside them.
    """
    return st.cache_resource(
        max_entries=entries, show_spinner=False, hash_funcs={SavedModel: _identity}
    )


def _identity(of: SavedModel) -> str:
    # in one piece: Streamlit would hash each part of a tuple by itself, at each call
    return "\n".join((str(of.folder), of.name, of.sha256, of.arrays_sha256 or ""))
