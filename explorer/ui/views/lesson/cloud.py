"""The cloud that a VAE makes of one digit, and pictures decoded from draws out of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from explorer.analysis import posterior
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import Row, digits, plane, waiter
from explorer.ui.errors import as_sentence
from explorer.ui.shared import models
from explorer.ui.texts import text
from explorer.ui.views.lesson.map import map_data
from explorer.ui.views.lesson.steps import VIEW, chosen_digit, key, vae

RINGS = (1, 2)  # standard deviations
DRAWS = 6
AROUND = 4.5  # standard deviations that the magnified map shows to each side
SPREADS = (1.0, 30.0)
THUMB = 76  # pixels


def show_cloud() -> None:
    """The chosen digit's rings on the whole map, and magnified."""
    record = vae()
    _show_maps(record, "cloud")
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


def _show_maps(
    record: SavedModel, step: str, drawn: Sequence[Any] = (), wider: float = 1.0
) -> None:
    """The rings on both maps, with numbered places ``drawn`` [[x, y], ...] on them."""
    mean, log_var = _code(record)
    over = {"outlines": _rings(mean, log_var), "holes": drawn}
    left, right = st.columns(2)
    with left:
        plane(map_data(record, **over), key("whole"))
        st.caption(text("lesson_cloud.whole"))
    with right:
        plane(_magnified(record, mean, log_var, wider, over), key("near"))
        st.caption(text(f"lesson_{step}.near"))


def _rings(mean: np.ndarray, log_var: np.ndarray) -> list[dict[str, Any]]:
    sigmas = posterior.sigma(log_var)
    return [
        {"group": None, "name": f"{n}σ", "line": posterior.ring(mean, sigmas, n).tolist()}
        for n in RINGS
    ]


def _magnified(
    record: SavedModel, mean: np.ndarray, log_var: np.ndarray, wider: float, over: dict[str, Any]
) -> dict[str, Any]:
    far = AROUND * wider * float(posterior.sigma(log_var)[:2].max())
    x, y = ([float(value - far), float(value + far)] for value in mean[:2])
    label = text("lesson_cloud.near_label")
    return map_data(record, **{**over, "view": {"x": x, "y": y}, "marks": [], "label": label})


# ---- draws -------------------------------------------------------------------


@st.fragment
@as_sentence
def show_draws() -> None:
    """Several z drawn from the cloud, numbered on the map, and decoded."""
    record = vae()
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    wider = left.slider(
        text("lesson_draws.wider"),
        *SPREADS,
        step=1.0,
        format="%d",
        **state.sticky(VIEW, "wider", 1.0, within=SPREADS),
        help=text("lesson_draws.wider_help"),
    )
    if right.button(text("lesson_draws.again"), key=key("again"), width="stretch"):
        state.keep(VIEW, "draw", state.recall(VIEW, "draw", 0) + 1)
    mean, log_var = _code(record)
    wide = log_var + 2 * np.log(wider)
    drawn = posterior.draws(mean, wide, DRAWS, state.recall(VIEW, "draw", 0))
    _show_maps(record, "draws", drawn[:, :2].tolist(), wider)
    if not models.is_ready(record):
        if waiter(text("lesson_draws.loading"), key("waiter")):
            models.warm_up(record)
        return
    names = [str(i + 1) for i in range(DRAWS)]
    labels = [text("lesson_draws.picture", number=name) for name in names]
    title = text("lesson_draws.decoded")
    digits([Row(title, models.decode(record, drawn), THUMB, labels, names)], key("draws"))
