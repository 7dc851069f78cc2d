"""What the two planes of the map show: the data that plane.js draws."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer.ui import state
from explorer.ui.components import encode, triggered
from explorer.ui.shared import browser_models, codes, models
from explorer.ui.texts import text
from explorer.ui.views.map.gallery import shown_line
from explorer.ui.views.map.layers import Layers, colour_title, layers_data
from explorer.ui.views.map.settings import VIEW, Side, axis_title
from explorer.ui.widgets.digit_plane import frame, view_tools

SWITCHED = ("ground", "change")  # the decoded grid, and how much the picture changes


def map_data(side: Side, layers: Layers) -> dict[str, Any]:
    """The test digits as points, with the layers over them."""
    points = side.flat
    return {
        "view": frame(*side.ends),
        "axes": _names(side),
        "label": text("map.map_label", count=len(points), colour=colour_title(layers.colour)),
        "space": side.space,
        "points": encode(points),
        "pictures": codes.pictures_name(side.record),
        "lasso": shown_line(side),
        "live": _live(side, slice=True, **{name: is_on(side, name) for name in SWITCHED}),
        "tools": _tools(side, "map", **view_tools(), **_more_tools(side)),
        **layers_data(side, layers),
    }


def grid_data(side: Side) -> dict[str, Any]:
    """The decoded grid, on axes that give each tile the same room."""
    grid = side.grid
    where = side.record, grid.x, grid.y, side.axes
    if grid.is_default and "grid" in models.arrays(side.record):
        picture = codes.grid_png(*where, saved=True)
    else:
        with st.spinner(text("map.loading"), show_time=False):
            picture = codes.grid_png(*where, saved=False)
    several = side.means.shape[1] > 1
    return {
        "view": {"x": [grid.x[0], grid.x[-1]], "y": [grid.y[0], grid.y[-1]]},
        "ticks": {"x": list(grid.x), "y": list(grid.y) if several else [-1.0, 1.0]},
        "axes": _names(side),
        "label": text("map.grid_label", size=len(grid.x)),
        "space": side.space,
        "picture": encode(picture),
        "live": _live(side),
        "tools": _tools(side, "grid"),
    }


def is_on(side: Side, name: str) -> bool:
    """Whether one of ``SWITCHED``, which the browser draws behind the points, is on."""
    return bool(state.recall(VIEW, side.slot + name, False))


def take_switches(side: Side, component: str) -> None:
    """Keep what the map's buttons were turned to just now."""
    for name in SWITCHED:
        switched = triggered(component, name)
        if switched is not None:
            state.keep(VIEW, side.slot + name, switched)


def _more_tools(side: Side) -> dict[str, str]:
    """The map's own buttons: what a change is needs two dims."""
    change = {"change": text("live.change")} if side.means.shape[1] > 1 else {}
    return {"lasso": text("gallery.lasso"), **change}


def _live(side: Side, **more: Any) -> dict[str, Any]:
    return browser_models.data(side.record, models.grid_centre(side.means), side.axes, **more)


def _names(side: Side) -> list[str]:
    if side.means.shape[1] == 1:
        return [axis_title(0), text("map.axis_spread")]
    return [axis_title(axis) for axis in side.axes]


def _tools(side: Side, what: str, **labels: str) -> dict[str, str]:
    return {
        "save": text("export.picture"),
        "file": f"{side.record.config.model.name}-{what}.png",
        **labels,
    }
