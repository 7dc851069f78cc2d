"""The VAE for every beta: its ladder, and its map at a beta just set, shared by all visitors.

Where the sliders stop, the map is kept beside the weights. Elsewhere it is encoded, once
for thirty visitors who set one beta; before TensorFlow is loaded the nearest rung's map
stands in.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import streamlit as st

from explorer.analysis.beta_sweep import BetaMaps, BetaSweep
from explorer.beta import find_beta
from explorer.config import ANY_BETA
from explorer.errors import ExplorerError
from explorer.models import saved
from explorer.models.saved import Record
from explorer.ui.shared import background, models

Encode = Callable[[np.ndarray, float], np.ndarray]


def record() -> Record | None:
    """The bundled VAE for every beta, or None if there is none yet."""
    return models.record(ANY_BETA) if ANY_BETA in saved.manifest() else None


def ladder(of: Record) -> BetaSweep:
    """Its maps and figures at 64 betas; WeightsError if they are missing."""
    return BetaSweep.from_arrays(models.arrays(of))


def codes(of: Record, beta: float) -> np.ndarray | None:
    """z_mean (N, 2) of the ladder's N digits at ``beta``.

    None where it must be encoded and TensorFlow is not loaded yet.
    """
    kept = _kept(of, beta)
    if kept is not None or not is_ready(of):
        return kept
    return _codes(of.sha256, float(f"{beta:.6g}"), of)


def _kept(of: Record, beta: float) -> np.ndarray | None:
    """The map at a beta where the sliders stop."""
    rungs = ladder(of)
    rung = find_beta(rungs.betas, beta)
    if rung is not None:
        return np.asarray(rungs.maps[rung], np.float32)
    return BetaMaps.from_arrays(models.arrays(of)).at(beta)


def ask(of: Record, beta: float) -> Future[np.ndarray | None]:
    """The same, from a thread of its own."""
    return _threads().submit(codes, of, beta)


@st.cache_resource(show_spinner=False)
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2, "map at a beta")


def is_ready(of: Record) -> bool:
    """Whether ``codes`` answers, or tells why it cannot."""
    return of.sha256 in _ready()


@st.cache_resource(max_entries=200, show_spinner=False)
def _codes(sha256: str, beta: float, _of: Record) -> np.ndarray:
    found = _encoder(str(_of.folder), _of.name, sha256)(_digits(sha256, _of), beta)
    found.setflags(write=False)
    return found


@st.cache_resource(max_entries=2, show_spinner=False)
def _digits(sha256: str, _of: Record) -> np.ndarray:
    """The ladder's test digits as the encoder takes them: float32 (N, 28, 28, 1)."""
    pictures, _ = models.test_digits(_of.config.data.path)
    count = ladder(_of).maps.shape[1]
    return pictures[:count, ..., None].astype(np.float32) / 255


@st.cache_resource(max_entries=2, show_spinner=False)
def _encoder(folder: str, name: str, sha256: str) -> Encode:
    of = saved.read_record(Path(folder) / f"{name}.json")
    network = models.network(of)
    from explorer.models.inference import (
        compile_conditional_encoder,  # after TensorFlow, which Keras guards
    )

    return compile_conditional_encoder(network, of.config.model)


@st.cache_resource(show_spinner=False)
def _ready() -> set[str]:
    """Hashes of the models whose encoder is loaded, or has said why it cannot be."""
    return set()


def warm_up(of: Record) -> None:
    """Load the encoder in the background; an error is shown by whoever needs it."""

    def load() -> None:
        try:
            _encoder(str(of.folder), of.name, of.sha256)
            _codes(of.sha256, 1.0, of)  # the digits are unpacked, the first call is made
        except ExplorerError:
            pass  # whoever asks for a map gets the sentence
        _ready().add(of.sha256)

    if not is_ready(of):
        background.start_once(f"warm-up encoder {of.sha256}", load)
