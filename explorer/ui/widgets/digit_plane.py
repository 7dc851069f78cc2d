"""Test digits and the decoded grid on a plane: data of the plane component."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from explorer.analysis import posterior
from explorer.beta import preset_of
from explorer.data.mnist import DIGITS
from explorer.data.pictures import png_bytes
from explorer.models import saved
from explorer.models.saved import SavedModel
from explorer.plots.palette import DIGIT_COLOURS
from explorer.ui.components import encode
from explorer.ui.shared import codes, models
from explorer.ui.shared.kept import kept
from explorer.ui.texts import plain, text
from explorer.ui.widgets.loss_weights import preset_title

SHOWN = 4000  # test digits on a map: a third of a page's width holds no more
SPACE = "kl"  # its planes share the picked place among themselves
MARGIN = 0.04  # of the points' spread, around them
PRIOR = 3.0  # every map shows at least -3..3: a collapsed VAE is a dot in it


def title(record: SavedModel) -> str:
    """What people call a model: its preset, or the folder of its run."""
    model = record.config.model
    preset = preset_of(model.k1, model.k2)
    if record.folder != saved.PRETRAINED:
        return Path(record.folder).name
    return preset_title(preset) if preset else record.name


def spread(means: np.ndarray) -> str:
    """Within how far of the origin 98 % of the codes' coordinates lie."""
    return plain(float(f"{np.percentile(np.abs(means), 98):.2g}"))


def map_data(record: SavedModel, arrays: Mapping[str, np.ndarray]) -> dict[str, Any]:
    """The first test digits where the encoder puts them, never closer in than the prior."""
    flat = arrays["z_mean"][:SHOWN, :2]
    far = 1.04 * max(PRIOR, float(np.abs(flat).max()))
    label = text("kl.map_label", count=len(flat), model=title(record))
    return {**digit_map(record, flat, far), "label": label, "space": SPACE}


def digit_map(record: SavedModel, points: np.ndarray, far: float) -> dict[str, Any]:
    """The first test digits at ``points`` (N, 2), in a frame from -far to far."""
    data = {
        **labelled_points(points, record),
        "view": {"x": [-far, far], "y": [-far, far]},
        "axes": axes(),
        "outlines": [prior()],
    }
    if float(points.std()) <= 0.05:  # ten names would lie on one spot
        data["marks"] = []
    return data


def labelled_points(points: np.ndarray, record: SavedModel) -> dict[str, Any]:
    """The first test digits at their places (N, 2), all in the frame (:func:`points_data`)."""
    labels = models.labels(record)[: len(points)]
    return points_data(points, labels, record.config.data.path)


def points_data(points: np.ndarray, labels: np.ndarray, path: str | None) -> dict[str, Any]:
    """Digits (N,) at their places (N, 2), each digit's name at its median, all in the frame."""
    flat = np.ascontiguousarray(points, np.float32)
    return {
        "view": frame(flat.min(axis=0), flat.max(axis=0)),
        "points": encode(flat),
        "marks": codes.medians(flat, labels, len(models.class_names(path))),
        **digits_data(labels, path),
    }


def frame(low: np.ndarray, high: np.ndarray) -> dict[str, list[float]]:
    """The ends of both axes around what lies between two corners (2,), with a little room."""
    margin = MARGIN * (high - low) + 1e-3
    x, y = np.stack([low - margin, high + margin], axis=1).tolist()
    return {"x": x, "y": y}


def digits_data(labels: np.ndarray, path: str | None) -> dict[str, Any]:
    """Which digit each point is, in which colour, and what the legend says of it.

    Other classes than digits are named, too.
    """
    names = models.class_names(path)
    return {
        "digits": encode(labels.astype(np.uint8)),
        "colours": list(DIGIT_COLOURS),
        "legend": text("map.legend", digit="{digit}"),  # web/common/legend.js fills it in
        **({} if names == DIGITS else {"classes": list(names)}),
    }


def axes() -> list[str]:
    return [text("map.axis", number=1), text("map.axis", number=2)]


def grid_data(record: SavedModel, arrays: Mapping[str, np.ndarray]) -> dict[str, Any]:
    """The grid over the prior that was decoded beforehand."""
    x, y = (arrays[name].tolist() for name in ("grid_x", "grid_y"))
    return {
        "view": {"x": [x[0], x[-1]], "y": [y[0], y[-1]]},
        "ticks": {"x": x, "y": y},
        "axes": axes(),
        "label": text("kl.grid_label", size=len(x), model=title(record)),
        "picture": _picture(record),
        "space": SPACE,
    }


@kept(24)
def _picture(record: SavedModel) -> str:
    """The decoded grid as base64 of a PNG, which takes longer to make than to draw."""
    return encode(png_bytes(models.arrays(record)["grid"]))


def prior() -> dict[str, Any]:
    """The circle that holds 95 % of the prior: codes should fill it, and little more."""
    line = posterior.ring([0, 0], [1, 1], posterior.times_around(0.95))
    return {"group": None, "name": "", "line": line.tolist()}


def view_tools() -> dict[str, str]:
    """The buttons of a plane that zooms and decodes by itself."""
    names = ("ground", "hand", "closer", "further", "whole", "play")
    return {name: text(f"live.{name}") for name in names}
