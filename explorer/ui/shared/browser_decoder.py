"""Decoders for the browser: what of a model travels there, once for each page.

The planes of a view decode by themselves what is under the pointer (``web/plane/live.js``).
Where they cannot, the server goes on decoding what is clicked, and a sentence says so.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from explorer.errors import ExplorerError
from explorer.models import browser
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import decoder, encode, triggered
from explorer.ui.shared import models
from explorer.ui.shared.kept import kept
from explorer.ui.texts import text
from explorer.web import KERNEL


def name_of(of: SavedModel) -> str:
    """What the planes call a model's decoder: short, and another one for other weights."""
    return of.sha256[:16]


def data(of: SavedModel, base: np.ndarray, axes: tuple[int, int], **more: Any) -> dict[str, Any]:
    """A plane's ``live``: it shows two ``axes`` of the points around ``base`` (D,)."""
    return {
        "key": name_of(of),
        "base": [float(value) for value in base],
        "axes": list(axes),
        "slice": False,
        "ground": False,
        "beta": None,
        **more,
    }


@st.fragment
def bring(of: SavedModel, view: str, slot: str = "") -> None:
    """Send a model's decoder to the page that does not have it.

    What was not packed before is packed when the page asks, which it does once a
    picture is seen: that reads a file and imports h5py. It is the moment to load TensorFlow,
    too, which other parts of the view will want.
    """
    component = state.key(view, f"{slot}decoder.{of.sha256}")
    asked = triggered(component, "want")
    if asked:
        models.warm_up(of)
    sent = state.recall(state.APP, f"decoder.{of.sha256}", False)
    model = None
    if asked or (of.sha256 in _packed() and not sent):
        model = _model(of)
        if model is None:
            st.caption(text("live.failed"))
            return
        state.keep(state.APP, f"decoder.{of.sha256}", True)
    decoder({"key": name_of(of), "model": model, "failed": text("live.failed")}, component)


@st.cache_resource(show_spinner=False)
def _packed() -> set[str]:
    """Hashes of the models whose decoder is at hand."""
    return set()


def _model(of: SavedModel) -> dict[str, Any] | None:
    """What decoder.js takes; None where the file holds no decoder of ours."""
    try:
        return _pack(of)
    except ExplorerError:  # whatever is wrong with the file, the rest of the view says it
        return None
    finally:
        _packed().add(of.sha256)


@kept(12)
def _pack(of: SavedModel) -> dict[str, Any]:
    described, floats = browser.described(models.decoder_steps(of))
    probe = {**described["probe"], "grey": encode(described["probe"]["grey"])}
    kernel = encode(KERNEL.read_bytes())
    return {**described, "probe": probe, "floats": encode(floats), "kernel": kernel}
