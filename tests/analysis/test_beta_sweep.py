"""A VAE for every beta measured rung by rung, against the network itself and NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from shaken import shaken

from explorer.analysis import metrics
from explorer.analysis.beta_sweep import BetaSweep
from explorer.beta import HIGHEST, LOWEST
from explorer.data.mnist import Split
from explorer.errors import WeightsError
from explorer.models.network import Network
from explorer.training import evaluation, precompute


@pytest.fixture(scope="module")
def network() -> Network:
    return shaken()


@pytest.fixture(scope="module")
def ladder(network: Network, digits: Split) -> BetaSweep:
    return precompute.measure_sweep(network, digits.take(slice(0, 40)), points=5, digits=7)


def test_rungs_are_evenly_spaced_over_the_trained_range(ladder: BetaSweep) -> None:
    assert ladder.betas[[0, -1]] == pytest.approx([LOWEST, HIGHEST])
    steps = np.diff(np.log(ladder.betas))
    np.testing.assert_allclose(steps, steps[0])


def test_a_rung_is_what_the_network_says_at_its_beta(
    ladder: BetaSweep, network: Network, digits: Split
) -> None:
    images = digits.images[:40]
    for rung, beta in enumerate(ladder.betas):
        column = np.full((40, 1), np.log(beta), np.float32)
        code = network.any_encoder([images, column])
        mean, log_var = (np.asarray(code[name], float) for name in ("z_mean", "z_log_var"))
        np.testing.assert_allclose(ladder.maps[rung], mean[:7], atol=2e-3)
        kl = 0.5 * (mean**2 + np.exp(log_var) - 1 - log_var).mean(axis=0)
        np.testing.assert_allclose(ladder.kl_per_dimension[rung], kl, rtol=1e-4)
        assert ladder.kl_nats[rung] == pytest.approx(kl.sum(), rel=1e-4)
        draw = np.random.default_rng([evaluation.SEED, 0]).standard_normal(mean.shape)
        z = (mean + np.exp(log_var / 2) * draw).astype(np.float32)
        picture = np.asarray(network.any_decoder([z, column]), float)
        nats = -(images * np.log(picture) + (1 - images) * np.log(1 - picture)).sum(axis=(1, 2, 3))
        assert ladder.reconstruction_nats[rung] == pytest.approx(nats.mean(), rel=1e-4)
        assert ladder.active_units[rung] == metrics.active_units(mean)


def test_between_two_rungs_figures_are_interpolated_in_log_beta(ladder: BetaSweep) -> None:
    for rung in range(5):
        reconstruction, rates = ladder.at(ladder.betas[rung])
        assert reconstruction == pytest.approx(ladder.reconstruction_nats[rung])
        np.testing.assert_allclose(rates, ladder.kl_per_dimension[rung])
    middle = float(np.sqrt(ladder.betas[1] * ladder.betas[2]))
    reconstruction, rates = ladder.at(middle)
    assert reconstruction == pytest.approx(ladder.reconstruction_nats[1:3].mean())
    np.testing.assert_allclose(rates, ladder.kl_per_dimension[1:3].mean(axis=0))


def test_outside_the_ladder_its_ends_answer(ladder: BetaSweep) -> None:
    assert ladder.at(0.0)[0] == pytest.approx(ladder.reconstruction_nats[0])
    assert ladder.at(np.inf)[0] == pytest.approx(ladder.reconstruction_nats[-1])
    assert [ladder.nearest(beta) for beta in (0.0, LOWEST, 1.5, HIGHEST, np.inf)] == [0, 0, 2, 4, 4]


def test_it_survives_its_arrays(ladder: BetaSweep) -> None:
    arrays = ladder.to_arrays()
    assert arrays["ladder_maps"].dtype == np.float16
    again = BetaSweep.from_arrays(arrays)
    assert again.at(3.0)[0] == pytest.approx(ladder.at(3.0)[0])
    np.testing.assert_array_equal(again.maps, ladder.maps)
    del arrays["ladder_maps"]
    with pytest.raises(WeightsError, match="hold betas, maps.*; maps is missing"):
        BetaSweep.from_arrays(arrays)
