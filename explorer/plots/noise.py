"""Plotly figures of noise: quality and accuracy over its level, probabilities of a digit.

Arrays in, figures out. No Streamlit and no Keras here. The words come from whoever
calls, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from explorer.analysis.noise_curves import Curves
from explorer.plots.latent import heat_map
from explorer.plots.palette import ACCENT

MARGIN = {"l": 55, "r": 10, "t": 10, "b": 45}
HEIGHT = 290
LEGEND = {"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0}
# Petroff's first ones, each with a dash or a pattern of its own as second cue
COLOURS = ("#3f90da", "#e76300", "#94a4a2", "#832db6")
DASHES = ("solid", "dash", "dot", "dashdot")
PATTERNS = ("", "/", "x", ".")


def quality(curves: Curves, measure: str, names: Mapping[str, str], unit: str) -> go.Figure:
    """One measure of the restored digits and of the baselines over the level.

    ``names`` gives the words for ``restored``, ``noisy``, ``black``, ``mean_image``. What is
    infinite (the PSNR of an input without noise) is left out of its line.
    """
    figure = go.Figure()
    for number, (what, name) in enumerate(names.items()):
        values = curves.quality[what][measure]
        _line(figure, number, name, curves.levels, np.where(np.isfinite(values), values, np.nan))
    figure.update_yaxes(title=unit)
    return figure


def accuracy(curves: Curves, names: Mapping[str, str], unit: str) -> go.Figure:
    """The accuracy of each system over the level, in per cent, with its standard error."""
    figure = go.Figure()
    for number, (system, name) in enumerate(names.items()):
        share = curves.accuracy[system]
        error = 100.0 * np.sqrt(share * (1.0 - share) / curves.images)
        _line(figure, number, name, curves.levels, 100.0 * share, error)
    figure.update_yaxes(title=unit)
    return figure


def mark_level(figure: go.Figure, level: float, title: str) -> go.Figure:
    """Mark the present level, and finish the figure; ``title`` names the level's axis."""
    figure.add_vline(x=level, line={"color": ACCENT, "width": 2})
    figure.update_layout(
        height=HEIGHT, margin=MARGIN, legend=LEGEND, showlegend=True, hovermode="x unified"
    )
    figure.update_xaxes(title=title)
    return figure


def probabilities(
    shares: Mapping[str, Sequence[float]],
    true: int | None,
    digit: str,
    unit: str,
    names: Sequence[str],
) -> go.Figure:
    """Class probabilities of one digit as bars, a colour and a pattern for each system.

    ``shares`` gives K probabilities by the system's name; the true digit, where it is
    known, is marked on the axis. ``names`` are those of the K classes.
    """
    figure = go.Figure()
    for number, (name, values) in enumerate(shares.items()):
        per_cent = 100.0 * np.asarray(values, float)
        figure.add_bar(
            x=list(range(len(names))),
            y=per_cent,
            name=name,
            marker={"color": COLOURS[number], "pattern": {"shape": PATTERNS[number]}},
            text=[f"{value:.0f}" if value >= 5 else "" for value in per_cent],
            textposition="outside",
            customdata=list(names),
            hovertemplate="%{customdata}: %{y:.1f} %",
        )
    shown = [f"<b>{name} ✓</b>" if i == true else name for i, name in enumerate(names)]
    figure.update_layout(height=HEIGHT, margin=MARGIN, legend=LEGEND, showlegend=True)
    figure.update_xaxes(title=digit, tickvals=list(range(len(names))), ticktext=shown)
    figure.update_yaxes(title=unit, range=[0, 112])
    return figure


def confusion(matrix: Any, predicted: str, true: str, names: Sequence[str]) -> go.Figure:
    """A confusion matrix (K, K) of counts; ``names`` are those of the classes.

    The share of each true digit gives the shade.
    """
    counts = np.asarray(matrix)
    shares = counts / np.maximum(1, counts.sum(axis=1, keepdims=True))
    # errors are few beside hits: a root shows them
    figure = heat_map(counts, np.sqrt(shares), (names, names), predicted, true, 400)
    figure.update_traces(zmin=0, zmax=1, hovertemplate="%{y} → %{x}: %{text}<extra></extra>")
    figure.update_layout(margin={**MARGIN, "l": 40})
    figure.update_xaxes(constrain="domain")
    return figure


def _line(
    figure: go.Figure, number: int, name: str, x: Any, y: Any, error: Any | None = None
) -> None:
    figure.add_scatter(
        x=x,
        y=y,
        name=name,
        mode="lines+markers",
        line={"color": COLOURS[number], "dash": DASHES[number]},
        error_y=None if error is None else {"array": error, "width": 3, "thickness": 1},
    )
