"""Draw a digit, and watch a VAE encode it, draw z from the cloud and decode it.

All of it happens in the browser (``web/sketch``): the server sends the networks, once.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import streamlit as st

from explorer.config import BUNDLED_NAMES, CLEAN
from explorer.errors import ExplorerError
from explorer.models import saved
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import sketch, triggered
from explorer.ui.shared import browser_models, codes, models
from explorer.ui.texts import spoken, text
from explorer.ui.widgets.digit_plane import axes, labelled_points
from explorer.ui.widgets.model_chooser import choose_model

VIEW = "draw"
LINK: dict[str, Callable[[str], Any]] = {"model": str}
DEFAULT_MODEL = "vae_functional"
SIDE = 112  # pixels of the board that are read: four for each of MNIST's
DIM = 2  # of the VAEs: their cloud is an ellipse on the map
BOARD = ("label", "hint", "undo", "clear")
MOST = 20_000  # numbers of a drawing that is kept
TOOLS = ("ground", "hand", "closer", "further", "whole")


def show() -> None:
    """The whole view. Nothing here needs TensorFlow."""
    with st.sidebar:
        words = (text("sketch.model"), text("sketch.model_help"))
        record = choose_model(VIEW, "model", DEFAULT_MODEL, *words, names())
    st.markdown(text("sketch.lead"))
    wanted = [browser_models.CODES, browser_models.ENCODER]
    classifier = models.record(CLEAN) if CLEAN in saved.manifest() else None
    board(record, classifier)
    browser_models.bring(record, VIEW, "", wanted, classifier)
    browser_models.bring_pictures(record, VIEW)


def names() -> list[str]:
    """The VAEs with two latent dims, bundled and trained."""
    return [name for name in models.names() if _is_flat(name)]


def _is_flat(name: str) -> bool:
    try:
        model = models.record(name).config.model
    except ExplorerError:
        return False
    return (
        model.variational
        and model.latent_dim == DIM
        and (name not in BUNDLED_NAMES or name in saved.manifest())
    )


@st.fragment
def board(record: SavedModel, classifier: SavedModel | None) -> None:
    """The board and the machine; a stroke is kept for as long as the visit lasts."""
    component = state.key(VIEW, "sketch")
    drawn = triggered(component, "drawn")
    if drawn and (known := checked(drawn.get("strokes"))) is not None:
        state.keep(VIEW, "strokes", known)
    key = classifier and browser_models.classifier_key(classifier)
    data = {
        "key": browser_models.name_of(record),
        "beta": browser_models.beta_of(record),
        "classifier": key,
        "pictures": codes.pictures_name(record),
        "board": {
            "side": SIDE,
            "strokes": state.recall(VIEW, "strokes", []),
            **{name: text(f"own.{name}") for name in BOARD},
        },
        "plane": plane_data(record),
        **spoken("sketch", "could"),
    }
    sketch(data, component)


def checked(strokes: Any) -> list[list[float]] | None:
    """Strokes as a board reports them, lists of x, y in shares; None for anything else."""
    try:
        found = [[float(value) for value in stroke] for stroke in strokes]
    except (TypeError, ValueError):
        return None
    every = [value for stroke in found for value in stroke]
    good = len(every) <= MOST and all(map(math.isfinite, every))
    return found if good else None


def plane_data(record: SavedModel) -> dict[str, Any]:
    """The test digits, on which the cloud of the drawn one is shown."""
    means = models.arrays(record)["z_mean"]
    live = browser_models.data(record, models.grid_centre(means), (0, 1))
    return {
        **labelled_points(means, record),
        "axes": axes(),
        "label": text("sketch.map_label", count=len(means)),
        "space": f"{VIEW}-{record.sha256[:8]}",
        "live": live,
        "tools": {
            "save": text("export.picture"),
            "file": f"{record.config.model.name}-map.png",
            **{name: text(f"live.{name}") for name in TOOLS},
        },
    }
