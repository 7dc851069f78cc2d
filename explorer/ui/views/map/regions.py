"""Below the planes, for whoever switches it on: holes, clusters, and the space in 3-D."""

from __future__ import annotations

from functools import partial

import streamlit as st

from explorer.analysis import latent
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import Row, digits
from explorer.ui.errors import as_sentence
from explorer.ui.shared import codes, models
from explorer.ui.texts import in_language, number, text
from explorer.ui.views.map.layers import Layers
from explorer.ui.views.map.settings import VIEW, Side, axis_title, first_axes, key
from explorer.ui.widgets.model_chooser import title

THUMB = 56  # pixels


def show_regions(side: Side, layers: Layers) -> None:
    """What the layers of one side's map mean, in pictures and figures."""
    if layers.holes:
        _show_holes(side, layers.holes)
    if layers.clusters:
        _show_clusters(side, layers.clusters)


def _show_holes(side: Side, count: int) -> None:
    """Each hole decoded, over the test digit that is nearest to it."""
    places, radii, spacing = codes.holes(side.record, count)
    st.subheader(text("holes.heading", model=title(side.name)))
    if len(places) == 0:
        st.caption(text("holes.none"))
        return
    pictures, labels = models.test_digits(side.record.config.data.path)
    name = partial(models.class_name, side.record.config.data.path)
    nearest = [int(latent.neighbours(side.means, place, 1)[0][0]) for place in places]
    with st.spinner(text("map.loading"), show_time=False):
        decoded = models.decode(side.record, places)
    numbers = list(enumerate(radii, 1))
    rows = [
        Row(
            text("holes.decoded"),
            decoded,
            THUMB,
            [text("holes.label", number=n, distance=radius) for n, radius in numbers],
            [f"{n} · {number(radius, '.2f')}" for n, radius in numbers],
        ),
        Row(
            text("holes.nearest"),
            pictures[nearest],
            THUMB,
            [text("map.nearest_label", index=i, digit=name(labels[i])) for i in nearest],
            [name(labels[i]) for i in nearest],
        ),
    ]
    digits(rows, side.key("hole_digits"))
    st.caption(text("holes.hint", dim=side.means.shape[1], spacing=spacing))


def _show_clusters(side: Side, k: int) -> None:
    """How well the clusters agree with the digits, and which digits each one holds."""
    from explorer.plots import latent as plots_latent

    with st.spinner(text("clusters.loading"), show_time=False):
        found = codes.clusters(side.record, k)
    st.subheader(text("clusters.heading", model=title(side.name)))
    left, right = st.columns([1, 3])
    names = models.class_names(side.record.config.data.path)
    if names:
        left.metric(
            text("clusters.agreement"),
            number(found.agreement, ".2f"),
            help=text("clusters.agreement_help"),
        )
    left.metric(
        text("clusters.silhouette"),
        number(found.silhouette, ".2f"),
        help=text("clusters.silhouette_help"),
    )
    axes = text("clusters.cluster"), text("clusters.digit")
    figure = plots_latent.cross_table(found.table, *axes, names or (text("data.all"),))
    right.plotly_chart(in_language(figure), key=side.key("clusters"))
    right.caption(text("clusters.hint", k=k) if names else text("clusters.no_classes"))


@st.fragment
@as_sentence
def show_solid(record: SavedModel, axes: tuple[int, int]) -> None:
    """Three dims of the space at once, to turn with the mouse."""
    from explorer.plots import latent as plots_latent

    means, labels = models.arrays(record)["z_mean"], models.labels(record)
    st.subheader(text("solid.heading"))
    axes = first_axes(means.shape[1]) if axes == models.PRINCIPAL else axes
    others = [axis for axis in range(means.shape[1]) if axis not in axes]
    z = st.selectbox(
        text("solid.axis_z"),
        others,
        format_func=axis_title,
        **state.sticky(VIEW, "axis_z", others[0], others),
        width=160,
    )
    shown = [*axes, z]
    names = [axis_title(axis) for axis in shown]
    classes = models.class_names(record.config.data.path) or (text("data.all"),)
    st.plotly_chart(
        in_language(plots_latent.codes_in_3d(means[:, shown], labels, names, classes)),
        key=key("solid_figure"),
    )
    st.caption(text("solid.hint", count=len(means), axes=", ".join(names)))
