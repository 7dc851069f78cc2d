"""Where a VAE's encoder puts one digit: a normal distribution, its rings, draws from it.

The distribution is q(z | x) = N(z_mean, diag(exp(z_log_var))) of D latent dims (Kingma &
Welling 2014). NumPy in and out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from explorer.errors import ConfigError

Array = np.ndarray


def sigma(log_var: Array) -> Array:
    """Standard deviations from log variances, any shape."""
    return np.exp(np.asarray(log_var, np.float64) / 2)


def draws(mean: Array, log_var: Array, count: int, seed: int) -> Array:
    """``count`` draws z = mean + sigma * epsilon, epsilon from N(0, 1): float32 (count, D)."""
    mean = np.asarray(mean, np.float64)
    if mean.ndim != 1 or mean.shape != np.shape(log_var):
        raise ConfigError(
            f"mean and log_var must have one shape (D,), got {mean.shape}, {np.shape(log_var)}."
        )
    epsilon = np.random.default_rng(seed).standard_normal((count, len(mean)))
    return (mean + sigma(log_var) * epsilon).astype(np.float32)


def ring(
    mean: Array | Sequence[float], sigmas: Array | Sequence[float], times: float, steps: int = 72
) -> Array:
    """Where a 2-D normal lies ``times`` standard deviations from its mean: float64 (steps, 2).

    The axes are independent, as a VAE's are. It starts at the top and goes round once.
    """
    angles = math.pi / 2 + np.linspace(0, 2 * math.pi, steps, endpoint=False)
    circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return np.asarray(mean, np.float64)[:2] + times * np.asarray(sigmas, np.float64)[:2] * circle


def share_inside(times: float) -> float:
    """The share of a 2-D normal inside the ring of ``times`` standard deviations."""
    return 1 - math.exp(-(times**2) / 2)


def times_around(share: float) -> float:
    """The ring, in standard deviations, that holds a ``share`` of a 2-D normal."""
    return math.sqrt(-2 * math.log(1 - share))
