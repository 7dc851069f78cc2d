"""A digit's posterior: rings that hold what they should, draws with the right moments."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2, norm

from explorer.analysis import posterior
from explorer.errors import ConfigError

MEAN, LOG_VAR = np.array([0.5, -1.0]), np.array([-2.0, 0.4])


def test_sigma_is_the_root_of_the_variance() -> None:
    np.testing.assert_allclose(posterior.sigma(LOG_VAR) ** 2, np.exp(LOG_VAR))


@pytest.mark.parametrize("times", [0.5, 1.0, 2.0])
def test_a_ring_is_where_the_density_is_equal(times: float) -> None:
    sigmas = posterior.sigma(LOG_VAR)
    line = posterior.ring(MEAN, sigmas, times)
    density = norm.logpdf(line, MEAN, sigmas).sum(axis=1)
    np.testing.assert_allclose(density, density[0])
    np.testing.assert_allclose((((line - MEAN) / sigmas) ** 2).sum(axis=1), times**2)
    assert line[0] == pytest.approx([MEAN[0], MEAN[1] + times * sigmas[1]])  # the top
    assert len(np.unique(line.round(9), axis=0)) == 72


@pytest.mark.parametrize("times", [0.5, 1.0, 2.0, 2.448])
def test_shares_are_those_of_the_chi_squared_distribution(times: float) -> None:
    share = posterior.share_inside(times)
    assert share == pytest.approx(chi2.cdf(times**2, 2))
    assert posterior.times_around(share) == pytest.approx(times)


def test_draws_have_the_moments_and_fall_into_the_rings() -> None:
    drawn = posterior.draws(MEAN, LOG_VAR, 40_000, seed=1)
    assert drawn.dtype == np.float32
    sigmas = posterior.sigma(LOG_VAR)
    np.testing.assert_allclose(drawn.mean(axis=0), MEAN, atol=0.02)
    np.testing.assert_allclose(drawn.std(axis=0), sigmas, rtol=0.02)
    inside = (((drawn - MEAN) / sigmas) ** 2).sum(axis=1) < 1
    assert inside.mean() == pytest.approx(posterior.share_inside(1), abs=0.01)


def test_draws_are_seeded_and_shapes_are_checked() -> None:
    first, again, other = (posterior.draws(MEAN, LOG_VAR, 5, seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)
    with pytest.raises(ConfigError, match="one shape"):
        posterior.draws(MEAN, LOG_VAR[:1], 5, 0)
