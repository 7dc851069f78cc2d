"""A group of test digits, chosen by a lasso or by distance, as a gallery.

Each digit stands over what the model makes of it. Where the page has what it needs, it draws the
gallery by itself (``web/gallery``), and tells of a lasso afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import streamlit as st

from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import Row, digits, gallery, triggered
from explorer.ui.errors import as_sentence
from explorer.ui.shared import browser_models, codes, models, told
from explorer.ui.texts import number, spoken, text, whole
from explorer.ui.views.map.layers import Layers, groups_of
from explorer.ui.views.map.settings import VIEW, Side

PAGE = 16  # digits shown at once
THUMB = 48  # pixels


@dataclass(frozen=True)
class Group:
    """Test digits ``indices`` (G,), and the lasso [x, y] that took them, on these axes.

    ``asked``: the page asked the server for it, and so the server shows it.
    """

    indices: np.ndarray
    line: list[list[float]] | None = None
    axes: tuple[int, int] = (0, 1)
    asked: bool = True


def _keep(side: Side, group: Group | None) -> None:
    state.keep(VIEW, f"{side.slot}group", (side.record.sha256, group))
    state.put(VIEW, f"{side.slot}page", 1)


def _group(side: Side) -> Group | None:
    """The chosen group, if it was chosen in this model's space."""
    model, group = state.recall(VIEW, f"{side.slot}group", ("", None))
    return group if model == side.record.sha256 else None


def shown_line(side: Side) -> list[list[float]] | None:
    """The lasso, for the map to show; None on other axes than those it was drawn on."""
    group = _group(side)
    return group.line if group is not None and group.axes == side.axes else None


def take_lasso(side: Side, layers: Layers, component: str) -> None:
    """Keep the digits that a lasso {line, only}, drawn on this component just now, holds.

    It is read before the map is mounted, so that the map shows it in the same run.
    """
    lasso = triggered(component, "lasso")
    if lasso:
        _keep(side, _held(side, layers, lasso))


def _held(side: Side, layers: Layers, lasso: dict[str, Any]) -> Group:
    """The digits that a lasso holds."""
    from explorer.analysis import regions

    line = np.asarray(lasso["line"], np.float64)
    held = regions.inside(side.flat, line)
    if lasso["only"] is not None:
        held &= groups_of(side, layers) == lasso["only"]
    return Group(np.flatnonzero(held), np.round(line, 4).tolist(), side.axes)


def choose_radius(side: Side) -> None:
    """The way without a mouse: all digits within a distance of the picked point."""
    with st.popover(text("gallery.around"), width="stretch"):
        name, spread = f"{side.slot}radius", side.spread
        radius = st.number_input(
            text("gallery.radius"),
            min_value=0.0,
            step=round(spread / 20, 2) or 0.01,
            **state.sticky(VIEW, name, round(spread / 4, 2)),
        )
        st.button(
            text("gallery.choose"),
            key=side.key("choose"),
            on_click=_take_ball,
            args=(side, radius),
            width="stretch",
        )


def _take_ball(side: Side, radius: float) -> None:
    told.adopt()
    point = state.recall_point(VIEW, f"{side.slot}point", side.record.sha256)
    distances = np.linalg.norm(side.means - point, axis=1)
    order = np.argsort(distances, kind="stable")
    asked = not browser_models.answers(side.record)
    _keep(side, Group(order[: int((distances <= radius).sum())], asked=asked))


def show_gallery(side: Side, layers: Layers) -> None:
    """A side's group: how many of each digit, originals, and reconstructions."""
    show_in_browser(side, layers)
    group = _group(side)
    if group is not None and group.asked:
        _show(side, group)


@st.fragment
@as_sentence
def show_in_browser(side: Side, layers: Layers) -> None:
    """The gallery as the page draws it; its own lasso reruns only this."""
    component = side.key(f"browser_gallery.{side.record.sha256}")
    lasso, before = triggered(component, "lasso"), _group(side)
    if lasso:
        _keep(side, replace(_held(side, layers, lasso), asked=False))
    elif triggered(component, "clear"):
        _keep(side, None)
    if lasso and before is not None and before.asked:
        st.rerun()  # the server's gallery is still on the page
    group = _group(side)
    indices = None if group is None or group.asked else {"indices": group.indices.tolist()}
    data = {
        "space": side.space,
        "key": browser_models.name_of(side.record),
        "pictures": codes.pictures_name(side.record),
        "axes": browser_models.axes_data(side.record, side.axes),
        "beta": browser_models.beta_of(side.record),
        "group": indices,
        **spoken("gallery", "map"),
    }
    gallery(data, component)


def _show(side: Side, group: Group) -> None:
    heading, button = st.columns([5, 1], vertical_alignment="bottom")
    heading.subheader(text("gallery.heading", count=len(group.indices)))
    button.button(
        text("gallery.clear"),
        key=side.key("clear"),
        on_click=_keep,
        args=(side, None),
        width="stretch",
    )
    if len(group.indices) == 0:
        st.caption(text("gallery.empty"))
        return
    labels = models.labels(side.record)[group.indices]
    path = side.record.config.data.path
    counts = [f"{models.class_name(path, label)}: **{whole(n)}**" for label, n in _tally(labels)]
    st.markdown(text("gallery.counts", counts=" · ".join(counts)))
    _show_page(side, group.indices)


def _tally(labels: np.ndarray) -> list[tuple[int, int]]:
    """How many there are of each digit that occurs."""
    values, counts = np.unique(labels, return_counts=True)
    return list(zip(values.tolist(), counts.tolist(), strict=True))


def _show_page(side: Side, indices: np.ndarray) -> None:
    pages = -(-len(indices) // PAGE)
    page = 1
    if pages > 1:
        name = f"{side.slot}page"
        page = st.slider(
            text("gallery.page", count=PAGE),
            1,
            pages,
            width=420,
            **state.sticky(VIEW, name, 1, within=(1, pages)),
        )
    shown = indices[(page - 1) * PAGE : page * PAGE]
    pictures, labels = models.test_digits(side.record.config.data.path)
    with st.spinner(text("map.loading"), show_time=False):
        rebuilt = models.decode(side.record, side.means[shown])
    called = [models.class_name(side.record.config.data.path, labels[i]) for i in shown]
    told = list(zip(shown.tolist(), called, strict=True))
    names = [text("map.nearest_label", index=i, digit=name) for i, name in told]
    again = [text("gallery.rebuilt_label", index=i, digit=name) for i, name in told]
    rows = [
        Row(
            text("gallery.originals"),
            pictures[shown],
            THUMB,
            names,
            called,
        ),
        Row(text("gallery.rebuilt"), rebuilt, THUMB, again, _errors(side.record, shown)),
    ]
    digits(rows, side.key("gallery"))


def _errors(record: SavedModel, shown: np.ndarray) -> list[str]:
    """Each digit's BCE under its reconstruction, where the errors have been computed."""
    known = codes.known_errors(record)
    return [] if known is None else [number(known[i], ".3f") for i in shown]
