"""The map's settings: which model, which axes, which grid. Widgets of the sidebar."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import streamlit as st

from explorer.analysis import latent
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.shared import models
from explorer.ui.texts import slider_format, text
from explorer.ui.widgets import model_chooser

VIEW = "map"
DEFAULT_MODEL = "vae_functional"
DEFAULT_SIZE = 20
SIZES = (5, 30)


@dataclass(frozen=True)
class Grid:
    """Where the decoded grid lies: rising values of its columns and rows (from below)."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    is_default: bool


@dataclass(frozen=True)
class Side:
    """A model with its planes. Two may stand below each other: ``slot`` tells them apart.

    ``slot`` is "" for the view's own model, and "b_" for the one it is compared with;
    ``name`` is what the chooser knows the model by.
    """

    slot: str
    name: str
    record: SavedModel
    axes: tuple[int, int]
    grid: Grid

    @cached_property
    def means(self) -> np.ndarray:
        """z_mean of every test digit, float32 (N, D)."""
        return models.arrays(self.record)["z_mean"]

    @cached_property
    def flat(self) -> np.ndarray:
        """The two shown coordinates, float32 (N, 2); a 1-D space is spread out at random."""
        means = self.means
        if means.shape[1] == 1:
            return latent.spread_out(means)
        return self.project(means)

    def project(self, points: np.ndarray) -> np.ndarray:
        """Where points (N, D) lie on the planes, float32 (N, 2)."""
        if self.axes != models.PRINCIPAL:
            return np.ascontiguousarray(points[:, list(self.axes)], np.float32)
        directions, centre = models.principal(self.record)
        return ((points - centre) @ directions.T).astype(np.float32)

    def lift(self, place: tuple[float, float], through: np.ndarray) -> np.ndarray:
        """The point (D,) at a place of the planes, in the slice through another point (D,)."""
        point = through.copy()
        if self.axes == models.PRINCIPAL:
            directions, _ = models.principal(self.record)
            point += (np.array(place) - self.project(through[None])[0]) @ directions
        else:
            for axis, value in zip(self.axes[: len(point)], place, strict=False):
                point[axis] = value
        return point

    @cached_property
    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        """The lowest and the highest of both shown coordinates, (2,) each."""
        return self.flat.min(axis=0), self.flat.max(axis=0)

    @cached_property
    def spread(self) -> float:
        """How far the codes lie from their mean, over all dims."""
        return float(np.linalg.norm(self.means.std(axis=0)))

    @property
    def space(self) -> str:
        """The name that its planes and its picked point share in the browser."""
        return self.slot + self.record.sha256[:8]

    def key(self, name: str) -> str:
        return key(self.slot + name)


def key(name: str) -> str:
    return state.key(VIEW, name)


def choose_model() -> SavedModel:
    """The model chooser; raises WeightsError when the chosen one cannot be read."""
    words = (text("map.model"), text("map.model_help"))
    return model_chooser.choose_model(VIEW, "model", DEFAULT_MODEL, *words, models.names())


def choose_axes(dim: int) -> tuple[int, int]:
    """The two latent dims that the planes show; nothing to choose up to two."""
    if dim <= 2:
        return first_axes(dim)
    left, right = st.columns(2)
    first = [*range(dim), models.PRINCIPAL[0]]
    x = left.selectbox(
        text("map.axis_x"),
        first,
        format_func=_first_title,
        **state.sticky(VIEW, "axis_x", 0, first),
        help=text("map.axis_help", dim=dim),
    )
    if x == models.PRINCIPAL[0]:
        return models.PRINCIPAL
    others = [axis for axis in range(dim) if axis != x]
    y = right.selectbox(
        text("map.axis_y"),
        others,
        format_func=axis_title,
        **state.sticky(VIEW, "axis_y", others[0], others),
    )
    return x, y


def first_axes(dim: int) -> tuple[int, int]:
    """What a plane shows unless something else is chosen: the first two dims."""
    return 0, min(1, dim - 1)


def axis_title(axis: int) -> str:
    """The name of a dim, or of a principal axis."""
    return text("map.component", number=-axis) if axis < 0 else text("map.axis", number=axis + 1)


def _first_title(axis: int) -> str:
    """What the first axis can be: a dim, or with the second the principal axes."""
    return text("map.principal") if axis == models.PRINCIPAL[0] else axis_title(axis)


def grid_kinds(record: SavedModel) -> list[str]:
    """The grids to choose from, the one that suits the model's space first."""
    variational = record.config.model.variational
    return ["quantile", "linear", "fit"] if variational else ["fit", "linear", "quantile"]


def default_grid(record: SavedModel, means: np.ndarray) -> Grid:
    """The grid that was decoded beforehand, and is shown unless another is chosen."""
    return _grid(grid_kinds(record)[0], DEFAULT_SIZE, means, first_axes(means.shape[1]), True)


def choose_grid(record: SavedModel, means: np.ndarray, axes: tuple[int, int]) -> Grid:
    """Spacing, size and range of the decoded grid."""
    kinds = grid_kinds(record)
    name = "grid_vae" if record.config.model.variational else "grid_ae"
    kind = st.selectbox(
        text("map.grid"),
        kinds,
        format_func=_grid_title,
        help=text("map.grid_help"),
        **state.sticky(VIEW, name, kinds[0], kinds),
    )
    size = st.slider(
        text("map.size"), *SIZES, **state.sticky(VIEW, "size", DEFAULT_SIZE, within=SIZES)
    )
    default = kind == kinds[0] and size == DEFAULT_SIZE and axes == first_axes(means.shape[1])
    if axes == models.PRINCIPAL:
        directions, centre = models.principal(record)
        means, axes = (means - centre) @ directions.T, (0, 1)
    if kind != "linear":
        return _grid(kind, size, means, axes, default)
    values = tuple(latent.grid_points("linear", size, *_choose_range(means)))
    return Grid(values, values, default)


def _grid_title(kind: str) -> str:
    return text(f"map.grid_{kind}")


def _grid(kind: str, size: int, means: np.ndarray, axes: tuple[int, int], default: bool) -> Grid:
    if kind == "quantile":
        values = tuple(latent.grid_points("quantile", size))
        return Grid(values, values, default)
    x, y = (tuple(latent.fitted_points(means[:, axis], size)) for axis in axes)
    return Grid(x, y, default)


def _choose_range(means: np.ndarray) -> tuple[float, float]:
    limit = max(4.0, float(np.ceil(np.abs(means).max())))
    kept = state.recall(VIEW, "range")
    if kept is not None and not (len(kept) == 2 and -limit <= kept[0] <= kept[1] <= limit):
        state.put(VIEW, "range", (-3.0, 3.0))  # another model's codes lie further out
    chosen: Any = st.slider(  # a pair, as its sticky value is one
        text("map.range"),
        -limit,
        limit,
        step=0.5,
        format=slider_format(),
        **state.sticky(VIEW, "range", (-3.0, 3.0)),
    )
    low, high = chosen
    return low, (high if high > low else low + 0.5)
