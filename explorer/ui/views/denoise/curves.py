"""Quality and accuracy against the level of the noise, with the present level marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from explorer.config import NOISE_MODES, NoiseConfig
from explorer.data.mnist import DIGITS
from explorer.models.saved import SavedModel
from explorer.ui.shared import denoising, models
from explorer.ui.texts import in_language, number, text
from explorer.ui.views.denoise.metrics import ROWS
from explorer.ui.views.denoise.subject import MEASURES, VIEW, key, measure_title
from explorer.ui.widgets.noise import level_title, mode_title
from explorer.ui.widgets.tabs import choose_tab

if TYPE_CHECKING:
    from explorer.analysis.noise_curves import Curves

HIDDEN = {"displayModeBar": False}


def show_curves(
    record: SavedModel, systems: dict[str, SavedModel], noise: NoiseConfig, ready: bool
) -> bool:
    """Both figures, as far as they have been measured. True while one is missing."""
    spec = NOISE_MODES[noise.mode]
    if spec.low == spec.high:
        return False  # no level: the table says it all
    st.subheader(text("denoise.heading_curves"))
    curves = denoising.quality_curves(record, noise.mode) if ready else None
    named = denoising.accuracy_curves(systems, noise.mode, record.config.data.path) if (
        ready and systems
    ) else None  # fmt: skip
    chosen = choose_tab(VIEW, "measure", text("denoise.measure"), MEASURES, measure_title)
    left, right = st.columns(2, gap="large")
    with left:
        if curves:
            _draw_quality(curves, chosen, noise)
    with right:
        if not systems:
            names_digits = models.class_names(record.config.data.path) == DIGITS
            st.caption(text(f"denoise.{'no_systems' if names_digits else 'other_classes'}"))
        elif named:
            _draw_accuracy(named, systems, noise)
    if curves is None or (systems and named is None):
        st.caption(text("denoise.measuring"))
        return True
    return False


def _draw_quality(curves: Curves, chosen: str, noise: NoiseConfig) -> None:
    from explorer.plots import noise as plots_noise

    names = {what: text(f"denoise.row_{what}") for what in ROWS}
    figure = plots_noise.quality(curves, chosen, names, measure_title(chosen))
    plots_noise.mark_level(figure, noise.strength, level_title(noise.mode))
    st.plotly_chart(in_language(figure), key=key("quality"), config=HIDDEN)
    values = curves.quality["restored"][chosen]
    ends = {"low": number(curves.levels[0], "g"), "high": number(curves.levels[-1], "g")}
    sentence = text(
        "denoise.quality_note",
        count=curves.images,
        measure=measure_title(chosen),
        mode=mode_title(noise.mode),
        first=number(values[0], ".3g"),
        last=number(values[-1], ".3g"),
        **ends,
    )
    st.caption(sentence)


def _draw_accuracy(curves: Curves, systems: dict[str, SavedModel], noise: NoiseConfig) -> None:
    from explorer.plots import noise as plots_noise

    names = {name: text(f"denoise.system_{name}") for name in systems}
    figure = plots_noise.accuracy(curves, names, text("denoise.accuracy"))
    plots_noise.mark_level(figure, noise.strength, level_title(noise.mode))
    st.plotly_chart(in_language(figure), key=key("accuracy"), config=HIDDEN)
    parts = [
        f"{names[name]}: {number(values[0], '.0%')} → {number(values[-1], '.0%')}"
        for name, values in curves.accuracy.items()
    ]
    st.caption(text("denoise.accuracy_note", count=curves.images, systems="; ".join(parts)))
