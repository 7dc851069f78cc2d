"""The compiled decoder is the decoder: same pictures for any number of points, traced once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from explorer import models
from explorer.config import ModelConfig
from explorer.models import inference
from explorer.models.network import Network

Decode = Callable[[np.ndarray], np.ndarray]


@pytest.fixture(scope="module", params=[(2, "transposed"), (10, "upsampling")], ids=["2-D", "10-D"])
def network(request: pytest.FixtureRequest) -> Network:
    return models.build(ModelConfig("vae_functional", *request.param), seed=5)


@pytest.fixture(scope="module")
def decode(network: Network) -> Decode:
    return inference.compile_decoder(network)


def points(network: Network, count: int) -> np.ndarray:
    dim = network.decoder.input_shape[-1]
    return np.random.default_rng(count).normal(0, 3, (count, dim)).astype(np.float32)


@pytest.mark.parametrize("count", [1, 7, 8, 9, 99, 100, 101, 250])
def test_it_agrees_with_the_eager_decoder(network: Network, decode: Decode, count: int) -> None:
    z = points(network, count)
    expected = np.asarray(network.decoder(z, training=False))
    found = decode(z)
    assert found.shape == (count, 28, 28, 1)
    assert found.dtype == np.float32
    assert np.abs(found - expected).max() < 1e-5
    assert expected.std() > 1e-3  # or equality would mean little


def test_no_points_give_no_pictures(network: Network, decode: Decode) -> None:
    assert decode(points(network, 0)).shape == (0, 28, 28, 1)


def test_a_picture_does_not_depend_on_its_neighbours(network: Network, decode: Decode) -> None:
    z = points(network, 30)
    alone = np.concatenate([decode(z[i : i + 1]) for i in range(len(z))])
    assert np.abs(decode(z) - alone).max() < 1e-5


def test_it_takes_what_numpy_gives(network: Network, decode: Decode) -> None:
    """Doubles, whole numbers and views are taken as they are."""
    z = points(network, 4)
    assert np.array_equal(decode(z.astype(np.float64)), decode(z))
    assert np.abs(decode(z[::-1]) - decode(z)[::-1]).max() < 1e-6
    whole = np.ones((2, z.shape[1]), int)
    assert np.array_equal(decode(whole), decode(whole.astype(np.float32)))


def test_it_does_not_change_its_input_nor_share_its_output(
    network: Network, decode: Decode
) -> None:
    z = points(network, 3)
    before = z.copy()
    first = decode(z)
    kept = first.copy()
    decode(z + 1)
    assert np.array_equal(z, before)
    assert np.array_equal(first, kept)


def test_it_is_traced_once(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many points are asked for, Python code of the decoder runs once in all."""
    shapes = []
    original = type(network.decoder).call

    def call(self: object, *args: object, **kwargs: object) -> object:
        shapes.append(tuple(args[0].shape))  # type: ignore[attr-defined]
        return original(self, *args, **kwargs)

    monkeypatch.setattr(type(network.decoder), "call", call)
    decode = inference.compile_decoder(network)
    for count in (1, 2, 8, 9, 60, 250):
        decode(points(network, count))
    dim = network.decoder.input_shape[-1]
    assert shapes == [(None, dim)]


def test_it_follows_the_weights(network: Network, decode: Decode) -> None:
    """Not a copy: what is loaded into the network is what is drawn."""
    z = points(network, 1)
    before = decode(z)
    kernel = network.decoder.trainable_variables[0]
    old = np.asarray(kernel)
    try:
        kernel.assign(old * 3)
        assert np.abs(decode(z) - np.asarray(network.decoder(z))).max() < 1e-5
        assert np.abs(decode(z) - before).max() > 1e-5
    finally:
        kernel.assign(old)
