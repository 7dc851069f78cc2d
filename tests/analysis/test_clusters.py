"""Clusters and their figures, against counting by hand."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from explorer.analysis import clusters
from explorer.errors import ConfigError

RNG = np.random.default_rng(0)


@pytest.fixture(scope="module")
def heaps() -> tuple[np.ndarray, np.ndarray]:
    """Three heaps far apart, of 60, 40 and 20 points, labelled 7, 2, 5."""
    sizes, centres = (60, 40, 20), ([0, 0], [20, 0], [0, 20])
    points = np.concatenate([RNG.normal(c, 1, (n, 2)) for n, c in zip(sizes, centres, strict=True)])
    return points, np.repeat([7, 2, 5], sizes)


def pairs(labels: np.ndarray) -> np.ndarray:
    """For each pair of points, whether both carry one label."""
    return np.array([labels[i] == labels[j] for i, j in combinations(range(len(labels)), 2)])


def rand_by_pairs(one: np.ndarray, other: np.ndarray) -> float:
    """The adjusted Rand index, by looking at every pair."""
    a, b = pairs(one), pairs(other)
    together, expected = (a & b).sum(), a.sum() * b.sum() / len(a)
    return float((together - expected) / ((a.sum() + b.sum()) / 2 - expected))


def silhouette_by_hand(points: np.ndarray, assigned: np.ndarray) -> float:
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    scores = []
    for i, own in enumerate(assigned):
        mates = (assigned == own) & (np.arange(len(points)) != i)
        inner = apart[i, mates].mean()
        outer = min(apart[i, assigned == c].mean() for c in set(assigned.tolist()) - {own})
        scores.append((outer - inner) / max(inner, outer))
    return float(np.mean(scores))


def test_heaps_are_found_largest_first(heaps: tuple[np.ndarray, np.ndarray]) -> None:
    points, labels = heaps
    found = clusters.find(points, labels, 3)
    assert np.bincount(found.assigned).tolist() == [60, 40, 20]
    assert found.agreement == 1.0
    means = [points[labels == digit].mean(axis=0) for digit in (7, 2, 5)]
    assert found.centres == pytest.approx(np.array(means))
    assert found.table[[7, 2, 5]].tolist() == [[60, 0, 0], [0, 40, 0], [0, 0, 20]]
    assert found.table.sum() == 120


@pytest.mark.parametrize("k", [2, 4, 7])
def test_the_figures_are_those_counted_by_hand(k: int) -> None:
    points, labels = RNG.normal(size=(90, 3)), RNG.integers(0, 10, 90)
    found = clusters.find(points, labels, k)
    assert found.agreement == pytest.approx(rand_by_pairs(labels, found.assigned))
    assert found.silhouette == pytest.approx(silhouette_by_hand(points, found.assigned))
    for digit, cluster in ((0, 0), (9, k - 1), (4, 1)):
        both = (labels == digit) & (found.assigned == cluster)
        assert found.table[digit, cluster] == both.sum()


def test_each_point_belongs_to_the_nearest_centre() -> None:
    points = RNG.normal(size=(500, 2))
    found = clusters.find(points, RNG.integers(0, 10, 500), 6)
    apart = np.linalg.norm(points[:, None] - found.centres[None], axis=2)
    assert np.array_equal(apart.argmin(axis=1), found.assigned)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ConfigError, match="k must be from 2 to 9, got 1"):
        clusters.find(np.zeros((10, 2)), np.zeros(10), 1)
    with pytest.raises(ConfigError, match="as many labels"):
        clusters.find(np.zeros((10, 2)), np.zeros(9), 2)
