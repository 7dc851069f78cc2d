"""Encoders and classifiers as plain numbers, against Keras and against their definitions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer import models
from explorer.config import ANY_BETA, ModelConfig, RunConfig
from explorer.data import mnist
from explorer.errors import WeightsError
from explorer.models import browser_encoder, saved
from explorer.models.browser_encoder import Layer, Program

RNG = np.random.default_rng(4)


@pytest.fixture(scope="module")
def images() -> np.ndarray:
    """Digits, and noise: nothing is empty there."""
    digits = mnist.load("test").take(slice(0, 6)).images
    return np.concatenate([digits, RNG.uniform(size=(2, 28, 28, 1)).astype(np.float32)])


def by_keras(record: saved.SavedModel, images: np.ndarray, beta: float | None) -> dict[str, Any]:
    network = saved.load(record)
    if network.conditional_encoder is not None:
        column = keras.ops.full((len(images), 1), np.log(beta or 1.0), dtype="float32")
        code = network.conditional_encoder(
            [keras.ops.convert_to_tensor(images), column], training=False
        )
    else:
        code = network.encoder(images, training=False)
    found = dict(code) if isinstance(code, dict) else {"z_mean": code}
    if network.classifier is not None:
        found["probabilities"] = network.classifier(images, training=False)
    return {name: np.asarray(values) for name, values in found.items()}


@pytest.mark.parametrize(
    ("name", "beta"),
    [
        ("denoiser", None),
        ("vae_functional", None),
        ("vae_subclass", None),
        ("dual", None),
        ("inception", None),
        *[(ANY_BETA, beta) for beta in (0.001, 0.05, 1.0, 2000.0)],
    ],
)
def test_codes_and_probabilities_are_those_of_keras(
    name: str, beta: float | None, images: np.ndarray
) -> None:
    record = saved.pretrained_record(name)
    expected = by_keras(record, images, beta)
    program = browser_encoder.read_encoder(record).at_beta(beta or 1.0)
    found = browser_encoder.run(program, images)
    if "probabilities" in expected:
        found |= browser_encoder.run(browser_encoder.read_classifier(record), images)
    assert set(found) == set(expected) - {"z"}
    for key, values in found.items():
        assert values == pytest.approx(expected[key], abs=2e-5)


def test_a_model_that_was_just_trained_has_its_own(tmp_path: Path, images: np.ndarray) -> None:
    config = RunConfig(ModelConfig("vae_functional", 5, "upsampling"))
    record = saved.save(models.build(config.model, 3), config, tmp_path)
    found = browser_encoder.run(browser_encoder.read_encoder(record), images)
    expected = by_keras(record, images, None)
    assert found["z_mean"].shape == (len(images), 5)
    assert found["z_log_var"] == pytest.approx(expected["z_log_var"], abs=2e-5)


@given(
    side=st.integers(3, 11),
    size=st.sampled_from([1, 3, 5]),
    stride=st.integers(1, 3),
    same=st.booleans(),
    seed=st.integers(0, 99),
)
@settings(max_examples=40, deadline=None)
def test_a_convolution_is_what_keras_does(
    side: int, size: int, stride: int, same: bool, seed: int
) -> None:
    if side < size:
        return
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(1, side, side, 2)).astype(np.float32)
    kernel = rng.normal(size=(size, size, 2, 3)).astype(np.float32)
    layer = Layer("conv", (-1,), kernel, np.zeros(3, np.float32), stride, same)
    found = browser_encoder.run(Program((layer,), {"y": 0}), x)["y"]
    expected = keras.ops.conv(x, kernel, stride, "same" if same else "valid")
    assert found == pytest.approx(np.asarray(expected), abs=1e-4)


@pytest.mark.parametrize("side", [4, 5, 11])
def test_a_pooling_is_what_keras_does(side: int) -> None:
    x = RNG.normal(size=(2, side, side, 3)).astype(np.float32)
    found = browser_encoder.run(Program((Layer("pool", (-1,), stride=2),), {"y": 0}), x)["y"]
    np.testing.assert_array_equal(found, np.asarray(keras.ops.max_pool(x, 2, 2)))


def test_beta_leaves_the_other_systems_alone() -> None:
    program = browser_encoder.read_encoder(saved.pretrained_record("vae_functional"))
    assert program.at_beta(7.0) is program


def test_what_is_packed_has_every_number_at_its_place() -> None:
    program = browser_encoder.read_encoder(saved.pretrained_record(ANY_BETA))
    described, content = browser_encoder.pack(program)
    floats = np.frombuffer(content, "<f4")
    assert described["outputs"] == {"z_mean": 5, "z_log_var": 6}
    count = 0
    for entry, layer in zip(described["layers"], program.layers, strict=True):
        for name in ("kernel", "bias", "scale", "shift"):
            values = getattr(layer, name)
            np.testing.assert_array_equal(
                floats[entry[name] : entry[name] + values.size], values.ravel()
            )
            count += values.size
    assert count == len(floats)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("vae_functional", browser_encoder.read_classifier),
        ("denoiser", browser_encoder.read_classifier),
    ],
)
def test_what_a_file_does_not_hold_is_one_sentence(name: str, read: Any) -> None:
    with pytest.raises(WeightsError, match="does not hold the classifier of"):
        read(saved.pretrained_record(name))


def test_a_record_of_another_latent_dim_is_refused() -> None:
    record = saved.pretrained_record("vae_functional")
    model = replace(record.config.model, latent_dim=3)
    other = replace(record, config=replace(record.config, model=model))
    with pytest.raises(WeightsError, match="does not hold"):
        browser_encoder.read_encoder(other)
