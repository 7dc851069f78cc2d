"""Where a digit of one's own lies among the test digits: a small map of the model's space."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import plane
from explorer.ui.shared import models
from explorer.ui.texts import text
from explorer.ui.views.denoise.subject import VIEW, key
from explorer.ui.widgets.digit_plane import labelled_points

POINTS = 4000  # test digits on the small map


def space(record: SavedModel) -> str:
    """The name that this map and its marked place share in the browser."""
    return f"own-{record.sha256[:8]}"


def flat(record: SavedModel, codes: np.ndarray) -> np.ndarray:
    """Codes (N, D) on the map, float32 (N, 2): as they are, or along their two widest axes.

    More than two latent dims are seen along the first two principal components of the
    test digits' codes, which parts the digits better than any two of the dims.
    """
    means = models.arrays(record)["z_mean"]
    if means.shape[1] == 1:
        return np.concatenate([codes, np.zeros_like(codes)], axis=1).astype(np.float32)
    if means.shape[1] == 2:
        return codes.astype(np.float32)
    directions, centre = models.principal(record)
    return ((codes - centre) @ directions.T).astype(np.float32)


def show_place(record: SavedModel, codes: np.ndarray) -> None:
    """The map; clicking it, or the button, opens the Map view there."""
    if codes.shape[1] > 2:
        st.caption(text("own.principal", dim=codes.shape[1]))
    picked = plane(_data(record), key=key(f"place.{record.sha256[:8]}")).pick
    st.caption(text("own.map_note"))
    point = (record.sha256, np.asarray(codes[0], np.float32))
    st.button(
        text("own.open_map"),
        key=key("open_map"),
        width="stretch",
        on_click=_open,
        args=(point, None),
    )
    if picked and picked.get("index") is not None:
        index = int(picked["index"])
        _open((record.sha256, models.arrays(record)["z_mean"][index]), index)
        st.rerun(scope="app")


def _open(point: tuple[str, np.ndarray], index: int | None) -> None:
    """Show this point in the Map view, of the model that this view shows."""
    state.go("map", model=state.recall(VIEW, "model"), point=point, index=index)


def _data(record: SavedModel) -> dict[str, Any]:
    means = models.arrays(record)["z_mean"][:POINTS]
    name = "component" if means.shape[1] > 2 else "axis"
    return {
        **labelled_points(flat(record, means), record),
        "axes": [text(f"own.{name}", number=number) for number in (1, 2)],
        "label": text("own.map_label", count=len(means)),
        "space": space(record),
    }
