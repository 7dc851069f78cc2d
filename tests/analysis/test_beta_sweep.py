"""A VAE for every beta measured point by point, against the network itself and NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from random_weights import random_weights

from explorer.analysis import metrics
from explorer.analysis.beta_sweep import BetaSweep
from explorer.beta import HIGHEST, LOWEST
from explorer.data.mnist import Split
from explorer.errors import WeightsError
from explorer.models.network import Network
from explorer.training import evaluation, precompute


@pytest.fixture(scope="module")
def network() -> Network:
    return random_weights()


@pytest.fixture(scope="module")
def sweep(network: Network, digits: Split) -> BetaSweep:
    return precompute.measure_sweep(network, digits.take(slice(0, 40)), points=5, digits=7)


def test_points_are_evenly_spaced_over_the_trained_range(sweep: BetaSweep) -> None:
    assert sweep.betas[[0, -1]] == pytest.approx([LOWEST, HIGHEST])
    steps = np.diff(np.log(sweep.betas))
    np.testing.assert_allclose(steps, steps[0])


def test_a_point_is_what_the_network_says_at_its_beta(
    sweep: BetaSweep, network: Network, digits: Split
) -> None:
    images = digits.images[:40]
    for point, beta in enumerate(sweep.betas):
        column = np.full((40, 1), np.log(beta), np.float32)
        code = network.conditional_encoder([images, column])
        mean, log_var = (np.asarray(code[name], float) for name in ("z_mean", "z_log_var"))
        np.testing.assert_allclose(sweep.maps[point], mean[:7], atol=2e-3)
        kl = 0.5 * (mean**2 + np.exp(log_var) - 1 - log_var).mean(axis=0)
        np.testing.assert_allclose(sweep.kl_per_dimension[point], kl, rtol=1e-4)
        assert sweep.kl_nats[point] == pytest.approx(kl.sum(), rel=1e-4)
        draw = np.random.default_rng([evaluation.SEED, 0]).standard_normal(mean.shape)
        z = (mean + np.exp(log_var / 2) * draw).astype(np.float32)
        picture = np.asarray(network.conditional_decoder([z, column]), float)
        nats = -(images * np.log(picture) + (1 - images) * np.log(1 - picture)).sum(axis=(1, 2, 3))
        assert sweep.reconstruction_nats[point] == pytest.approx(nats.mean(), rel=1e-4)
        assert sweep.active_units[point] == metrics.active_units(mean)


def test_between_two_points_figures_are_interpolated_in_log_beta(sweep: BetaSweep) -> None:
    for point in range(5):
        reconstruction, rates = sweep.at(sweep.betas[point])
        assert reconstruction == pytest.approx(sweep.reconstruction_nats[point])
        np.testing.assert_allclose(rates, sweep.kl_per_dimension[point])
    middle = float(np.sqrt(sweep.betas[1] * sweep.betas[2]))
    reconstruction, rates = sweep.at(middle)
    assert reconstruction == pytest.approx(sweep.reconstruction_nats[1:3].mean())
    np.testing.assert_allclose(rates, sweep.kl_per_dimension[1:3].mean(axis=0))


def test_outside_the_ladder_its_ends_answer(sweep: BetaSweep) -> None:
    assert sweep.at(0.0)[0] == pytest.approx(sweep.reconstruction_nats[0])
    assert sweep.at(np.inf)[0] == pytest.approx(sweep.reconstruction_nats[-1])
    assert [sweep.nearest(beta) for beta in (0.0, LOWEST, 1.5, HIGHEST, np.inf)] == [0, 0, 2, 4, 4]


def test_it_survives_its_arrays(sweep: BetaSweep) -> None:
    arrays = sweep.to_arrays()
    assert arrays["ladder_maps"].dtype == np.float16
    again = BetaSweep.from_arrays(arrays)
    assert again.at(3.0)[0] == pytest.approx(sweep.at(3.0)[0])
    np.testing.assert_array_equal(again.maps, sweep.maps)
    del arrays["ladder_maps"]
    with pytest.raises(WeightsError, match="hold betas, maps.*; maps is missing"):
        BetaSweep.from_arrays(arrays)


def test_the_information_is_that_of_the_clouds_and_is_interpolated(
    sweep: BetaSweep, network: Network, digits: Split
) -> None:
    from explorer.analysis.information import information

    for point, beta in enumerate(sweep.betas):
        code = precompute.encode_at(network, digits.images[:40], float(beta))
        told = information(code.mean, code.log_var)
        assert sweep.information[point] == pytest.approx(told, abs=1e-5)
        assert sweep.information_at(float(beta)) == pytest.approx(told, abs=1e-5)
    middle = float(np.sqrt(sweep.betas[2] * sweep.betas[3]))
    assert sweep.information_at(middle) == pytest.approx(sweep.information[2:4].mean(), abs=1e-5)
    assert sweep.information_at(0) == pytest.approx(sweep.information[0])
