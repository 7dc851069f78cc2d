"""Two histograms on one axis: a model's own pictures, and others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from explorer.plots.noise import COLOURS, LEGEND, MARGIN, PATTERNS

BINS = 40


def histograms(
    values: Sequence[np.ndarray], names: Sequence[str], unit: str, share: str
) -> go.Figure:
    """The share of each of two sets of values in each of 40 bins, which both share.

    Values beyond the 99.5th percentile of all are in the last bin.
    """
    top = max(float(np.percentile(np.concatenate(values), 99.5)), 1e-9)
    edges = np.linspace(0.0, top, BINS + 1)
    figure = go.Figure()
    for number, (own, name) in enumerate(zip(values, names, strict=True)):
        counts, _ = np.histogram(np.minimum(own, top), edges)
        marker = {"color": COLOURS[number], "pattern": {"shape": PATTERNS[number]}}
        figure.add_bar(
            x=(edges[:-1] + edges[1:]) / 2, y=100 * counts / len(own), name=name, marker=marker
        )
    figure.update_traces(opacity=0.65, width=float(edges[1]), hovertemplate="%{x:.3f}: %{y:.1f} %")
    figure.update_layout(barmode="overlay", height=280, margin=MARGIN, legend=LEGEND)
    figure.update_xaxes(title=unit)
    figure.update_yaxes(title=share)
    return figure
