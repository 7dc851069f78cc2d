"""Beta under one's hand: the VAE for every beta, decoded in the browser while beta is dragged.

A plane over the prior with the decoded grid behind the test digits, a slider of beta and
the picture at the pinned place, all in one component: nothing is asked of the server
before the slider or the pointer is let go.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explorer.analysis.beta_sweep import STOPS, BetaSweep
from explorer.beta import HIGHEST, LOWEST
from explorer.models.saved import SavedModel
from explorer.ui.components import encode, plane, triggered
from explorer.ui.shared import any_beta, browser_models, models, told
from explorer.ui.shared.any_beta import DIGITS
from explorer.ui.texts import text
from explorer.ui.views.kl.settings import DIM, VIEW, key
from explorer.ui.widgets.digit_plane import (
    axes,
    digits_data,
    prior,
    view_tools,
)

REACH = 4.0  # standard deviations of the prior that are in view at first


def show(
    record: SavedModel,
    sweep: BetaSweep,
    beta: float,
    place: tuple[float, float] | None,
    space: str,
    ticks: Sequence[float],
) -> None:
    """Draw the panel where the caller stands; call it inside the caller's fragment.

    Outside of fragments, the caller also calls ``live.bring(record, VIEW)`` once, which
    sends the decoder. What is let go is reported by the component ``live`` of the view,
    as the triggers ``beta`` and ``pick``.

    Args:
        record: a VAE with two latent dims, of the system ``any_beta``.
        sweep: its own; the digits are drawn as points that follow beta.
        beta: where the slider stands, within the sweep.
        place: the pinned latent point (x, y); None pins the origin.
        space: planes of one name show one pin.
        ticks: betas that are marked on the slider.
    """
    slider = {
        "value": beta,
        "low": LOWEST,
        "high": HIGHEST,
        "stops": STOPS,
        "label": text("live.beta"),
        "picture": text("live.picture"),
        "ticks": list(ticks),
        "maps": any_beta.maps_data(record),
    }
    data = {
        "view": {"x": [-REACH, REACH], "y": [-REACH, REACH]},
        "axes": axes(),
        "label": text("live.label"),
        "space": space,
        "pin": list(place or (0.0, 0.0)),
        "told": {"ticket": told.ticket(), "view": VIEW},
        "outlines": [prior()],
        "live": browser_models.data(record, np.zeros(DIM), (0, 1), ground=True, beta=slider),
        "tools": {**view_tools(), "save": text("export.picture"), "file": "any_beta-map.png"},
        "points": encode(np.zeros((DIGITS, DIM), np.float32)),  # the browser puts them in place
        "marks": [],
        **digits_data(models.labels(record)[:DIGITS], record.config.data.path),
    }
    plane(data, key("live"))


def take() -> float | None:
    """The beta that was dragged and let go just now, if any: its page has the maps."""
    dragged = triggered(key("live"), "beta")
    if dragged is None:
        return None
    any_beta.note_maps_there()
    return float(dragged)
