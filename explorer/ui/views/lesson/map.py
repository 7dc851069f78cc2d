"""The map of the lesson's VAE, as data of the plane component."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.models.saved import Record
from explorer.ui.components import encode
from explorer.ui.shared import models
from explorer.ui.texts import text
from explorer.ui.views.lesson.steps import VIEW
from explorer.ui.widgets.digit_plane import axes, digits_data


def map_data(record: Record, **more: Any) -> dict[str, Any]:
    """The test digits of a 2-D model as points of a plane."""
    means, labels = models.arrays(record)["z_mean"], models.labels(record)
    low, high = means.min(axis=0) - 0.2, means.max(axis=0) + 0.2
    return {
        "view": {"x": [float(low[0]), float(high[0])], "y": [float(low[1]), float(high[1])]},
        "axes": axes(),
        "label": text("lesson.map_label", count=len(means)),
        "points": encode(np.ascontiguousarray(means, np.float32)),
        **digits_data(labels),
        "marks": [np.median(means[labels == digit], axis=0).tolist() for digit in range(10)],
        "space": VIEW,
        **more,
    }
