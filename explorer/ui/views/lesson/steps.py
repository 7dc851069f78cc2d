"""Which step and digit the lesson is at, and the figures of its sentences, written out."""

from __future__ import annotations

from typing import Any

from explorer import lesson
from explorer.analysis import posterior
from explorer.config import ANY_BETA
from explorer.lesson import DIGIT, DIGITS
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.shared import any_beta, models
from explorer.ui.texts import numbers, plain

VIEW = "lesson"
PLAIN = (
    "beta",
    "equal_beta",
    "collapse_beta",
    "course",
)  # without a set number of decimals


def key(name: str) -> str:
    return state.key(VIEW, name)


def number(written: str) -> int:
    """Read a step's number back from a link, or a digit's: from 1 and 0 up."""
    return int(written)


def chosen_digit() -> int:
    """The test digit that the lesson looks at, 0 to 11."""
    digit = state.recall(VIEW, "digit", DIGIT)
    return digit if isinstance(digit, int) and 0 <= digit < DIGITS else DIGIT


def vae() -> SavedModel:
    return models.record(lesson.VAE)


def autoencoder() -> SavedModel:
    return models.record(lesson.AUTOENCODER)


def flat_autoencoder() -> SavedModel:
    return models.record(lesson.PLAIN)


def facts() -> dict[str, Any]:
    """Every figure that the lesson's sentences name, from the records and arrays."""
    ae, index = autoencoder(), chosen_digit()
    arrays = models.arrays(vae())
    sweep = any_beta.sweep(models.record(ANY_BETA))
    found = dict(lesson.facts(ae, vae(), arrays, models.arrays(flat_autoencoder()), sweep))
    return {
        **found,
        **{name: plain(found[name]) for name in PLAIN},
        "index": index,
        "digit": int(arrays["labels"][index]),
        "mean": numbers(arrays["z_mean"][index], ".2f"),
        "sigma": numbers(posterior.sigma(arrays["z_log_var"][index]), ".3f"),
    }
