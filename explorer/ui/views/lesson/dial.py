"""Two steps of the lesson: the map of the VAE for every beta, while beta is turned like a dial."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import streamlit as st

from explorer.analysis.beta_sweep import STOPS, BetaSweep, inside, reach
from explorer.beta import HIGHEST, LOWEST
from explorer.config import ANY_BETA
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import caption, encode, plane, triggered
from explorer.ui.errors import as_sentence
from explorer.ui.shared import any_beta, browser_models, models
from explorer.ui.shared.any_beta import DIGITS
from explorer.ui.texts import plain, spoken, text
from explorer.ui.views.lesson.steps import VIEW, key
from explorer.ui.widgets.digit_plane import axes, digits_data, prior, view_tools
from explorer.ui.widgets.split import split

FIRST = 21  # of the sweep's betas, what is shown at first: 0.13
SPACE = f"{VIEW}-dial"


def show_dial() -> None:
    """Where the digits lie, and what code and copies cost, at the beta of the dial."""
    _show(_costs)


def show_pays() -> None:
    """The same dial, and the two parts of the KL."""
    _show(_parts)


def _show(below: Callable[[BetaSweep, float], None]) -> None:
    record = models.record(ANY_BETA)
    turn(record, below)
    browser_models.bring(record, VIEW)


@st.fragment
@as_sentence
def turn(record: SavedModel, below: Callable[[BetaSweep, float], None]) -> None:
    """The dial: the browser moves map and figures while it is turned, and tells where it stops."""
    sweep = any_beta.sweep(record)
    stopped = triggered(key("dial"), "beta")
    if stopped is not None:
        any_beta.note_maps_there()
        state.keep(VIEW, "beta", float(np.clip(stopped, LOWEST, HIGHEST)))
    beta = float(state.recall(VIEW, "beta", sweep.betas[FIRST]))
    # one frame for all betas: what spreads or shrinks is seen
    far = reach(sweep)
    slider = {
        "value": beta,
        "low": LOWEST,
        "high": HIGHEST,
        "stops": STOPS,
        "label": text("live.beta"),
        "picture": text("live.picture"),
        "maps": any_beta.maps_data(record),
    }
    data = {
        "view": {"x": [-far, far], "y": [-far, far]},
        "axes": axes(),
        "label": text("lesson_dial.label", count=DIGITS, beta=plain(float(f"{beta:.3g}"))),
        "space": SPACE,
        "pin": [0.0, 0.0],
        "outlines": [prior()],
        "live": browser_models.data(record, np.zeros(2), (0, 1), beta=slider),
        "tools": view_tools(),
        "points": encode(np.zeros((DIGITS, 2), np.float32)),  # the browser puts them in place
        "marks": [],
        **digits_data(models.labels(record)[:DIGITS], record.config.data.path),
    }
    plane(data, key("dial"))
    below(sweep, beta)


def _parts(sweep: BetaSweep, beta: float) -> None:
    split(sweep, beta, SPACE, key("split"))


def _costs(sweep: BetaSweep, beta: float) -> None:
    columns = {
        "inside": inside(sweep),
        "reconstruction": sweep.reconstruction_nats,
        "kl": sweep.kl_nats,
    }
    words = spoken(f"{VIEW}_dial")
    told = {
        "follow": SPACE,
        "beta": beta,
        "betas": sweep.betas.tolist(),
        "columns": {name: values.tolist() for name, values in columns.items()},
        "sentence": words["sentences"][f"{VIEW}_dial"]["caption"],  # caption.js fills it in
        "language": words["language"],
    }
    caption(told, key("dial_caption"))
