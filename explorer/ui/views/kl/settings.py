"""The two weights of the loss: presets, log sliders and exact numbers, kept in step."""

from __future__ import annotations

import math
from typing import Any

import streamlit as st

from explorer.beta import (
    LARGEST_WEIGHT,
    STEPS,
    band_of,
    beta_of,
    nearest_step,
    per_nat,
    preset_of,
    weights_for,
)
from explorer.config import K_PRESETS
from explorer.models.saved import SavedModel
from explorer.ui import links, state
from explorer.ui.shared import datasets, models
from explorer.ui.shared.dedicated import DIM
from explorer.ui.texts import plain, text
from explorer.ui.widgets.loss_weights import preset_title

VIEW = "kl"
SYSTEM = "vae_functional"  # that "train exactly this" trains
WEIGHTS = ("k1", "k2")


def key(name: str) -> str:
    return state.key(VIEW, name)


def weight(written: str) -> float:
    """Read a weight back from a link; ValueError unless it is one."""
    value = links.number(written)
    if not 0 <= value <= LARGEST_WEIGHT:
        raise ValueError("a weight lies between 0 and a million")
    return value


def point(written: str) -> tuple[float, ...]:
    """Read a picked place back from a link: two numbers."""
    values = links.numbers(written)
    if len(values) != DIM:
        raise ValueError("a place has two coordinates")
    return values


LINK: dict[str, Any] = {
    "part": str, "data": str, "network": str, "k1": weight, "k2": weight, "point": point,
    "sweep": str,
}  # fmt: skip


def choose_weights() -> tuple[float, float]:
    """Draw the controls; the weights k1 and k2. Another view may ask for a ``preset``."""
    _take_preset(state.recall(VIEW, "preset"))
    k1, k2 = (_exact(name) for name in WEIGHTS)
    st.pills(
        text("kl.presets"),
        list(K_PRESETS),
        format_func=preset_title,
        **state.showing_value(VIEW, "presets", preset_of(k1, k2)),
        on_change=state.while_shown(VIEW, _choose_preset),
        wrap=True,
    )
    for name in WEIGHTS:
        _choose(name)
    return k1, k2


def _exact(name: str) -> float:
    default = dict(zip(WEIGHTS, K_PRESETS["course"], strict=True))[name]
    kept = state.sticky(VIEW, name, default, within=(0.0, LARGEST_WEIGHT))
    return float(st.session_state[kept["key"]])


def _choose(name: str) -> None:
    """One weight: a slider over powers of ten, and the number itself."""
    value = _exact(name)
    left, right = st.columns([3, 1.2], vertical_alignment="bottom")
    left.select_slider(
        text(f"kl.{name}"),
        STEPS,
        format_func=plain,
        **state.showing_value(VIEW, f"{name}_slider", nearest_step(value)),
        on_change=state.while_shown(VIEW, _follow_slider),
        args=(name,),
        help=text(f"kl.{name}_help"),
    )
    right.number_input(
        text(f"kl.{name}_exact"),
        0.0,
        LARGEST_WEIGHT,
        step=_step(value),
        format="%.7g",
        **state.sticky(VIEW, name, value),
    )


def _step(value: float) -> float:
    """What + and - beside a number change: one in its second digit."""
    return 10.0 ** (math.floor(math.log10(value)) - 1) if value > 0 else 1e-6


def _follow_slider(name: str) -> None:
    state.put(VIEW, name, st.session_state[key(f"{name}_slider")])


def _choose_preset() -> None:
    _take_preset(st.session_state[key("presets")])


def _take_preset(name: str | None) -> None:
    state.keep(VIEW, "preset", None)
    for weight_name, value in zip(WEIGHTS, K_PRESETS.get(name or "", ()), strict=False):
        state.put(VIEW, weight_name, value)


def show_meaning(k1: float, k2: float, path: str | None, every: SavedModel | None) -> None:
    """Effective beta, what the weights mean in nats, and what to expect of them.

    A training of them starts from ``every``, the VAE for every beta of the pictures at ``path``.
    """
    beta = beta_of(k1, k2, DIM)
    with st.container(horizontal=True, vertical_alignment="center", gap="large"):
        st.metric(text("kl.beta"), plain(beta), help=text("kl.beta_help"), width="content")
        if st.button(
            text("kl.train"),
            key=key("train"),
            disabled=math.isnan(beta),
            help=text("kl.train_help"),
            on_click=state.go,
            args=("train",),
            kwargs={"k1": k1, "k2": k2, **handed_over(SYSTEM, path, every)},
        ):
            st.rerun()  # the whole page: another view is asked for
    if not math.isnan(beta):
        values = {"k1": plain(k1), "k2": plain(k2), "dim": DIM, "beta": plain(beta)}
        likeness, code = per_nat(k1, k2, DIM)
        st.markdown(text("kl.formula", **values))
        st.markdown(text("kl.nats", reconstruction=plain(likeness), kl=plain(code)))
    st.markdown(_verdict(k1, k2, beta))


def handed_over(system: str, path: str | None, start: SavedModel | None) -> dict[str, Any]:
    """What the Train view is set to: a VAE of these pictures that starts from another's weights."""
    size = {"latent_dim": DIM, "decoder": start.config.model.decoder if start else "transposed"}
    name = models.name_of(start) if start else ""
    return {"system": system, "data": datasets.name_of(path), "start": name, **size}


def take_beta(beta: float) -> None:
    """Set the weights to those of a beta that was dragged; call it before they are drawn."""
    k1, k2 = weights_for(beta, _exact("k1"))
    state.put(VIEW, "k1", k1)
    state.put(VIEW, "k2", k2)


def _verdict(k1: float, k2: float, beta: float) -> str:
    if math.isnan(beta):
        return text("kl.nothing")
    if k1 == 0:
        return text("kl.only_kl")
    if k2 == 0:
        return text("kl.only_likeness")
    return text(f"kl.verdict_{band_of(beta)}", beta=plain(beta))
