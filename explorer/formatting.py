"""Numbers and durations as people write them."""

from __future__ import annotations


def span(seconds: float) -> str:
    """A duration to two figures at most: 45 s, 3 min, 1 h 20 min."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02d} min"
