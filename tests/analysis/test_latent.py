"""Into the latent space, out of it, and about in it; no Keras is needed for that."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from explorer.analysis import latent
from explorer.errors import ConfigError

RNG = np.random.default_rng(5)
IMAGES = RNG.random((7, 28, 28, 1), dtype=np.float32)


def rows_and_columns(images: np.ndarray) -> np.ndarray:
    """An encoder that can be checked: means of the upper half and of the left half."""
    upper = images[:, :14].mean(axis=(1, 2, 3))
    left = images[:, :, :14].mean(axis=(1, 2, 3))
    return np.stack([upper, left], axis=1)


def vae(images: np.ndarray) -> dict[str, Any]:
    means = rows_and_columns(images)
    return {"z_mean": means, "z_log_var": -means, "z": means * np.nan}


def paint(points: np.ndarray) -> np.ndarray:
    """A decoder whose pixel [0, 0] is the first coordinate, and [0, 1] the last."""
    images = np.zeros((len(points), 28, 28, 1), np.float32)
    images[:, 0, 0, 0], images[:, 0, 1, 0] = points[:, 0], points[:, -1]
    return images


# ---------------------------------------------------------------- encode, decode


@pytest.mark.parametrize("batch", [1, 3, 7, 500])
def test_batches_do_not_show(batch: int) -> None:
    code = latent.encode(rows_and_columns, IMAGES, batch)
    assert code.log_var is None
    assert code.mean == pytest.approx(rows_and_columns(IMAGES))
    assert code.mean.dtype == np.float32
    assert latent.decode(paint, code.mean, batch) == pytest.approx(paint(code.mean))


def test_no_batch_is_larger_than_asked() -> None:
    sizes: list[int] = []
    latent.encode(lambda x: sizes.append(len(x)) or rows_and_columns(x), IMAGES, 3)
    assert sizes == [3, 3, 1]


def test_a_vae_gives_mean_and_log_variance_and_its_sample_is_left_alone() -> None:
    code = latent.encode(vae, IMAGES)
    assert code.mean == pytest.approx(rows_and_columns(IMAGES))
    assert code.log_var == pytest.approx(-code.mean)


@pytest.mark.parametrize(
    ("images", "sentence"),
    [
        (np.zeros((3, 28, 28)), r"shape \(B, 28, 28, 1\), got \(3, 28, 28\)"),
        (np.zeros((0, 28, 28, 1)), "shape"),
        (np.full((1, 28, 28, 1), np.nan), "finite numbers, got 784"),
        (np.full((1, 28, 28, 1), 1e39), "finite"),
        (np.full((1, 28, 28, 1), "a"), "must be numbers"),
        ([[1], [2, 3]], "must be numbers, got list"),
    ],
)
def test_encode_refuses_what_is_no_image(images: Any, sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        latent.encode(rows_and_columns, images)


@pytest.mark.parametrize("points", [[1.0, 2.0], np.zeros((0, 2)), [[np.inf, 0.0]], None])
def test_decode_refuses_what_is_no_point(points: Any) -> None:
    with pytest.raises(ConfigError, match=r"points must"):
        latent.decode(paint, points)


def test_a_decoder_that_paints_no_digits_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"gives \(N, 28, 28, 1\), got \(1, 5\)"):
        latent.decode(lambda z: np.zeros((1, 5)), [[0.0, 0.0]])


# ---------------------------------------------------------------- grids


@pytest.mark.parametrize("size", [2, 5, 20])
def test_quantile_values_are_normal_quantiles(size: int) -> None:
    values = latent.grid_points("quantile", size)
    assert norm.cdf(values) == pytest.approx(np.linspace(0.01, 0.99, size))
    assert values == pytest.approx(norm.ppf(np.linspace(0.01, 0.99, size)))
    assert values == pytest.approx(-values[::-1])


def test_linear_values_are_evenly_apart() -> None:
    assert latent.grid_points("linear", 5, -1.0, 3.0) == pytest.approx([-1, 0, 1, 2, 3])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("quantile", 1), "size must be a whole number from 2 to 200, got 1"),
        (("quantile", 201), "size"),
        (("quantile", 2.5), "size"),
        (("quantile", True), "size"),
        (("spiral", 5), "quantile or linear, got 'spiral'"),
        (("linear", 5, 1.0, 1.0), "rise from low to high"),
        (("linear", 5, math.nan, 1.0), "rise"),
        (("linear", 5, -math.inf, 1.0), "rise"),
    ],
)
def test_a_grid_that_cannot_be_is_refused(arguments: Any, sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        latent.grid_points(*arguments)


def test_fitted_values_span_the_middle_98_percent() -> None:
    values = latent.fitted_points(np.arange(101.0), 3)
    assert values == pytest.approx([1, 50, 99])
    assert latent.fitted_points(np.full(9, 4.0), 3) == pytest.approx([3, 4, 5])


def test_a_plane_is_laid_as_a_plot_with_y_up() -> None:
    points = latent.plane([-1, 0, 1], [10, 20], centre=[5, 6, 7], axes=(2, 0))
    expected = [[y, 6, x] for y in (20, 10) for x in (-1, 0, 1)]
    assert points.dtype == np.float32
    assert points == pytest.approx(np.array(expected))


def test_order_of_values_does_not_turn_the_plot() -> None:
    up = latent.plane([0, 1], [0, 1], [0, 0])
    assert latent.plane([1, 0], [1, 0], [0, 0]) == pytest.approx(up)


def test_with_one_dim_a_plane_is_a_row() -> None:
    assert latent.plane([2, 1], [5, 6], centre=[0]) == pytest.approx(np.array([[1], [2]]))
    picture = latent.manifold(paint, [0.25, 0.5, 0.75], [0], centre=[0])
    assert picture.shape == (28, 84)
    assert picture[0, ::28] == pytest.approx([0.25, 0.5, 0.75])


@pytest.mark.parametrize("axes", [(0, 0), (0, 2), (-1, 0), (0,), (0, 1, 2)])
def test_a_plane_needs_two_axes_there_are(axes: tuple[int, ...]) -> None:
    with pytest.raises(ConfigError, match=r"two different ones of 0\.\.1"):
        latent.plane([0], [0], [0, 0], axes)


@pytest.mark.parametrize("centre", [[], [[0, 0]], [np.nan, 0], 3.0, "ab"])
def test_a_plane_needs_a_centre(centre: Any) -> None:
    with pytest.raises(ConfigError, match="centre must"):
        latent.plane([0], [0], centre)


def test_each_cell_of_a_manifold_shows_its_own_point() -> None:
    x, y = np.array([0.1, 0.2, 0.3, 0.4]), np.array([0.5, 0.7, 0.9])
    picture = latent.manifold(paint, x, y, np.zeros(2), batch=5)
    assert picture.shape == (3 * 28, 4 * 28)
    assert picture[::28, ::28] == pytest.approx(np.tile(x, (3, 1)))
    assert picture[::28, 1::28] == pytest.approx(np.tile(y[::-1, None], (1, 4)))


# ---------------------------------------------------------------- walks


@pytest.mark.parametrize("kind", ["linear", "slerp"])
def test_a_walk_starts_and_ends_where_it_should(kind: str) -> None:
    start, end = RNG.normal(size=10), RNG.normal(size=10)
    path = latent.walk(start, end, 9, kind)
    assert path.shape == (9, 10)
    assert path.dtype == np.float32
    assert path[0] == pytest.approx(start, abs=1e-6)
    assert path[-1] == pytest.approx(end, abs=1e-6)


def test_a_linear_walk_has_even_steps() -> None:
    path = latent.walk([0, 0], [3, 6], 4)
    assert path == pytest.approx(np.array([[0, 0], [1, 2], [2, 4], [3, 6]]))


def test_a_spherical_walk_turns_evenly_and_keeps_its_length() -> None:
    path = latent.walk([2, 0], [0, 2], 10, "slerp")
    angles = np.arctan2(path[:, 1], path[:, 0])
    assert angles == pytest.approx(np.linspace(0, np.pi / 2, 10), abs=1e-6)
    assert np.linalg.norm(path, axis=1) == pytest.approx(2.0)


@pytest.mark.parametrize("end", [[2.0, 4.0], [-1.0, -2.0], [0.0, 0.0], [1.0, 2.0]])
def test_where_no_turn_is_defined_a_spherical_walk_is_straight(end: list[float]) -> None:
    straight = latent.walk([1, 2], end, 7)
    assert latent.walk([1, 2], end, 7, "slerp") == pytest.approx(straight, abs=1e-6)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (([0, 0], [1], 5), "one shape"),
        (([0, np.nan], [1, 1], 5), "start must be finite"),
        (([0, 0], [1, 1], 1), "steps must be a whole number from 2"),
        (([0, 0], [1, 1], 5, "zigzag"), "linear or slerp, got 'zigzag'"),
    ],
)
def test_a_walk_that_cannot_be_is_refused(arguments: Any, sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        latent.walk(*arguments)


# ---------------------------------------------------------------- places


def test_the_centre_of_a_digit_is_the_mean_of_its_points() -> None:
    mean = np.array([[0, 0], [2, 4], [9, 9], [4, 8]], np.float32)
    assert latent.centre_of(mean, np.array([6, 0, 1, 0]), 0) == pytest.approx([3, 6])
    with pytest.raises(ConfigError, match="digit 5 is expected, but there is none"):
        latent.centre_of(mean, np.array([6, 0, 1, 0]), 5)
    with pytest.raises(ConfigError, match="labelled"):
        latent.centre_of(mean, np.array([0, 0]), 0)


def test_of_neighbours_at_one_distance_the_first_come_first() -> None:
    points = np.array([[1.0, 0.0], [0.0, 1.0], [3.0, 0.0], [0.0, -1.0], [-1.0, 0.0]])
    for k in range(1, 5):
        index, _ = latent.neighbours(points, np.zeros(2), k)
        assert index.tolist() == [0, 1, 3, 4][:k]


def test_neighbours_are_the_nearest_of_all_nearest_first() -> None:
    points = RNG.normal(size=(200, 3)).astype(np.float32)
    query = RNG.normal(size=3)
    index, distances = latent.neighbours(points, query, 6)
    everyone = [math.dist(point, query) for point in points]
    assert distances == pytest.approx(sorted(everyone)[:6], rel=1e-5)
    assert [everyone[i] for i in index] == pytest.approx(distances, rel=1e-5)


def test_a_point_is_its_own_nearest_neighbour() -> None:
    points = np.array([[0, 0], [1, 0], [5, 5]])
    index, distances = latent.neighbours(points, points[1], 3)
    assert index.tolist() == [1, 0, 2]
    assert distances[0] == 0


@pytest.mark.parametrize(
    ("query", "k", "sentence"),
    [
        ([0.0], 1, r"query must have shape \(2,\), got \(1,\)"),
        ([0.0, np.inf], 1, "query must be finite"),
        ([0.0, 0.0], 0, "k must be a whole number from 1 to 3"),
        ([0.0, 0.0], 4, "k must"),
    ],
)
def test_neighbours_that_cannot_be_are_refused(query: Any, k: int, sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        latent.neighbours(np.zeros((3, 2)), query, k)


def test_samples_of_the_prior_are_normal_and_seeded() -> None:
    samples = latent.prior_samples(20_000, 3, seed=1)
    assert samples.shape == (20_000, 3)
    assert samples.dtype == np.float32
    assert samples.mean(axis=0) == pytest.approx(np.zeros(3), abs=0.03)  # four standard errors
    assert np.cov(samples.T) == pytest.approx(np.eye(3), abs=0.05)
    assert (samples == latent.prior_samples(20_000, 3, seed=1)).all()
    assert (samples != latent.prior_samples(20_000, 3, seed=2)).any()
    with pytest.raises(ConfigError, match="count"):
        latent.prior_samples(0, 3, seed=1)


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize("with_spread", [True, False])
def test_a_table_of_codes_is_read_back_as_it_was(with_spread: bool) -> None:
    mean, log_var = RNG.normal(size=(2, 30, 3)).astype(np.float32)
    labels = np.arange(30) % 10
    table = latent.to_csv(mean, labels, log_var if with_spread else None)
    head, *lines = table.splitlines()
    names = ["index", "digit", "z_mean_1", "z_mean_2", "z_mean_3"]
    names += ["z_log_var_1", "z_log_var_2", "z_log_var_3"] if with_spread else []
    assert head.split(",") == names
    numbers = np.array([line.split(",") for line in lines], float)
    codes = np.concatenate([mean, log_var], axis=1) if with_spread else mean
    assert np.array_equal(numbers[:, :2], np.stack([np.arange(30), labels], axis=1))
    assert numbers[:, 2:] == pytest.approx(codes, rel=1e-6)


def test_principal_axes_are_those_of_a_singular_value_decomposition() -> None:
    rng = np.random.default_rng(3)
    turned = np.linalg.qr(rng.normal(size=(5, 5)))[0]
    points = (rng.normal(size=(400, 5)) * [4, 3, 2, 1, 0.5]) @ turned + 7
    directions, centre = latent.principal(points)
    np.testing.assert_allclose(centre, points.mean(axis=0), rtol=1e-5)
    _, _, vectors = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    np.testing.assert_allclose(np.abs((directions * vectors[:2]).sum(axis=1)), 1, atol=1e-5)
    np.testing.assert_allclose(directions @ directions.T, np.eye(2), atol=1e-9)
    assert all(d[np.abs(d).argmax()] > 0 for d in directions)
    with pytest.raises(ConfigError, match="principal axes need 2 dims"):
        latent.principal(points[:, :1])


def test_a_plane_along_directions_starts_from_the_centre() -> None:
    half = np.sqrt(0.5)
    directions = np.array([[half, half, 0.0], [0.0, 0.0, 1.0]])
    centre = np.array([1.0, 2.0, 3.0])
    points = latent.plane(np.array([-1.0, 2.0]), np.array([0.0, 5.0]), centre, directions)
    expected = [centre + x * directions[0] + y * directions[1] for y in (5, 0) for x in (-1, 2)]
    np.testing.assert_allclose(points, expected, atol=1e-6)


def test_points_of_one_dim_are_spread_out_always_in_the_same_way() -> None:
    points = np.linspace(-3, 3, 50, dtype=np.float32)[:, None]
    flat = latent.spread_out(points)
    assert flat.dtype == np.float32
    assert np.array_equal(flat[:, 0], points[:, 0])
    assert np.abs(flat[:, 1]).max() <= 1
    assert len(np.unique(flat[:, 1])) == 50
    assert np.array_equal(flat[:20], latent.spread_out(points[:20]))
