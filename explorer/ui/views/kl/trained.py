"""VAEs that were trained for one ratio alone: three of them side by side, and all in one plane."""

from __future__ import annotations

import math

import numpy as np
import streamlit as st

from explorer.beta import beta_of
from explorer.models.saved import SavedModel
from explorer.ui import links, state
from explorer.ui.components import Row, digits, plane, waiter
from explorer.ui.errors import as_sentence
from explorer.ui.shared import models
from explorer.ui.shared.dedicated import (
    Column,
    columns,
    figures_of,
    measured,
    of_data,
)
from explorer.ui.texts import in_language, language, numbers, plain, text
from explorer.ui.views.kl.settings import DIM, LINK, VIEW, key
from explorer.ui.widgets.digit_plane import SPACE, grid_data, map_data, spread
from explorer.ui.widgets.digit_plane import title as title_of
from explorer.ui.widgets.model_summary import explain_collapse
from explorer.ui.widgets.rate_distortion import marks_of, plotting

FIGURES = ("reconstruction", "kl", "kl_dims", "neg_elbo", "r_loss", "kl_loss", "active", "knn")
THUMB = 84  # pixels
FAR = 3.0  # times another beta: then the nearest model says little about yours


def show(k1: float, k2: float, path: str | None) -> None:
    """The nearest model among two others, and what all of them cost and buy."""
    records, beta = of_data(path), beta_of(k1, k2, DIM)
    if not records:
        st.info(text("kl.none_trained", part=text("kl.part_own")))
        return
    shown = columns(k1, k2, records)
    _name_nearest(shown, beta)
    compare(shown)
    _trade_off(measured(path, records), shown, beta)


def _name_nearest(shown: list[Column], beta: float) -> None:
    """Say which model stands for the chosen weights, and when it is far from them."""
    record = next((column.record for column in shown if column.chosen), None)
    if record is None:
        return
    model = record.config.model
    values = {"k1": plain(model.k1), "k2": plain(model.k2), "beta": plain(model.beta)}
    sentence = text("kl.nearest", model=title_of(record), **values)
    if not beta / FAR < model.beta < beta * FAR:
        sentence += " " + text("kl.far", yours=plain(beta))
    st.info(sentence, icon=":material/my_location:")


# ---- three maps --------------------------------------------------------------


@st.fragment
@as_sentence
def compare(shown: list[Column]) -> None:
    """The maps, their grids and their figures; a click on any reruns only this."""
    for place, column in zip(st.columns(len(shown), gap="medium"), shown, strict=True):
        with place:
            _show_column(column)
    _same_place([column.record for column in shown if column.record])
    _table(shown)
    links.publish(VIEW, LINK)


def _show_column(column: Column) -> None:
    star = " :material/my_location:" if column.chosen else ""
    st.subheader(text(f"kl.band_{column.band}") + star)
    record = column.record
    if record is None:
        st.warning(text("kl.missing", band=text(f"kl.band_{column.band}")))
        return
    model, arrays = record.config.model, models.arrays(record)
    weights = {"k1": plain(model.k1), "k2": plain(model.k2), "beta": plain(model.beta)}
    epochs = record.config.training.epochs
    st.caption(text("kl.trained", epochs=epochs, **weights))
    points = plane(map_data(record, arrays), key=key(f"points.{column.band}"))
    st.caption(text("kl.spread", spread=spread(arrays["z_mean"])))
    cells = plane(grid_data(record, arrays), key=key(f"cells.{column.band}"))
    st.caption(text("kl.grid"))
    pick = points.pick or cells.pick
    if pick:
        state.keep(VIEW, "point", (float(pick["x"]), float(pick["y"])))
    _explain(record)


def _explain(record: SavedModel) -> None:
    """Say it when latent dims have fallen asleep."""
    active = record.metrics.get("active_units")
    if active == 0:
        explain_collapse(record, text("kl.collapsed", kl=record.metrics["kl_nats"]))
    elif active is not None and active < record.config.model.latent_dim:
        st.warning(text("kl.asleep", active=active, dim=record.config.model.latent_dim))


def _table(shown: list[Column]) -> None:
    """The three models' figures on the test set, a column each."""
    columns = [figures_of(column.record) if column.record else {} for column in shown]
    bands = [text(f"kl.band_{column.band}") for column in shown]
    counts = [column.record.metrics.get("images", 0) for column in shown if column.record]
    on = text("kl.measure", count=max(counts))
    lines = [" | ".join(["", on, *bands, ""]), "|:--" + "|--:" * len(shown) + "|"]
    for name in FIGURES:
        values = [figures.get(name, "–") for figures in columns]
        lines.append(" | ".join(["", text(f"kl.row_{name}"), *values, ""]).strip())
    st.markdown("\n".join(line.strip() for line in lines))


@st.fragment
@as_sentence
def _same_place(records: list[SavedModel]) -> None:
    """The place that was clicked, decoded by each of the models."""
    picked = state.recall(VIEW, "point")
    if picked is None:
        st.caption(text("kl.click"))
        return
    waiting = [record for record in records if not models.is_ready(record)]
    if waiting:
        if waiter(text("kl.loading"), key("waiter")):
            models.warm_up(waiting[0])
        return
    place = np.asarray([picked], np.float32)
    written = numbers(picked, ".2f")
    names = [title_of(record) for record in records]
    row = Row(
        text("kl.same_place", point=written),
        np.concatenate([models.decode(record, place) for record in records]),
        THUMB,
        [text("kl.same_place_label", model=name, point=written) for name in names],
        names,
    )
    digits([row], key("place"), pin={"x": picked[0], "y": picked[1]}, space=SPACE)


# ---- rate and distortion -----------------------------------------------------


def _trade_off(known: list[SavedModel], shown: list[Column], beta: float) -> None:
    """All VAEs that were measured, in the plane of KL and reconstruction."""
    plot = plotting()
    st.subheader(text("kl.heading_trade"))
    if not known:
        st.caption(text("kl.unmeasured"))
        return
    nearest = [column.record for column in shown if column.chosen]
    chosen = known.index(nearest[0]) if nearest and nearest[0] in known else None
    points = marks_of(known)
    words = {"x": text("kl.axis_kl"), "y": text("kl.axis_reconstruction"), "line": text("kl.line")}
    left, right = st.columns([3, 2], gap="large")
    figure = plot.figure(points, words, chosen, beta, language=language())
    alt = text("kl.trade_alt", models=plot.told(points, language()))
    left.plotly_chart(in_language(figure), key=key("trade"), alt=alt)
    right.markdown(text("kl.trade_hint"))
    if math.isfinite(beta):
        right.markdown(text("kl.line_hint", beta=plain(beta)))
