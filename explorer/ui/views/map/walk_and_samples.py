"""Below the map: a walk, samples from the prior, and samples from a mixture of the codes.

The page draws them by itself as soon as a widget moves (``web/strips``), and tells of it
afterwards; until it can, and where it cannot, the server sends the pictures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from explorer.analysis import latent
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import Row, strips, triggered, waiter
from explorer.ui.errors import as_sentence
from explorer.ui.shared import browser_models, codes, models
from explorer.ui.texts import spoken, text
from explorer.ui.views.map.export import show_walk
from explorer.ui.views.map.settings import VIEW, key

if TYPE_CHECKING:
    from explorer.analysis.mixture import Mixture

THUMB = 56  # pixels
LETTERS = ("A", "B")  # of points that were kept as ends of walks
ENDS = ("walk_from", "walk_to")
DEFAULTS: dict[str, Any] = {
    "walk_from": "0", "walk_to": "6", "steps": 12, "even": False, "ways": False,
    "samples": 12, "draw": 0,
}  # fmt: skip
SWITCHES = ("even", "ways")  # which the page alone can follow: it has the decoder
RANGES = {"steps": (3, 24), "samples": (4, 36), "draw": (0, 1_000_000)}


@st.fragment
@as_sentence
def show_strips(record: SavedModel) -> None:
    """All strips; they wait for TensorFlow only where NumPy cannot read the decoder."""
    if not models.is_ready(record):
        if waiter(text("map.loading"), key("waiter")):
            models.warm_up(record)
        return
    take(record, triggered(key("strips"), "set"))
    kept, values = kept_points(record), chosen(record)
    points, fitted = walk_of(record, values), codes.known_mixture(record)
    answered = state.recall(VIEW, "strips_by_page") == record.sha256
    kind = "vae" if record.config.model.variational else "ae"
    data = {
        "space": record.sha256[:8],
        "key": browser_models.name_of(record),
        "dim": record.config.model.latent_dim,
        "beta": browser_models.beta_of(record),
        "values": values,
        "classes": list(models.class_names(record.config.data.path)),
        "kept": {letter: point.tolist() for letter, point in kept.items()},
        "groups": None if answered else _pictures(record, points, values, fitted),
        "mixture": fitted and fitted.to_lists(),
        "hint": text(f"strips.samples_hint_{kind}"),
        **spoken("strips"),
    }
    strips(data, key("strips"))
    if fitted is None and waiter("", key("mixture")):  # a picture is on screen
        codes.mixture(record)
    show_walk(record, points)


def draw_ahead(record: SavedModel) -> None:
    """Decode the strips as they are before a widget is moved: the first visitor finds them."""
    means, names = models.arrays(record)["z_mean"], models.labels(record)
    start, end = (latent.centre_of(means, names, int(DEFAULTS[name])) for name in ENDS)
    models.decode(record, latent.walk(start, end, DEFAULTS["steps"]))
    dim = record.config.model.latent_dim
    models.decode(record, latent.prior_samples(DEFAULTS["samples"], dim, DEFAULTS["draw"]))


def take(record: SavedModel, told: dict[str, Any] | None) -> None:
    """Keep what the page was set to just now, as far as it can be."""
    if not told:
        return
    for name, value in dict(told.get("values") or {}).items():
        if name in DEFAULTS and _allowed(name, value, (*_classes(record), *LETTERS)):
            state.keep(VIEW, name, value)
    dim = record.config.model.latent_dim
    for letter, z in dict(told.get("kept") or {}).items():
        point = np.asarray(z, np.float32)
        if letter in LETTERS and point.shape == (dim,) and np.isfinite(point).all():
            state.keep_point(VIEW, letter, record.sha256, point)
    state.keep(VIEW, "strips_by_page", record.sha256 if told.get("answered") else "")


def chosen(record: SavedModel) -> dict[str, Any]:
    """Where the widgets stand: what was chosen, or else what is usual."""
    ends = (*_classes(record), *kept_points(record))
    values = {name: state.recall(VIEW, name, usual) for name, usual in DEFAULTS.items()}
    last = int(_classes(record)[-1])
    usual = DEFAULTS | {"walk_to": str(min(last, int(DEFAULTS["walk_to"])))}
    return {n: v if _allowed(n, v, ends) else usual[n] for n, v in values.items()}


def _classes(record: SavedModel) -> tuple[str, ...]:
    """The labels whose centres a walk may go between; without classes, that of all pictures."""
    return tuple(map(str, range(max(1, len(models.class_names(record.config.data.path))))))


def _allowed(name: str, value: Any, ends: tuple[str, ...]) -> bool:
    if name in SWITCHES:
        return isinstance(value, bool)
    if name not in RANGES:
        return value in ends
    low, high = RANGES[name]
    return isinstance(value, int) and low <= value <= high


def kept_points(record: SavedModel) -> dict[str, np.ndarray]:
    """The points (D,) that were kept in this model's space, by their letter."""
    found = {letter: state.recall_point(VIEW, letter, record.sha256) for letter in LETTERS}
    return {letter: point for letter, point in found.items() if point is not None}


def walk_of(record: SavedModel, values: dict[str, Any]) -> np.ndarray:
    """The points of the walk, (steps, D)."""
    start, end = (_end(record, values[name]) for name in ENDS)
    return latent.walk(start, end, values["steps"])


def _end(record: SavedModel, end: str) -> np.ndarray:
    """The latent point (D,) that an end of the walk stands for."""
    kept = kept_points(record).get(end)
    if kept is not None:
        return kept
    arrays = models.arrays(record)
    return latent.centre_of(arrays["z_mean"], models.labels(record), int(end))


def _pictures(
    record: SavedModel, walk: np.ndarray, values: dict[str, Any], mixture: Mixture | None
) -> dict[str, list[dict[str, Any]]]:
    """All rows, decoded here; that of the mixture once it is fitted."""
    steps, count = values["steps"], values["samples"]
    prior = latent.prior_samples(count, record.config.model.latent_dim, values["draw"])
    labels = [text("strips.step_label", step=i + 1, steps=steps) for i in range(steps)]
    names = [text("strips.sample_label", number=i + 1) for i in range(count)]
    rows = {"walk": (walk, labels), "prior": (prior, names)}
    if mixture is not None:
        told = [text("strips.fitted_label", number=i + 1) for i in range(count)]
        rows["fitted"] = (mixture.draws(count, values["draw"]), told)
    return {
        name: [Row("", models.decode(record, points), THUMB, words).to_dict()]
        for name, (points, words) in rows.items()
    }
