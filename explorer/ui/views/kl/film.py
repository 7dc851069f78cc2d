"""The sweep of beta as a film: 64 maps of one network, played in the browser, and as a GIF."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer.analysis.beta_sweep import WHOLE, reach, whole_numbers
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import encode, film, triggered
from explorer.ui.errors import as_sentence
from explorer.ui.shared import any_beta, models
from explorer.ui.shared.kept import kept
from explorer.ui.texts import language, text
from explorer.ui.views.kl.settings import VIEW, key, take_beta
from explorer.ui.widgets.digit_plane import axes, digits_data, prior

WORDS = ("play", "pause", "speed", "scrub", "beta", "kl", "reconstruction", "active", "record")
MORE_WORDS = ("recording", "take", "map", "curve", "unable")


@st.fragment
@as_sentence
def show(record: SavedModel) -> None:
    """The film and its export; the maps travel once, when this part is opened."""
    sweep = any_beta.sweep(record)
    st.caption(text("kl_movie.lead", count=sweep.maps.shape[1]))
    taken = triggered(key("film"), "take")
    if taken is not None:
        take_beta(float(taken))
        state.put(VIEW, "part", "live")
        st.rerun()  # the whole page: another part is asked for
    film(_data(record), key("film"))
    _export(record)


@kept(4)
def _codes(record: SavedModel) -> str:
    """All maps as whole numbers of the frame: base64 of int16 (L, N, 2)."""
    sweep = any_beta.sweep(record)
    return encode(whole_numbers(sweep.maps, reach(sweep)))


def _data(record: SavedModel) -> dict[str, Any]:
    sweep = any_beta.sweep(record)
    far, count = reach(sweep), sweep.maps.shape[1]
    return {
        "betas": sweep.betas.tolist(),
        "kl": sweep.kl_nats.tolist(),
        "information": sweep.information.tolist(),
        "reconstruction": sweep.reconstruction_nats.tolist(),
        "active": sweep.active_units.tolist(),
        "codes": _codes(record),
        "unit": far / WHOLE,
        "far": far,
        "outlines": [prior()],
        "axes": axes(),
        "words": {name: text(f"kl_movie.{name}") for name in (*WORDS, *MORE_WORDS)},
        "labels": [text("kl.axis_kl"), text("kl.axis_reconstruction"), text("split.line")],
        **digits_data(models.labels(record)[:count], record.config.data.path),
    }


def _export(record: SavedModel) -> None:
    """A GIF, made when it is asked for: drawing 64 frames takes a second."""
    code = language()  # asked here: the file is made in no visitor's run
    left, right = st.columns([1, 3], vertical_alignment="center")
    left.download_button(
        text("kl_movie.gif"),
        lambda: _gif(record, code),
        "beta-sweep.gif",
        "image/gif",
        key=key("gif"),
        on_click="ignore",
        icon=":material/download:",
        width="stretch",
    )
    right.caption(text("kl_movie.export_hint"))


@kept(4)
def _gif(record: SavedModel, code: str) -> bytes:
    from explorer.plots import beta_gif

    return beta_gif.gif(any_beta.sweep(record), models.labels(record), code)
