"""What k1 and k2 mean, the steps of a log slider, and the nearest trained VAE."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from explorer.beta import (
    STEPS,
    balanced_k2,
    band_of,
    beta_of,
    nearest_beta,
    nearest_step,
    per_nat,
    preset_of,
    still_falls,
    weights_for,
)
from explorer.config import K_PRESETS, PIXELS, ModelConfig
from explorer.errors import ConfigError
from explorer.formatting import plain, small
from explorer.models import saved


def loss_by_hand(
    k1: float, k2: float, bce: np.ndarray, mean: np.ndarray, log_var: np.ndarray
) -> float:
    """The loss as the design writes it: BCE (B, 784), mean and log_var (B, D)."""
    kl_part = np.mean(1 + log_var - mean**2 - np.exp(log_var))
    return float(k1 * bce.mean() - k2 * kl_part)


@pytest.mark.parametrize("dim", [1, 2, 10])
@pytest.mark.parametrize(("k1", "k2"), [(1.0, 0.001), (3.0, 7.0), (0.0, 2.0), (5.0, 0.0)])
def test_a_nat_weighs_what_the_loss_says(k1: float, k2: float, dim: int) -> None:
    """The weighted loss equals the nats of both parts, each at its price."""
    rng = np.random.default_rng(0)
    bce, mean, log_var = rng.random((5, PIXELS)), rng.normal(size=(5, dim)), rng.normal(size=dim)
    log_var = np.tile(log_var, (5, 1))
    reconstruction = bce.sum(axis=1).mean()
    divergence = 0.5 * (np.exp(log_var) + mean**2 - 1 - log_var).sum(axis=1).mean()
    likeness, code = per_nat(k1, k2, dim)
    expected = loss_by_hand(k1, k2, bce, mean, log_var)
    assert likeness * reconstruction + code * divergence == pytest.approx(expected)
    if k1 > 0:
        assert code / likeness == pytest.approx(beta_of(k1, k2, dim))


def test_the_bundled_records_agree() -> None:
    """r_loss and kl_loss that were measured are the measured nats at their prices."""
    seen = 0
    for name in saved.manifest():
        record = json.loads((saved.PRETRAINED / f"{name}.json").read_text("utf-8"))
        model, metrics = ModelConfig(**record["config"]["model"]), record["metrics"]
        if not model.variational:
            continue
        likeness, code = per_nat(model.k1, model.k2, model.latent_dim)
        r_loss, kl_loss = metrics["r_loss"], metrics["kl_loss"]
        assert metrics["reconstruction_nats"] * likeness == pytest.approx(r_loss, rel=1e-4)
        assert metrics["kl_nats"] * code == pytest.approx(kl_loss, rel=1e-4)
        seen += 1
    assert seen > 0


def test_beta_of_no_weights_is_no_number() -> None:
    assert math.isnan(beta_of(0, 0, 2))
    assert beta_of(0, 1, 2) == math.inf
    assert beta_of(1, 0, 2) == 0
    assert beta_of(1, balanced_k2(1, 7), 7) == pytest.approx(1)


# ---- the slider --------------------------------------------------------------


def test_steps_rise_evenly_in_their_logarithm() -> None:
    assert STEPS[0] == 0
    assert STEPS[1] == 1e-6
    assert STEPS[-1] == 100
    ratios = np.divide(STEPS[2:], STEPS[1:-1])
    assert (ratios > 1.1).all()
    assert (ratios < 1.34).all()


def test_the_nearest_step_is_the_one_of_a_full_search() -> None:
    steps = np.array(STEPS[1:])
    for value in np.exp(np.random.default_rng(1).uniform(np.log(1e-8), np.log(1e6), 500)):
        expected = steps[np.abs(np.log(steps / value)).argmin()]
        assert nearest_step(float(value)) == expected


def test_each_step_is_its_own_nearest_and_is_written_in_its_own_way() -> None:
    assert [nearest_step(step) for step in STEPS] == list(STEPS)
    written = [plain(step) for step in STEPS]
    assert len(set(written)) == len(written)
    assert [float(word) for word in written] == list(STEPS)


@pytest.mark.parametrize("value", [-1.0, math.inf, math.nan])
def test_a_weight_is_a_number_from_0_up(value: float) -> None:
    with pytest.raises(ConfigError, match="from 0 up"):
        nearest_step(value)


def test_presets_but_the_balanced_one_are_steps() -> None:
    """So that the slider stands exactly where the preset is."""
    values = [w for name, pair in K_PRESETS.items() if name != "balanced" for w in pair]
    assert set(values) <= set(STEPS)


# ---- which model -------------------------------------------------------------


def test_nearest_is_in_the_logarithm() -> None:
    assert nearest_beta(3.0, [1.0, 8.0]) == 1  # 3 is nearer to 1 by difference, to 8 by ratio
    assert nearest_beta(2.5, [1.0, 8.0]) == 0
    assert nearest_beta(0.0, [0.5, 0.01, 9.0]) == 1
    assert nearest_beta(math.inf, [0.5, 9.0, 0.01]) == 1
    assert nearest_beta(0.0, [0.5, 0.0, 1e-5]) == 1


@pytest.mark.parametrize(("beta", "known"), [(math.nan, [1.0]), (1.0, [])])
def test_nothing_is_nearest_to_nothing(beta: float, known: list[float]) -> None:
    with pytest.raises(ConfigError, match="nearest"):
        nearest_beta(beta, known)


def test_bands_hold_the_presets_that_their_names_say() -> None:
    bands = {name: band_of(beta_of(*pair, 2)) for name, pair in K_PRESETS.items()}
    assert bands["k1_heavy"] == "k1_heavy"
    assert bands["half"] == bands["course"] == bands["balanced"] == "balanced"
    assert bands["k2_heavy"] == bands["collapse"] == "k2_heavy"
    assert band_of(0) == "k1_heavy"
    assert band_of(math.inf) == "k2_heavy"
    with pytest.raises(ConfigError, match="no beta"):
        band_of(math.nan)


def test_presets_are_known_by_their_weights() -> None:
    for name, pair in K_PRESETS.items():
        assert preset_of(*pair) == name
    assert preset_of(1.0, 0.0011) is None
    assert preset_of(0.0, 0.0) is None


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.00001, "0.00001"), (2 / 1568, "0.001276"), (1829.33, "1,829"), (0.0, "0"), (3.0, "3")],
)
def test_numbers_are_written_plainly(value: float, written: str) -> None:
    assert plain(value) == written


def test_no_number_and_infinity_are_written_too() -> None:
    assert plain(math.inf) == "∞"
    assert plain(math.nan) == "–"


@pytest.mark.parametrize("k1", [1.0, 0.25, 3.0])
@pytest.mark.parametrize("beta", [0.001, 0.784, 12.34, 2000.0])
def test_weights_of_a_beta_have_it_and_keep_k1(beta: float, k1: float) -> None:
    first, second = weights_for(beta, k1)
    assert first == k1
    assert beta_of(first, second, 2) == pytest.approx(beta, rel=1e-3)


def test_where_k1_cannot_stay_it_is_1() -> None:
    assert weights_for(0.784, 0.0) == (1.0, 0.001)
    assert weights_for(2000.0, 1e6)[0] == 1.0
    for beta in (0.0, math.inf, math.nan, -1.0):
        with pytest.raises(ConfigError, match="beta must be"):
            weights_for(beta, 1.0)


def test_next_to_nothing_is_written_so() -> None:
    assert small(1.3e-10) == "< 0.000001"
    assert small(0.0) == "0"
    assert small(0.0071992) == plain(0.0071992)


@pytest.mark.parametrize(
    ("losses", "falls"),
    [
        ([], True),  # too soon to tell
        ([0.4], True),
        ([0.4, 0.3], True),
        ([0.4, 0.3, 0.2995], False),
        ([0.4, 0.3, 0.31], False),
        ([-0.2, -0.3], True),
    ],
)
def test_a_loss_falls_until_an_epoch_gains_less_than_half_a_per_cent(
    losses: list[float], falls: bool
) -> None:
    assert still_falls(losses) is falls
