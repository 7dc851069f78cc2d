"""The VAE for every beta: at zero modulation it is system 4, and at one beta it folds into it."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
from random_weights import random_weights

from explorer import models
from explorer.beta import HIGHEST, LOWEST, log_of
from explorer.config import ANY_BETA, DECODERS, ModelConfig, RunConfig
from explorer.data.mnist import Split
from explorer.errors import ConfigError
from explorer.models import any_beta, saved
from explorer.models.beta_layers import Modulation
from explorer.models.network import Network
from explorer.training import fit


def plain_weights(network: Network) -> list:
    return [*network.encoder.trainable_weights, *network.decoder.trainable_weights]


def at(network: Network, images: np.ndarray, log_beta: float) -> list[np.ndarray]:
    """The same outputs, by the halves that take log beta as well."""
    column = keras.ops.full((len(images), 1), log_beta, dtype="float32")
    code = network.conditional_encoder(
        [keras.ops.convert_to_tensor(images), column], training=False
    )
    picture = network.conditional_decoder([code["z_mean"], column], training=False)
    return [np.asarray(part) for part in (code["z_mean"], code["z_log_var"], picture)]


def outputs(network: Network, images: np.ndarray) -> list[np.ndarray]:
    code = network.encoder(images, training=False)
    picture = network.decoder(code["z_mean"], training=False)
    return [np.asarray(part) for part in (code["z_mean"], code["z_log_var"], picture)]


@pytest.fixture(scope="module")
def trained() -> dict[str, Network]:
    return {decoder: random_weights(decoder, k2=0.002) for decoder in DECODERS}


@pytest.mark.parametrize("decoder", DECODERS)
def test_without_modulation_it_is_system_4(digits: Split, decoder: str) -> None:
    network = models.build(ModelConfig(ANY_BETA, 2, decoder), seed=4)
    four = models.build(ModelConfig("vae_functional", 2, decoder), seed=9)
    layers = [
        x
        for half in (network.conditional_encoder, network.conditional_decoder)
        for x in half.layers
    ]
    ours = [w for x in layers if not isinstance(x, Modulation) for w in x.trainable_weights]
    for ours_of, theirs in zip(ours, plain_weights(four), strict=True):
        theirs.assign(ours_of)
    for log_beta in (-5.0, 0.0, 5.0):
        found = at(network, digits.images[:3], log_beta)
        for ours_of, wanted in zip(found, outputs(four, digits.images[:3]), strict=True):
            np.testing.assert_allclose(ours_of, wanted, atol=1e-6)


@pytest.mark.parametrize("beta", [LOWEST, 0.3, 50.0, HIGHEST])
@pytest.mark.parametrize("decoder", DECODERS)
def test_folded_for_a_beta_it_is_a_system_4(
    trained: dict, digits: Split, decoder: str, beta: float
) -> None:
    network = trained[decoder]
    four = models.build(ModelConfig("vae_functional", 2, decoder), seed=9)
    for place, array in zip(plain_weights(four), any_beta.fold(network, beta), strict=True):
        place.assign(array)
    found = at(network, digits.images[:5], np.log(beta))
    for ours, wanted in zip(found, outputs(four, digits.images[:5]), strict=True):
        np.testing.assert_allclose(ours, wanted, atol=2e-6)


def test_its_own_encoder_and_decoder_answer_for_the_beta_of_its_settings(
    trained: dict, digits: Split
) -> None:
    network = trained["transposed"]  # k2 0.002: beta 1.568
    found = outputs(network, digits.images[:4])
    mean, _, picture = at(network, digits.images[:4], np.log(784 * 0.002))
    np.testing.assert_allclose(found[0], mean, atol=1e-6)
    np.testing.assert_allclose(found[2], picture, atol=1e-6)
    far, *_ = at(network, digits.images[:4], np.log(784 * 0.002) + 3)
    assert np.abs(far - found[0]).max() > 1e-3  # beta does matter
    assert network.encoder.input_shape == (None, 28, 28, 1)
    assert network.decoder.input_shape == (None, 2)


def test_it_starts_from_a_system_4_and_is_the_same_at_every_beta(
    digits: Split, tmp_path: Path
) -> None:
    four = models.build(ModelConfig("vae_functional", 2), seed=9)
    record = saved.save(
        four, RunConfig(ModelConfig("vae_functional", 2)), tmp_path, data_sha256="", training={}
    )
    config = RunConfig(ModelConfig(ANY_BETA, 2))
    network = models.build(config.model, seed=1)
    fit.copy_weights(record, network, config)
    expected = outputs(four, digits.images[:3])
    for log_beta in (-5.0, 5.0):
        for found, wanted in zip(at(network, digits.images[:3], log_beta), expected, strict=True):
            np.testing.assert_allclose(found, wanted, atol=1e-6)


@pytest.mark.parametrize(("k1", "k2", "end"), [(1.0, 0.0, LOWEST), (0.0, 1.0, HIGHEST)])
def test_beyond_its_range_the_nearest_end_answers(k1: float, k2: float, end: float) -> None:
    assert log_of(ModelConfig(ANY_BETA, k1=k1, k2=k2).beta) == np.log(end)


def test_a_step_of_training_moves_the_modulations(digits: Split) -> None:
    network = models.build(ModelConfig(ANY_BETA, 2), seed=4)
    fit.compile_network(network, RunConfig().training, 10)
    network.model.run_eagerly = True  # the graph of one step takes longer than the step
    inputs, _ = network.pack(digits.images[:20], digits.images[:20], None)
    network.model.train_on_batch(inputs)
    moved = [np.abs(np.asarray(w)).max() for w in network.model.trainable_weights if
             w.name in ("scale", "shift")]  # fmt: skip
    assert len(moved) == 24  # a scale and a shift for each of 12 layers
    assert all(amount > 0 for amount in moved)


def test_a_system_4_starts_from_it_at_its_own_beta(digits: Split, tmp_path: Path) -> None:
    network = random_weights("transposed")
    record = saved.save(
        network, RunConfig(ModelConfig(ANY_BETA, 2)), tmp_path, data_sha256="", training={}
    )
    config = RunConfig(ModelConfig("vae_functional", 2, k1=1.0, k2=0.05))
    four = models.build(config.model, seed=1)
    fit.copy_weights(record, four, config)
    at_its_beta = models.build(ModelConfig(ANY_BETA, 2, k2=0.05), seed=1)
    at_its_beta.model.set_weights(network.model.get_weights())
    for found, wanted in zip(
        outputs(four, digits.images[:5]), outputs(at_its_beta, digits.images[:5]), strict=True
    ):
        np.testing.assert_allclose(found, wanted, atol=2e-6)
    for other in (ModelConfig("vae_functional", 3), ModelConfig("denoiser", 2)):
        with pytest.raises(ConfigError, match="can only start from a model of its own kind"):
            fit.copy_weights(record, four, RunConfig(other))
