"""The bundled VAE for every beta, rung by rung: its maps stay aligned, its curve is smooth."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.analysis import beta_sweep
from explorer.analysis.beta_sweep import DIGITS, POINTS, BetaSweep
from explorer.config import ANY_BETA
from explorer.models import saved

LEAST = 0.9  # correlation of a dim between two rungs, while digits use it
FURTHEST = 0.15  # of the widest map: what digits move on average from a rung to the next


@pytest.fixture(scope="module")
def ladder() -> BetaSweep:
    record = saved.find(ANY_BETA)
    with np.load(record.folder / str(record.arrays)) as arrays:
        return BetaSweep.from_arrays(dict(arrays))


def test_it_is_whole(ladder: BetaSweep) -> None:
    assert ladder.maps.shape == (POINTS, DIGITS, 2)
    assert np.isfinite(ladder.maps).all()
    assert (np.diff(ladder.betas) > 0).all()


def test_no_dim_flips_or_turns_between_two_rungs(ladder: BetaSweep) -> None:
    least = np.nanmin(beta_sweep.correlations(ladder))
    assert least > LEAST, f"a dim's correlation between two rungs is {least:.3f}"


def test_no_map_jumps_between_two_rungs(ladder: BetaSweep) -> None:
    furthest = beta_sweep.steps(ladder).max()
    assert furthest < FURTHEST, f"digits move {furthest:.3f} of the widest map between two rungs"
