"""Below the map: a walk from one point to another, and samples from the prior."""

from __future__ import annotations

import numpy as np
import streamlit as st

from explorer.analysis import latent
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import Row, digits, waiter
from explorer.ui.errors import as_sentence
from explorer.ui.shared import models, told
from explorer.ui.texts import text
from explorer.ui.views.map.export import show_walk
from explorer.ui.views.map.settings import VIEW, key

THUMB = 56  # pixels
STEPS = (3, 24)
SAMPLES = (4, 36)


@st.fragment
@as_sentence
def show_strips(record: SavedModel) -> None:
    """Both strips; they wait for TensorFlow only where NumPy cannot read the decoder."""
    if not models.is_ready(record):
        if waiter(text("map.loading"), key("waiter")):
            models.warm_up(record)
        return
    left, right = st.columns(2, gap="large")
    with left:
        _walk(record)
    with right:
        _samples(record)


def _walk(record: SavedModel) -> None:
    st.subheader(text("strips.heading_walk"))
    keep_a, keep_b = st.columns(2)
    for column, letter in ((keep_a, "A"), (keep_b, "B")):
        name = f"keep_{letter.lower()}"
        if column.button(text(f"strips.{name}"), key=key(name), width="stretch"):
            _keep_picked(record, letter)
    ends = [str(digit) for digit in range(10)]
    ends += [a for a in "AB" if state.recall_point(VIEW, a, record.sha256) is not None]
    first, second, third = st.columns([2, 2, 3])
    start = first.selectbox(
        text("strips.walk_from"),
        ends,
        format_func=_end_title,
        **state.sticky(VIEW, "walk_from", "0", ends),
    )
    end = second.selectbox(
        text("strips.walk_to"),
        ends,
        format_func=_end_title,
        **state.sticky(VIEW, "walk_to", "6", ends),
    )
    steps = third.slider(
        text("strips.steps"), *STEPS, **state.sticky(VIEW, "steps", 12, within=STEPS)
    )
    points = latent.walk(_end(record, start), _end(record, end), steps)
    labels = [text("strips.step_label", step=i + 1, steps=steps) for i in range(steps)]
    digits([Row("", models.decode(record, points), THUMB, labels)], key("walk"))
    st.caption(text("strips.walk_hint", steps=steps))
    show_walk(record, points)


def _keep_picked(record: SavedModel, letter: str) -> None:
    told.adopt()
    point = state.recall_point(VIEW, "point", record.sha256)
    if point is not None:
        state.keep_point(VIEW, letter, record.sha256, point)


def _end_title(end: str) -> str:
    name, field = ("centre", "digit") if end.isdigit() else ("point", "letter")
    return text(f"strips.{name}", **{field: end})


def _end(record: SavedModel, end: str) -> np.ndarray:
    """The latent point (D,) that an end of the walk stands for."""
    kept = state.recall_point(VIEW, end, record.sha256)
    if kept is not None:
        return kept
    arrays = models.arrays(record)
    return latent.centre_of(arrays["z_mean"], models.labels(record), int(end))


def _samples(record: SavedModel) -> None:
    st.subheader(text("strips.heading_samples"))
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    count = left.slider(
        text("strips.samples"), *SAMPLES, **state.sticky(VIEW, "samples", 12, within=SAMPLES)
    )
    if right.button(text("strips.again"), key=key("again"), width="stretch"):
        state.keep(VIEW, "draw", state.recall(VIEW, "draw", 0) + 1)
    dim = record.config.model.latent_dim
    points = latent.prior_samples(count, dim, state.recall(VIEW, "draw", 0))
    labels = [text("strips.sample_label", number=i + 1) for i in range(count)]
    digits([Row("", models.decode(record, points), THUMB, labels)], key("prior"))
    kind = "vae" if record.config.model.variational else "ae"
    st.caption(text(f"strips.samples_hint_{kind}"))
