"""Show a deliberate error as its one sentence; let bugs be bugs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import streamlit as st

from explorer.errors import ExplorerError


def as_sentence(view: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a view or fragment: an ExplorerError replaces what it would have drawn."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return view(*args, **kwargs)
        except ExplorerError as error:
            st.error(str(error))
            return None

    return guarded
