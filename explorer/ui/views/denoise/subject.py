"""Which digits the denoising view works on: numbers of test digits, picked or at random."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from explorer.config import NoiseConfig
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.shared import denoising, models
from explorer.ui.texts import text

VIEW = "denoise"
SOURCES = ("test", "draw", "file", "camera")
MEASURES = ("psnr", "ssim", "bce")
COUNTS = (1, 24)
FIRST = "3, 2, 1, 18, 4, 8, 11, 0, 61, 7"  # test digits: each digit once, from 0 to 9


def key(name: str) -> str:
    return state.key(VIEW, name)


def numbers(written: str) -> str:
    """Check a list of numbers that came by a link; ValueError unless it is one."""
    if not parse(written):
        raise ValueError("digits in a link are whole numbers with commas")
    return ", ".join(map(str, parse(written)))


def source(written: str) -> str:
    if written not in SOURCES:
        raise ValueError(f"a source is one of {SOURCES}")
    return written


def measure(written: str) -> str:
    if written not in MEASURES:
        raise ValueError(f"a measure is one of {MEASURES}")
    return written


def source_title(name: str) -> str:
    return text(f"denoise.source_{name}")


def measure_title(name: str) -> str:
    """What a measure is called, with its unit."""
    return text(f"denoise.measure_{name}")


def parse(written: str) -> list[int]:
    """The whole numbers of ``3, 2 1``, at most 24 of them; others are left out."""
    words = written.replace(",", " ").replace(";", " ").split()
    return [int(word) for word in words if word.isascii() and word.isdigit()][: COUNTS[1]]


@dataclass(frozen=True)
class Subject:
    """Some test digits of one data file, by their numbers (B,)."""

    path: str | None
    index: tuple[int, ...]

    def bytes(self) -> np.ndarray:
        """uint8 (B, 28, 28)."""
        return models.test_digits(self.path)[0][list(self.index)]

    def clean(self) -> np.ndarray:
        """float32 (B, 28, 28, 1) in [0, 1]."""
        return denoising.clean(self.path, list(self.index))

    def corrupted(self, noise: NoiseConfig, seed: int) -> np.ndarray:
        from explorer.data.corruption import corrupt

        return corrupt(self.clean(), noise, seed)

    def names(self) -> list[tuple[str, int]]:
        """What each digit is called, and its number."""
        labels = models.test_digits(self.path)[1]
        return [(models.class_name(self.path, labels[i]), i) for i in self.index]

    def captions(self) -> list[str]:
        return [name for name, _ in self.names()]


def choose_digits(record: SavedModel) -> Subject:
    """How many test digits, which, and others at random."""
    path = record.config.data.path
    total = len(models.test_digits(path)[1])
    first, second, third = st.columns([3, 5, 2], vertical_alignment="bottom")
    with first:
        st.slider(
            text("denoise.count"),
            *COUNTS,
            **state.sticky(VIEW, "count", _count(), within=COUNTS),
            on_change=state.while_shown(VIEW, _redraw),
            args=(total, True),
        )
    with second:
        written = st.text_input(
            text("denoise.digits", last=total - 1),
            **state.sticky(VIEW, "digits", FIRST),
            help=text("denoise.digits_help"),
            on_change=state.while_shown(VIEW, _recount),
        )
    with third:
        st.button(
            text("denoise.others"),
            key=key("others"),
            width="stretch",
            on_click=_redraw,
            args=(total, False),
        )
    index = tuple(i for i in parse(written) if i < total)
    if not index:
        st.caption(text("denoise.no_digits"))
        index = tuple(i for i in parse(FIRST) if i < total) or (0,)
    return Subject(path, index)


def _count() -> int:
    return max(1, len(parse(state.recall(VIEW, "digits", FIRST))))


def _redraw(total: int, keep: bool) -> None:
    """As many digits as the slider says: those there stay if ``keep``, others are drawn."""
    count = int(st.session_state[key("count")])
    there = parse(state.recall(VIEW, "digits", FIRST))[:count] if keep else []
    rng = np.random.default_rng()
    drawn = [int(i) for i in rng.integers(0, total, count - len(there))]
    state.put(VIEW, "digits", ", ".join(map(str, there + drawn)))


def _recount() -> None:
    """The slider follows the numbers that somebody wrote."""
    state.put(VIEW, "count", _count())
