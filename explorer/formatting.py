"""Numbers and durations as people write them."""

from __future__ import annotations

import math

import numpy as np

LEAST = 1e-6  # of a loss: what is less need not be told from another


def span(seconds: float) -> str:
    """A duration to two figures at most: 45 s, 3 min, 1 h 20 min."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02d} min"


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
