"""What to train: the widgets that make up a ``RunConfig``, and the model to start from."""

from __future__ import annotations

import streamlit as st

from explorer.beta import ANNEALINGS
from explorer.config import (
    ANNEALED,
    ANY_BETA,
    DECODERS,
    MODEL_NAMES,
    NOISE_MODES,
    PRECISIONS,
    VAE_NAMES,
    DataConfig,
    ModelConfig,
    NoiseConfig,
    RunConfig,
    TrainingConfig,
    default_config,
)
from explorer.data import own
from explorer.errors import ExplorerError
from explorer.models.saved import SavedModel
from explorer.training import run_folder, speed
from explorer.ui import state
from explorer.ui.shared import models
from explorer.ui.shared.trainings import trainings
from explorer.ui.texts import number, text, whole
from explorer.ui.views.train import bring
from explorer.ui.views.train.weights import VIEW, choose_weights, key
from explorer.ui.widgets.data_chooser import choose_data
from explorer.ui.widgets.model_chooser import title
from explorer.ui.widgets.noise import choose_level, mode_title

SIZES = (1_000, 5_000, 10_000, 20_000, 60_000)
BATCHES = (32, 64, 128, 256, 512)
RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01)
DIMS = (1, 32)
SEEDS = (0, 999_999)
FRESH = ""  # the start from no model


def choose() -> tuple[RunConfig, SavedModel | None]:
    """Draw the widgets; the settings, and the model that the training starts from.

    Raises ConfigError for what cannot be trained (both weights 0).
    """
    system = st.selectbox(
        text("train.system"),
        MODEL_NAMES,
        format_func=_system_title,
        **state.sticky(VIEW, "system", "vae_functional", MODEL_NAMES),
        on_change=state.while_shown(VIEW, _take_usual),
        help=text("train.system_help"),
    )
    _follow_kind(system)
    bring.take_upload()
    path = choose_data(VIEW, text("train.data_help"))
    bring.show()
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        dim = _choose_dim(system)
    with right:
        size = _choose_size()
    k1, k2 = _choose_k(system, dim)
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        epochs = _choose_epochs()
    with right:
        mode = _choose_mode(system)
    noise = NoiseConfig(mode, choose_level(VIEW, mode))
    with st.expander(text("train.more")):
        data = DataConfig(path, size)
        annealing = _choose_annealing(system)
        decoder, training = _choose_finer(epochs)
        model = ModelConfig(system, dim, decoder, k1, k2, annealing)
        config = own.for_data(RunConfig(model, data, noise, training))
        return config, _choose_start(config)


def _choose_k(system: str, dim: int) -> tuple[float, float]:
    """The weights of a VAE's loss; one that is trained for all of them has none to choose."""
    usual = default_config(system).model
    if system == ANY_BETA:
        st.caption(text("train.every_beta"))
    elif system in VAE_NAMES:
        return choose_weights(dim)
    return usual.k1, usual.k2


def _system_title(name: str) -> str:
    return text(f"train.system_{name}")


def _take_usual() -> None:
    """Another kind of system was chosen: its usual number of latent dims comes with it."""
    chosen = default_config(st.session_state[key("system")])
    if chosen.model.variational != state.recall(VIEW, "was_vae"):
        state.put(VIEW, "latent_dim", chosen.model.latent_dim)


def _follow_kind(system: str) -> None:
    """VAEs are usually trained on clean digits, the others to undo the course's noise."""
    is_vae = system in VAE_NAMES
    if state.recall(VIEW, "was_vae") not in (None, is_vae):
        state.put(VIEW, "noise", default_config(system).noise.mode)
    state.keep(VIEW, "was_vae", is_vae)


def _choose_dim(system: str) -> int:
    usual = default_config(system).model.latent_dim
    return int(
        st.number_input(
            text("train.latent_dim"),
            *DIMS,
            step=1,
            **state.sticky(VIEW, "latent_dim", usual, within=DIMS),
            help=text("train.latent_dim_help"),
        )
    )


def _choose_size() -> int | None:
    size = st.selectbox(
        text("train.subset"),
        SIZES,
        format_func=whole,
        **state.sticky(VIEW, "subset", 10_000, SIZES),
        help=text("train.subset_help"),
    )
    return None if size == SIZES[-1] else int(size)


def _choose_epochs() -> int:
    limit = trainings().limits.epochs
    return int(
        st.number_input(
            text("train.epochs"),
            1,
            limit,
            step=1,
            **state.sticky(VIEW, "epochs", min(8, limit), within=(1, limit)),
            help=text("train.epochs_help", limit=limit),
        )
    )


def _choose_mode(system: str) -> str:
    usual = default_config(system).noise.mode
    return str(
        st.selectbox(
            text("train.noise"),
            list(NOISE_MODES),
            format_func=mode_title,
            **state.sticky(VIEW, "noise", usual, NOISE_MODES),
            help=text("train.noise_help"),
        )
    )


def _choose_annealing(system: str) -> str:
    """How k2 grows while a VAE is trained; of the other systems nothing can."""
    if system not in ANNEALED:
        return ANNEALINGS[0]
    return str(
        st.selectbox(
            text("train.annealing"),
            ANNEALINGS,
            format_func=_annealing_title,
            **state.sticky(VIEW, "annealing", ANNEALINGS[0], ANNEALINGS),
            help=text("train.annealing_help"),
        )
    )


def _annealing_title(name: str) -> str:
    return text(f"train.annealing_{name}")


def _choose_finer(epochs: int) -> tuple[str, TrainingConfig]:
    """The decoder's kind, batch size, learning rate, precision and seed."""
    decoder = st.selectbox(
        text("train.decoder"),
        DECODERS,
        format_func=_decoder_title,
        **state.sticky(VIEW, "decoder", "transposed", DECODERS),
        help=text("train.decoder_help"),
    )
    left, right = st.columns(2, vertical_alignment="bottom")
    batch = left.selectbox(
        text("train.batch_size"),
        BATCHES,
        **state.sticky(VIEW, "batch_size", 128, BATCHES),
        help=text("train.batch_size_help"),
    )
    rate = right.selectbox(
        text("train.rate"),
        RATES,
        format_func=_plain,
        **state.sticky(VIEW, "rate", 0.001, RATES),
        help=text("train.rate_help"),
    )
    precision = st.selectbox(
        text("train.precision"),
        PRECISIONS,
        **state.sticky(VIEW, "precision", speed.usual_precision(), PRECISIONS),
        help=text("train.precision_help"),
    )
    seed = st.number_input(
        text("train.seed"),
        *SEEDS,
        step=1,
        **state.sticky(VIEW, "seed", 123, within=SEEDS),
        help=text("train.seed_help"),
    )
    training = TrainingConfig(
        epochs, int(batch), float(rate), seed=int(seed), precision=str(precision)
    )
    return str(decoder), training


def _decoder_title(kind: str) -> str:
    enlarging = "transposed" if kind == "transposed" else "upsampling"
    return text(f"train.decoder_{enlarging}")


def _plain(rate: float) -> str:
    return number(rate, "g")


def _choose_start(config: RunConfig) -> SavedModel | None:
    """A saved model of the same architecture, or none: fresh weights from the seed."""
    alike = [FRESH, *_alike(config.model)]
    name = st.selectbox(
        text("train.start"),
        alike,
        format_func=_start_title,
        **state.sticky(VIEW, "start", FRESH, alike),
        help=text("train.start_help"),
    )
    return models.record(name) if name else None


def _start_title(name: str) -> str:
    return title(name) if name else text("train.start_fresh")


def _alike(model: ModelConfig) -> list[str]:
    """Names of the saved models whose weights fit into a network of this kind."""
    found = []
    for name in models.names():
        try:
            other = models.record(name).config.model
        except ExplorerError:
            continue
        if run_folder.same_network(other, model) or run_folder.folds_into(other, model):
            found.append(name)
    return found
