"""The latent map: test digits as points, the decoded grid, and the picked point."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from explorer.models.saved import SavedModel
from explorer.ui import links, state
from explorer.ui.components import plane, waiter
from explorer.ui.errors import as_sentence
from explorer.ui.shared import browser_models, codes, models, told
from explorer.ui.texts import text
from explorer.ui.views.map import settings as controls
from explorer.ui.views.map.export import show_coordinates
from explorer.ui.views.map.gallery import choose_radius, show_gallery, take_lasso
from explorer.ui.views.map.layers import Layers, choose_layers, choose_other
from explorer.ui.views.map.metrics import show_figures
from explorer.ui.views.map.others import show_others
from explorer.ui.views.map.pick import read_point, show_pick, take_picks
from explorer.ui.views.map.planes import grid_data, map_data, take_switches
from explorer.ui.views.map.regions import show_regions, show_solid
from explorer.ui.views.map.settings import VIEW, Side
from explorer.ui.views.map.walk_and_samples import show_strips
from explorer.ui.widgets.model_chooser import title
from explorer.ui.widgets.model_summary import show_summary

LINK: dict[str, Callable[[str], Any]] = {
    "model": str,
    "compare": str,
    "axis_x": int,
    "axis_y": int,
    "axis_z": int,
    "grid_vae": str,
    "grid_ae": str,
    "size": int,
    "range": links.numbers,
    "point": read_point,
    "index": int,
    "colour": str,
    "k": int,
    "ellipses": links.switch,
    "holes": links.switch,
    "hole_count": int,
    "solid": links.switch,
    "ground": links.switch,
    "change": links.switch,
    "others": str,
}


def show() -> None:
    """The whole view. Nothing here needs TensorFlow until a point is picked."""
    with st.sidebar:
        record = controls.choose_model()
        means = models.arrays(record)["z_mean"]
        axes = controls.choose_axes(means.shape[1])
        grid = controls.choose_grid(record, means, axes)
        layers = choose_layers(means.shape[1])
        with st.expander(text("export.heading")):
            other = choose_other(record)
            show_coordinates(record)
    st.markdown(text("map.lead", count=len(means)))
    show_summary(record)
    name = str(state.recall(VIEW, "model"))
    sides = [Side("", name, record, axes, grid), *_beside(other)]
    explore(sides, layers)
    for side in sides:
        browser_models.bring(side.record, VIEW, side.slot, [browser_models.CODES])
    if layers.solid:
        show_solid(record, axes)
    with st.container(key="part_strips"):
        show_strips(record)
    with st.container(key="part_others"):
        show_others(record, publish)
    show_figures(record)
    browser_models.bring_pictures(record, VIEW)


def _beside(other: SavedModel | None) -> list[Side]:
    """The model that the first is compared with, with the planes that it opens with."""
    if other is None:
        return []
    means = models.arrays(other)["z_mean"]
    axes = controls.first_axes(means.shape[1])
    name = str(state.recall(VIEW, "compare"))
    return [Side("b_", name, other, axes, controls.default_grid(other, means))]


@st.fragment
@as_sentence
def explore(sides: list[Side], layers: Layers) -> None:
    """Two planes a model to pick from, and what was picked. A click reruns only this."""
    told.adopt()
    picks, panels = [], []
    for side in sides:
        if len(sides) > 1:
            st.markdown(f"**{title(side.name)}**")
        pick, panel = _show_planes(side, layers)
        picks.append(pick)
        panels.append(panel)
    take_picks(sides, picks)
    for side, panel in zip(sides, panels, strict=True):
        others = [other for other in sides if other is not side]
        with panel:
            show_pick(side, others, publish)
    for side in sides:
        show_gallery(side, layers)
    for side in sides:
        show_regions(side, layers)
    publish()


def publish() -> None:
    """Write what is shown into the address."""
    links.publish(VIEW, LINK)


def _show_planes(side: Side, layers: Layers) -> tuple[dict[str, Any] | None, Any]:
    """The map and the grid of one model: what was picked on them, and room beside them."""
    left, middle, right = st.columns([5, 5, 3.3], gap="small")
    sha256 = side.record.sha256
    with left:
        st.subheader(text("map.heading_map"))
        component = side.key(f"points.{sha256}")
        take_lasso(side, layers, component)
        take_switches(side, component)
        points = plane(map_data(side, layers), key=component)
        if layers.colour == "error" and codes.known_errors(side.record) is None:
            waiter(text("layers.error_wait"), side.key("errors"))
        slices = side.means.shape[1] > 2
        st.caption(text("map.hint_map") + (" " + text("map.hint_slice") if slices else ""))
        choose_radius(side)
    with middle, _part(side, "grid"):
        st.subheader(text("map.heading_grid"))
        cells = plane(grid_data(side), key=side.key(f"cells.{sha256}"))
        hint = "hint_grid_2d" if side.means.shape[1] <= 2 else "hint_grid"
        st.caption(text(f"map.{hint}"))
    with right, _part(side, "pick"):
        st.subheader(text("map.heading_pick"))
        panel = st.container()
    return points.pick or cells.pick, panel


def _part(side: Side, name: str) -> Any:
    """A container that an address can leave out (``hide=``)."""
    return st.container(key=f"part_{name}{side.slot}")
