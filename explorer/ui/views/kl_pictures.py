"""What the three maps of the view show, as data of the plane component."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from explorer import kl, posterior, weights
from explorer.palette import DIGIT_COLOURS
from explorer.pictures import png_bytes
from explorer.ui import cache
from explorer.ui.components import encode
from explorer.ui.texts import text
from explorer.weights import Record

DIGITS = 4000  # test digits on a map: a third of a page's width holds no more
SPACE = "kl"  # its planes share the picked place among themselves
PRIOR = 3.0  # every map shows at least -3..3: a collapsed VAE is a dot in it


def title(record: Record) -> str:
    """What people call a model: its preset, or the folder of its run."""
    model = record.config.model
    preset = kl.preset_of(model.k1, model.k2)
    if record.folder != weights.PRETRAINED:
        return Path(record.folder).name
    return text(f"kl.preset_{preset}") if preset else record.name


def plotting() -> Any:
    """``explorer.rate_distortion``, which imports Plotly: ask for it once the maps are drawn.

    Plotly looks for pandas among what is imported, and takes it for whole. TensorFlow's
    import in another thread may be half-way through it: waiting for it here is enough.
    """
    import_module("pandas")
    return import_module("explorer.rate_distortion")


def spread(means: np.ndarray) -> str:
    """Within how far of the origin 98 % of the codes' coordinates lie."""
    return kl.plain(float(f"{np.percentile(np.abs(means), 98):.2g}"))


def map_data(record: Record, arrays: Mapping[str, np.ndarray]) -> dict[str, Any]:
    """The first test digits where the encoder puts them, never closer in than the prior."""
    flat = np.ascontiguousarray(arrays["z_mean"][:DIGITS, :2], np.float32)
    labels = cache.labels(record)[:DIGITS]
    far = 1.04 * max(PRIOR, float(np.abs(flat).max()))
    spread_out = float(flat.std()) > 0.05  # else ten marks would lie on one spot
    marks = [np.median(flat[labels == digit], axis=0).tolist() for digit in range(10)]
    return {
        "view": {"x": [-far, far], "y": [-far, far]},
        "axes": [text("map.axis", number=1), text("map.axis", number=2)],
        "label": text("kl.map_label", count=len(flat), model=title(record)),
        "legend": text("map.legend", digit="{digit}"),  # plane.js fills it in
        "points": encode(flat),
        "digits": encode(labels.astype(np.uint8)),
        "colours": list(DIGIT_COLOURS),
        "marks": marks if spread_out else [],
        "outlines": [prior()],
        "space": SPACE,
    }


def grid_data(record: Record, arrays: Mapping[str, np.ndarray]) -> dict[str, Any]:
    """The grid over the prior that was decoded beforehand."""
    x, y = (arrays[name].tolist() for name in ("grid_x", "grid_y"))
    return {
        "view": {"x": [x[0], x[-1]], "y": [y[0], y[-1]]},
        "ticks": {"x": x, "y": y},
        "axes": [text("map.axis", number=1), text("map.axis", number=2)],
        "label": text("kl.grid_label", size=len(x), model=title(record)),
        "picture": _picture(str(record.folder), record.name, record.sha256),
        "space": SPACE,
    }


@st.cache_data(max_entries=24, show_spinner=False)
def _picture(folder: str, name: str, sha256: str) -> str:
    """The decoded grid as base64 of a PNG, which takes longer to make than to draw."""
    record = weights.read_record(Path(folder) / f"{name}.json")
    return encode(png_bytes(cache.arrays(record)["grid"]))


def prior() -> dict[str, Any]:
    """The circle that holds 95 % of the prior: codes should fill it, and little more."""
    line = posterior.ring([0, 0], [1, 1], posterior.times_around(0.95))
    return {"group": None, "name": "", "line": line.tolist()}
