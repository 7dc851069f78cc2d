"""The figures that tell a flip or a jump between two maps from a smooth change."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer.analysis import beta_sweep
from explorer.analysis.beta_sweep import BetaSweep


@pytest.fixture
def sweep() -> BetaSweep:
    """Six betas on which a cloud shrinks; at the last two its second dim is asleep."""
    cloud = np.random.default_rng(0).standard_normal((400, 2))
    maps = np.stack([cloud * [s, t] for s, t in
                     [(3, 2), (2.8, 1.8), (2.5, 1.6), (2, 1), (1.5, 0.01), (1, 0)]])  # fmt: skip
    zeros = np.zeros(6)
    return BetaSweep(np.geomspace(0.1, 10, 6), maps, np.zeros((6, 2)), zeros, zeros, zeros)


def test_correlations_are_numpys_where_a_dim_is_awake(sweep: BetaSweep) -> None:
    found = beta_sweep.correlations(sweep)
    assert found.shape == (5, 2)
    by_hand = np.corrcoef(sweep.maps[0, :, 0], sweep.maps[1, :, 0])[0, 1]
    assert found[0, 0] == pytest.approx(by_hand)
    assert found[:, 0] == pytest.approx(np.ones(5))
    np.testing.assert_array_equal(np.isnan(found[:, 1]), [False, False, False, True, True])


def test_a_flip_and_a_jump_are_seen(sweep: BetaSweep) -> None:
    maps = sweep.maps.copy()
    maps[2:, :, 0] *= -1
    flipped = replace(sweep, maps=maps)
    assert np.nanmin(beta_sweep.correlations(flipped)) < -0.99
    assert beta_sweep.steps(flipped).argmax() == 1
    assert beta_sweep.steps(flipped).max() > 1
    assert beta_sweep.steps(sweep).max() < 0.5


def test_a_step_is_the_mean_way_in_widths_of_the_widest_map(sweep: BetaSweep) -> None:
    way = np.linalg.norm(sweep.maps[1] - sweep.maps[0], axis=1).mean()
    spread = np.sqrt(sweep.maps[0].var(axis=0).sum())
    assert beta_sweep.steps(sweep)[0] == pytest.approx(way / spread)
    asleep = replace(sweep, maps=0 * sweep.maps)
    assert beta_sweep.steps(asleep).tolist() == [0.0] * 5


def test_a_frame_holds_all_maps_and_the_prior(sweep: BetaSweep) -> None:
    assert 1.04 * 3 <= beta_sweep.reach(sweep) <= 1.04 * np.abs(sweep.maps).max()
    assert beta_sweep.reach(replace(sweep, maps=0.1 * sweep.maps)) == pytest.approx(3.12)
