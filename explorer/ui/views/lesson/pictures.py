"""The picture of each step of the lesson, from arrays beside the weights: no network."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from explorer.analysis import latent
from explorer.config import IMAGE_SIDE, NoiseConfig
from explorer.data.pictures import cells, every_cell
from explorer.lesson import LOSSES, TASKS
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import Row, digits, encode, heights, near, plane, triggered
from explorer.ui.errors import as_sentence
from explorer.ui.shared import browser_models, codes, dedicated, models, told
from explorer.ui.texts import in_language, number, plain, text
from explorer.ui.views.lesson.cloud import show_cloud, show_draws
from explorer.ui.views.lesson.dial import show_dial, show_pays
from explorer.ui.views.lesson.map import map_data
from explorer.ui.views.lesson.steps import (
    VIEW,
    autoencoder,
    chosen_digit,
    flat_autoencoder,
    key,
    vae,
)

THUMB = 72  # pixels
WALKED = 42
SHOWN = 6  # digits in a row
SEED = 7
SPOILT = ("noise", "mask", "shuffle")
HEIGHT = 10  # the row of the grid that is walked first


def _labels(row: str, labels: np.ndarray) -> list[str]:
    return [text("lesson.picture", what=row, digit=label) for label in labels]


# ---- 1: the task -------------------------------------------------------------


def show_task() -> None:
    """Clean digits, and three ways to make a puzzle of them."""
    pictures, labels = (part[:SHOWN] for part in models.test_digits(None))
    rows = [(text("lesson_task.row_clean"), pictures)]
    rows += [(text(f"lesson_task.row_{name}"), _spoil(*TASKS[name])) for name in SPOILT]
    digits([Row(title, row, THUMB, _labels(title, labels)) for title, row in rows], key("task"))


@st.cache_data(show_spinner=False)
def _spoil(mode: str, level: float) -> np.ndarray:
    """The first test digits, corrupted: uint8 (6, 28, 28)."""
    from explorer.data.corruption import corrupt  # scikit-image: not before this step is shown
    from explorer.data.pictures import to_bytes

    clean = models.test_digits(None)[0][:SHOWN, ..., None].astype(np.float32) / 255
    return to_bytes(corrupt(clean, NoiseConfig(mode, level), SEED)[..., 0])


# ---- 2: encoder and decoder --------------------------------------------------


def show_coder() -> None:
    """A digit, its code as bars, and what the decoder makes of the code."""
    record, index = autoencoder(), chosen_digit()
    arrays = models.arrays(record)
    pictures, labels = models.test_digits(record.config.data.path)
    label = labels[index : index + 1]
    for name, picture in (("before", pictures[index]), ("after", arrays["reconstructions"][index])):
        if name == "after":
            _show_code(arrays["z_mean"][index])
        title = text(f"lesson_coder.{name}")
        digits([Row(title, picture[None], 2 * THUMB, _labels(title, label))], key(f"coder_{name}"))


def _show_code(code: np.ndarray) -> None:
    from explorer.plots import lesson  # Plotly: not before this step is shown

    dims = enumerate(code, start=1)
    written = ", ".join(f"z{dim} {number(value, '.1f')}" for dim, value in dims)
    st.markdown(f"**{text('lesson_coder.code', count=len(code))}**")
    alt = text("lesson_coder.code_alt", code=written)
    st.plotly_chart(in_language(lesson.code(code)), key=key("code"), alt=alt)


# ---- 3: clusters -------------------------------------------------------------


def show_clusters() -> None:
    """The map; a click shows the digits that lie nearest."""
    record = vae()
    clusters(record)
    browser_models.bring(record, VIEW, "", [browser_models.CODES])
    browser_models.bring_pictures(record, VIEW)


@st.fragment
@as_sentence
def clusters(record: SavedModel) -> None:
    """A click on the map reruns this where the page cannot answer it by itself."""
    told.adopt()
    picked = plane(map_data(record), key("clusters")).pick or triggered(key("nearest"), "pick")
    if picked:
        state.keep(VIEW, "place", (picked["x"], picked["y"]))
    place = state.recall(VIEW, "place")
    data = {
        "space": VIEW,
        "key": browser_models.name_of(record),
        "pictures": codes.pictures_name(record),
        "count": SHOWN,
        "title": text("lesson_clusters.nearest"),
        "hint": text("lesson_clusters.click"),
        "label": text("lesson.picture", what="{what}", digit="{digit}"),  # near.js fills it in
        "told": {"ticket": told.ticket(), "view": VIEW},
        "place": list(place) if place else None,
        "groups": [_nearest(record, np.array(place)).to_dict()] if place else None,
    }
    near(data, key("nearest"))


def _nearest(record: SavedModel, place: np.ndarray) -> Row:
    """The test digits nearest to a place (2,)."""
    nearest, _ = latent.neighbours(models.arrays(record)["z_mean"], place, SHOWN)
    pictures, labels = models.test_digits(record.config.data.path)
    title = text("lesson_clusters.nearest")
    return Row(title, pictures[nearest], THUMB, _labels(title, labels[nearest]))


# ---- 4: holes ----------------------------------------------------------------


def show_holes() -> None:
    """Two maps of as many dims, and below them their grids, as they were decoded beforehand."""
    for column, (name, record) in zip(st.columns(2), _flat(), strict=True):
        with column:
            st.markdown(f"**{text(f'lesson_holes.{name}')}**")
            label = text(f"lesson_holes.{name}_map")
            plane(map_data(record, label=label, space=f"{VIEW}-{name}"), key(f"holes_{name}"))
            picture = every_cell(models.arrays(record)["grid"], 2)
            st.image(picture, width="stretch", alt=text(f"lesson_holes.{name}_alt"))
            st.caption(text(f"lesson_holes.{name}_caption"))


def _flat() -> list[tuple[str, SavedModel]]:
    return [("ae", flat_autoencoder()), ("vae", vae())]


def _both() -> list[tuple[str, SavedModel]]:
    return [("ae", autoencoder()), ("vae", vae())]


# ---- 7: losses ---------------------------------------------------------------


def show_losses() -> None:
    """The grids of VAEs trained at other weights, each with its two losses in nats."""
    for column, name in zip(st.columns(len(LOSSES)), LOSSES, strict=True):
        record = models.record(name)
        model, figures = record.config.model, dedicated.figures_of(record)
        weights = f"{plain(model.k1)} : {plain(model.k2)}"
        column.markdown(f"**k1 : k2 = {weights}**")
        alt = text("lesson_losses.alt", weights=weights)
        column.image(every_cell(models.arrays(record)["grid"], 3), width="stretch", alt=alt)
        values = {"beta": plain(model.beta), **figures}
        if figures:
            column.caption(text("lesson_losses.caption", **values))


# ---- 10: the walk -------------------------------------------------------------


def show_walk() -> None:
    """One row of each grid: the same straight line through two spaces."""
    walk()
    for name, record in _both():
        browser_models.bring(record, VIEW, f"{name}.")


@st.fragment
@as_sentence
def walk() -> None:
    """The rows at the height that the page has told; the first of them decoded beforehand."""
    size = len(models.arrays(vae())["grid_y"])
    told = triggered(key("walk"), "set")
    if told and told.get("height") in range(1, size + 1):
        state.keep(VIEW, "height", told["height"])
    at = int(state.recall(VIEW, "height", HEIGHT))
    shown = list(reversed(_both()))
    rows = [
        {
            "key": browser_models.name_of(record),
            "title": text(f"lesson_walk.{name}"),
            "dim": record.config.model.latent_dim,
            "points": encode(_grid_points(record)),
        }
        for name, record in shown
    ]
    data = {
        "rows": rows,
        "heights": size,
        "height": at,
        "label": text("lesson_walk.height"),
        "step": text("lesson_walk.step", number="{number}", count="{count}"),
        "groups": [_row_at(name, record, at) for name, record in shown],
    }
    heights(data, key("walk"))


def _grid_points(record: SavedModel) -> np.ndarray:
    """Every second point of each row of a model's grid, from below: float32 (H, steps, D)."""
    arrays = models.arrays(record)
    x, y = arrays["grid_x"], arrays["grid_y"]
    centre = models.grid_centre(arrays["z_mean"])
    return latent.plane(x, y, centre).reshape(len(y), len(x), -1)[::-1, ::2].astype("<f4")


def _row_at(name: str, record: SavedModel, height: int) -> dict[str, Any]:
    """The same row, as it was decoded beforehand."""
    grid = models.arrays(record)["grid"]
    steps = np.ascontiguousarray(cells(grid)[len(grid) // IMAGE_SIDE - height, ::2])
    numbers = range(1, len(steps) + 1)
    labels = [text("lesson_walk.step", number=n, count=len(steps)) for n in numbers]
    return Row(text(f"lesson_walk.{name}"), steps, WALKED, labels).to_dict()


PICTURES: dict[str, Callable[[], None]] = {
    "task": show_task,
    "coder": show_coder,
    "clusters": show_clusters,
    "holes": show_holes,
    "cloud": show_cloud,
    "draws": show_draws,
    "losses": show_losses,
    "dial": show_dial,
    "pays": show_pays,
    "walk": show_walk,
}
