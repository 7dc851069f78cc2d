"""Arrays in, Plotly figures out. No Streamlit and no Keras here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from explorer.plots.palette import DIGIT_COLOURS

SYMBOLS = ("circle", "x", "diamond")  # ten colours come again in another shape
MARGIN = {"l": 50, "r": 10, "t": 10, "b": 40}


def loss_curves(history: Mapping[str, Sequence[float]], epoch: str, loss: str) -> go.Figure:
    """One line a loss over the epochs; r_loss and kl_loss, when there, stand apart.

    Losses differ by orders of magnitude (a KL loss is weighted by a small k2), so
    the axis is logarithmic. ``epoch`` and ``loss`` title the axes.
    """
    figure = go.Figure()
    for name, values in history.items():
        if "loss" not in name:
            continue
        epochs = list(range(1, len(values) + 1))
        figure.add_scatter(x=epochs, y=list(values), name=name, mode="lines+markers")
    figure.update_layout(height=300, margin=MARGIN, hovermode="x unified")
    figure.update_xaxes(title=epoch)
    figure.update_yaxes(title=loss, type="log")
    return figure


def kl_bars(kl: Sequence[float], title: str) -> go.Figure:
    """KL divergence in nats of each latent dim, as bars in order; ``title`` is the axis's."""
    names = [f"z{i + 1}" for i in range(len(kl))]
    figure = go.Figure(go.Bar(x=names, y=list(kl), texttemplate="%{y:.2f}"))
    figure.update_layout(height=300, margin=MARGIN)
    figure.update_yaxes(title=title, rangemode="tozero")
    return figure


def heat_map(
    counts: Any,
    shade: Any,
    names: tuple[Sequence[str], Sequence[str]],
    column: str,
    row: str,
    height: int = 380,
) -> go.Figure:
    """Counts (R, K), each written into its cell, the first row at the top.

    ``shade`` (R, K) rises with them; ``names`` are those of the rows and of the columns, and
    ``column`` and ``row`` title the axes.
    """
    heat = go.Heatmap(
        z=shade,
        x=list(names[1]),
        y=list(names[0]),
        text=counts,
        texttemplate="%{text}",
        colorscale="Blues",
        showscale=False,
        hovertemplate=f"{row} %{{y}}, {column} %{{x}}: %{{text}}<extra></extra>",
    )
    figure = go.Figure(heat)
    figure.update_layout(height=height, margin=MARGIN)
    figure.update_xaxes(title=column, dtick=1)
    figure.update_yaxes(title=row, autorange="reversed", dtick=1)
    return figure


def confusion(matrix: Any, predicted: str, true: str, names: Sequence[str]) -> go.Figure:
    """A confusion matrix (K, K) of counts; true classes, with these ``names``, in rows."""
    counts = np.asarray(matrix)
    # errors are few beside hits: a log shade shows them
    return heat_map(counts, np.log1p(counts), (names, names), predicted, true)


def cross_table(matrix: Any, column: str, row: str, names: Sequence[str]) -> go.Figure:
    """Counts (R, K) of the R classes with these ``names`` in groups named A, B, C ..."""
    counts = np.asarray(matrix)
    letters = [chr(ord("A") + i) for i in range(counts.shape[1])]
    return heat_map(counts, np.log1p(counts), (names, letters), column, row, 360)


def codes_in_3d(
    points: np.ndarray, labels: np.ndarray, axes: Sequence[str], classes: Sequence[str]
) -> go.Figure:
    """Codes (N, 3) as points in space, one trace, colour and symbol a class."""
    figure = go.Figure()
    for digit in np.unique(labels).tolist():
        x, y, z = np.asarray(points[labels == digit], np.float32).T
        again, colour = divmod(digit, len(DIGIT_COLOURS))
        marker = {"size": 2 + again, "color": DIGIT_COLOURS[colour], "symbol": SYMBOLS[again]}
        figure.add_scatter3d(x=x, y=y, z=z, mode="markers", name=classes[digit], marker=marker)
    scene = {f"{axis}axis_title": name for axis, name in zip("xyz", axes, strict=True)}
    figure.update_layout(
        height=560,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        scene=scene,
        legend_itemsizing="constant",
    )
    return figure
