"""The map's settings: which model, which axes, which grid. Widgets of the sidebar."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import streamlit as st

from explorer import latent
from explorer.errors import ExplorerError
from explorer.ui import cache, state
from explorer.ui.texts import text
from explorer.weights import Record

VIEW = "map"
DEFAULT_SIZE = 20


@dataclass(frozen=True)
class Grid:
    """Where the decoded grid lies: rising values of its columns and rows (from below)."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    is_default: bool


def key(name: str) -> str:
    return state.key(VIEW, name)


def choose_model() -> Record:
    """The model chooser; raises WeightsError when the chosen one cannot be read."""
    name = st.selectbox(
        text("map.model"),
        cache.names(),
        index=cache.names().index("vae_functional"),
        format_func=_title,
        help=text("map.model_help"),
        key=key("model"),
    )
    return cache.record(name)


def _title(name: str) -> str:
    try:
        record = cache.record(name)
    except ExplorerError:
        return Path(name).name  # choosing it tells what is wrong
    model = record.config.model
    system = text(f"models.{model.name}", dim=model.latent_dim)
    is_bundled = name == record.name
    return system if is_bundled else text("models.trained", run=Path(name).name, system=system)


def choose_axes(dim: int) -> tuple[int, int]:
    """The two latent dims that the planes show; nothing to choose up to two."""
    if dim <= 2:
        return 0, dim - 1
    names = range(dim)

    def title(axis: int) -> str:
        return text("map.axis", number=axis + 1)

    left, right = st.columns(2)
    x = left.selectbox(
        text("map.axis_x"), names, 0, title, key=key("axis_x"), help=text("map.axis_help", dim=dim)
    )
    others = [axis for axis in names if axis != x]
    y = right.selectbox(text("map.axis_y"), others, 0, title, key=key("axis_y"))
    return x, y


def choose_grid(record: Record, means: np.ndarray, axes: tuple[int, int]) -> Grid:
    """Spacing, size and range of the decoded grid."""
    variational = record.config.model.variational
    kinds = ["quantile", "linear", "fit"] if variational else ["fit", "linear", "quantile"]
    kind = st.selectbox(
        text("map.grid"),
        kinds,
        format_func=lambda k: text(f"map.grid_{k}"),
        help=text("map.grid_help"),
        key=key(f"grid.{variational}"),
    )
    size = st.slider(text("map.size"), 5, 30, DEFAULT_SIZE, key=key("size"))
    default = kind == kinds[0] and size == DEFAULT_SIZE and axes[0] == 0 and axes[1] <= 1
    if kind == "quantile":
        values = tuple(latent.grid_points("quantile", size))
        return Grid(values, values, default)
    if kind == "fit":
        x, y = (_spread(means[:, axis], size) for axis in axes)
        return Grid(x, y, default)
    limit = max(4.0, float(np.ceil(np.abs(means).max())))
    low, high = st.slider(
        text("map.range"), -limit, limit, (-3.0, 3.0), 0.5, key=key(f"range.{record.sha256[:8]}")
    )
    high = high if high > low else low + 0.5
    values = tuple(latent.grid_points("linear", size, low, high))
    return Grid(values, values, default)


def _spread(values: np.ndarray, size: int) -> tuple[float, ...]:
    """Evenly from the 1st to the 99th percentile; a collapsed axis still gets a width."""
    low, high = np.percentile(values, [1, 99])
    if high - low < 1e-3:
        low, high = low - 1.0, high + 1.0
    return tuple(latent.grid_points("linear", size, float(low), float(high)))
