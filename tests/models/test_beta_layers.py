"""What makes a network follow beta, against NumPy."""

from __future__ import annotations

import math

import keras
import numpy as np
import pytest

from explorer.beta import BASES, EVEN_BASES, HIGHEST, LOWEST, basis_centres, radial_basis
from explorer.models.beta_layers import (
    BetaBumps,
    DrawLogBeta,
    FixedLogBeta,
    Modulation,
)
from explorer.models.losses import AnyBetaLossLayer

STEP = math.log(HIGHEST / LOWEST) / 15


def centres_by_hand(bases: int) -> list[float]:
    """Even steps; of 22, three more stand in each of the two steps from beta 6 to 42."""
    places = [*range(16), *([9.25, 9.5, 9.75, 10.25, 10.5, 10.75] if bases == 22 else [])]
    return [math.log(LOWEST) + STEP * place for place in sorted(places)]


def bumps_by_hand(log_beta: float, bases: int) -> np.ndarray:
    """Neighbours are one apart, wherever they stand, and between them it is linear."""
    centres = centres_by_hand(bases)
    above = next((i for i, centre in enumerate(centres) if i and centre >= log_beta), bases - 1)
    low, high = centres[above - 1], centres[above]
    place = above - 1 + (log_beta - low) / (high - low)
    heights = np.array([math.exp(-0.5 * (place - i) ** 2) for i in range(bases)])
    return heights / heights.sum()


@pytest.mark.parametrize("bases", [EVEN_BASES, BASES])
@pytest.mark.parametrize("beta", [0.001, 0.02, 1, 5, 7, 19.6, 41, 60, 784 * 7 / 3, 2000])
def test_bumps_are_normalised_bell_curves(beta: float, bases: int) -> None:
    found = np.asarray(BetaBumps(bases)(np.array([[math.log(beta)]], np.float32)))
    by_hand = bumps_by_hand(math.log(beta), bases)
    np.testing.assert_allclose(found[0], by_hand, atol=1e-5)
    np.testing.assert_allclose(radial_basis(beta, bases), by_hand, atol=1e-6)
    assert found.sum() == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("bases", [EVEN_BASES, BASES])
def test_the_bases_stand_where_they_are_said_to(bases: int) -> None:
    np.testing.assert_allclose(basis_centres(bases), centres_by_hand(bases))
    assert len(basis_centres(0)) == 0


def test_the_highest_bump_moves_with_beta_and_far_betas_share_none() -> None:
    found = np.asarray(BetaBumps()(basis_centres()[:, None].astype(np.float32)))
    assert found.argmax(axis=1).tolist() == list(range(BASES))
    assert (found[0] * found[-1]).max() < 1e-6


def test_an_untrained_modulation_changes_nothing() -> None:
    x = np.random.default_rng(0).normal(size=(4, 5, 5, 3)).astype(np.float32)
    bumps = np.full((4, BASES), 1 / BASES, np.float32)
    np.testing.assert_array_equal(np.asarray(Modulation()([x, bumps])), x)


@pytest.mark.parametrize("shape", [(3,), (5, 5, 3)])
def test_modulation_scales_and_shifts_each_image_by_its_own_beta(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(4, *shape)).astype(np.float32)
    bumps = rng.dirichlet(np.ones(BASES), 4).astype(np.float32)
    layer = Modulation()
    layer.build([x.shape, bumps.shape])
    scale, shift = (rng.normal(size=(BASES, 3)).astype(np.float32) for _ in range(2))
    layer.set_weights([scale, shift])
    expected = [
        image * (1 + weights @ scale) + weights @ shift
        for image, weights in zip(x, bumps, strict=True)
    ]
    np.testing.assert_allclose(np.asarray(layer([x, bumps])), np.stack(expected), atol=1e-5)


def test_log_betas_are_drawn_one_from_each_stratum() -> None:
    layer = DrawLogBeta(seed=3)
    images = np.zeros((50, 28, 28, 1), np.float32)
    drawn = np.concatenate([np.asarray(layer(images))[:, 0] for _ in range(20)])
    share = np.interp(drawn, centres_by_hand(BASES), np.linspace(0, 1, BASES))
    np.testing.assert_array_equal(np.floor(share * 50).clip(0, 49), np.tile(np.arange(50), 20))
    within = share * 50 % 1
    assert within.mean() == pytest.approx(0.5, abs=4 * math.sqrt(1 / 12 / 1000))
    again = np.asarray(DrawLogBeta(seed=3)(images))[:, 0]
    np.testing.assert_array_equal(again, drawn[:50])  # equal seeds, equal betas
    assert not np.array_equal(again, drawn[50:100])


def test_a_fixed_log_beta_is_the_same_for_each_image() -> None:
    layer = FixedLogBeta.from_config(FixedLogBeta(0.7).get_config())
    np.testing.assert_array_equal(
        np.asarray(layer(np.zeros((3, 2), np.float32))), np.full((3, 1), np.float32(0.7))
    )


def test_the_loss_is_each_images_elbo_at_its_beta_scaled_by_it() -> None:
    rng = np.random.default_rng(2)
    target, output = (rng.uniform(0.05, 0.95, (6, 28, 28, 1)) for _ in range(2))
    mean, log_var = rng.normal(size=(6, 2)), rng.normal(size=(6, 2))
    betas = np.array([0.001, 0.1, 1.0, 3.0, 100.0, 2000.0])
    layer = AnyBetaLossLayer()
    inputs = [target, mean, log_var, output, np.log(betas)[:, None]]
    passed = layer([keras.ops.convert_to_tensor(part, "float32") for part in inputs])
    np.testing.assert_allclose(np.asarray(passed), output, rtol=1e-6)

    bce = -(target * np.log(output) + (1 - target) * np.log(1 - output))
    reconstruction = bce.sum(axis=(1, 2, 3))  # nats
    kl = 0.5 * (mean**2 + np.exp(log_var) - 1 - log_var).sum(axis=1)  # nats
    scaled = (reconstruction + betas * kl) / np.sqrt(1 + (betas / 20) ** 2) / 784
    assert float(sum(layer.losses)) == pytest.approx(scaled.mean(), rel=1e-5)
    parts = {metric.name: float(metric.result()) for metric in layer.metrics}
    assert sum(parts.values()) == pytest.approx(scaled.mean(), rel=1e-5)
    share = reconstruction / np.sqrt(1 + (betas / 20) ** 2) / 784
    assert parts["r_loss"] == pytest.approx(share.mean(), rel=1e-5)
