"""What the app remembers of one visitor, and the names of its widgets."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st


def key(view: str, name: str) -> str:
    """The key of a widget: every key in the app comes from here, so none collides."""
    return f"{view}.{name}"


def recall(view: str, name: str, default: Any = None) -> Any:
    """A value kept across views and reruns (widgets forget theirs when not shown)."""
    return st.session_state.get(key("kept", key(view, name)), default)


def keep(view: str, name: str, value: Any) -> None:
    """Remember ``value`` for this visitor only."""
    st.session_state[key("kept", key(view, name))] = value


def keep_point(view: str, name: str, model: str, point: np.ndarray) -> None:
    """Remember a latent point (D,) together with the model whose space it is in."""
    keep(view, name, (model, np.asarray(point, np.float32)))


def recall_point(view: str, name: str, model: str) -> np.ndarray | None:
    """The remembered point, or None when there is none in this model's space."""
    kept = recall(view, name)
    return kept[1] if kept is not None and kept[0] == model else None
