"""Show a deliberate error as its one sentence, in the page's language; let bugs be bugs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

import streamlit as st

from explorer.errors import ExplorerError
from explorer.ui.texts import DEFAULT, language, sentence

log = logging.getLogger(__name__)


def as_sentence(view: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a view or fragment: an ExplorerError replaces what it would have drawn."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return view(*args, **kwargs)
        except ExplorerError as error:
            if language() != DEFAULT:
                log.warning("%s", error)  # whoever reads the log reads English
            st.error(sentence(error))
            return None

    return guarded
