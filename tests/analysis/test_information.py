"""What the KL pays for, against integrals, closed forms and the bounds it must keep."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from explorer.analysis import information, metrics
from explorer.analysis.beta_sweep import BetaSweep
from explorer.config import ANY_BETA
from explorer.errors import DataError
from explorer.models import saved


def test_densities_are_those_of_independent_normals() -> None:
    rng = np.random.default_rng(0)
    mean, log_var, z = rng.normal(size=(5, 3)), rng.normal(size=(5, 3)), rng.normal(size=(4, 3))
    expected = norm.logpdf(z[:, None], mean, np.exp(log_var / 2)).sum(axis=2)
    np.testing.assert_allclose(information.log_densities(z, mean, log_var), expected, atol=1e-9)


def test_a_few_clouds_against_an_integral() -> None:
    means, sigmas = np.array([-1.5, 0.0, 0.4, 2.0]), np.array([0.3, 0.6, 0.5, 1.1])

    def gain(x: float) -> float:
        each = norm.pdf(x, means, sigmas)
        return float((each * np.log(each / each.mean())).mean())

    exact = quad(gain, -9, 9, limit=400)[0]
    # each image many times over changes nothing but what is drawn
    mean = np.tile(means, 5000)[:, None]
    log_var = np.tile(2 * np.log(sigmas), 5000)[:, None]
    assert information.information(mean, log_var, draws=4000) == pytest.approx(exact, abs=0.02)


@pytest.mark.parametrize("variance", [0.01, 0.2, 1.0])
def test_gaussian_codes_have_the_closed_form(variance: float) -> None:
    """Codes from N(0, s^2) with equal clouds: q(z) is N(0, s^2 + v), a Gaussian channel."""
    spread, dims = 0.8, 2
    mean = spread * np.random.default_rng(1).standard_normal((4000, dims))
    log_var = np.full_like(mean, math.log(variance))
    exact = 0.5 * dims * math.log((spread**2 + variance) / variance)
    told = information.information(mean, log_var)
    assert told == pytest.approx(exact, abs=0.06)
    whole = metrics.kl(mean, log_var).sum(axis=1).mean()
    both = spread**2 + variance
    distance = 0.5 * dims * (both - 1 - math.log(both))
    assert whole - told == pytest.approx(distance, abs=0.08)


def test_clouds_far_apart_tell_all_there_is_to_tell() -> None:
    mean = 100.0 * np.arange(50.0)[:, None]
    assert information.information(mean, np.zeros_like(mean)) == pytest.approx(math.log(50))


def test_collapsed_codes_tell_nothing() -> None:
    assert information.information(np.zeros((200, 2)), np.zeros((200, 2))) == 0


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 60), st.integers(1, 4), st.floats(0.01, 20))
def test_it_is_at_most_the_kl_and_the_logarithm_of_the_count(
    seed: int, count: int, dims: int, spread: float
) -> None:
    rng = np.random.default_rng(seed)
    mean = spread * rng.normal(size=(count, dims)).astype(np.float32)
    log_var = rng.normal(-2, 2, size=(count, dims)).astype(np.float32)
    told = information.information(mean, log_var, draws=30)
    assert 0 <= told <= math.log(count) + 1e-12
    assert told <= metrics.kl(mean, log_var).sum(axis=1).mean() + 1e-9


@pytest.mark.parametrize("shapes", [((3, 2), (3, 1)), ((0, 2), (0, 2)), ((3,), (3,))])
def test_other_shapes_are_told(shapes: tuple) -> None:
    with pytest.raises(DataError, match="one shape"):
        information.information(np.zeros(shapes[0]), np.zeros(shapes[1]))


@pytest.mark.parametrize(
    ("name", "told", "distance"),
    [
        ("vae_k1_extreme", 9.2, 25.9),
        ("vae_k1_heavy", 9.1, 12.4),
        ("vae_tenth", 8.6, 2.9),
        ("vae_half", 7.6, 0.84),
        ("vae_functional", 6.6, 0.52),
        ("vae_k2_heavy", 5.0, 0.22),
        ("vae_k2_heavier", 0.72, 0.01),
    ],
)
def test_the_bundled_vaes_pay_what_was_measured_before(
    name: str, told: float, distance: float
) -> None:
    """Figures of another program, with half the draws."""
    figures = saved.pretrained_record(name).metrics
    assert figures["information_nats"] == pytest.approx(told, abs=0.1)
    rest = figures["kl_nats"] - figures["information_nats"]
    assert rest == pytest.approx(distance, abs=0.02 * distance + 0.1)


@pytest.mark.parametrize(
    "name",
    [
        "vae_k1_extreme",
        "vae_k2_heavier",
        *(
            pytest.param(between, marks=pytest.mark.slow)
            for between in (
                "vae_k1_heavy",
                "vae_tenth",
                "vae_half",
                "vae_functional",
                "vae_k2_heavy",
            )
        ),
    ],
)
def test_other_draws_give_the_figure_that_is_kept(name: str) -> None:
    record = saved.pretrained_record(name)
    arrays = saved.load_arrays(record)
    again = information.information(arrays["z_mean"], arrays["z_log_var"], seed=1)
    assert again == pytest.approx(record.metrics["information_nats"], abs=0.05)


def test_along_beta_distance_is_saved_first() -> None:
    sweep = BetaSweep.from_arrays(saved.load_arrays(saved.pretrained_record(ANY_BETA)))
    told, rest = sweep.information, sweep.kl_nats - sweep.information
    assert np.all(np.diff(told) < 0.02)
    assert np.all(rest > -1e-6)
    small, balanced = sweep.nearest(0.001), sweep.nearest(1.0)
    assert rest[balanced] < 0.2 * rest[small]
    assert told[balanced] > 0.6 * told[small]
