"""What a VAE makes of the weights that are set now: one network trained for every beta.

Beta can be dragged in the browser (live.py). Once it is let go, the map of 2,000 test
digits at exactly that beta, the figures and the place on the curve follow.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import streamlit as st

from explorer.analysis.beta_sweep import BetaSweep, reach
from explorer.beta import beta_of, find_beta, per_nat
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import plane, triggered
from explorer.ui.shared import any_beta
from explorer.ui.shared import told as tellers
from explorer.ui.shared.dedicated import beta_of_record, figures_of, measured, nearest, of_data
from explorer.ui.texts import in_language, language, number, plain, small, text
from explorer.ui.views.kl import live, loss
from explorer.ui.views.kl.settings import DIM, VIEW, key, take_beta
from explorer.ui.widgets.digit_plane import digit_map, title
from explorer.ui.widgets.rate_distortion import marks_of, plotting
from explorer.ui.widgets.split import split

SPACE = "kl-live"
PLANES = ("live", "exact")
FIGURES = (
    "reconstruction",
    "kl",
    "kl_dims",
    "information",
    "distance",
    "neg_elbo",
    "r_loss",
    "kl_loss",
    "active",
)


def take() -> None:
    """Take over what was dragged or clicked just now, before the weights are drawn."""
    for asked in (live.take(), loss.take()):
        if asked is not None:
            take_beta(asked)
    for name in PLANES:
        pick = triggered(key(name), "pick")
        if pick:
            state.keep(VIEW, "point", (float(pick["x"]), float(pick["y"])))


def show(record: SavedModel, k1: float, k2: float) -> None:
    """The panel of the browser, the map, the figures and the curve, at these weights."""
    wanted = beta_of(k1, k2, DIM)
    if math.isnan(wanted):
        return
    sweep = any_beta.sweep(record)
    beta = float(np.clip(wanted, sweep.betas[0], sweep.betas[-1]))
    if beta != wanted:
        ends = (plain(float(end)) for end in sweep.betas[[0, -1]])
        st.info(text("kl.outside", beta=plain(beta), low=next(ends), high=next(ends)))
    with st.container(key="part_loss"):
        loss.show(sweep)
    path = record.config.data.path
    dedicated = of_data(path)
    left, middle, right = st.columns(3, gap="medium")
    with left:
        st.subheader(text("kl.heading_drag"))
        known = [beta_of_record(one) for one in dedicated]
        live.show(record, sweep, beta, _place(), SPACE, known)
    with right:
        st.subheader(text("kl.heading_curve"))
        _show_curve(sweep, beta, measured(path, dedicated))
        with st.container(key="part_split"):
            st.subheader(text("split.heading"))
            split(sweep, beta, SPACE, key("split"))
    _table(record, sweep, beta, (k1, k2), dedicated)
    with middle:
        st.subheader(text("kl.heading_map", beta=plain(beta)))
        _show_map(record, sweep, beta)


def _place() -> tuple[float, float] | None:
    kept = state.recall(VIEW, "point")
    return (float(kept[0]), float(kept[1])) if kept else None


# ---- the map -----------------------------------------------------------------


def _show_map(record: SavedModel, sweep: BetaSweep, beta: float) -> None:
    shown = any_beta.codes(record, beta)
    # a frame that is the same for all betas: what spreads or shrinks is seen
    data = digit_map(record, shown, reach(sweep))
    label = text("kl.live_label", count=len(shown), beta=plain(beta))
    own = {"ticket": tellers.ticket(), "view": VIEW}
    plane({**data, "label": label, "pin": _place(), "space": SPACE, "told": own}, key("exact"))
    betas = any_beta.kept_betas(record)
    how = "between" if find_beta(betas, beta) is None else "exact"
    st.caption(text(f"kl.{how}", count=len(shown), betas=len(betas)))
    active = int(sweep.active_units[sweep.nearest(beta)])
    if active == 0:
        st.caption(text("kl.live_collapsed"))
    elif active < DIM:
        st.caption(text("kl.asleep", active=active, dim=DIM))


# ---- figures -----------------------------------------------------------------


def _figures(sweep: BetaSweep, beta: float, weights: tuple[float, float]) -> dict[str, str]:
    reconstruction, rates = sweep.at(beta)
    rate, told = float(rates.sum()), sweep.information_at(beta)
    likeness, code = per_nat(*weights, DIM)
    return {
        "reconstruction": number(reconstruction, ".1f"),
        "kl": number(rate, ".2f"),
        "kl_dims": " + ".join(number(nats, ".2f") for nats in rates),
        "information": number(told, ".2f"),
        "distance": number(max(0.0, rate - told), ".2f"),
        "neg_elbo": number(reconstruction + rate, ".1f"),
        "r_loss": plain(likeness * reconstruction),
        "kl_loss": small(code * rate),
        "active": f"{sweep.active_units[sweep.nearest(beta)]} / {DIM}",
    }


def _table(
    record: SavedModel,
    sweep: BetaSweep,
    beta: float,
    weights: tuple[float, float],
    dedicated: Sequence[SavedModel],
) -> None:
    """This VAE's figures at these weights, and beside them those of the nearest dedicated one."""
    shown = [(text("kl.row_live", beta=plain(beta)), _figures(sweep, beta, weights))]
    near = nearest(*weights, dedicated)
    if near is not None:
        name = text("kl.row_dedicated", model=title(near), beta=plain(near.config.model.beta))
        shown.append((name, figures_of(near)))
    lines = [
        _line([text("kl.measure", count=sweep.images), *(name for name, _ in shown)]),
        "|:--" + "|--:" * len(shown) + "|",
    ]
    for figure in FIGURES:
        values = [of.get(figure, "–") for _, of in shown]
        lines.append(_line([text(f"kl.column_{figure}"), *values]))
    st.markdown("\n".join(lines))
    st.caption(text("kl.live_table", epochs=record.config.training.epochs, betas=len(sweep.betas)))


def _line(cells: Sequence[str]) -> str:
    return "|" + "|".join(cells) + "|"


def _show_curve(sweep: BetaSweep, beta: float, others: Sequence[SavedModel]) -> None:
    plot = plotting()
    reconstruction, rates = sweep.at(beta)
    here = plot.Measured(text("kl.here"), beta, float(rates.sum()), reconstruction)
    known = marks_of(others)
    curve = plot.Curve(
        sweep.betas.tolist(),
        sweep.kl_nats.tolist(),
        sweep.reconstruction_nats.tolist(),
        sweep.information.tolist(),
    )
    words = {"x": text("kl.axis_kl"), "y": text("kl.axis_reconstruction")}
    words |= {"line": text("kl.line"), "curve": text("kl.curve")}
    words["information"] = text("split.line")
    figure = plot.figure([*known, here], words, len(known), beta, curve, language())
    alt = f"{plain(beta)}: {number(here.kl, '.2f')} + {number(here.reconstruction, '.1f')} nats"
    st.plotly_chart(in_language(figure), key=key("curve"), alt=text("kl.curve_alt", here=alt))
    st.caption(text("kl.curve_hint"))
