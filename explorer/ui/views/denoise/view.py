"""Noise on digits and off again: a gallery, a digit of one's own, numbers and curves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from explorer.config import NoiseConfig
from explorer.data.mnist import DIGITS
from explorer.models.saved import SavedModel
from explorer.ui import links
from explorer.ui.components import Row, digits, waiter
from explorer.ui.errors import as_sentence
from explorer.ui.shared import denoising, models
from explorer.ui.texts import number, text
from explorer.ui.views.denoise.curves import show_curves
from explorer.ui.views.denoise.metrics import show_numbers
from explorer.ui.views.denoise.own import show_own
from explorer.ui.views.denoise.subject import (
    SOURCES,
    VIEW,
    Subject,
    choose_digits,
    key,
    measure,
    numbers,
    source,
    source_title,
)
from explorer.ui.widgets.model_chooser import choose_model
from explorer.ui.widgets.noise import NOISE_LINK, choose_noise
from explorer.ui.widgets.tabs import choose_tab

DEFAULT_MODEL = "denoiser"
WIDTH = 900  # pixels that a row of the gallery fills, where the screen has them
THUMBS = (48, 96)  # pixels a side, at least and at most
LINK: dict[str, Callable[[str], Any]] = {
    "model": str, **NOISE_LINK, "digits": numbers, "source": source, "measure": measure
}  # fmt: skip


def show() -> None:
    """The whole view. Nothing here needs TensorFlow until digits and noise are on screen."""
    with st.sidebar:
        record = choose_model(
            VIEW, "model", DEFAULT_MODEL, text("denoise.model"), text("denoise.model_help"),
            models.names(),
        )  # fmt: skip
    st.markdown(text("denoise.lead"))
    if record.config.noise.mode == "none":
        st.info(text("denoise.clean_model"), icon=":material/info:")
    bench(record)


@st.fragment
@as_sentence
def bench(record: SavedModel) -> None:
    """Everything that the sliders change, in the order in which it is to be repainted."""
    noise, seed = choose_noise(VIEW)
    chosen = choose_tab(VIEW, "source", text("denoise.source"), SOURCES, source_title)
    names_digits = models.class_names(record.config.data.path) == DIGITS
    systems = denoising.classifying_records() if names_digits else {}
    ready = denoising.is_ready([record], [])
    waiting = not ready
    if chosen == "test":
        subject = choose_digits(record)
        restored = _show_gallery(record, subject, noise, seed, ready)
        waiting |= show_numbers(record, subject, noise, restored)
    else:
        waiting |= show_own(record, systems, str(chosen), noise, seed, ready)
    waiting |= show_curves(record, systems, noise, ready)
    if waiting and waiter(text("denoise.loading"), key("waiter")) and not ready:
        denoising.warm_up([record], [])
    links.publish(VIEW, LINK)


def _show_gallery(
    record: SavedModel, subject: Subject, noise: NoiseConfig, seed: int, ready: bool
) -> tuple[np.ndarray, np.ndarray | None]:
    """Clean, corrupted, restored, one below the other. Gives the last two, (B, 28, 28, 1)."""
    corrupted = subject.corrupted(noise, seed)
    restored = denoising.restorer(record)(corrupted) if ready else None
    low, high = THUMBS
    size = min(high, max(low, WIDTH // len(corrupted) - 6))
    named = [text("denoise.label", digit=label, index=i) for label, i in subject.names()]
    rows = [
        Row(text("denoise.clean"), subject.bytes(), size, named, subject.captions()),
        Row(text("denoise.corrupted"), _bytes(corrupted), size, _of("corrupted", named), []),
    ]
    if restored is not None:
        captions: list[str] = []
        if restored.probabilities is not None:
            shares = restored.probabilities
            path = record.config.data.path
            answers = [models.class_name(path, int(p.argmax())) for p in shares]
            certain = [number(p.max(), ".0%") for p in shares]
            captions = [f"→ {a} · {c}" for a, c in zip(answers, certain, strict=True)]
        pictures = _bytes(restored.images)
        rows.append(Row(text("denoise.restored"), pictures, size, _of("restored", named), captions))
    digits(rows, key("gallery"))
    return corrupted, None if restored is None else restored.images


def _of(what: str, named: list[str]) -> list[str]:
    return [f"{text(f'denoise.{what}')}: {name}" for name in named]


def _bytes(images: np.ndarray) -> np.ndarray:
    from explorer.data.pictures import to_bytes

    return to_bytes(images[..., 0])
