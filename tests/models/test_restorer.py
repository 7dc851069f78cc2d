"""The compiled network is the network: same codes, pictures and answers for any batch."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import models
from explorer.config import ModelConfig
from explorer.data.mnist import Split
from explorer.models import inference
from explorer.models.inference import Restore
from explorer.models.network import Network


@pytest.fixture(scope="module", params=["dual", "vae_functional"])
def network(request: pytest.FixtureRequest) -> Network:
    return models.build(ModelConfig(request.param, 3), seed=5)


@pytest.fixture(scope="module")
def restore(network: Network) -> Restore:
    return inference.compile_restorer(network)


@pytest.mark.parametrize("count", [1, 2, 3, 12, 24, 25, 101])
def test_it_agrees_with_the_eager_network(
    network: Network, restore: Restore, digits: Split, count: int
) -> None:
    images = digits.images[:count]
    code = network.encoder(images, training=False)
    mean = np.asarray(code["z_mean"] if isinstance(code, dict) else code)
    found = restore(images)
    assert found.codes.shape == (count, 3)
    assert np.abs(found.codes - mean).max() < 1e-4
    assert np.abs(found.images - np.asarray(network.decoder(mean, training=False))).max() < 1e-5
    if network.classifier is None:
        assert found.probabilities is None
    else:
        expected = np.asarray(network.classifier(images, training=False))
        assert found.probabilities is not None
        assert np.abs(found.probabilities - expected).max() < 1e-5
        classify = inference.compile_classifier(network)
        assert np.abs(classify(images) - expected).max() < 1e-5


def test_no_images_give_nothing(restore: Restore) -> None:
    found = restore(np.zeros((0, 28, 28, 1)))
    assert found.codes.shape == (0, 3)
    assert found.images.shape == (0, 28, 28, 1)


def test_it_takes_doubles_and_views(restore: Restore, digits: Split) -> None:
    images = digits.images[:5]
    assert np.allclose(restore(images[::-1].astype(float)).codes, restore(images).codes[::-1])
