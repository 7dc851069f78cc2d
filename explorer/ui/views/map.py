"""The latent map: test digits as points, the decoded grid, and the picked point."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from explorer import latent
from explorer.palette import DIGIT_COLOURS
from explorer.ui import cache, state
from explorer.ui.components import Row, digits, encode, plane
from explorer.ui.errors import as_sentence
from explorer.ui.texts import text
from explorer.ui.views.map_controls import VIEW, Grid, choose_axes, choose_grid, choose_model, key
from explorer.ui.views.map_numbers import show_figures, show_summary
from explorer.ui.views.map_strips import show_strips
from explorer.weights import Record

NEIGHBOURS = 8
LINK: dict[str, Any] = {}


def show() -> None:
    """The whole view. Nothing here needs TensorFlow until a point is picked."""
    with st.sidebar:
        record = choose_model()
        arrays = cache.arrays(record)
        axes = choose_axes(arrays["z_mean"].shape[1])
        grid = choose_grid(record, arrays["z_mean"], axes)
    st.markdown(text("map.lead", count=len(arrays["z_mean"])))
    show_summary(record)
    explore(record, axes, grid)
    show_strips(record)
    show_figures(record)


@st.fragment
@as_sentence
def explore(record: Record, axes: tuple[int, int], grid: Grid) -> None:
    """Two planes to pick from, and what was picked. A click reruns only this."""
    arrays = cache.arrays(record)
    left, middle, right = st.columns([5, 5, 3.3], gap="small")
    with left:
        st.subheader(text("map.heading_map"))
        points = plane(_map_data(record, arrays, axes), key=key(f"points.{record.sha256}"))
        st.caption(text("map.hint_map"))
    with middle:
        st.subheader(text("map.heading_grid"))
        cells = plane(_grid_data(record, arrays, axes, grid), key=key(f"cells.{record.sha256}"))
        hint = "hint_grid_2d" if arrays["z_mean"].shape[1] <= 2 else "hint_grid"
        st.caption(text(f"map.{hint}"))
    with right:
        st.subheader(text("map.heading_pick"))
        if st.button(text("map.random"), key=key("random"), width="stretch"):
            _pick_digit(
                record, arrays, int(np.random.default_rng().integers(len(arrays["z_mean"])))
            )
        _take_pick(record, arrays, axes, points.pick or cells.pick)
        _show_pick(record, arrays, axes)


# ---- what the planes show ----------------------------------------------------


def _names(dim: int, axes: tuple[int, int]) -> list[str]:
    if dim == 1:
        return [text("map.axis", number=1), text("map.axis_spread")]
    return [text("map.axis", number=axis + 1) for axis in axes]


def _flat(means: np.ndarray, axes: tuple[int, int]) -> np.ndarray:
    """The two shown coordinates, float32 (N, 2); a 1-D space is spread out at random."""
    if means.shape[1] == 1:
        heights = np.random.default_rng(0).uniform(-1, 1, len(means))
        return np.stack([means[:, 0], heights], axis=1).astype(np.float32)
    return np.ascontiguousarray(means[:, list(axes)], np.float32)


def _map_data(
    record: Record, arrays: dict[str, np.ndarray], axes: tuple[int, int]
) -> dict[str, Any]:
    flat = _flat(arrays["z_mean"], axes)
    labels = cache.labels(record)
    low, high = flat.min(axis=0), flat.max(axis=0)
    margin = 0.04 * (high - low) + 1e-3
    x, y = zip((low - margin).tolist(), (high + margin).tolist(), strict=True)
    marks = [np.median(flat[labels == digit], axis=0).tolist() for digit in np.unique(labels)]
    return {
        "view": {"x": x, "y": y},
        "axes": _names(arrays["z_mean"].shape[1], axes),
        "label": text("map.map_label", count=len(flat)),
        "legend": text("map.legend"),
        "points": encode(flat),
        "digits": encode(labels.astype(np.uint8)),
        "colours": list(DIGIT_COLOURS),
        "marks": marks,
    }


def _grid_data(
    record: Record, arrays: dict[str, np.ndarray], axes: tuple[int, int], grid: Grid
) -> dict[str, Any]:
    from explorer.pictures import png_bytes

    dim = arrays["z_mean"].shape[1]
    if grid.is_default and "grid" in arrays:
        picture = arrays["grid"]
    else:
        with st.spinner(text("map.loading"), show_time=False):
            picture = cache.manifold(record, grid.x, grid.y, axes)
    return {
        "view": {"x": [grid.x[0], grid.x[-1]], "y": [grid.y[0], grid.y[-1]]},
        "ticks": {"x": list(grid.x), "y": list(grid.y) if dim > 1 else [-1.0, 1.0]},
        "axes": _names(dim, axes),
        "label": text("map.grid_label", size=len(grid.x)),
        "picture": encode(png_bytes(picture)),
    }


# ---- what was picked ---------------------------------------------------------


def _take_pick(
    record: Record,
    arrays: dict[str, np.ndarray],
    axes: tuple[int, int],
    pick: dict[str, Any] | None,
) -> None:
    """Turn a click into a latent point: a digit's own code, or any place of the plane."""
    if not pick:
        return
    if pick.get("index") is not None:
        _pick_digit(record, arrays, int(pick["index"]))
        return
    point = cache.grid_centre(arrays["z_mean"])
    point[axes[0]] = pick["x"]
    if len(point) > 1:
        point[axes[1]] = pick["y"]
    state.keep_point(VIEW, "point", record.sha256, point)
    state.keep(VIEW, "index", None)


def _pick_digit(record: Record, arrays: dict[str, np.ndarray], index: int) -> None:
    state.keep_point(VIEW, "point", record.sha256, arrays["z_mean"][index])
    state.keep(VIEW, "index", index)


def _show_pick(record: Record, arrays: dict[str, np.ndarray], axes: tuple[int, int]) -> None:
    """The decoded picture, the nearest test digit before and after, and its neighbours."""
    means = arrays["z_mean"]
    point = state.recall_point(VIEW, "point", record.sha256)
    if point is None:
        _pick_digit(record, arrays, 0)
        point = means[0]
    nearest, distances = latent.neighbours(means, point, NEIGHBOURS + 1)
    kept = state.recall(VIEW, "index")
    index = int(nearest[0]) if kept is None else kept
    decoded = _decode_pick(record, arrays, point, index)
    rows = _rows(record, point, decoded, index, kept is not None, nearest, distances)
    flat = (point[0], _flat(means, axes)[index, 1]) if means.shape[1] == 1 else point[list(axes)]
    digits(rows, key("pick"), pin={"x": float(flat[0]), "y": float(flat[1])})


def _decode_pick(
    record: Record, arrays: dict[str, np.ndarray], point: np.ndarray, index: int
) -> np.ndarray:
    """The point and the digit's own code, decoded: uint8 (2, 28, 28).

    The first digits were decoded beforehand, so that the opening picture needs no
    TensorFlow.
    """
    ready = arrays.get("reconstructions", np.zeros((0, 28, 28), np.uint8))
    if index < len(ready) and np.array_equal(point, arrays["z_mean"][index]):
        return np.stack([ready[index]] * 2)
    points = np.stack([point, arrays["z_mean"][index]])
    if cache.is_ready(record):
        return cache.decode(record, points)
    with st.spinner(text("map.loading"), show_time=False):
        return cache.decode(record, points)


def _rows(
    record: Record,
    point: np.ndarray,
    decoded: np.ndarray,
    index: int,
    is_digit: bool,
    nearest: np.ndarray,
    distances: np.ndarray,
) -> list[Row]:
    pictures, labels = cache.test_digits(record.config.data.path)
    written = ", ".join(f"{value:.2f}" for value in point)
    around = [(i, d) for i, d in zip(nearest, distances, strict=True) if i != index][:NEIGHBOURS]
    title = (
        text("map.picked_digit", index=index, digit=labels[index])
        if is_digit
        else text("map.nearest", index=index, digit=labels[index], distance=distances[0])
    )
    return [
        Row(
            text("map.decoded", point=written),
            decoded[:1],
            168,
            [text("map.decoded_label", point=written)],
        ),
        Row(
            title,
            np.stack([pictures[index], decoded[1]]),
            84,
            [
                text("map.nearest_label", index=index, digit=labels[index]),
                text("map.rebuilt_label"),
            ],
            [text("map.original"), text("map.rebuilt")],
        ),
        Row(
            text("map.neighbours"),
            pictures[[i for i, _ in around]],
            42,
            [
                text("map.neighbour_label", rank=rank + 1, digit=labels[i], distance=d)
                for rank, (i, d) in enumerate(around)
            ],
            [f"{d:.2f}" for _, d in around],
        ),
    ]
