"""Numbers and durations as people write them, in each language of the app."""

from __future__ import annotations

import math

import numpy as np

# What stands between whole and decimal part, between thousands, and before a per cent sign:
# spaces that do not break, as Unicode's CLDR has them
MARKS = {"en": (".", ",", ""), "fr": (",", "\u202f", "\u00a0")}
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


def number(value: float, spec: str = "", language: str = "en") -> str:
    """A number by Python's format ``spec`` (``".1f"``, ``",d"``, ``".0%"``), in a language."""
    return localised(format(value, spec), language)


def localised(written: str, language: str) -> str:
    """A number as Python writes it, in a language: 1,829.5 and 12% are 1 829,5 and 12 %."""
    point, thousands, before = MARKS[language]
    return written.translate({ord("."): point, ord(","): thousands, ord("%"): f"{before}%"})
