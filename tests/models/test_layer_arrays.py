"""What is kept beside the weights for whoever runs a network without Keras."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest

from explorer import models
from explorer.config import (
    DECODERS,
    MODEL_NAMES,
    ModelConfig,
    RunConfig,
    default_config,
)
from explorer.data import mnist
from explorer.errors import WeightsError
from explorer.models import browser, browser_encoder, layer_arrays, saved
from explorer.models.network import Network


def saved_in(folder: Path, name: str, **changes: object) -> tuple[Network, saved.SavedModel]:
    config = default_config(name)
    model = ModelConfig(name, **changes) if changes else config.model  # type: ignore[arg-type]
    network = models.build(model, seed=3)
    whole = RunConfig(model=model, noise=config.noise, training=config.training)
    return network, saved.save(network, whole, folder)


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_they_are_what_the_weights_file_holds(tmp_path: Path, name: str) -> None:
    """Keras's own file is the oracle: read without the arrays, and with them."""
    _, record = saved_in(tmp_path, name)
    beside = layer_arrays.beside(record.path)
    assert beside.name == "model.browser.npz"
    with_arrays = browser.read(record), browser_encoder.read_encoder(record)
    beside.unlink()
    alone = browser.read(record), browser_encoder.read_encoder(record)
    for one, other in zip(with_arrays[0], alone[0], strict=True):
        assert np.array_equal(one.kernel, other.kernel)
        assert np.array_equal(one.bias, other.bias)
        assert (one.scale is None) == (other.scale is None)
        assert one.scale is None or np.array_equal(one.scale, other.scale)
    assert browser_encoder.pack(with_arrays[1]) == browser_encoder.pack(alone[1])


@pytest.mark.parametrize("decoder", DECODERS)
def test_a_network_just_saved_runs_without_keras(tmp_path: Path, decoder: str) -> None:
    network, record = saved_in(tmp_path, "vae_functional", decoder=decoder, latent_dim=3)
    images = mnist.load("test").images[:5]
    code = browser_encoder.run(browser_encoder.read_encoder(record), images)
    expected = network.encoder(images, training=False)
    assert np.abs(code["z_mean"] - np.asarray(expected["z_mean"])).max() < 1e-4
    pictures = browser.decode(browser.read(record), code["z_mean"])
    decoded = np.asarray(network.decoder(code["z_mean"], training=False))
    assert np.abs(pictures - decoded).max() < 1e-4


def test_a_later_layout_of_keras_s_file_does_not_matter(tmp_path: Path) -> None:
    _, record = saved_in(tmp_path, "vae_functional")
    before = browser.pack(browser.read(record))
    with h5py.File(record.path, "a") as file:
        file.move("layers/functional_1", "layers/another_name")
        file.move("layers/another_name/layers/dense", "layers/another_name/layers/matrix")
    from dataclasses import replace

    from explorer import files

    moved = replace(record, sha256=files.sha256(record.path))
    with pytest.raises(WeightsError):
        browser.read(moved)  # the arrays belong to other weights
    with np.load(layer_arrays.beside(record.path)) as kept:
        arrays = {**kept, layer_arrays.HASH: np.array(moved.sha256)}
    np.savez(layer_arrays.beside(record.path), **arrays)
    assert browser.pack(browser.read(moved)) == before


def test_what_is_damaged_or_of_other_weights_is_not_read(tmp_path: Path) -> None:
    _, record = saved_in(tmp_path, "denoiser")
    beside = layer_arrays.beside(record.path)
    whole = beside.read_bytes()
    assert layer_arrays.read(record.path, "0" * 64) is None
    for content in (b"", b"no zip", whole[: len(whole) // 2]):
        beside.write_bytes(content)
        assert layer_arrays.read(record.path, record.sha256) is None
        assert browser.read(record)  # the weights file is there


def test_a_model_saved_again_has_arrays_of_its_own(tmp_path: Path) -> None:
    saved_in(tmp_path, "denoiser")
    network, record = saved_in(tmp_path, "vae_subclass")
    kept = layer_arrays.read(record.path, record.sha256)
    assert kept is not None
    dense = kept["decoder"]["dense"]["vars"]["0"]
    assert np.array_equal(dense, network.decoder.layers[1].weights[0])


@pytest.mark.parametrize(
    ("name", "snake"),
    [
        ("Conv2D", "conv2d"),
        ("Conv2DTranspose", "conv2d_transpose"),
        ("Dense", "dense"),
        ("Modulation", "modulation"),
        ("SamplingLayer", "sampling_layer"),
    ],
)
def test_layers_are_named_as_keras_names_them(name: str, snake: str) -> None:
    assert layer_arrays._snake_case(name) == snake
