"""k-means clusters of codes, held against the true digits that no encoder was told.

scikit-learn does the work; it is imported only here and takes seconds to load, so
import this module only where clusters are shown. N points, D latent dims, k clusters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_score

from explorer.errors import ConfigError

Array = np.ndarray

STARTS = 4  # k-means is run from so many random starts, and the best is kept
SAMPLE = 3000  # points that the silhouette is averaged over: it compares all pairs


@dataclass(frozen=True)
class Clusters:
    """``assigned`` (N,) in 0..k-1, largest cluster first; ``centres`` (k, D).

    ``agreement``: adjusted Rand index with the true digits (Hubert & Arabie 1985), 1
    when both part the points alike, about 0 when they agree by chance only.
    ``silhouette``: -1..1, how much nearer points are to their own cluster than to the
    next (Rousseeuw 1987). ``table`` (10, k): digits in rows, clusters in columns.
    """

    assigned: Array
    centres: Array
    agreement: float
    silhouette: float
    table: Array


def find(points: Array, labels: Array, k: int, seed: int = 0) -> Clusters:
    """k-means of ``points`` (N, D), and how it compares with ``labels`` (N,)."""
    if points.ndim != 2 or len(points) != len(labels):
        raise ConfigError(
            f"points (N, D) and as many labels are expected, got {points.shape} and {len(labels)}."
        )
    if not 2 <= k < len(points):
        raise ConfigError(f"k must be from 2 to {len(points) - 1}, got {k}.")
    means = KMeans(k, n_init=STARTS, random_state=seed).fit(points)
    order = np.argsort(-np.bincount(means.labels_, minlength=k), kind="stable")
    rank = np.empty(k, np.int64)
    rank[order] = np.arange(k)
    assigned = rank[means.labels_]
    sample = min(SAMPLE, len(points))
    return Clusters(
        assigned,
        means.cluster_centers_[order],
        float(adjusted_rand_score(labels, assigned)),
        float(silhouette_score(points, assigned, sample_size=sample, random_state=seed)),
        cross_table(labels, assigned, k),
    )


def cross_table(labels: Array, assigned: Array, k: int) -> Array:
    """Counts of points (K, k): row is the true class, column the cluster."""
    classes = int(labels.max()) + 1
    cells = labels.astype(np.int64) * k + assigned
    return np.bincount(cells, minlength=classes * k).reshape(classes, k)
