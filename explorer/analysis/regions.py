"""Where codes lie in a latent space, and where none do: ellipses, groups, holes.

N points, D latent dims. NumPy arrays in and out; wrong shapes raise ConfigError.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.spatial import cKDTree

from explorer.errors import ConfigError

Array = np.ndarray

INNER = 0.95  # the share of codes between which holes are looked for: outliers are left out
CANDIDATES = 20_000  # places tried for holes


def ellipse(points: Array, share: float = 0.95, steps: int = 72) -> Array:
    """The outline of the ellipse that holds ``share`` of a Gaussian cluster: (steps, 2).

    From the mean and covariance of ``points`` (N, 2). The squared Mahalanobis
    distance of a two-dimensional Gaussian follows chi-square with 2 degrees of
    freedom, whose quantile is ``-2 ln(1 - share)``: 5.99 at 95 %. A real cluster is
    no exact Gaussian, so it holds about that share.
    """
    points = _plane("points", points)
    if not 0.0 < share < 1.0:
        raise ConfigError(f"share must lie between 0 and 1, got {share:g}.")
    if len(points) < 3:
        raise ConfigError(f"an ellipse needs 3 points or more, got {len(points)}.")
    variances, directions = np.linalg.eigh(np.cov(points.T))
    half_axes = np.sqrt(np.maximum(variances, 0.0) * -2.0 * math.log(1.0 - share))
    angles = np.linspace(0.0, 2.0 * np.pi, steps, endpoint=False)
    circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)  # (steps, 2)
    return points.mean(axis=0) + (circle * half_axes) @ directions.T


def inside(points: Array, outline: Array) -> Array:
    """Which of ``points`` (N, 2) a closed line (M, 2) holds: bool (N,).

    Even-odd rule: a point is inside when a ray from it crosses the line an odd
    number of times. A line of fewer than three points holds none.
    """
    points, outline = _plane("points", points), _plane("outline", outline)
    x, y = points[:, 0], points[:, 1]
    within = np.zeros(len(points), bool)
    for (x0, y0), (x1, y1) in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        crosses = (y0 > y) != (y1 > y)
        if crosses.any():  # then y0 != y1
            within ^= crosses & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    return within


def holes(points: Array, count: int, seed: int = 0) -> tuple[Array, Array]:
    """The emptiest places among ``points`` (N, D): places (H, D) and radii (H,).

    A radius is the distance to the nearest point. A place is looked for on straight
    lines between pairs of points, so each lies inside the points' convex hull, in any
    number of dims; the outermost 5 % of the points span no lines, for around outliers
    everything is empty. The emptiest place comes first; later ones lie outside the
    empty balls of the earlier ones. H is ``count``, or less where there is no room.
    """
    points = np.asarray(points, np.float64)
    if points.ndim != 2 or len(points) < 3:
        raise ConfigError(f"points must have shape (N, D) with N of 3 or more, got {points.shape}.")
    places = _between(points, np.random.default_rng(seed))
    radii, _ = cKDTree(points).query(places, workers=-1)
    chosen: list[int] = []
    free = radii > 0
    while len(chosen) < count and free.any():
        best = int(np.argmax(np.where(free, radii, -1.0)))
        chosen.append(best)
        free &= np.linalg.norm(places - places[best], axis=1) > radii[best]
    return places[chosen], radii[chosen]


def occupied(points: Array, x: Array, y: Array) -> Array:
    """How many of ``points`` (N, 2) each cell of a grid holds: int (len(y), len(x)).

    ``x`` and ``y`` are the rising middles of its columns and rows; the outermost cells take what
    lies further out.
    """
    points = _plane("points", points)
    columns, rows = (
        np.searchsorted((middles[1:] + middles[:-1]) / 2, values)
        for middles, values in zip((x, y), points.T, strict=True)
    )
    counts = np.bincount(rows * len(x) + columns, minlength=len(x) * len(y))
    return counts.reshape(len(y), len(x))


def spacing(points: Array) -> float:
    """How far a point usually is from the nearest other one: the median over (N, D)."""
    distances, _ = cKDTree(points).query(points, 2, workers=-1)
    return float(np.median(distances[:, 1]))


def _between(points: Array, rng: np.random.Generator) -> Array:
    """Places at random on lines between inner points: float64 (CANDIDATES, D)."""
    outwards = np.linalg.norm(points - np.median(points, axis=0), axis=1)
    inner = points[outwards <= np.quantile(outwards, INNER)]
    first, second = inner[rng.integers(len(inner), size=(2, CANDIDATES))]
    share = rng.uniform(size=(CANDIDATES, 1))
    return (1.0 - share) * first + share * second


def _plane(name: str, points: Array) -> Array:
    points = np.asarray(points, np.float64)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ConfigError(f"{name} must have shape (N, 2), got {points.shape}.")
    return points
