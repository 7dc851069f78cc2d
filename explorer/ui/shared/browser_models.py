"""Models for the browser: what of a model travels there, once for each page.

The planes of a view decode by themselves what is under the pointer (``web/plane/live.js``), and
picks are answered there (``web/picked``). Where that cannot be, the server goes on decoding what
is clicked, and a sentence says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from explorer.config import ANY_BETA
from explorer.data.mnist import DIGITS
from explorer.errors import ExplorerError
from explorer.models import browser
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import decoder, encode, pictures, triggered
from explorer.ui.shared import codes, models
from explorer.ui.shared.kept import kept
from explorer.ui.texts import text
from explorer.web import KERNEL

CODES, ENCODER = "codes", "encoder"  # what may be wanted of a model beside its decoder


def name_of(of: SavedModel) -> str:
    """What the page calls a model: short, and another one for other weights."""
    return of.sha256[:16]


def beta_of(of: SavedModel) -> float | None:
    """The beta at which a model is shown, where it takes one."""
    model = of.config.model
    return model.beta if model.name == ANY_BETA else None


def data(of: SavedModel, base: np.ndarray, axes: tuple[int, int], **more: Any) -> dict[str, Any]:
    """A plane's ``live``: it shows two ``axes`` of the points around ``base`` (D,)."""
    return {
        "key": name_of(of),
        "base": [float(value) for value in base],
        "axes": axes_data(of, axes),
        "slice": False,
        "ground": False,
        "beta": None,
        "at": beta_of(of),
        **more,
    }


def axes_data(of: SavedModel, axes: tuple[int, int]) -> Any:
    """A plane's axes as the page takes them (``web/latent/axes.js``)."""
    if axes != models.PRINCIPAL:
        return list(axes)
    directions, centre = models.principal(of)
    return {"directions": directions.tolist(), "origin": centre.tolist()}


@st.fragment
def bring(
    of: SavedModel,
    view: str,
    slot: str = "",
    wanted: Sequence[str] = (),
    classifier: SavedModel | None = None,
) -> None:
    """Send a model's decoder, and what else is ``wanted``, to the page that does not have it.

    What was not packed before is packed when the page asks, which it does once a
    picture is seen: that reads a file and imports h5py. It is the moment to load TensorFlow,
    too, which other parts of the view will want.
    """
    name = f"{of.sha256}{''.join(f'.{what}' for what in wanted)}"
    component = state.key(view, f"{slot}decoder.{name}")
    asked = triggered(component, "want")
    if asked:
        models.warm_up(of)
    sent = state.recall(state.APP, f"decoder.{name}", False)
    model = None
    if asked or (name in _packed() and not sent):
        model = _model(of, tuple(wanted), classifier)
        _packed().add(name)
        if model is None:
            st.caption(text("live.failed"))
            return
        state.keep(state.APP, f"decoder.{name}", True)
    words = {"key": name_of(of), "wanted": list(wanted), "failed": text("live.failed")}
    decoder({**words, "model": model}, component)


@st.fragment
def bring_pictures(of: SavedModel, view: str) -> None:
    """The test digits, for tips and picked points: sent when a pointer first comes upon a plane."""
    component = state.key(view, "pictures")
    name = codes.pictures_name(of)
    wanted = triggered(component, "want")
    pictures(name, codes.packed_pictures(of.config.data.path) if wanted else None, component)


def answers(of: SavedModel) -> bool:
    """Whether this visitor's page answers picks in a model's space by itself: its last one."""
    return bool(state.recall(state.APP, f"answers.{of.sha256}", False))


def note_answer(sha256: str, by_page: bool) -> None:
    """Remember who answered a pick just now: the page, or the server that it asked."""
    state.keep(state.APP, f"answers.{sha256}", by_page)


@st.cache_resource(show_spinner=False)
def _packed() -> set[str]:
    """Names of what is at hand: hashes of models, with what was wanted of them."""
    return set()


def _model(
    of: SavedModel, wanted: Sequence[str] = (), classifier: SavedModel | None = None
) -> dict[str, Any] | None:
    """What decoder.js takes; None where the file holds no network of ours."""
    try:
        model = {**_pack(of), "kernel": encode(KERNEL.read_bytes())}
        if CODES in wanted:
            model["codes"] = _codes(of)
        if ENCODER in wanted:
            model["encoder"] = _encoder(of)
        if classifier is not None:
            model["classifier"] = _classifier(classifier)
        return model
    except ExplorerError:  # whatever is wrong with the file, the rest of the view says it
        return None


@kept(12)
def _pack(of: SavedModel) -> dict[str, Any]:
    described, floats = browser.described(models.decoder_steps(of))
    probe = {**described["probe"], "grey": encode(described["probe"]["grey"])}
    return {**described, "probe": probe, "floats": encode(floats)}


@kept(12)
def _codes(of: SavedModel) -> dict[str, Any]:
    means = models.arrays(of)["z_mean"].astype("<f4")
    labels = models.labels(of)[: len(means)].astype(np.uint8)
    names = models.class_names(of.config.data.path)
    named = {} if names == DIGITS else {"names": list(names)}
    return {"floats": encode(np.ascontiguousarray(means)), "labels": encode(labels), **named}


@kept(12)
def _encoder(of: SavedModel) -> dict[str, Any]:
    from explorer.models import browser_encoder

    described, floats = browser_encoder.pack(browser_encoder.read_encoder(of))
    return {**described, "floats": encode(floats)}


@kept(4)
def _classifier(of: SavedModel) -> dict[str, Any]:
    from explorer.models import browser_encoder

    described, floats = browser_encoder.pack(browser_encoder.read_classifier(of))
    return {**described, "floats": encode(floats), "key": classifier_key(of)}


def classifier_key(of: SavedModel) -> str:
    """What the page calls the classifier of system 2 or 3."""
    return f"classifier {name_of(of)}"
