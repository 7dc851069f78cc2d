"""Which corruption, how strong, which seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from explorer.config import NOISE_MODES, NoiseConfig
from explorer.ui import links, state
from explorer.ui.texts import slider_format, text

DEFAULT_MODE = "course"
# The modes of NOISE_MODES, as the texts name them
ENTRIES = {
    "none": "none",
    "course": "course",
    "gaussian": "gaussian",
    "localvar": "localvar",
    "poisson": "poisson",
    "salt": "salt",
    "pepper": "pepper",
    "s&p": "salt_and_pepper",
    "speckle": "speckle",
    "mask": "mask",
    "shuffle": "shuffle",
}
SEEDS = (0, 999_999)


def seed(written: str) -> int:
    """Read a seed back from a link."""
    return int(written)


# What a link carries of these widgets
NOISE_LINK: dict[str, Callable[[str], Any]] = {"noise": str, "level": links.number, "seed": seed}


def choose_noise(view: str) -> tuple[NoiseConfig, int]:
    """Mode, level and seed, side by side; call it inside the fragment that they change."""
    first, second, third = st.columns([3, 5, 2], vertical_alignment="bottom")
    with first:
        mode = st.selectbox(
            text("noise.mode"),
            list(NOISE_MODES),
            format_func=mode_title,
            help=text("noise.mode_help"),
            **state.sticky(view, "noise", DEFAULT_MODE, NOISE_MODES),
        )
    with second:
        level = choose_level(view, mode)
    with third:
        number = st.number_input(
            text("noise.seed"),
            *SEEDS,
            step=1,
            help=text("noise.seed_help"),
            **state.sticky(view, "seed", 0, within=SEEDS),
        )
    return NoiseConfig(mode, level), int(number)


def mode_title(mode: str) -> str:
    return text(f"noise.mode_{ENTRIES[mode]}")


def level_title(mode: str) -> str:
    """What the level of a mode measures, with its unit."""
    return text(f"noise.level_{ENTRIES[mode]}")


def choose_level(view: str, mode: str) -> float:
    """Each mode has a slider of its own, which remembers its place.

    The level itself is remembered under one name, ``level``: a link or another view may
    set it, and then it moves the slider.
    """
    spec = NOISE_MODES[mode]
    if spec.low == spec.high:
        st.caption(level_title(mode))
        return spec.low
    widget = f"level_{mode}"
    wanted = state.recall(view, "level")
    if wanted is not None and wanted != state.recall(view, "level_seen"):
        state.put(view, widget, _fit(mode, wanted))
    default = _fit(mode, spec.default)
    if spec.choices:
        options = [int(choice) for choice in spec.choices]
        kept = state.sticky(view, widget, default, options)
        level = float(st.select_slider(level_title(mode), options, **kept))
    else:
        ends = (_fit(mode, spec.low), _fit(mode, spec.high))
        step = 1 if isinstance(spec.high, int) else 0.05
        kept = state.sticky(view, widget, default, within=ends)
        level = float(
            st.slider(level_title(mode), *ends, step=step, format=slider_format(), **kept)
        )
    state.keep(view, "level", level)
    state.keep(view, "level_seen", level)
    return level


def _fit(mode: str, level: float) -> float:
    """A level as the mode's slider takes it: a whole number for pixels; inside its range."""
    spec = NOISE_MODES[mode]
    if spec.choices:
        return int(min(spec.choices, key=lambda choice: abs(choice - level)))
    inside = min(max(level, spec.low), spec.high)
    return round(inside) if isinstance(spec.high, int) else float(inside)
