"""Ellipses, groups and holes, against scikit-image, SciPy, and brute force."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import Delaunay
from scipy.stats import chi2
from skimage.measure import points_in_poly

from explorer.analysis import regions
from explorer.errors import ConfigError

RNG = np.random.default_rng(0)


def mahalanobis(points: np.ndarray, cluster: np.ndarray) -> np.ndarray:
    """Squared distance of points (N, 2) from a cluster, in its own spread: (N,)."""
    away = points - cluster.mean(axis=0)
    return np.einsum("ni,ij,nj->n", away, np.linalg.inv(np.cov(cluster.T)), away)


@pytest.fixture
def slanted() -> np.ndarray:
    return RNG.multivariate_normal([3, -1], [[4.0, 1.5], [1.5, 1.0]], 20_000)


@pytest.mark.parametrize("share", [0.5, 0.95, 0.99])
def test_an_ellipse_is_at_the_chi_square_quantile_of_mahalanobis_distance(
    slanted: np.ndarray, share: float
) -> None:
    outline = regions.ellipse(slanted, share)
    assert outline.shape == (72, 2)
    assert mahalanobis(outline, slanted) == pytest.approx(np.full(72, chi2.ppf(share, 2)))


def test_it_holds_its_share_of_a_gaussian_cluster(slanted: np.ndarray) -> None:
    held = regions.inside(slanted, regions.ellipse(slanted, 0.95, steps=360)).mean()
    assert held == pytest.approx(0.95, abs=0.006)  # four standard errors


def test_points_on_a_line_have_a_flat_ellipse() -> None:
    line = np.stack([np.arange(10.0), np.zeros(10)], axis=1)
    assert np.abs(regions.ellipse(line)[:, 1]).max() < 1e-9


@pytest.mark.parametrize("corners", [3, 5, 12])
def test_inside_is_what_scikit_image_says(corners: int) -> None:
    points, outline = RNG.normal(size=(2000, 2)), RNG.normal(size=(corners, 2))  # may cross itself
    assert np.array_equal(regions.inside(points, outline), points_in_poly(points, outline))


def test_a_line_of_two_points_holds_nothing() -> None:
    assert not regions.inside(RNG.normal(size=(50, 2)), np.array([[-9, -9], [9, 9]])).any()


def ring(count: int = 3000) -> np.ndarray:
    """Points all around an empty disc of radius 2 at (5, 5)."""
    points = RNG.uniform(0, 10, (count, 2))
    return points[np.linalg.norm(points - 5, axis=1) > 2]


def test_the_emptiest_place_is_the_empty_disc() -> None:
    places, radii = regions.holes(ring(), 3)
    assert places[0] == pytest.approx([5, 5], abs=0.25)
    assert radii[0] == pytest.approx(2, abs=0.25)
    assert (np.diff(radii) <= 0).all()


@pytest.mark.parametrize("dim", [1, 2, 3, 10])
def test_holes_are_as_far_from_every_point_as_they_say_and_apart(dim: int) -> None:
    points = RNG.normal(size=(800, dim))
    places, radii = regions.holes(points, 5)
    assert places.shape == (5, dim)
    nearest = [np.linalg.norm(points - place, axis=1).min() for place in places]
    assert radii == pytest.approx(nearest)
    for i in range(1, 5):
        assert (np.linalg.norm(places[:i] - places[i], axis=1) > radii[:i]).all()


def test_holes_lie_inside_the_hull() -> None:
    points = RNG.normal(size=(400, 2))
    places, _ = regions.holes(points, 8)
    assert (Delaunay(points).find_simplex(places) >= 0).all()


def test_holes_are_the_same_each_time() -> None:
    points = ring(500)
    assert np.array_equal(regions.holes(points, 4)[0], regions.holes(points, 4)[0])


def test_where_there_is_no_room_there_are_fewer_holes() -> None:
    assert len(regions.holes(np.zeros((10, 2)), 3)[0]) == 0


def test_spacing_is_the_median_distance_to_the_nearest_other() -> None:
    points = RNG.normal(size=(60, 3))
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    assert regions.spacing(points) == pytest.approx(np.median(apart.min(axis=1)))


def test_wrong_shapes_are_refused() -> None:
    with pytest.raises(ConfigError, match=r"points must have shape \(N, 2\), got \(4, 3\)"):
        regions.ellipse(np.zeros((4, 3)))
    with pytest.raises(ConfigError, match="3 points or more, got 2"):
        regions.ellipse(np.zeros((2, 2)))
    with pytest.raises(ConfigError, match="between 0 and 1, got 1"):
        regions.ellipse(np.zeros((4, 2)), 1.0)
    with pytest.raises(ConfigError, match="outline must have shape"):
        regions.inside(np.zeros((4, 2)), np.zeros(4))
    with pytest.raises(ConfigError, match="3 or more"):
        regions.holes(np.zeros((2, 2)), 1)


def test_cells_hold_what_lies_nearest_to_their_middles() -> None:
    rng = np.random.default_rng(5)
    points = rng.normal(0, 2, (500, 2))
    x, y = np.array([-1.0, 0.5, 2.0]), np.array([-2.0, 1.0])
    by_hand = np.zeros((2, 3), int)
    for across, up in points:
        by_hand[np.abs(y - up).argmin(), np.abs(x - across).argmin()] += 1
    np.testing.assert_array_equal(regions.occupied(points, x, y), by_hand)
