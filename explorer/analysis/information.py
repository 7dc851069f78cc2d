"""What a VAE's KL pays for: telling digits apart, and lying away from the prior.

Averaged over images, KL(q(z|x) || p(z)) = I(x; z) + KL(q(z) || p(z)), where q(z) is the
mixture of all images' clouds (Hoffman & Johnson 2016, "ELBO surgery"): the information that a
code holds about which image it is of, at most ln B, and the distance of all codes together
from N(0, 1). Only the first is of use to the decoder. NumPy in and out; nats; B images, D dims.
"""

from __future__ import annotations

import math

import numpy as np

from explorer.analysis import metrics
from explorer.errors import DataError

Array = np.ndarray

DRAWS = 4000  # images of which one z each is drawn: a standard error of about 0.01 nats
CHUNK = 250  # draws that are compared with all clouds at once


def log_densities(z: Array, z_mean: Array, z_log_var: Array) -> Array:
    """``log q(z_i | x_j)`` of points (S, D) under the clouds of images (B, D): float64 (S, B)."""
    mean, log_var = z_mean.astype(np.float64), z_log_var.astype(np.float64)
    precision = np.exp(-log_var)  # (B, D)
    constant = -0.5 * (log_var + np.square(mean) * precision + math.log(2 * math.pi)).sum(axis=1)
    return constant - 0.5 * np.square(z) @ precision.T + z @ (mean * precision).T


def information(z_mean: Array, z_log_var: Array, draws: int = DRAWS, seed: int = 0) -> float:
    """I(x; z), what a code tells of which image it is: nats, from 0 to the KL and to ln B.

    Estimated from ``draws`` z of as many images, chosen by ``seed``, each against the clouds of
    all: the mean of log q(z|x) - log q(z). ``z_mean`` and ``z_log_var`` are (B, D). DataError
    when they have no one shape, or are empty.
    """
    if z_mean.shape != z_log_var.shape or z_mean.ndim != 2 or not len(z_mean):
        raise DataError(
            f"z_mean and z_log_var must have one shape (B, D), got {z_mean.shape} and "
            f"{z_log_var.shape}."
        )
    rng = np.random.default_rng(seed)
    count = len(z_mean)
    chosen = rng.permutation(count)[:draws]
    noise = rng.standard_normal((len(chosen), z_mean.shape[1]))
    z = z_mean[chosen] + np.exp(0.5 * z_log_var[chosen].astype(np.float64)) * noise  # (S, D)
    gains = []
    for start in range(0, len(chosen), CHUNK):
        rows = slice(start, start + CHUNK)
        each = log_densities(z[rows], z_mean, z_log_var)
        own = each[np.arange(len(each)), chosen[rows]]
        highest = each.max(axis=1)
        mixture = highest + np.log(np.exp(each - highest[:, None]).mean(axis=1))
        gains.append(own - mixture)
    whole = float(metrics.kl(z_mean, z_log_var).sum(axis=1).mean())
    return float(np.clip(np.concatenate(gains).mean(), 0.0, min(whole, math.log(count))))
