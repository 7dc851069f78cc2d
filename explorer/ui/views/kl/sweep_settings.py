"""What a sweep trains: one k1, a range of k2 or of beta, and how long on how many digits."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from explorer.config import DataConfig, RunConfig, TrainingConfig, default_config
from explorer.errors import ConfigError
from explorer.jobs import sweep
from explorer.training import speed
from explorer.ui import state
from explorer.ui.shared.trainings import trainings
from explorer.ui.texts import text, whole
from explorer.ui.views.kl.settings import DIM, SYSTEM, VIEW

RANGES = {"beta": (0.05, 20.0), "k2": (0.0001, 0.02)}
WIDEST = (1e-6, 1e6)
COUNTS = (2, 9)
IMAGES = (1_000, 2_000, 5_000, 10_000, 20_000, 60_000)
ALL_IMAGES = IMAGES[-1]
# A class can wait for these
K1, COUNT, EPOCHS, DIGITS, BATCH = 1.0, 5, 4, 5_000, 64


def choose(path: str | None) -> list[RunConfig]:
    """Draw the widgets; the settings of each VAE of the pictures at ``path``.

    Raises ConfigError for a range that is none.
    """
    return sweep.grid(*_choose_weights(), _choose_size(path))


def _choose_weights() -> tuple[list[float], list[float]]:
    """k1 alone, and the k2 of the range: in equal ratios."""
    columns = st.columns([1, 1.6, 1, 1, 1], vertical_alignment="bottom")
    k1 = columns[0].number_input(
        text("kl_sweep.k1"), *WIDEST, format="%.6g", help=text("kl_sweep.k1_help"),
        **state.sticky(VIEW, "sweep_k1", K1, within=WIDEST),
    )  # fmt: skip
    by = columns[1].segmented_control(
        text("kl_sweep.by"), list(RANGES), format_func=_range_title, required=True,
        **state.sticky(VIEW, "sweep_by", "beta", RANGES), help=text("kl_sweep.by_help"),
    )  # fmt: skip
    ends = []
    for column, end, usual in zip(columns[2:4], ("low", "high"), RANGES[str(by)], strict=True):
        name = f"sweep_{by}_{end}"
        ends.append(
            column.number_input(
                text(f"kl_sweep.{end}"), *WIDEST, step=usual / 10, format="%.6g",
                **state.sticky(VIEW, name, usual, within=WIDEST),
                help=text("kl_sweep.range_help"),
            )
        )  # fmt: skip
    count = columns[4].number_input(
        text("kl_sweep.count"), *COUNTS, step=1, help=text("kl_sweep.count_help"),
        **state.sticky(VIEW, "sweep_count", COUNT, within=COUNTS),
    )  # fmt: skip
    if ends[0] >= ends[1]:
        raise ConfigError(text("kl_sweep.order"))
    values = sweep.spread(ends[0], ends[1], int(count))
    return [k1], sweep.k2_for_each(values, k1, DIM) if by == "beta" else values


def _range_title(name: str) -> str:
    return text(f"kl_sweep.by_{name}")


def _choose_size(path: str | None) -> RunConfig:
    """How long and on how much each is trained, within the server's limits."""
    limits = trainings().limits
    allowed = [size for size in IMAGES if size <= limits.images] or [limits.images]
    usual = min(DIGITS, allowed[-1])
    left, right = st.columns(2)
    epochs = left.number_input(
        text("kl_sweep.epochs"), 1, limits.epochs, step=1,
        **state.sticky(
            VIEW, "sweep_epochs", min(EPOCHS, limits.epochs),
            within=(1, limits.epochs),
        ),
        help=text("kl_sweep.epochs_help", limit=limits.epochs),
    )  # fmt: skip
    images = right.selectbox(
        text("kl_sweep.images"), allowed, format_func=whole,
        **state.sticky(VIEW, "sweep_images", usual, allowed), help=text("kl_sweep.images_help"),
    )  # fmt: skip
    base = default_config(SYSTEM)
    subset = None if images == IMAGES[-1] else int(images)
    training = TrainingConfig(
        epochs=int(epochs), batch_size=BATCH, precision=speed.usual_precision()
    )
    model = replace(base.model, latent_dim=DIM)
    chosen = DataConfig(path, subset)
    return replace(base, model=model, data=chosen, training=training)
