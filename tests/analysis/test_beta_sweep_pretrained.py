"""The bundled VAE for every beta, beta by beta: its maps stay aligned, its curve is smooth."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.analysis import beta_sweep
from explorer.analysis.beta_sweep import DIGITS, POINTS, BetaSweep
from explorer.config import ANY_BETA
from explorer.models import saved

LEAST = 0.9  # correlation of a dim between two betas, while digits use it
# Of the widest map: what digits move on average from a beta to the next. It is most where the VAE
# collapses, 0.156 from beta 15.9 to 20; elsewhere it is below 0.09
FURTHEST = 0.2


@pytest.fixture(scope="module")
def sweep() -> BetaSweep:
    record = saved.find(ANY_BETA)
    with np.load(record.folder / str(record.arrays)) as arrays:
        return BetaSweep.from_arrays(dict(arrays))


def test_it_is_whole(sweep: BetaSweep) -> None:
    assert sweep.maps.shape == (POINTS, DIGITS, 2)
    assert np.isfinite(sweep.maps).all()
    assert (np.diff(sweep.betas) > 0).all()


def test_no_dim_flips_or_turns_between_two_betas(sweep: BetaSweep) -> None:
    least = np.nanmin(beta_sweep.correlations(sweep))
    assert least > LEAST, f"a dim's correlation between two betas is {least:.3f}"


def test_no_map_jumps_between_two_betas(sweep: BetaSweep) -> None:
    furthest = beta_sweep.steps(sweep).max()
    assert furthest < FURTHEST, f"digits move {furthest:.3f} of the widest map between two betas"
