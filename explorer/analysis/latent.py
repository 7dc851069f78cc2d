"""The latent space: into it, out of it, and ways to wander through it.

Everything takes NumPy arrays and plain callables (a Keras model is one, a
compiled function another), and gives NumPy arrays. B images (28, 28, 1) in
[0, 1], D latent dims, N points. Wrong shapes and numbers that are not finite
raise ConfigError.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from explorer.config import IMAGE_SIDE
from explorer.errors import ConfigError

Array = np.ndarray

MAX_SIZE = 200  # values on an axis, or steps of a walk: 200 x 200 images are 125 MB
SHAPE = (IMAGE_SIDE, IMAGE_SIDE, 1)


@dataclass(frozen=True)
class Latent:
    """Where images went: ``mean`` (B, D), and ``log_var`` (B, D) for a VAE, else None."""

    mean: Array
    log_var: Array | None = None


def encode(encoder: Callable[[Array], Any], images: Array, batch: int = 500) -> Latent:
    """Encode images (B, 28, 28, 1), ``batch`` at a time, into float32 (B, D).

    ``encoder`` gives an array (an autoencoder) or a dict with ``z_mean`` and
    ``z_log_var`` (a VAE; its sampled ``z`` is left alone).
    """
    images = _finite("images", images)
    if images.shape[1:] != SHAPE or len(images) == 0:
        raise ConfigError(f"images must have shape (B, 28, 28, 1), got {images.shape}.")
    outputs = [encoder(images[rows]) for rows in _batches(len(images), batch)]
    if isinstance(outputs[0], dict):
        return Latent(
            _join([o["z_mean"] for o in outputs]), _join([o["z_log_var"] for o in outputs])
        )
    return Latent(_join(outputs))


def decode(decoder: Callable[[Array], Any], points: Array, batch: int = 256) -> Array:
    """Decode points (N, D), ``batch`` at a time, into images float32 (N, 28, 28, 1)."""
    points = _points("points", points)
    images = _join([decoder(points[rows]) for rows in _batches(len(points), batch)])
    if images.shape != (len(points), *SHAPE):
        raise ConfigError(f"a decoder gives (N, 28, 28, 1), got {images.shape}.")
    return images


def grid_points(
    kind: str = "quantile", size: int = 20, low: float = -3.0, high: float = 3.0
) -> Array:
    """The values of one axis of a grid, rising, float64 (size,).

    ``quantile``: quantiles .01 to .99 of N(0, 1), so that each cell holds an equal
    share of a VAE's prior. ``linear``: evenly from ``low`` to ``high``.
    """
    _whole("size", size, 2, MAX_SIZE)
    if kind == "quantile":
        # as scipy.stats.norm.ppf, whose import takes longer than all of the first picture
        normal = NormalDist()
        return np.array([normal.inv_cdf(share) for share in np.linspace(0.01, 0.99, size)])
    if kind != "linear":
        raise ConfigError(f"grid must be quantile or linear, got {kind!r}.")
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ConfigError(f"the range must rise from low to high, got {low:g} to {high:g}.")
    return np.linspace(low, high, size)


def fitted_points(values: Array, size: int = 20) -> Array:
    """The values of an axis that spans ``values`` (N,), 1st to 99th percentile: (size,).

    For a latent space without a prior (an autoencoder's). An axis on which all lie
    together still gets a width of 2.
    """
    low, high = np.percentile(_vector("values", values), [1, 99])
    if high - low < 1e-3:
        low, high = low - 1.0, high + 1.0
    return grid_points("linear", size, float(low), float(high))


def plane(
    values_x: Array, values_y: Array, centre: Array, axes: Sequence[int] | Array = (0, 1)
) -> Array:
    """The points of a grid laid as a plot: float32 (len(y) * len(x), D), row by row.

    The first row is the top one, with the largest y; x rises from left to right.
    Dims other than ``axes`` (x, then y) are held at ``centre`` (D,). Axes may also be two
    directions (2, D), as :func:`principal` gives: then x and y are steps along them from
    ``centre``. When D is 1 there is no y: the grid is one row, (len(x), 1).
    """
    x, y = np.sort(_vector("values_x", values_x)), np.sort(_vector("values_y", values_y))[::-1]
    centre = _vector("centre", centre)
    if len(centre) == 1:
        return x[:, None].astype(np.float32)
    points = np.tile(centre, (len(y) * len(x), 1))
    places = np.stack([np.tile(x, len(y)), np.repeat(y, len(x))], axis=1)
    if np.ndim(axes) == 2:
        return (points + places @ np.asarray(axes)).astype(np.float32)
    dims = [int(axis) for axis in axes]
    _axes(dims, len(centre))
    points[:, dims] = places
    return points.astype(np.float32)


def principal(points: Array) -> tuple[Array, Array]:
    """The two directions (2, D) in which points (N, D) vary most, and their mean (D,).

    Principal axes (Pearson 1901, Hotelling 1933): unit vectors at right angles, the widest
    first, each with its largest part positive. ConfigError unless D is 2 or more.
    """
    points = _points("points", points).astype(np.float64)
    if points.shape[1] < 2:
        raise ConfigError(f"principal axes need 2 dims or more, got {points.shape[1]}.")
    centre = points.mean(axis=0)
    _, vectors = np.linalg.eigh(np.cov((points - centre).T))
    directions = vectors.T[::-1][:2]
    largest = np.take_along_axis(directions, np.abs(directions).argmax(axis=1)[:, None], axis=1)
    return directions * np.sign(largest), centre


def spread_out(points: Array) -> Array:
    """Points of one dim (N, 1) made visible on a plane, float32 (N, 2): y is uniform in [-1, 1).

    The same points always get the same y.
    """
    heights = np.random.default_rng(0).uniform(-1, 1, (len(points), 1))
    return np.hstack([points, heights]).astype(np.float32)


def manifold(
    decoder: Callable[[Array], Any],
    values_x: Array,
    values_y: Array,
    centre: Array,
    axes: Sequence[int] | Array = (0, 1),
    batch: int = 256,
) -> Array:
    """The grid of :func:`plane`, decoded: one picture float32 (len(y) * 28, len(x) * 28).

    When D is 1 it is one row of digits, (28, len(x) * 28).
    """
    points = plane(values_x, values_y, centre, axes)
    columns = len(np.ravel(values_x))
    images = decode(decoder, points, batch)[..., 0]  # (rows * columns, 28, 28)
    cells = images.reshape(-1, columns, IMAGE_SIDE, IMAGE_SIDE)
    return cells.transpose(0, 2, 1, 3).reshape(-1, columns * IMAGE_SIDE)


def walk(start: Array, end: Array, steps: int, kind: str = "linear") -> Array:
    """``steps`` points from ``start`` to ``end``, both (D,), ends included: float32 (steps, D).

    ``linear`` is the straight line. ``slerp`` turns at an even rate about the
    origin, which keeps to where a Gaussian prior has its mass when D is large
    (White 2016, "Sampling generative networks"); between points on one line
    with the origin no turn is defined, and it is the straight line.
    """
    start, end = _vector("start", start), _vector("end", end)
    if start.shape != end.shape:
        raise ConfigError(f"both ends must have one shape, got {start.shape} and {end.shape}.")
    _whole("steps", steps, 2, MAX_SIZE)
    share = np.linspace(0.0, 1.0, steps)[:, None]  # (steps, 1)
    if kind == "linear":
        return ((1.0 - share) * start + share * end).astype(np.float32)
    if kind != "slerp":
        raise ConfigError(f"walk must be linear or slerp, got {kind!r}.")
    return _slerp(start, end, share).astype(np.float32)


def _slerp(start: Array, end: Array, share: Array) -> Array:
    lengths = np.linalg.norm(start) * np.linalg.norm(end)
    angle = np.arccos(np.clip(start @ end / lengths, -1.0, 1.0)) if lengths > 0 else 0.0
    if np.sin(angle) < 1e-6:
        return (1.0 - share) * start + share * end
    turned = np.sin((1.0 - share) * angle) * start + np.sin(share * angle) * end
    return turned / np.sin(angle)


def centre_of(mean: Array, labels: Array, digit: int) -> Array:
    """The mean of the points (N, D) whose label is ``digit``: float64 (D,)."""
    mean = _points("mean", mean)
    chosen = mean[np.asarray(labels) == digit] if len(labels) == len(mean) else mean[:0]
    if len(chosen) == 0:
        raise ConfigError(f"a labelled point of digit {digit!r} is expected, but there is none.")
    return chosen.astype(np.float64).mean(axis=0)


def neighbours(points: Array, query: Array, k: int) -> tuple[Array, Array]:
    """The ``k`` of ``points`` (N, D) nearest to ``query`` (D,): indices and distances, (k,) each.

    Euclidean, nearest first. A query that is itself one of the points comes first,
    at distance 0.
    """
    points, query = _points("points", points), _vector("query", query)
    if query.shape != points.shape[1:]:
        raise ConfigError(f"query must have shape {points.shape[1:]}, got {query.shape}.")
    _whole("k", k, 1, len(points))
    distances = np.linalg.norm(points - query, axis=1)  # (N,)
    near = np.flatnonzero(distances <= np.partition(distances, k - 1)[k - 1])
    nearest = near[np.argsort(distances[near], kind="stable")][:k]  # all sorted: ten times as long
    return nearest, distances[nearest]


def prior_samples(count: int, dim: int, seed: int) -> Array:
    """``count`` points drawn from the prior N(0, 1): float32 (count, dim); seeded."""
    _whole("count", count, 1, 100_000)
    _whole("latent_dim", dim, 1, 128)
    return np.random.default_rng(seed).standard_normal((count, dim), dtype=np.float32)


def to_csv(mean: Array, labels: Sequence[Any] | Array, log_var: Array | None = None) -> str:
    """Codes as a table: index, digit, z_mean_1 ..., z_log_var_1 ...; a line a point.

    ``mean`` and ``log_var`` are (N, D), ``labels`` (N,), numbers or names; numbers to 7 digits,
    which float32 reads back exactly but for the last.
    """
    parts = {"z_mean": mean} if log_var is None else {"z_mean": mean, "z_log_var": log_var}
    names = [f"{name}_{i + 1}" for name, part in parts.items() for i in range(part.shape[1])]
    codes = np.concatenate(list(parts.values()), axis=1)
    lines = [
        ",".join([str(i), _quoted(str(label)), *(f"{value:.7g}" for value in code)])
        for i, (label, code) in enumerate(zip(labels, codes, strict=True))
    ]
    return "\n".join([",".join(["index", "digit", *names]), *lines, ""])


def _quoted(name: str) -> str:
    """A name as a table of commas holds it (RFC 4180)."""
    return '"' + name.replace('"', '""') + '"' if set(name) & set(',"\n') else name


def _batches(count: int, batch: int) -> list[slice]:
    _whole("batch", batch, 1, 100_000)
    return [slice(start, start + batch) for start in range(0, count, batch)]


def _join(parts: list[Any]) -> Array:
    return np.concatenate([np.asarray(part, np.float32) for part in parts])


def _finite(name: str, values: Any) -> Array:
    try:
        with np.errstate(over="ignore"):  # too large for float32: infinite, refused below
            array = np.asarray(values).astype(np.float32, casting="same_kind", copy=False)
    except (TypeError, ValueError):  # text, objects, ragged lists
        raise ConfigError(f"{name} must be numbers, got {type(values).__name__}.") from None
    bad = array[~np.isfinite(array)]
    if len(bad):
        raise ConfigError(f"{name} must be finite numbers, got {len(bad)} that are not ({bad[0]}).")
    return array


def _points(name: str, values: Any) -> Array:
    array = _finite(name, values)
    if array.ndim != 2 or 0 in array.shape:
        raise ConfigError(f"{name} must have shape (N, D), got {array.shape}.")
    return array


def _vector(name: str, values: Any) -> Array:
    array = _finite(name, values)
    if array.ndim != 1 or len(array) == 0:
        raise ConfigError(f"{name} must have shape (D,), got {array.shape}.")
    return array.astype(np.float64)


def _whole(name: str, value: Any, low: int, high: int) -> None:
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not whole or not low <= value <= high:
        raise ConfigError(f"{name} must be a whole number from {low} to {high}, got {value!r}.")


def _axes(axes: Sequence[int], dims: int) -> None:
    if len(axes) != 2 or axes[0] == axes[1] or not all(0 <= axis < dims for axis in axes):
        raise ConfigError(f"axes must be two different ones of 0..{dims - 1}, got {tuple(axes)}.")
