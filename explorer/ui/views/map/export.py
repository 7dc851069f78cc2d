"""What can be taken home: the coordinates as a table, a walk as a moving picture.

Nothing is written before its button is pressed. Pictures of the planes are saved by
the browser itself (web/plane/tools.js).
"""

from __future__ import annotations

from functools import partial

import numpy as np
import streamlit as st

from explorer.analysis import latent
from explorer.models.saved import SavedModel
from explorer.ui.shared import models
from explorer.ui.texts import text
from explorer.ui.views.map.settings import key

SCALE = 5  # a digit of 140 pixels


def show_coordinates(record: SavedModel) -> None:
    st.download_button(
        text("export.coordinates"),
        partial(coordinates, record),
        f"{record.config.model.name}-codes.csv",
        "text/csv",
        key=key("coordinates"),
        help=text("export.coordinates_help"),
        on_click="ignore",
        width="stretch",
    )


def coordinates(record: SavedModel) -> bytes:
    arrays = models.arrays(record)
    log_var = arrays.get("z_log_var")
    path, labels = record.config.data.path, models.labels(record)
    names = [models.class_name(path, label) for label in labels]
    return latent.to_csv(arrays["z_mean"], names, log_var).encode()


def show_walk(record: SavedModel, points: np.ndarray) -> None:
    """Offer a walk's points (N, D), decoded, as a GIF that goes there and back."""
    st.download_button(
        text("export.walk"),
        partial(walk, record, points),
        f"{record.config.model.name}-walk.gif",
        "image/gif",
        key=key("walk_gif"),
        on_click="ignore",
    )


def walk(record: SavedModel, points: np.ndarray) -> bytes:
    from explorer.data.pictures import gif_bytes

    there = models.decode(record, points)
    return gif_bytes(np.concatenate([there, there[-2:0:-1]]), SCALE)
