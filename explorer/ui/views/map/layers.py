"""What is drawn on the map beside its points: settings, and the data for plane.js."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

import numpy as np
import streamlit as st

from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import encode
from explorer.ui.shared import codes, models
from explorer.ui.texts import text
from explorer.ui.views.map.settings import VIEW, Side
from explorer.ui.widgets.digit_plane import digits_data
from explorer.ui.widgets.model_chooser import title

COLOURINGS = ("digit", "error", "cluster")
CLUSTERS = (2, 20)
HOLES = (1, 12)
# From blue to orange, lighter all the way: told apart with any kind of colour vision, and
# never so dark or so light that black or white paper swallows it
SHADES = ("#4a6fe3", "#8163cf", "#b056ac", "#d45a85", "#e9705a", "#f48d35", "#f5ad22")


@dataclass(frozen=True)
class Layers:
    """``clusters``, ``holes``: how many, 0 when they are not shown. ``solid``: in 3-D too."""

    colour: str = "digit"
    clusters: int = 0
    ellipses: bool = False
    holes: int = 0
    solid: bool = False


def choose_layers(dim: int) -> Layers:
    """The widgets of the sidebar's folded part."""
    with st.expander(text("layers.heading")):
        colour = st.selectbox(
            text("layers.colour"),
            COLOURINGS,
            format_func=colour_title,
            help=text("layers.colour_help"),
            **state.sticky(VIEW, "colour", "digit", COLOURINGS),
        )
        clusters = 0
        if colour == "cluster":
            clusters = st.slider(
                text("layers.k"), *CLUSTERS, **state.sticky(VIEW, "k", 10, within=CLUSTERS)
            )
        ellipses = _switch("ellipses")
        holes = 0
        if _switch("holes"):
            holes = st.slider(
                text("layers.hole_count"),
                *HOLES,
                **state.sticky(VIEW, "hole_count", 6, within=HOLES),
            )
        solid = dim >= 3 and _switch("solid")
    return Layers(str(colour), clusters, ellipses, holes, solid)


def _switch(name: str) -> bool:
    return st.toggle(
        text(f"layers.{name}"),
        help=text(f"layers.{name}_help"),
        **state.sticky(VIEW, name, False),
    )


def colour_title(colour: str) -> str:
    """What the points' colours stand for, in words."""
    return text(f"layers.colour_{colour}")


def choose_other(record: SavedModel) -> SavedModel | None:
    """A second model to show below the first, of those that see the same test digits."""
    first = state.recall(VIEW, "model")
    names = [""] + [name for name in models.names() if name != first]
    name = st.selectbox(
        text("layers.compare"),
        names,
        format_func=_other_title,
        help=text("layers.compare_help"),
        **state.sticky(VIEW, "compare", "", names),
    )
    if not name:
        return None
    other = models.record(name)
    if other.config.data.path != record.config.data.path:
        st.info(text("layers.other_data"))
        return None
    return other


def _other_title(name: str) -> str:
    return title(name) if name else text("layers.nothing")


# ---- the data for plane.js ---------------------------------------------------


def layers_data(side: Side, layers: Layers) -> dict[str, Any]:
    """Colours, marks, curves and rings over the points."""
    flat, labels = side.flat, models.labels(side.record)
    data = _colouring(side, layers, flat, labels)
    if layers.ellipses:
        data["outlines"] = _outlines(flat, labels, layers.colour == "digit")
    if layers.holes and side.means.shape[1] > 1:
        places, _, _ = codes.holes(side.record, layers.holes)
        data["holes"] = side.project(places).tolist()
    return data


def _colouring(side: Side, layers: Layers, flat: np.ndarray, labels: np.ndarray) -> dict[str, Any]:
    k, count = layers.clusters, len(models.class_names(side.record.config.data.path))
    by_digit = {
        **digits_data(labels, side.record.config.data.path),
        "marks": codes.marks(side.record, side.axes, "class", count, flat, labels),
    }
    if layers.clusters:
        found = codes.clusters(side.record, k)
        return by_digit | {
            "legend": text("layers.legend_cluster", digit="{digit}"),
            "groups": encode(found.assigned.astype(np.uint8)),
            "names": list(ascii_uppercase[:k]),
            "marks": codes.marks(side.record, side.axes, "cluster", k, flat, found.assigned),
        }
    errors = codes.errors(side.record) if layers.colour == "error" else None
    if errors is None:
        return by_digit
    low, high = np.percentile(errors, [1, 99]).tolist()
    return by_digit | {
        "values": {
            "floats": encode(errors),
            "low": low,
            "high": max(high, low + 1e-6),
            "colours": list(SHADES),
            "title": text("layers.error_unit"),
        }
    }


def groups_of(side: Side, layers: Layers) -> np.ndarray:
    """The group of each test digit that the legend's buttons isolate: (N,)."""
    if layers.clusters:
        return codes.clusters(side.record, layers.clusters).assigned
    return models.labels(side.record)


def _outlines(flat: np.ndarray, labels: np.ndarray, in_colour: bool) -> list[dict[str, Any]]:
    """The 95 % ellipse of each digit; in ink, with its name, where colour means something else."""
    from explorer.analysis import regions

    return [
        {
            "group": int(digit) if in_colour else None,
            "name": str(digit),
            "line": np.round(regions.ellipse(flat[labels == digit]), 4).tolist(),
        }
        for digit in np.unique(labels)
        if (labels == digit).sum() >= 3
    ]
