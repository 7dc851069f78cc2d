"""The two weights of a VAE's loss among the settings of a training: presets, numbers, meaning."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer.beta import beta_of, per_nat, preset_of
from explorer.config import K_PRESETS
from explorer.ui import state
from explorer.ui.texts import plain, text
from explorer.ui.widgets.loss_weights import preset_title

VIEW = "train"
WEIGHTS = ("k1", "k2")
HIGHEST = 1e6  # as ModelConfig has it
OWN = ""  # the preset of whoever writes other numbers


def key(name: str) -> str:
    return state.key(VIEW, name)


def choose_weights(dim: int) -> tuple[float, float]:
    """k1 and k2, their presets, and below them what they mean: beta, and nats."""
    k1, k2 = (float(st.session_state[_kept(name)["key"]]) for name in WEIGHTS)
    st.selectbox(
        text("train.presets"),
        [*K_PRESETS, OWN],
        format_func=_title,
        **state.showing_value(VIEW, "presets", preset_of(k1, k2) or OWN),
        on_change=state.while_shown(VIEW, _take_preset),
        help=text("train.presets_help"),
    )
    for column, name in zip(st.columns(2), WEIGHTS, strict=True):
        column.number_input(
            text(f"train.{name}"),
            0.0,
            HIGHEST,
            step=0.1 if name == "k1" else 0.0005,
            format="%.6g",
            **_kept(name),
            help=text(f"train.{name}_help"),
        )
    if k1 or k2:
        likeness, code = per_nat(k1, k2, dim)
        beta = plain(beta_of(k1, k2, dim))
        st.caption(text("train.beta", beta=beta, r=plain(likeness), kl=plain(code), dim=dim))
    return k1, k2


def _title(name: str) -> str:
    return preset_title(name) if name else text("train.preset_own")


def _kept(name: str) -> dict[str, Any]:
    default = dict(zip(WEIGHTS, K_PRESETS["course"], strict=True))[name]
    return state.sticky(VIEW, name, default, within=(0.0, HIGHEST))


def _take_preset() -> None:
    chosen = st.session_state[key("presets")]
    for name, value in zip(WEIGHTS, K_PRESETS.get(chosen, ()), strict=False):
        state.put(VIEW, name, value)
