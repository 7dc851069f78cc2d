"""k2 that grows while a VAE is trained: its share of the loss, in both ways of writing it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import models
from explorer.beta import ANNEALINGS, CYCLES, kl_share
from explorer.config import ANNEALED, ANY_BETA, MODEL_NAMES, ModelConfig, RunConfig
from explorer.data.mnist import Split
from explorer.errors import ConfigError
from explorer.models import saved
from explorer.models.network import Network
from explorer.training import fit
from explorer.training.annealing import Annealing
from explorer.training.recorder import Progress

pytestmark = pytest.mark.usefixtures("without_graphs")


def config_of(base: RunConfig, name: str, annealing: str) -> RunConfig:
    return replace(base, model=ModelConfig(name, 2, k1=1.0, k2=0.01, annealing=annealing))


# ---- the share ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("done", "linear", "cyclical"),
    [(0, 0, 0), (0.125, 0.25, 1), (0.25, 0.5, 0), (0.3125, 0.625, 0.5), (0.5, 1, 0), (1, 1, 1)],
)
def test_the_share_at_some_times(done: float, linear: float, cyclical: float) -> None:
    assert kl_share("none", done) == 1
    assert kl_share("linear", done) == pytest.approx(linear)
    assert kl_share("cyclical", done) == pytest.approx(cyclical)


@given(st.sampled_from(ANNEALINGS), st.floats(0, 1))
def test_the_share_is_one_and_rises_within_a_cycle(name: str, done: float) -> None:
    share = kl_share(name, done)
    assert 0 <= share <= 1
    step = 1e-4
    same_cycle = int((done + step) * CYCLES) == int(done * CYCLES)
    if name != "cyclical" or same_cycle:
        assert kl_share(name, min(1.0, done + step)) >= share


def test_other_names_and_other_systems_are_told() -> None:
    with pytest.raises(ConfigError, match="annealing must be one of"):
        kl_share("sudden", 0.5)
    for name in set(MODEL_NAMES) - set(ANNEALED):
        with pytest.raises(ConfigError, match="annealing is for"):
            ModelConfig(name, annealing="linear")
    assert ANY_BETA not in ANNEALED


# ---- what it does to the loss ------------------------------------------------


@pytest.mark.parametrize("name", ANNEALED)
def test_only_the_share_of_the_kl_counts_and_all_of_it_is_reported(
    name: str, digits: Split
) -> None:
    network = models.build(ModelConfig(name, 2, k2=0.5, annealing="linear"), 3)
    plain = models.build(ModelConfig(name, 2, k2=0.5), 3)
    images = digits.images[:32]
    found: dict[float, dict[str, float]] = {}
    for share in (0.0, 0.3, 1.0):
        network.kl_share.assign(share)
        found[share] = _evaluated(network, images)
    for share, losses in found.items():
        assert losses["loss"] == pytest.approx(
            losses["r_loss"] + share * losses["kl_loss"], rel=1e-3
        )
        assert losses["kl_loss"] == pytest.approx(found[1.0]["kl_loss"], rel=0.05)
    assert found[1.0]["loss"] == pytest.approx(_evaluated(plain, images)["loss"], rel=0.02)


def _evaluated(network: Network, images: np.ndarray) -> dict[str, float]:
    network.model.compile("adam", jit_compile=False)
    inputs, targets = network.pack(images, images, None)
    values = network.model.evaluate(inputs, targets, verbose=0, return_dict=True)
    return {key: float(value) for key, value in values.items()}


def test_without_its_kl_the_loss_is_the_likeness_alone_and_its_gradients_are(
    digits: Split,
) -> None:
    """One step at a share of 0 leaves the heads of z_log_var to the reconstruction: as k2 = 0."""
    images = digits.images[:32]
    annealed = models.build(ModelConfig("vae_functional", 2, k2=5.0, annealing="linear"), 3)
    without = models.build(ModelConfig("vae_functional", 2, k2=0.0), 3)
    annealed.kl_share.assign(0.0)
    for network in (annealed, without):
        network.model.compile("sgd", jit_compile=False)
        inputs, _ = network.pack(images, images, None)
        network.model.train_on_batch(inputs)
    for one, other in zip(
        annealed.model.trainable_weights, without.model.trainable_weights, strict=True
    ):
        np.testing.assert_allclose(np.asarray(one), np.asarray(other), atol=1e-5)


# ---- a whole training --------------------------------------------------------


@pytest.fixture(scope="module")
def grown(
    tiny_config: RunConfig, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[fit.Result, list[tuple[float, float]]]]:
    """A training by each annealing, and what share counted when so much of it was done."""
    return {
        name: _watched(
            config_of(tiny_config, system, name), tmp_path_factory.mktemp("grown") / name
        )
        for name, system in (("linear", "vae_functional"), ("cyclical", "vae_subclass"))
    }


def _watched(
    config: RunConfig, folder: Path, batches: float = np.inf, resume: bool = False
) -> tuple[fit.Result, list[tuple[float, float]]]:
    """A training, of so many batches at most, and the share that counted in each of them."""
    seen: list[tuple[float, float]] = []

    def look(network: Network, progress: Progress) -> None:
        before = (progress.epoch - 1) * progress.batches + progress.batch - 1
        share = float(np.asarray(network.kl_share))
        seen.append((before / (progress.epochs * progress.batches), share))

    return fit.fit(
        config, folder, resume, on_batch=look, should_stop=lambda: len(seen) >= batches
    ), seen


@pytest.mark.parametrize("annealing", ["linear", "cyclical"])
def test_a_training_goes_through_its_shares(grown: dict, annealing: str) -> None:
    result, seen = grown[annealing]
    assert seen == [(done, pytest.approx(kl_share(annealing, done))) for done, _ in seen]
    assert {share for _, share in seen} > {0.0}
    # held-out digits are judged by all of k2: the losses of two epochs can be compared
    history = result.history
    for loss, r, kl in zip(
        history["val_loss"], history["val_r_loss"], history["val_kl_loss"], strict=True
    ):
        assert loss == pytest.approx(r + kl, rel=1e-3)


@pytest.mark.parametrize("annealing", ["linear", "cyclical"])
def test_what_is_saved_is_loaded_and_all_of_its_k2_counts(grown: dict, annealing: str) -> None:
    result, _ = grown[annealing]
    network = saved.load(result.record)
    assert saved.read_record(result.record.folder).config.model.annealing == annealing
    assert float(np.asarray(network.kl_share)) == 1


def test_a_resumed_training_goes_on_with_the_shares(
    grown: dict, tiny_config: RunConfig, tmp_path: Path
) -> None:
    config, (_, whole) = config_of(tiny_config, "vae_functional", "linear"), grown["linear"]
    batches = len(whole) // config.training.epochs
    _, first = _watched(config, tmp_path, batches + 1)
    _, rest = _watched(config, tmp_path, resume=True)
    assert len(first) == batches + 1
    assert first[:batches] + rest == [(done, pytest.approx(share)) for done, share in whole]


def test_without_held_out_digits_the_last_epoch_is_kept(
    tiny_config: RunConfig, tmp_path: Path
) -> None:
    """While k2 grows the training's loss does, too: its lowest value says nothing."""
    config = config_of(tiny_config, "vae_functional", "linear")
    config = replace(config, data=replace(config.data, validation=0.0))
    result = fit.fit(config, tmp_path)
    assert result.record.training["best_epoch"] == config.training.epochs


@pytest.mark.parametrize("first", ["none", "linear"])
def test_it_can_start_from_a_model_that_was_trained_otherwise(
    grown: dict, tiny_run: Path, tiny_config: RunConfig, first: str
) -> None:
    start = saved.read_record(tiny_run) if first == "none" else grown[first][0].record
    second = "linear" if first == "none" else "none"
    config = config_of(tiny_config, "vae_functional", second)
    network = models.build(config.model, 99)
    fit.copy_weights(start, network, config)
    origin = saved.load(start)
    images = np.zeros((2, 28, 28, 1), np.float32)
    np.testing.assert_allclose(
        np.asarray(network.encoder(images)["z_mean"]),
        np.asarray(origin.encoder(images)["z_mean"]),
        atol=1e-6,
    )


def test_the_callback_needs_no_more_than_the_epoch_and_the_batch() -> None:
    network = models.build(ModelConfig("vae_subclass", annealing="cyclical"))
    callback = Annealing(network.kl_share, "cyclical", epochs=4, batches=10)
    callback.on_epoch_begin(1)
    callback.on_train_batch_begin(2)
    assert float(np.asarray(network.kl_share)) == pytest.approx(0.4)
    callback.on_test_begin()
    assert float(np.asarray(network.kl_share)) == 1
