"""The compiled encoder of every beta answers as the network itself does."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import models
from explorer.config import ANY_BETA, ModelConfig
from explorer.models.inference import PART, compile_conditional_encoder
from explorer.training import precompute


@pytest.mark.parametrize("count", [1, PART + 3])
def test_it_encodes_as_the_network_at_that_beta(count: int) -> None:
    config = ModelConfig(ANY_BETA)
    network = models.build(config, seed=3)
    rng = np.random.default_rng(0)
    for weight in network.any_encoder.trainable_weights:
        if weight.name in ("scale", "shift"):
            weight.assign(rng.normal(0, 0.3, weight.shape))
    encode = compile_conditional_encoder(network, config)
    images = rng.random((count, 28, 28, 1), np.float32)
    found = [encode(images, beta) for beta in (0.002, 0.7, 900.0)]
    for beta, codes in zip((0.002, 0.7, 900.0), found, strict=True):
        expected = precompute.encode_at(network, images, beta).mean
        assert codes.dtype == np.float32
        np.testing.assert_allclose(codes, expected, rtol=1e-4, atol=1e-4)
    assert np.abs(found[0] - found[2]).max() > 0.01  # beta does change the map
