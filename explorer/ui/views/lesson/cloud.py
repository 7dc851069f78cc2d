"""The cloud that a VAE makes of one digit, and pictures decoded from draws out of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from explorer.analysis import posterior
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import Row, digits, draws, plane, triggered
from explorer.ui.errors import as_sentence
from explorer.ui.shared import browser_models, models
from explorer.ui.texts import spoken, text
from explorer.ui.views.lesson.map import map_data
from explorer.ui.views.lesson.steps import VIEW, chosen_digit, key, vae

RINGS = (1, 2)  # standard deviations
DRAWS = 6
AROUND = 4.5  # standard deviations that the magnified map shows to each side
SPREADS = (1, 30)  # times as wide as the cloud
MOST = 1_000_000
THUMB = 76  # pixels


def show_cloud() -> None:
    """The chosen digit's rings on the whole map, and magnified."""
    record = vae()
    _show_maps(record)
    index = chosen_digit()
    pictures, labels = models.test_digits(record.config.data.path)
    rebuilt = models.arrays(record)["reconstructions"][index]
    names = [text("lesson_cloud.digit"), text("lesson_cloud.rebuilt")]
    label = [f"{name}: {labels[index]}" for name in names]
    row = Row("", np.stack([pictures[index], rebuilt]), THUMB, label, names)
    digits([row], key("cloud"))


def _code(record: SavedModel) -> tuple[np.ndarray, np.ndarray]:
    """The chosen digit's z_mean and z_log_var, (D,) each."""
    arrays, index = models.arrays(record), chosen_digit()
    return arrays["z_mean"][index], arrays["z_log_var"][index]


def _show_maps(record: SavedModel) -> None:
    """The rings on both maps."""
    mean, log_var = _code(record)
    over = {"outlines": _rings(mean, log_var)}
    left, right = st.columns(2)
    with left:
        plane(map_data(record, **over), key("whole"))
        st.caption(text("lesson_cloud.whole"))
    with right:
        plane(_magnified(record, mean, log_var, over), key("near"))
        st.caption(text("lesson_cloud.near"))


def _rings(mean: np.ndarray, log_var: np.ndarray) -> list[dict[str, Any]]:
    sigmas = posterior.sigma(log_var)
    return [
        {"group": None, "name": f"{n}σ", "line": posterior.ring(mean, sigmas, n).tolist()}
        for n in RINGS
    ]


def _magnified(
    record: SavedModel, mean: np.ndarray, log_var: np.ndarray, over: dict[str, Any]
) -> dict[str, Any]:
    far = AROUND * float(posterior.sigma(log_var)[:2].max())
    x, y = ([float(value - far), float(value + far)] for value in mean[:2])
    label = text("lesson_cloud.near_label")
    return map_data(record, **{**over, "view": {"x": x, "y": y}, "marks": [], "label": label})


# ---- draws -------------------------------------------------------------------


def show_draws() -> None:
    """Several z drawn from the cloud, numbered on the map, and decoded: all in the browser."""
    record = vae()
    draw(record)
    browser_models.bring(record, VIEW)


@st.fragment
@as_sentence
def draw(record: SavedModel) -> None:
    """How wide the cloud is and how often was drawn anew, as the page has told."""
    told = triggered(key("draws"), "set")
    if told:
        state.keep(VIEW, "wider", _within(told.get("wider"), *SPREADS))
        state.keep(VIEW, "draw", _within(told.get("draw"), 0, MOST))
    mean, log_var = _code(record)
    data = {
        "key": browser_models.name_of(record),
        "mean": mean.tolist(),
        "logVar": log_var.tolist(),
        "count": DRAWS,
        "wider": state.recall(VIEW, "wider", SPREADS[0]),
        "draw": state.recall(VIEW, "draw", 0),
        "plane": map_data(record),
        **spoken("lesson_draws", "lesson_cloud"),
    }
    draws(data, key("draws"))


def _within(value: Any, low: int, high: int) -> int:
    """A whole number within both ends; else the lower one."""
    return value if isinstance(value, int) and low <= value <= high else low
