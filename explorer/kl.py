"""The two weights of a VAE's loss: what k1 and k2 mean, and which trained VAE is nearest.

    loss = r_loss + kl_loss
    r_loss = k1 * mean over pixels of BCE            = (k1 / 784) * R
    kl_loss = -k2 * mean over latent dims of (1 + z_log_var - z_mean^2 - exp(z_log_var))
            = (2 k2 / D) * KL

with R (reconstruction) and KL in nats per image and D latent dims, so that the loss is
(k1 / 784) * (R + beta * KL) with beta = (k2 / k1) * 2 * 784 / D (Higgins et al. 2017).
NumPy and the standard library only.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from explorer.config import K_PRESETS, PIXELS, balanced_k2, beta_of
from explorer.errors import ConfigError

# A slider's steps in each power of ten; 3 and 7 are among them for the preset 3 : 7
DECADE = (1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9)
DECADES = range(-6, 2)
STEPS: tuple[float, ...] = (
    0.0,
    *(float(f"{step}e{power}") for power in DECADES for step in DECADE),
    100.0,
)

HIGHEST = 1e6  # of a weight, as the settings of a model allow
LEAST = 1e-6  # of a loss: what is less need not be told from another
BANDS = ("k1_heavy", "balanced", "k2_heavy")
BALANCED = (0.2, 2.0)  # the betas between which a 2-D VAE of MNIST stays near its ELBO


def nearest_step(value: float) -> float:
    """The step of a log slider nearest to ``value`` (in its logarithm; 0 has its own step).

    Raises ConfigError for a negative or infinite value.
    """
    if not 0 <= value < math.inf:
        raise ConfigError(f"a weight must be a number from 0 up, got {value!r}.")
    if value == 0:
        return 0.0
    above = bisect_left(STEPS, value, lo=1, hi=len(STEPS) - 1)
    below = max(1, above - 1)
    return min(STEPS[below], STEPS[above], key=lambda step: abs(math.log(step / value)))


def beta(k1: float, k2: float, latent_dim: int) -> float:
    """Effective beta, as :func:`explorer.config.beta_of`; NaN when both weights are 0."""
    return math.nan if k1 == k2 == 0 else beta_of(k1, k2, latent_dim)


def weights_for(beta: float, k1: float) -> tuple[float, float]:
    """k1 and k2 (2 latent dims) that weigh the loss by ``beta``, k2 to four digits.

    ``k1`` stays, unless it is 0 or would need a k2 beyond what may be set: then it is 1.
    ConfigError for a beta that no two weights have.
    """
    if not 0 < beta <= HIGHEST:
        raise ConfigError(f"beta must be a number from 0 to {HIGHEST:g}, got {beta!r}.")
    if not 0 < beta * balanced_k2(k1, 2) <= HIGHEST:
        k1 = 1.0
    return k1, float(f"{beta * balanced_k2(k1, 2):.4g}")


def per_nat(k1: float, k2: float, latent_dim: int) -> tuple[float, float]:
    """What one nat of reconstruction and one nat of KL add to the loss."""
    return k1 / PIXELS, 2 * k2 / latent_dim


def band(beta: float) -> str:
    """Which of ``BANDS`` a beta belongs to; ConfigError for NaN."""
    if math.isnan(beta):
        raise ConfigError("with k1 and k2 both 0 there is no beta.")
    low, high = BALANCED
    return BANDS[0] if beta < low else BANDS[2] if beta > high else BANDS[1]


def nearest(beta: float, known: Sequence[float]) -> int:
    """The index of the beta among ``known`` that is nearest to ``beta`` in its logarithm.

    0 and infinity count as the far ends. ConfigError if there is none to choose from,
    or no beta.
    """
    if len(known) == 0 or math.isnan(beta):
        raise ConfigError("a beta and at least one trained VAE are needed to find the nearest.")
    ends = (1e-30, 1e30)
    distances = np.abs(np.log(np.clip(known, *ends)) - np.log(np.clip(beta, *ends)))
    return int(distances.argmin())


def preset_of(k1: float, k2: float) -> str | None:
    """The name of the preset with exactly these weights, or None."""
    for name, (first, second) in K_PRESETS.items():
        if math.isclose(k1, first, rel_tol=1e-6) and math.isclose(k2, second, rel_tol=1e-6):
            return name
    return None


def small(value: float) -> str:
    """A part of a loss as :func:`plain` writes it, but for what is next to nothing."""
    return f"< {plain(LEAST)}" if 0 < value < LEAST else plain(value)


def plain(value: float) -> str:
    """A number with four digits and no exponent, as people write it: 0.00001, 0.001276, 1829."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "–"
    if value >= 1000:
        return f"{value:,.0f}"
    return np.format_float_positional(value, 4, unique=False, fractional=False, trim="-")


def still_falls(losses: Sequence[float], share: float = 0.005) -> bool:
    """Whether the last of an epoch's losses is below the one before by more than ``share`` of it.

    True for fewer than two epochs: it is too soon to tell. A VAE without active units whose
    loss still falls has hardly been trained; one whose loss does not has collapsed.
    """
    return len(losses) < 2 or losses[-2] - losses[-1] > share * abs(losses[-1])
