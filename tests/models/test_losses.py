"""The layers and losses against NumPy, the formulas of Kingma & Welling written out."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from explorer.models.layers import IMAGE_SHAPE, SamplingLayer, up
from explorer.models.losses import (
    VariationalLossLayer,
    doubled_kl,
    image_bce,
    weighted_losses,
)

K1, K2 = 3.0, 0.07
EPSILON = 1e-7  # Keras clips probabilities by this before it takes a logarithm


@pytest.fixture(scope="module")
def batch() -> list[np.ndarray]:
    """Target, z_mean, z_log_var and reconstruction of 5 images, 3 latent dims; no two alike."""
    rng = np.random.default_rng(3)
    target = rng.uniform(0, 1, (5, 28, 28, 1))
    z_mean, z_log_var = rng.normal(0, 2, (5, 3)), rng.normal(-1, 1, (5, 3))
    reconstruction = rng.uniform(0.02, 0.98, (5, 28, 28, 1))
    return [a.astype(np.float32) for a in (target, z_mean, z_log_var, reconstruction)]


def numpy_bce(target: np.ndarray, output: np.ndarray) -> np.ndarray:
    """Mean over the pixels of each image, in double precision."""
    t, y = target.astype(float), np.clip(output.astype(float), EPSILON, 1 - EPSILON)
    return -(t * np.log(y) + (1 - t) * np.log(1 - y)).mean(axis=(1, 2, 3))


def numpy_kl(m: np.ndarray, lv: np.ndarray) -> np.ndarray:
    """Twice the divergence of N(m, exp(lv)) from N(0, 1), from the textbook's formula."""
    sigma = np.exp(lv.astype(float) / 2)
    return 2 * (-np.log(sigma) + (sigma**2 + m.astype(float) ** 2) / 2 - 0.5)


# --- losses -------------------------------------------------------------------------


def test_image_bce_is_the_mean_over_pixels_of_each_image(batch: list[np.ndarray]) -> None:
    target, _, _, output = batch
    got = np.asarray(image_bce(target, output))
    assert got.shape == (5,)
    np.testing.assert_allclose(got, numpy_bce(target, output), rtol=1e-5)


def test_image_bce_of_saturated_pixels_stays_finite() -> None:
    black, white = np.zeros((2, 28, 28, 1), np.float32), np.ones((2, 28, 28, 1), np.float32)
    worst = np.asarray(image_bce(white, black))
    np.testing.assert_allclose(worst, -np.log(EPSILON), rtol=0.02)
    np.testing.assert_allclose(np.asarray(image_bce(black, black)), 0, atol=1e-5)


def test_doubled_kl_is_twice_the_divergence_from_the_prior(batch: list[np.ndarray]) -> None:
    _, z_mean, z_log_var, _ = batch
    got = np.asarray(doubled_kl(z_mean, z_log_var))
    np.testing.assert_allclose(got, numpy_kl(z_mean, z_log_var), rtol=1e-4, atol=1e-5)


def test_kl_is_zero_at_the_prior_and_positive_elsewhere(batch: list[np.ndarray]) -> None:
    prior = np.zeros((4, 2), np.float32)
    np.testing.assert_allclose(np.asarray(doubled_kl(prior, prior)), 0, atol=1e-7)
    assert (np.asarray(doubled_kl(batch[1], batch[2])) > 0).all()


def test_weighted_losses_are_the_designs_formula(batch: list[np.ndarray]) -> None:
    target, m, lv, output = batch
    r_loss, kl_loss = (np.asarray(v) for v in weighted_losses(K1, K2, *batch))
    assert r_loss.shape == kl_loss.shape == (5,)
    expected_r = K1 * numpy_bce(target, output).mean()
    m64, lv64 = m.astype(float), lv.astype(float)
    expected_kl = -K2 * (1 + lv64 - m64**2 - np.exp(lv64)).mean()
    assert r_loss.mean() == pytest.approx(expected_r, rel=1e-5)
    assert kl_loss.mean() == pytest.approx(expected_kl, rel=1e-5)


def test_a_weight_of_zero_switches_its_loss_off(batch: list[np.ndarray]) -> None:
    assert not np.asarray(weighted_losses(0.0, 1.0, *batch)[0]).any()
    assert not np.asarray(weighted_losses(1.0, 0.0, *batch)[1]).any()


# --- sampling -----------------------------------------------------------------------


def test_sampling_is_mean_plus_deviation_times_the_same_epsilon(batch: list[np.ndarray]) -> None:
    _, m, lv, _ = batch
    generator = keras.random.SeedGenerator(11)
    layer = SamplingLayer(seed=11)
    for _ in range(3):  # the sequence of draws, not only the first
        epsilon = np.asarray(keras.random.normal(m.shape, seed=generator), float)
        expected = m + np.sqrt(np.exp(lv.astype(float))) * epsilon
        np.testing.assert_allclose(np.asarray(layer([m, lv])), expected, rtol=1e-4, atol=1e-5)


def test_equal_seeds_draw_equal_sequences_and_others_do_not(batch: list[np.ndarray]) -> None:
    inputs = batch[1:3]

    def draws(seed: int) -> list[np.ndarray]:
        layer = SamplingLayer(seed)
        return [np.asarray(layer(inputs)) for _ in range(2)]

    first, again, other = draws(5), draws(5), draws(6)
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first[0], first[1])  # a new draw each call
    assert not np.allclose(first, other)


def test_sampling_has_the_gaussians_mean_and_variance() -> None:
    draws = 40_000
    m = np.tile(np.array([[-3.0, 0.0, 1.5]], np.float32), (draws, 1))
    lv = np.tile(np.log(np.array([[0.25, 1.0, 9.0]], np.float32)), (draws, 1))
    z = np.asarray(SamplingLayer(1)([m, lv]), float)
    error = 5 * np.sqrt(np.array([0.25, 1, 9]) / draws)  # five standard errors
    assert (np.abs(z.mean(0) - [-3, 0, 1.5]) < error).all()
    np.testing.assert_allclose(z.var(0), [0.25, 1, 9], rtol=5 * np.sqrt(2 / draws))
    assert np.abs(np.corrcoef(z.T) - np.eye(3)).max() < 5 / np.sqrt(draws)


def test_gradients_flow_through_both_inputs() -> None:
    import tensorflow as tf

    m, lv = tf.zeros((4, 2)), tf.zeros((4, 2))
    layer = SamplingLayer(2)
    with tf.GradientTape() as tape:
        tape.watch([m, lv])
        z = layer([m, lv])
    d_mean, d_log_var = tape.gradient(z, [m, lv])
    np.testing.assert_allclose(d_mean, 1)
    np.testing.assert_allclose(d_log_var, np.asarray(z) / 2, rtol=1e-6)  # d/dlv of e^(lv/2) eps


@pytest.mark.parametrize("count", [1, 3])
def test_sampling_takes_two_tensors(count: int) -> None:
    with pytest.raises(ValueError, match=rf"\[z_mean, z_log_var\], got {count}"):
        SamplingLayer()([np.zeros((2, 2), np.float32)] * count)


def test_sampling_layer_round_trips_through_its_config(batch: list[np.ndarray]) -> None:
    layer = SamplingLayer(seed=42, name="z")
    twin = SamplingLayer.from_config(layer.get_config())
    assert (twin.seed, twin.name) == (42, "z")
    np.testing.assert_array_equal(np.asarray(layer(batch[1:3])), np.asarray(twin(batch[1:3])))


# --- the loss layer -----------------------------------------------------------------


def loss_model(weights: list[float]) -> keras.Model:
    """A model that is this layer alone, with a dummy weight so that it can be fitted."""
    shapes = [IMAGE_SHAPE, (3,), (3,), IMAGE_SHAPE]
    inputs = [keras.Input(shape) for shape in shapes]
    return keras.Model(inputs, VariationalLossLayer(weights)(inputs))


def test_loss_layer_passes_the_reconstruction_and_adds_the_loss(batch: list[np.ndarray]) -> None:
    layer = VariationalLossLayer([K1, K2])
    output = layer(batch)
    np.testing.assert_array_equal(np.asarray(output), batch[3])
    r_loss, kl_loss = (np.asarray(v).mean() for v in weighted_losses(K1, K2, *batch))
    (added,) = layer.losses
    assert float(added) == pytest.approx(r_loss + kl_loss, rel=1e-5)


def test_metrics_weigh_images_not_batches(batch: list[np.ndarray]) -> None:
    model = loss_model([K1, K2])
    model.compile("sgd")
    logs = model.evaluate(batch, batch_size=3, verbose=0, return_dict=True)  # 3, then 2 images
    expected_r = K1 * numpy_bce(batch[0], batch[3])
    expected_kl = K2 * numpy_kl(batch[1], batch[2]).mean(-1)
    by_batch = (expected_kl[:3].mean() + expected_kl[3:].mean()) / 2
    assert abs(by_batch - expected_kl.mean()) > 1e-3  # the two averages do differ here
    assert logs["r_loss"] == pytest.approx(expected_r.mean(), rel=1e-5)
    assert logs["kl_loss"] == pytest.approx(expected_kl.mean(), rel=1e-5)
    assert logs["loss"] == pytest.approx(expected_r.mean() + expected_kl.mean(), rel=1e-5)


def test_loss_layer_round_trips_through_its_config(batch: list[np.ndarray]) -> None:
    layer = VariationalLossLayer([K1, K2], name="loss")
    twin = VariationalLossLayer.from_config(layer.get_config())
    assert (twin.k1, twin.k2, twin.name) == (K1, K2, "loss")
    twin(batch)
    layer(batch)
    assert float(twin.losses[0]) == float(layer.losses[0])


@pytest.mark.parametrize("weights", [[], [1.0], [1.0, 2.0, 3.0]])
def test_loss_weights_are_two(weights: list[float]) -> None:
    with pytest.raises(ValueError, match=r"loss_weights must be \[k1, k2\]"):
        VariationalLossLayer(weights)


@pytest.mark.parametrize("count", [2, 3, 5])
def test_loss_layer_takes_four_tensors(batch: list[np.ndarray], count: int) -> None:
    with pytest.raises(ValueError, match="unpack"):
        VariationalLossLayer()((batch + batch)[:count])


# --- blocks -------------------------------------------------------------------------


@pytest.mark.parametrize("strides", [1, 2])
@pytest.mark.parametrize("kind", ["transposed", "upsampling"])
def test_up_enlarges_by_its_strides(kind: str, strides: int) -> None:
    x = keras.Input((7, 7, 4))
    y = up(x, 6, strides, kind)
    assert y.shape == (None, 7 * strides, 7 * strides, 6)
    kinds = [type(layer).__name__ for layer in keras.Model(x, y).layers[1:]]
    if kind == "transposed":
        assert kinds == ["Conv2DTranspose"]
    else:
        assert kinds == ["UpSampling2D"] * (strides > 1) + ["Conv2D"]
