"""Gaussians fitted to codes, and draws from them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from explorer.analysis import mixture
from explorer.errors import ConfigError


def test_one_component_is_the_mean_and_the_covariance() -> None:
    codes = np.random.default_rng(0).normal(size=(500, 3)) @ [[1, 0, 0], [0.5, 2, 0], [0, 1, 0.3]]
    found = mixture.fit(codes, components=1)
    np.testing.assert_allclose(found.weights, [1])
    np.testing.assert_allclose(found.means[0], codes.mean(axis=0), atol=1e-8)
    covariance = found.factors[0] @ found.factors[0].T
    np.testing.assert_allclose(covariance, np.cov(codes.T, bias=True), atol=1e-5)
    assert np.all(np.triu(found.factors[0], 1) == 0)


def test_groups_that_are_apart_are_found() -> None:
    rng = np.random.default_rng(1)
    centres, shares = np.array([[-8.0, 0], [0, 8], [8, 0]]), (100, 200, 300)
    codes = np.concatenate(
        [c + rng.normal(size=(n, 2)) for c, n in zip(centres, shares, strict=True)]
    )
    found = mixture.fit(codes, components=3)
    order = np.argsort(found.means[:, 0])
    np.testing.assert_allclose(found.means[order], centres, atol=0.5)
    np.testing.assert_allclose(found.weights[order], np.array(shares) / 600, atol=0.02)


def test_draws_follow_the_mixture() -> None:
    lower = np.array([[[1.0, 0], [0.8, 0.5]], [[0.2, 0], [0, 0.3]]])
    one = mixture.Mixture(np.array([0.3, 0.7]), np.array([[-3.0, 0], [2, 1]]), lower)
    points = one.draws(20_000, 4).astype(float)
    assert points.shape == (20_000, 2)
    first = points[points[:, 0] < 0.5]
    assert len(first) / 20_000 == pytest.approx(0.3, abs=0.015)
    np.testing.assert_allclose(np.cov(first.T), lower[0] @ lower[0].T, atol=0.06)
    np.testing.assert_array_equal(one.draws(5, 4), one.draws(5, 4))
    # a likelihood ratio: the draws are likelier under their own mixture than under one Gaussian
    each = [
        multivariate_normal(m, f @ f.T).pdf(points) for m, f in zip(one.means, lower, strict=True)
    ]
    own = np.log(0.3 * each[0] + 0.7 * each[1]).mean()
    single = multivariate_normal(points.mean(axis=0), np.cov(points.T)).logpdf(points).mean()
    assert own > single + 0.5


def test_few_codes_get_few_components_and_collapsed_ones_are_no_fault() -> None:
    codes = np.random.default_rng(2).normal(size=(90, 2))
    assert len(mixture.fit(codes).weights) == 4
    many = np.random.default_rng(3).normal(size=(800, 32))
    assert len(mixture.fit(many).weights) == 11
    collapsed = mixture.fit(np.zeros((300, 2)))
    assert np.all(np.isfinite(collapsed.draws(10, 0)))


@pytest.mark.parametrize("codes", [np.zeros((1, 2)), np.zeros(5), np.zeros((5, 0))])
def test_what_cannot_be_fitted_is_told(codes: np.ndarray) -> None:
    with pytest.raises(ConfigError, match="codes must have shape"):
        mixture.fit(codes)


@pytest.mark.slow
def test_a_fitted_prior_makes_a_generator_of_the_autoencoder() -> None:
    """System 3 is surer of what the mixture draws than of what N(0, 1) does, by far."""
    from explorer.analysis import latent
    from explorer.models import saved
    from explorer.training import evaluation

    record = saved.pretrained_record("denoiser")
    network, judge = saved.load(record), saved.load(saved.pretrained_record("inception"))
    codes = saved.load_arrays(record)["z_mean"]

    def sureness(points: np.ndarray) -> float:
        pictures = evaluation.decode(network, points)
        assert judge.classifier is not None
        return float(np.asarray(judge.classifier(pictures, training=False)).max(axis=1).mean())

    prior, fitted = latent.prior_samples(1000, 10, 0), mixture.fit(codes).draws(1000, 0)
    assert sureness(prior) < 0.9
    assert sureness(fitted) > 0.96
    assert sureness(fitted) > sureness(codes[:1000]) - 0.02
