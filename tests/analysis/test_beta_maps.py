"""Maps kept for every stop of the sliders, against the network itself."""

from __future__ import annotations

import numpy as np
import pytest
from random_weights import random_weights

from explorer.analysis import beta_sweep
from explorer.analysis.beta_sweep import DIGITS, POINTS, STOPS, BetaMaps, BetaSweep
from explorer.beta import HIGHEST, LOWEST, SAME, STEPS, beta_of, find_beta
from explorer.config import ANY_BETA, K_PRESETS
from explorer.data.mnist import Split
from explorer.models import saved
from explorer.training import precompute


@pytest.fixture(scope="module")
def bundled() -> tuple[BetaSweep, BetaMaps]:
    record = saved.find(ANY_BETA)
    with np.load(record.folder / str(record.arrays)) as arrays:
        every = dict(arrays)
    return BetaSweep.from_arrays(every), BetaMaps.from_arrays(every)


def test_a_beta_is_found_to_four_digits_and_no_further() -> None:
    betas = np.array([0.5, 1.0, 2.0])
    assert find_beta(betas, 1.0) == 1
    assert find_beta(betas, 2.0 * (1 + SAME / 2)) == 2
    for other in (1.01, 0.4, 3.0, 0.0, -1.0, np.nan):
        assert find_beta(betas, other) is None
    assert find_beta(np.empty(0), 1.0) is None


def test_the_slider_of_beta_stops_at_every_point_and_thrice_between() -> None:
    stops = beta_sweep.stops()
    assert (np.diff(stops) >= 0).all()
    sweep = np.geomspace(LOWEST, HIGHEST, POINTS)
    slider = np.geomspace(LOWEST, HIGHEST, STOPS)
    assert slider[::4] == pytest.approx(sweep)
    assert all(find_beta(stops, beta) is not None for beta in slider)


@pytest.mark.parametrize("k2", [k2 for k2 in STEPS if LOWEST <= 784 * k2 <= HIGHEST])
def test_every_step_of_k2_is_a_stop(k2: float) -> None:
    assert find_beta(beta_sweep.stops(), 784 * k2) is not None


def test_each_map_is_where_the_encoder_puts_the_digits(digits: Split) -> None:
    network = random_weights()
    known = np.delete(beta_sweep.stops(), [3, 100, 200])
    maps = precompute.encode_stops(network, digits, known, digits=5)
    assert maps.codes.shape == (3, 5, 2)
    for beta, codes in zip(maps.betas, maps.codes, strict=True):
        column = np.full((5, 1), np.log(beta), np.float32)
        expected = np.asarray(network.conditional_encoder([digits.images[:5], column])["z_mean"])
        np.testing.assert_allclose(codes, expected, atol=1e-5)
    again = BetaMaps.from_arrays(maps.to_arrays())
    np.testing.assert_allclose(again.at(float(maps.betas[1])), maps.codes[1], atol=2e-3)


def test_without_any_kept_those_of_the_sweep_are_all() -> None:
    maps = np.arange(12, dtype=np.float16).reshape(3, 2, 2)
    sweep = BetaSweep(np.array([0.1, 1.0, 10.0]), maps, *np.zeros((4, 3)))
    alone = BetaMaps.from_arrays({}).with_sweep(sweep)
    for beta, expected in (
        (0.1, 0.0),
        (1.0, 4.0),
        (10.0, 8.0),
        (10**0.5, 6.0),
        (0.001, 0.0),
        (99, 8),
    ):
        np.testing.assert_allclose(alone.at(beta)[0, 0], expected, atol=1e-3)
    more = BetaMaps(np.array([10**0.5]), np.full((1, 2, 2), 100, np.float16)).with_sweep(sweep)
    assert more.at(10**0.5)[0, 0] == 100
    np.testing.assert_allclose(more.at(10**0.25)[0, 0], 52, atol=0.1)


def test_the_bundled_model_has_a_map_at_every_stop(bundled: tuple[BetaSweep, BetaMaps]) -> None:
    sweep, maps = bundled
    assert maps.codes.shape[1:] == (DIGITS, 2)
    assert np.isfinite(maps.codes).all()
    for beta in beta_sweep.stops():
        kept = find_beta(maps.betas, float(beta)) is not None
        assert (find_beta(sweep.betas, beta) is None) == kept
    for pair in K_PRESETS.values():
        beta = max(LOWEST, beta_of(*pair, 2))  # what lies beyond is shown as the end
        assert find_beta(np.sort([*maps.betas, *sweep.betas]), beta) is not None


def test_the_bundled_maps_lie_between_those_of_the_points_beside_them(
    bundled: tuple[BetaSweep, BetaMaps],
) -> None:
    """Of the same network, in the same order: a digit goes nearly straight between points.

    Where the VAE collapses, from beta 16 to 20, it is off by 0.038 of the widest map.
    """
    sweep, maps = bundled
    widest = float(sweep.maps.astype(float).std())
    for beta, codes in zip(maps.betas, maps.codes.astype(float), strict=True):
        above = int(np.clip(np.searchsorted(sweep.betas, beta), 1, POINTS - 1))
        low, high = sweep.maps[[above - 1, above]].astype(float)
        logs = np.log(sweep.betas[[above - 1, above]])
        share = (np.log(beta) - logs[0]) / (logs[1] - logs[0])
        away = np.abs(codes - (low + share * (high - low))).mean()
        assert away < 0.05 * widest, f"at beta {beta:g} digits are {away:g} off"


@pytest.mark.slow
def test_the_bundled_maps_are_the_bundled_networks(
    bundled: tuple[BetaSweep, BetaMaps], digits: Split
) -> None:
    network = saved.load(saved.find(ANY_BETA))
    for place in (0, 90, 180, 265):
        beta = float(bundled[1].betas[place])
        column = np.full((50, 1), np.log(beta), np.float32)
        found = np.asarray(network.conditional_encoder([digits.images[:50], column])["z_mean"])
        np.testing.assert_allclose(bundled[1].codes[place][:50], found, atol=2e-3, rtol=2e-3)


@pytest.mark.slow
def test_between_two_maps_digits_are_where_the_network_puts_them(
    bundled: tuple[BetaSweep, BetaMaps], digits: Split
) -> None:
    """At betas where nothing is kept: as near as float16 lets the kept ones be.

    Where the VAE collapses, relu's corners follow each other too fast for that.
    """
    network = saved.load(saved.find(ANY_BETA))
    sweep, maps = bundled
    whole = maps.with_sweep(sweep)
    images = digits.images[:500]
    drawn = np.exp(np.random.default_rng(0).uniform(*np.log([LOWEST, HIGHEST]), 12))
    for beta in (*drawn, 13.1, 16.3, 18.3, 24.6):
        expected = precompute.encode_at(network, images, float(beta)).mean
        away = np.abs(whole.at(float(beta))[: len(images)] - expected)
        times = 20 if 10 < beta < 40 else 1
        assert away.max() < 0.01 * times, beta
        assert away.mean() < 0.001 * min(times, 10), beta
