"""The lesson's figures: arrays in, Plotly figures out. No Streamlit and no Keras here."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

MARGIN = {"l": 40, "r": 10, "t": 10, "b": 30}
HEIGHT = 190
REACH = 8.0  # the axis' ends: codes of one model stay comparable from digit to digit


def code(values: np.ndarray) -> go.Figure:
    """A latent code (D,) as bars in the order of its dims."""
    values = np.asarray(values, float)
    names = [f"z{i + 1}" for i in range(len(values))]
    bars = go.Bar(x=names, y=values.tolist(), texttemplate="%{y:.1f}", textposition="outside")
    figure = go.Figure(bars)
    reach = max(REACH, 1.25 * float(np.abs(values).max()))
    figure.update_layout(height=HEIGHT, margin=MARGIN)
    figure.update_yaxes(range=[-reach, reach])
    return figure
