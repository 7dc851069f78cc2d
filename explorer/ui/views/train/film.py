"""The film of a training: the map of its test digits while it runs, and all of it afterwards.

The browser asks for the frames by itself (``web/training``), a few a second. A training of an
earlier version has no frames: its map after the last epoch is shown.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from explorer.analysis.latent import spread_out
from explorer.beta import CYCLES
from explorer.jobs import film
from explorer.jobs import status as jobs_status
from explorer.jobs.status import Status
from explorer.ui.components import mount, plane
from explorer.ui.shared import models
from explorer.ui.texts import language, spoken, text
from explorer.ui.views.train.weights import key
from explorer.ui.widgets.digit_plane import digits_data, points_data, view_tools

SPACE = "train"
TOOLS = ("hand", "closer", "further", "whole")


def show(status: Status) -> None:
    """The map, with a scrubber over all frames; below it, once it is over, a GIF of them."""
    has_frames = (status.folder / film.FILE).is_file()
    if status.is_over and not has_frames:
        _show_last_map(status)
        return
    names, labels = view_tools(), _labels(status)[: film.DIGITS]
    data = {
        "job": status.folder.name,
        "live": not status.is_over,
        "size": film.DIGITS,
        "count": len(labels),
        "annealing": status.config.model.annealing,
        "cycles": CYCLES,
        "epochs": status.config.training.epochs,
        "plane": {
            "view": {"x": [-1, 1], "y": [-1, 1]},
            "axes": _axes(status.config.model.latent_dim),
            "label": text("film.label", count=len(labels)),
            "space": SPACE,
            "marks": [],
            "tools": {
                "save": text("export.picture"),
                "file": f"{status.config.model.name}-training.png",
                **{name: names[name] for name in TOOLS},
            },
            **digits_data(labels, status.config.data.path),
        },
        **spoken("film"),
    }
    mount("training", data, key(f"film.{status.id}"))
    if status.is_over:
        _export(status)


def _export(status: Status) -> None:
    code = language()  # asked here: the file is made in no visitor's run
    st.download_button(
        text("film.gif"),
        lambda: _gif(status, code),
        f"{status.folder.name}.gif",
        "image/gif",
        key=key("film_gif"),
        on_click="ignore",
        icon=":material/download:",
    )


def _gif(status: Status, code: str) -> bytes:
    from explorer.plots import training_gif

    labels = _labels(status)[: film.DIGITS]
    found = film.read(status.folder, len(labels))
    assert found is not None
    return training_gif.gif(found.at, found.points, labels, status.config, code)


def _labels(status: Status) -> np.ndarray:
    return models.test_digits(status.config.data.path)[1]


def _axes(dim: int) -> list[str]:
    spread = text("map.axis_spread") if dim == 1 else text("map.axis", number=2)
    return [text("map.axis", number=1), spread]


def _show_last_map(status: Status) -> None:
    points = jobs_status.read_map(status.folder, status.epochs_done)
    if points is not None:
        plane(_map_data(status, points), key=key(f"map.{status.id}"))
        st.caption(text("train.map_hint"))


def _map_data(status: Status, points: np.ndarray) -> dict[str, Any]:
    """The digits where they lay after the last epoch; a 1-D space is spread out at random."""
    if points.shape[1] == 1:
        points = spread_out(points)
    return {
        **points_data(points, _labels(status)[: len(points)], status.config.data.path),
        "axes": _axes(status.config.model.latent_dim),
        "label": text("train.map_label", count=len(points), epoch=status.epochs_done),
        "space": SPACE,
    }
