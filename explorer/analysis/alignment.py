"""Whether the maps of a ladder stay aligned: no dim flips, no digit jumps from rung to rung.

They come from one network whose layers change smoothly with log beta, so they should be;
these are the figures that say so. L rungs, N digits, D latent dims.
"""

from __future__ import annotations

import numpy as np

from explorer.analysis import metrics
from explorer.analysis.beta_sweep import Ladder

Array = np.ndarray

PRIOR = 3.0  # a map shows at least -3..3


def reach(ladder: Ladder) -> float:
    """Half the side of a frame for all maps: all codes but one in a thousand are inside."""
    spread = float(np.quantile(np.abs(ladder.maps[::8].astype(np.float32)), 0.999))
    return 1.04 * max(PRIOR, spread)


def is_active(ladder: Ladder) -> Array:
    """Which dims the digits use at which rung: bool (L, D) (Burda et al. 2016)."""
    return np.asarray(ladder.maps.astype(np.float64).var(axis=1) > metrics.ACTIVE)


def correlations(ladder: Ladder) -> Array:
    """Each dim's correlation over the digits between a rung and the next: (L - 1, D).

    NaN where the dim is asleep at either of them. A flip would be near -1.
    """
    maps = ladder.maps.astype(np.float64)
    centred = maps - maps.mean(axis=1, keepdims=True)
    spread = centred.std(axis=1)  # (L, D)
    awake = is_active(ladder)[:-1] & is_active(ladder)[1:]
    both = (centred[:-1] * centred[1:]).mean(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(awake, both / (spread[:-1] * spread[1:]), np.nan))


def steps(ladder: Ladder) -> Array:
    """How far a digit moves from a rung to the next, on average, as a share of the widest map.

    (L - 1,); that map's width is the root mean square distance of its codes from their
    mean. All maps are drawn in one frame, so this is what the eye follows; a map that is
    about to collapse shrinks by much of itself, but by little of the frame.
    """
    maps = ladder.maps.astype(np.float64)
    moved = np.linalg.norm(np.diff(maps, axis=0), axis=2).mean(axis=1)
    widest = np.sqrt(maps.var(axis=1).sum(axis=1)).max()
    return np.asarray(moved / max(widest, 1e-9))
