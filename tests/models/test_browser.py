"""A decoder without Keras: read from its file, and decoded by NumPy, it gives the same."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from explorer import models
from explorer.beta import basis_centres
from explorer.config import BUNDLED_NAMES, ModelConfig, RunConfig
from explorer.errors import WeightsError
from explorer.models import browser
from explorer.models import saved as models_saved
from explorer.models.browser import Step
from explorer.models.network import Network
from explorer.models.saved import SavedModel

RNG = np.random.default_rng(0)
EXACT = 1e-5
EVERY = [
    ("vae_functional", 2, "upsampling"),
    ("vae_subclass", 1, "transposed"),
    ("vae_subclass", 3, "upsampling"),
    ("denoiser", 10, "upsampling"),
    ("dual", 16, "transposed"),
    ("inception", 2, "upsampling"),
    ("any_beta", 2, "transposed"),
    ("any_beta", 2, "upsampling"),
]


def points(dim: int, count: int = 20) -> np.ndarray:
    return RNG.normal(0, 1.5, (count, dim)).astype(np.float32)


def saved(name: str, dim: int, decoder: str, folder: Path) -> tuple[Network, SavedModel]:
    """A network with weights of no pattern, biases and modulations too, and its record."""
    config = RunConfig(ModelConfig(name, dim, decoder))
    network = models.build(config.model, seed=1)
    for variable in network.model.trainable_variables:
        noise = RNG.normal(0, 0.1, variable.shape)
        variable.assign(np.asarray(variable) + noise)
    return network, models_saved.save(network, config, folder)


def test_a_bundled_decoder_gives_what_keras_gives() -> None:
    record = models_saved.pretrained_record("vae_functional")
    z = points(2)
    expected = np.asarray(models_saved.load(record).decoder(z, training=False))
    assert np.abs(browser.decode(browser.read(record), z) - expected).max() < EXACT
    assert expected.std() > 0.1


@pytest.mark.slow
@pytest.mark.parametrize("name", [n for n in BUNDLED_NAMES if n in models_saved.manifest()])
def test_every_bundled_decoder_gives_what_keras_gives(name: str) -> None:
    record = models_saved.pretrained_record(name)
    z = points(record.config.model.latent_dim)
    expected = np.asarray(models_saved.load(record).decoder(z, training=False))
    steps = browser.at_beta(browser.read(record), record.config.model.beta)
    assert np.abs(browser.decode(steps, z) - expected).max() < EXACT


@pytest.mark.slow
@pytest.mark.parametrize(("name", "dim", "decoder"), EVERY)
def test_any_system_just_trained(name: str, dim: int, decoder: str, tmp_path: Path) -> None:
    network, record = saved(name, dim, decoder, tmp_path)
    z = points(dim)
    steps = browser.at_beta(browser.read(record), record.config.model.beta)
    expected = np.asarray(network.decoder(z, training=False))
    assert np.abs(browser.decode(steps, z) - expected).max() < EXACT
    assert expected.std() > 0.01


@pytest.mark.slow
@pytest.mark.parametrize("decoder", ["transposed", "upsampling"])
def test_the_vae_for_every_beta(decoder: str, tmp_path: Path) -> None:
    network, record = saved("any_beta", 2, decoder, tmp_path)
    steps = browser.read(record)
    assert np.allclose(browser.centres(steps), basis_centres())
    assert network.conditional_decoder is not None
    z = points(2)
    pictures = []
    for beta in (0.001, 0.02, 1.0, 37.5, 2000.0):
        log_beta = np.full((len(z), 1), np.log(beta), np.float32)
        expected = np.asarray(network.conditional_decoder([z, log_beta], training=False))
        found = browser.decode(browser.at_beta(steps, beta), z)
        assert np.abs(found - expected).max() < EXACT, beta
        pictures.append(found)
    assert all(np.abs(a - b).max() > 0.01 for a, b in pairwise(pictures))


def test_beta_leaves_the_other_systems_alone() -> None:
    steps = [Step(RNG.normal(size=(1, 1, 2, 4)).astype(np.float32), np.zeros(4, np.float32))]
    assert browser.at_beta(steps, 7.0) is steps
    assert len(browser.centres(steps)) == 0


# ---- the one kind of step, against the three that it stands for, pixel by pixel


def naive_conv(x: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Conv2D with padding same and stride 1, as its definition says: (H, H, C_in)."""
    side, reach = len(x), len(kernel) // 2
    padded = np.pad(x, ((reach, reach), (reach, reach), (0, 0)))
    rows = [
        [
            np.einsum("abc,abcd->d", padded[r : r + 2 * reach + 1, c : c + 2 * reach + 1], kernel)
            for c in range(side)
        ]
        for r in range(side)
    ]
    return np.array(rows)


@pytest.mark.parametrize("stride", [1, 2])
def test_upsampling_then_convolution_is_one_scatter(stride: int) -> None:
    x = RNG.normal(size=(5, 5, 3)).astype(np.float32)
    kernel = RNG.normal(size=(3, 3, 3, 2)).astype(np.float32)
    expected = naive_conv(x.repeat(stride, axis=0).repeat(stride, axis=1), kernel)
    scattered, before = browser.upsampled(kernel, stride)
    step = Step(scattered, np.zeros(2, np.float32), stride, before)
    assert np.allclose(browser.scatter(step, x[None])[0], expected, atol=1e-5)


@pytest.mark.parametrize("stride", [1, 2])
def test_a_transposed_convolution_is_the_transpose_of_a_convolution(stride: int) -> None:
    """<conv(y), x> = <y, scatter(x)>, where conv is the strided convolution it transposes."""
    x = RNG.normal(size=(4, 4, 3)).astype(np.float32)
    y = RNG.normal(size=(4 * stride, 4 * stride, 2)).astype(np.float32)
    kernel = RNG.normal(size=(3, 3, 2, 3)).astype(np.float32)  # as Keras has it: (k, k, out, in)
    step = Step(*browser.transposed(kernel, stride)[:1], np.zeros(2, np.float32), stride)
    step = Step(step.kernel, step.bias, stride, browser.transposed(kernel, stride)[1])
    whole = naive_conv(y, kernel)
    convolved = whole if stride == 1 else whole[1::2, 1::2]  # "same" pads after the last pixel
    left = (convolved * x).sum()
    right = (y * browser.scatter(step, x[None])[0]).sum()
    assert left == pytest.approx(right, rel=1e-4)


# ---- on its way, and what can go wrong


def test_what_is_packed_can_be_unpacked() -> None:
    steps = browser.read(models_saved.pretrained_record("denoiser"))
    described, blob = browser.pack(steps)
    numbers = np.frombuffer(blob, "<f4")
    assert len(numbers) == sum(step.kernel.size + step.bias.size for step in steps)
    assert len(blob) < 500_000
    for entry, step in zip(described, steps, strict=True):
        size, _, ins, outs = step.kernel.shape
        assert (entry["size"], entry["ins"], entry["outs"]) == (size, ins, outs)
        start = entry["kernel"]
        kernel = numbers[start : start + step.kernel.size].reshape(step.kernel.shape)
        assert np.array_equal(kernel, step.kernel)
        assert np.array_equal(numbers[entry["bias"] :][:outs], step.bias)
        assert "scale" not in entry


def test_reading_imports_no_tensorflow() -> None:
    code = (
        "import sys; from explorer.models import browser as d, saved;"
        "d.decode(d.read(saved.pretrained_record('vae_subclass')), [[0.0, 0.0]]);"
        "print(sorted({'tensorflow', 'keras'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_weights_of_another_shape_are_refused_in_a_sentence() -> None:
    from dataclasses import replace

    record = models_saved.pretrained_record("vae_functional")
    model = replace(record.config.model, latent_dim=5)
    foreign = replace(record, config=replace(record.config, model=model))
    with pytest.raises(WeightsError, match="does not hold the decoder of vae_functional") as error:
        browser.read(foreign)
    assert "\n" not in str(error.value)
