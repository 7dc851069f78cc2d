"""A chooser of models, and how it names them."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from explorer.config import BUNDLED_NAMES, MODEL_NAMES
from explorer.errors import ExplorerError
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.shared import models
from explorer.ui.texts import text


def title(name: str) -> str:
    """How a chooser names a model."""
    try:
        record = models.record(name)
    except ExplorerError:
        return Path(name).name  # choosing it tells what is wrong
    model = record.config.model
    is_bundled = name in BUNDLED_NAMES
    # each has a name of its own: the browser answers with the words that were chosen
    system = text(f"models.{name if is_bundled else model.name}", dim=model.latent_dim)
    return system if is_bundled else text("models.trained", run=Path(name).name, system=system)


def choose_model(
    view: str, name: str, default: str, label: str, note: str, names: list[str]
) -> SavedModel:
    """A model chooser; raises WeightsError when the chosen one cannot be read."""
    chosen = st.selectbox(
        label, names, format_func=title, help=note, **state.sticky(view, name, default, names)
    )
    return models.record(chosen)


def classifying_names() -> list[str]:
    """The models that name digits: systems 2 and 3, bundled and trained."""
    bundled = [name for name in MODEL_NAMES if name in ("dual", "inception")]
    return bundled + [name for name in models.names() if name not in bundled and _classifies(name)]


def _classifies(name: str) -> bool:
    try:
        return models.record(name).config.model.name in ("dual", "inception")
    except ExplorerError:
        return False
