"""The weights of a VAE's loss, k1 and k2, and beta, the ratio that they stand for.

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
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from explorer.errors import ConfigError

IMAGE_SIDE = 28
PIXELS = IMAGE_SIDE * IMAGE_SIDE

# The steps of a weight's slider in each power of ten; 3 and 7 are among them for the preset 3 : 7
DECADE = (1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9)
DECADES = range(-6, 2)
STEPS: tuple[float, ...] = (
    0.0,
    *(float(f"{step}e{power}") for power in DECADES for step in DECADE),
    100.0,
)

LARGEST_WEIGHT = 1e6  # as the settings of a model allow
BANDS = ("k1_heavy", "balanced", "k2_heavy")
BALANCED = (0.2, 2.0)  # the betas between which a 2-D VAE of MNIST stays near its ELBO

# What a VAE for every beta is trained for
LOWEST, HIGHEST = 0.001, 2000.0  # seven decades, 3 : 7 among them
# Its radial basis of log beta: a step of it is a factor of 2.6, but of the two steps from beta 6
# to 42, where VAEs collapse and little of beta changes much, each is four
COARSE, FINE_FROM, FINE_TO, FINER = 15, 9, 11, 4
BASES = 1 + COARSE + (FINER - 1) * (FINE_TO - FINE_FROM)
EVEN_BASES = 1 + COARSE  # of the models of earlier versions
EVEN_TO = 20.0  # up to this beta all images count alike in the loss; beyond, each by its beta
SAME = 6e-4  # of log beta: k2 is written with four digits


# How k2 grows while a VAE is trained (Fu et al. 2019, "Cyclical annealing schedule: a simple
# approach to mitigating KL vanishing"; Bowman et al. 2016 for the linear one)
ANNEALINGS = ("none", "linear", "cyclical")
CYCLES = 4  # of the cyclical one; in each, k2 rises in the first half and then stays


def kl_share(annealing: str, done: float) -> float:
    """The share of k2 that counts when a share ``done`` of a training is over, both 0..1.

    ``linear`` rises from 0 over the first half of the training; ``cyclical`` does so in each of
    four cycles. ConfigError for another name.
    """
    if annealing not in ANNEALINGS:
        raise ConfigError(f"annealing must be one of {', '.join(ANNEALINGS)}, got {annealing!r}.")
    if annealing == "none" or done >= 1:
        return 1.0
    within = done if annealing == "linear" else (done * CYCLES) % 1.0
    return min(1.0, 2.0 * within)


def beta_of(k1: float, k2: float, latent_dim: int) -> float:
    """Effective beta of the weighted loss: ``(k2 / k1) * 2 * 784 / latent_dim``.

    The loss averages over pixels and over latent dims and leaves out the 1/2 of
    the KL, so beta 1 (the true ELBO) is *not* k1 = k2. Infinite when k1 is 0, and NaN
    when both weights are.
    (Higgins et al. 2017 for beta; Kingma & Welling 2014 for the ELBO.)
    """
    if k1 == 0:
        return math.inf if k2 else math.nan
    return (k2 / k1) * 2 * PIXELS / latent_dim


def balanced_k2(k1: float, latent_dim: int) -> float:
    """The k2 that makes the loss proportional to the true ELBO (beta 1)."""
    return k1 * latent_dim / (2 * PIXELS)


# Weights of the VAE's two losses worth comparing (k1, k2), for 2 latent dims: from
# reconstruction alone, nearly, to a KL so heavy that every picture is decoded alike
K_PRESETS: dict[str, tuple[float, float]] = {
    "k1_extreme": (1.0, 0.00000125),  # beta 0.001
    "k1_heavy": (1.0, 0.00001),  # 0.008
    "tenth": (1.0, 0.0001),  # 0.08
    "half": (1.0, 0.0005),  # 0.4
    "course": (1.0, 0.001),  # 0.8
    "balanced": (1.0, balanced_k2(1.0, 2)),  # 1
    "k2_heavy": (1.0, 0.005),  # 4
    "k2_heavier": (1.0, 0.025),  # 20
    "k2_extreme": (1.0, 0.125),  # 98
    "collapse": (3.0, 7.0),  # 1829
}


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


def weights_for(beta: float, k1: float) -> tuple[float, float]:
    """k1 and k2 (2 latent dims) that weigh the loss by ``beta``, k2 to four digits.

    ``k1`` stays, unless it is 0 or would need a k2 beyond what may be set: then it is 1.
    ConfigError for a beta that no two weights have.
    """
    if not 0 < beta <= LARGEST_WEIGHT:
        raise ConfigError(f"beta must be a number from 0 to {LARGEST_WEIGHT:g}, got {beta!r}.")
    if not 0 < beta * balanced_k2(k1, 2) <= LARGEST_WEIGHT:
        k1 = 1.0
    return k1, float(f"{beta * balanced_k2(k1, 2):.4g}")


def per_nat(k1: float, k2: float, latent_dim: int) -> tuple[float, float]:
    """What one nat of reconstruction and one nat of KL add to the loss."""
    return k1 / PIXELS, 2 * k2 / latent_dim


def band_of(beta: float) -> str:
    """Which of ``BANDS`` a beta belongs to; ConfigError for NaN."""
    if math.isnan(beta):
        raise ConfigError("with k1 and k2 both 0 there is no beta.")
    low, high = BALANCED
    return BANDS[0] if beta < low else BANDS[2] if beta > high else BANDS[1]


def nearest_beta(beta: float, known: Sequence[float]) -> int:
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


def still_falls(losses: Sequence[float], share: float = 0.005) -> bool:
    """Whether the last of an epoch's losses is below the one before by more than ``share`` of it.

    True for fewer than two epochs: it is too soon to tell. A VAE without active units whose
    loss still falls has hardly been trained; one whose loss does not has collapsed.
    """
    return len(losses) < 2 or losses[-2] - losses[-1] > share * abs(losses[-1])


def position(log_beta: Any, count: int = BASES, clip: Callable[..., Any] = np.clip) -> Any:
    """Where among ``count`` bases a log beta lies: 0 at the first, ``count - 1`` at the last.

    ``log_beta`` may be any array or tensor that ``clip`` takes.
    """
    even = (log_beta - math.log(LOWEST)) * (COARSE / math.log(HIGHEST / LOWEST))
    wide = FINE_TO - FINE_FROM
    return even + (count - EVEN_BASES) / wide * clip(even - FINE_FROM, 0, wide)


def log_beta_at(place: Any, clip: Callable[..., Any] = np.clip) -> Any:
    """The log beta of a :func:`position` among this version's bases: its inverse."""
    finely = FINER * (FINE_TO - FINE_FROM)
    even = place - (1 - 1 / FINER) * clip(place - FINE_FROM, 0, finely)
    return math.log(LOWEST) + even * (math.log(HIGHEST / LOWEST) / COARSE)


def basis_centres(count: int = BASES) -> np.ndarray:
    """The log betas at which the bases stand, (count,), rising."""
    steps = np.linspace(math.log(LOWEST), math.log(HIGHEST), EVEN_BASES)
    return np.interp(np.arange(count), position(steps, count), steps)


def log_of(beta: float) -> float:
    """The log beta that stands for ``beta``: the nearest end's outside the range."""
    return math.log(min(max(beta, LOWEST), HIGHEST))


def radial_basis(beta: float, count: int = BASES) -> np.ndarray:
    """What ``beta_layers.BetaBumps`` says of one beta: float32 (count,), summing to 1."""
    heights = np.exp(-0.5 * (position(log_of(beta), count) - np.arange(count)) ** 2)
    return np.asarray(heights / heights.sum(), np.float32)


def find_beta(betas: np.ndarray, beta: float) -> int | None:
    """Where ``beta`` is among ``betas`` (M,), rising; None if it is none of them."""
    if not len(betas) or not beta > 0:
        return None
    away = np.abs(np.log(betas) - math.log(beta))
    nearest = int(away.argmin())
    return nearest if away[nearest] < SAME else None
