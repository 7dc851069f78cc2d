"""What is computed of a model's codes beside its own arrays, once for all visitors.

Reconstruction errors need the decoder and seconds, and a mixture scikit-learn and half a
second, so the background thread brings them; clusters and holes are quick. Nothing is
computed before it is asked for.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from explorer.models.saved import SavedModel
from explorer.ui.components import encode
from explorer.ui.shared import background, models
from explorer.ui.shared.kept import kept

if TYPE_CHECKING:
    from explorer.analysis.clusters import Clusters
    from explorer.analysis.mixture import Mixture

CHUNK = 500  # digits decoded before other threads get their turn


def pictures_name(of: SavedModel) -> str:
    """What the page calls a model's test digits: those of one data file have one name."""
    return sha256(str(of.config.data.path).encode()).hexdigest()[:8]


@kept(4)
def packed_pictures(path: str | None) -> str:
    """All test digits of a data file, for the browser: base64 of gzip of uint8 (N, 784)."""
    import gzip

    pictures, _ = models.test_digits(path)
    return encode(gzip.compress(pictures.tobytes(), 6, mtime=0))  # level 9: seconds, for 2 %


def grid_png(
    of: SavedModel, x: tuple[float, ...], y: tuple[float, ...], axes: tuple[int, int], saved: bool
) -> bytes:
    """A decoded grid as a PNG: the one beside the weights if it is ``saved``, else anew."""
    where = ((), (), axes) if saved else (x, y, axes)  # short names are found sooner
    return _grid_png(of, *where, saved)


@kept(64)
def _grid_png(
    of: SavedModel, x: tuple[float, ...], y: tuple[float, ...], axes: tuple[int, int], saved: bool
) -> bytes:
    from explorer.data.pictures import png_bytes

    return png_bytes(models.arrays(of)["grid"] if saved else models.manifold(of, x, y, axes))


@kept(64)
def marks(
    of: SavedModel, axes: tuple[int, int], by: str, k: int, _flat: np.ndarray, _groups: np.ndarray
) -> list[list[float] | None]:
    """The median [x, y] of each of ``k`` groups ``by`` class or cluster of a map's points (N, 2).

    None for a group without points.
    """
    return medians(_flat, _groups, k)


def medians(flat: np.ndarray, groups: np.ndarray, k: int) -> list[list[float] | None]:
    """The same, not kept."""
    own = [flat[groups == group] for group in range(k)]
    return [np.median(points, axis=0).tolist() if len(points) else None for points in own]


@kept(64)
def clusters(of: SavedModel, k: int) -> Clusters:
    """k-means clusters of a model's codes; loads scikit-learn the first time."""
    from explorer.analysis.clusters import find

    return find(models.arrays(of)["z_mean"], models.labels(of), k)


@kept(64)
def holes(of: SavedModel, count: int) -> tuple[np.ndarray, np.ndarray, float]:
    """The emptiest places (H, D) between a model's codes, their radii, and the usual spacing."""
    from explorer.analysis import regions

    means = models.arrays(of)["z_mean"]
    return *regions.holes(means, count), regions.spacing(means)


def mixture(of: SavedModel) -> Mixture | None:
    """A Gaussian mixture fitted to a model's codes; None until the background thread has it."""
    found: Mixture | None = background.ask(_mixture_key(of), lambda: _fit(of))
    return found


def known_mixture(of: SavedModel) -> Mixture | None:
    """The mixture where it is known already; asks for nothing."""
    found: Mixture | None = background.known(_mixture_key(of))
    return found


def _mixture_key(of: SavedModel) -> tuple[str, str]:
    return "mixture", of.sha256


def _fit(of: SavedModel) -> Mixture:
    from explorer.analysis.mixture import fit

    return fit(models.arrays(of)["z_mean"])


# ---- reconstruction errors ---------------------------------------------------


def errors(of: SavedModel) -> np.ndarray | None:
    """BCE of each test digit decoded from its own code, nats per pixel float32 (N,).

    None until the background thread has them. An error that it met is raised here.
    """
    found: np.ndarray | None = background.ask(_errors_key(of), lambda: _measure(of))
    return found


def known_errors(of: SavedModel) -> np.ndarray | None:
    """The errors where they are known already; asks for nothing."""
    found: np.ndarray | None = background.known(_errors_key(of))
    return found


def _errors_key(of: SavedModel) -> tuple[str, str]:
    return "errors", of.sha256


def _measure(of: SavedModel) -> np.ndarray:
    from explorer.analysis import metrics

    decode = models.decoder(of)
    means = models.arrays(of)["z_mean"]
    pictures, _ = models.test_digits(of.config.data.path)
    pictures, parts = pictures[: len(means)], []
    for start in range(0, len(means), CHUNK):
        chunk = slice(start, start + CHUNK)
        clean = (pictures[chunk] / 255.0)[..., None]
        parts.append(metrics.bce(clean, decode(means[chunk])))
    return np.concatenate(parts).astype(np.float32)
