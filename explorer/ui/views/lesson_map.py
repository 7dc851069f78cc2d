"""The map of the lesson's VAE, as data of the plane component."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.ui import cache
from explorer.ui.components import encode
from explorer.ui.texts import text
from explorer.ui.views.kl_pictures import axes, digits_data
from explorer.ui.views.lesson_steps import VIEW
from explorer.weights import Record


def map_data(record: Record, **more: Any) -> dict[str, Any]:
    """The test digits of a 2-D model as points of a plane."""
    means, labels = cache.arrays(record)["z_mean"], cache.labels(record)
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
