"""The map of the lesson's VAE, as data of the plane component."""

from __future__ import annotations

from typing import Any

from explorer.models.saved import SavedModel
from explorer.ui.shared import models
from explorer.ui.texts import text
from explorer.ui.views.lesson.steps import VIEW
from explorer.ui.widgets.digit_plane import axes, labelled_points


def map_data(record: SavedModel, **more: Any) -> dict[str, Any]:
    """The test digits of a 2-D model as points of a plane."""
    means = models.arrays(record)["z_mean"]
    low, high = means.min(axis=0) - 0.2, means.max(axis=0) + 0.2
    return {
        **labelled_points(means, record),
        "view": {"x": [float(low[0]), float(high[0])], "y": [float(low[1]), float(high[1])]},
        "axes": axes(),
        "label": text("lesson.map_label", count=len(means)),
        "space": VIEW,
        **more,
    }
