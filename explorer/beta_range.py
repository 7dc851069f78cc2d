"""The betas that a VAE for every beta is trained for, and where one is among them. NumPy only.

Both halves of the app know these: the network (modulation.py), and whoever folds its
weights without Keras (decoder_export.py).
"""

from __future__ import annotations

import math

import numpy as np

LOWEST, HIGHEST = 0.001, 2000.0  # seven decades, 3 : 7 among them
BUMPS = 16  # one for each factor of e, about
SAME = 6e-4  # of log beta: k2 is written with four digits


def centres(count: int = BUMPS) -> np.ndarray:
    """The log betas at which the bumps stand, (count,), rising."""
    return np.linspace(math.log(LOWEST), math.log(HIGHEST), count)


def log_of(beta: float) -> float:
    """The log beta that stands for ``beta``: the nearest end's outside the range."""
    return math.log(min(max(beta, LOWEST), HIGHEST))


def bumps(beta: float, count: int = BUMPS) -> np.ndarray:
    """What ``modulation.BetaBumps`` says of one beta: float32 (count,), summing to 1."""
    where = centres(count)
    heights = np.exp(-0.5 * ((log_of(beta) - where) / (where[1] - where[0])) ** 2)
    return np.asarray(heights / heights.sum(), np.float32)


def find(betas: np.ndarray, beta: float) -> int | None:
    """Where ``beta`` is among ``betas`` (M,), rising; None if it is none of them."""
    if not len(betas) or not beta > 0:
        return None
    away = np.abs(np.log(betas) - math.log(beta))
    nearest = int(away.argmin())
    return nearest if away[nearest] < SAME else None
