"""A step of the lesson: the map of the VAE for every beta, while beta is turned like a dial."""

from __future__ import annotations

import numpy as np
import streamlit as st

from explorer.analysis import posterior
from explorer.analysis.beta_sweep import reach
from explorer.config import ANY_BETA
from explorer.ui import state
from explorer.ui.components import plane
from explorer.ui.shared import any_beta, models
from explorer.ui.texts import plain, text
from explorer.ui.views.lesson.steps import VIEW, key
from explorer.ui.widgets.digit_plane import digit_map

FIRST = 21  # of the sweep's betas, what is shown at first: 0.13


def show_dial() -> None:
    """The beta that is chosen: where the digits lie, and what code and copies cost."""
    record = models.record(ANY_BETA)
    sweep = any_beta.sweep(record)
    indices = range(len(sweep.betas))

    def beta(index: int) -> str:
        return plain(float(f"{sweep.betas[index]:.3g}"))

    index = st.select_slider(
        text("lesson_dial.dial"),
        indices,
        format_func=beta,
        **state.sticky(VIEW, "rung", FIRST, indices),
    )
    codes = sweep.maps[index].astype(np.float32)
    label = text("lesson_dial.label", count=len(codes), beta=beta(index))
    # one frame for all betas: what spreads or shrinks is seen
    data = digit_map(record, codes, reach(sweep))
    plane({**data, "label": label, "space": f"{VIEW}-dial"}, key("dial"))
    inside = np.hypot(*codes.T) < posterior.times_around(0.95)
    values = {
        "inside": 100 * inside.mean(),
        "reconstruction": sweep.reconstruction_nats[index],
        "kl": sweep.kl_nats[index],
    }
    st.caption(text("lesson_dial.caption", **values))
