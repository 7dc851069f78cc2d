"""A digit of one's own: drawn, from a file or from the camera; restored, named, on the map."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import streamlit as st

from explorer.config import CLEAN, NoiseConfig
from explorer.data import drawing, mnist
from explorer.errors import DataError
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import Row, digits, draw
from explorer.ui.shared import denoising
from explorer.ui.texts import in_language, text
from explorer.ui.views.denoise.metrics import table
from explorer.ui.views.denoise.place import flat, show_place, space
from explorer.ui.views.denoise.subject import VIEW, key

SIDE = 112  # pixels of the board that are reported: four for each of MNIST's
LARGE = 106  # pixels on the screen
KINDS = ["png", "jpg", "jpeg", "bmp", "gif", "webp"]
MEGABYTES = 10  # of a picture


def show_own(
    record: SavedModel,
    systems: dict[str, SavedModel],
    source: str,
    noise: NoiseConfig,
    seed: int,
    ready: bool,
) -> bool:
    """Where the digit comes from, and what becomes of it. True while something is missing."""
    left, middle, right = st.columns([4, 5, 4], gap="medium")
    with left:
        digit = _take(source)
    if digit is None:
        with middle:
            st.info(text(f"own.empty_{source}"))
        return not ready
    from explorer.data.corruption import corrupt

    corrupted = corrupt(digit, noise, seed)
    with middle:
        restored = denoising.restorer(record)(corrupted) if ready else None
        shown = [("prepared", digit), ("corrupted", corrupted)]
        if restored is not None:
            shown.append(("restored", restored.images))
        _show_pictures(record, shown, None if restored is None else restored.codes)
        asked = systems | denoising.classifying_records((CLEAN,))
        answering = restored is not None and denoising.is_ready([], list(asked.values()))
        if answering:
            _name(asked, corrupted, digit)
    if restored is None:
        return True
    with right:
        show_place(record, restored.codes)
    return _show_quality(record, digit, corrupted, restored.images) or not answering


# ---- where the digit comes from ------------------------------------------------


def _take(source: str) -> np.ndarray | None:
    """The digit as MNIST would have it, float32 (1, 28, 28, 1); None while there is none."""
    if source == "draw":
        return _drawn()
    if source == "file":
        file = st.file_uploader(
            text("own.file"),
            type=KINDS,
            key=key("file"),
            help=text("own.file_help"),
            max_upload_size=MEGABYTES,
        )
    else:
        file = st.camera_input(text("own.camera"), key=key("camera"), help=text("own.camera_help"))
    if file is None:
        kept: np.ndarray | None = state.recall(VIEW, f"digit_{source}")
        return kept
    digit = _prepare(drawing.read(file.getvalue(), file.name))
    state.keep(VIEW, f"digit_{source}", digit)
    return digit


def _drawn() -> np.ndarray | None:
    kept: dict[str, Any] = state.recall(VIEW, "drawing", {"strokes": []})
    words = {name: text(f"own.{name}") for name in ("label", "hint", "undo", "clear")}
    drawn = draw({"side": SIDE, "strokes": kept["strokes"], **words}, key("board"))
    if drawn is not None:
        kept = drawn
        state.keep(VIEW, "drawing", drawn)
    st.caption(text("own.keyboard"))
    if not kept["strokes"]:
        return None
    pixels = np.frombuffer(base64.b64decode(kept["pixels"]), np.uint8)
    if pixels.size != SIDE * SIDE:
        raise DataError(f"a drawing of {SIDE * SIDE} pixels is expected, got {pixels.size}.")
    return _prepare(pixels.reshape(SIDE, SIDE) / 255.0)


def _prepare(picture: np.ndarray) -> np.ndarray:
    return drawing.as_mnist(picture)


# ---- what becomes of it ----------------------------------------------------------


def _show_pictures(
    record: SavedModel, shown: list[tuple[str, np.ndarray]], codes: np.ndarray | None
) -> None:
    from explorer.data.pictures import to_bytes

    pictures = to_bytes(np.concatenate([images for _, images in shown])[..., 0])
    names = [text(f"own.{name}") for name, _ in shown]
    pin = None
    if codes is not None:
        x, y = flat(record, codes)[0].tolist()
        pin = {"x": x, "y": y}
    digits([Row("", pictures, LARGE, names, names)], key("own"), pin, space(record))


def _name(systems: dict[str, SavedModel], corrupted: np.ndarray, digit: np.ndarray) -> None:
    """Class probabilities by systems 2 and 3, and by the one that was trained without noise.

    Each is asked about what it was trained for: the corrupted digit, or the digit itself.
    """
    if not systems:
        st.caption(text("denoise.no_systems"))
        return
    from explorer.plots import noise as plots_noise

    shares = {
        text(f"denoise.system_{name}"): denoising.classifier(record)(
            digit if name == CLEAN else corrupted
        )[0]
        for name, record in systems.items()
    }
    told = [
        text("own.answer", system=name, digit=mnist.DIGITS[p.argmax()], share=float(p.max()))
        for name, p in shares.items()
    ]
    st.markdown("  \n".join(told))
    figure = plots_noise.probabilities(
        {name: p.tolist() for name, p in shares.items()},
        None, text("own.digit"), text("own.probability"), mnist.DIGITS,
    )  # fmt: skip
    st.plotly_chart(in_language(figure), key=key("bars"), config={"displayModeBar": False})
    if CLEAN in systems:
        st.caption(text("own.why_clean"))


def _show_quality(
    record: SavedModel, digit: np.ndarray, corrupted: np.ndarray, restored: np.ndarray
) -> bool:
    from explorer.analysis.noise_curves import quality_at

    mean = denoising.mean_image(record.config.data.path)
    st.markdown(f"**{text('own.quality')}**")
    st.markdown(table(quality_at(digit, corrupted, restored, mean)))
    return mean is None
