"""Evaluation: with networks of plain NumPy, whose figures are known, then a real one."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from explorer import models
from explorer.analysis import metrics
from explorer.config import ModelConfig, NoiseConfig, RunConfig, default_config
from explorer.data import mnist
from explorer.data.corruption import corrupt
from explorer.data.mnist import Split
from explorer.errors import DataError
from explorer.training import evaluation

Array = np.ndarray

MEAN, LOG_VAR = 0.5, -2.0
VAE = default_config("vae_functional")


@pytest.fixture(scope="module")
def digits() -> Split:
    return mnist.load("test").take(slice(0, 60))


@pytest.fixture(scope="module")
def mean_image() -> Array:
    return evaluation.mean_image(mnist.load("train").take(slice(0, 200)))


def grey(points: Array, training: bool) -> Array:
    """A decoder: a grey image as bright as the sigmoid of the first coordinate."""
    assert training is False
    level = 1 / (1 + np.exp(-points[:, :1]))
    return np.broadcast_to(level[:, None, None], (len(points), 28, 28, 1))


def constant_vae(images: Array, training: bool) -> dict[str, Array]:
    """An encoder that sends every image to the same Gaussian: collapsed, two dims."""
    assert training is False
    means = np.tile([MEAN, 0.0], (len(images), 1))
    return {"z_mean": means, "z_log_var": np.tile([LOG_VAR, 0.0], (len(images), 1))}


def bright_vae(images: Array, training: bool) -> dict[str, Array]:
    """An encoder whose first dim is the image's brightness, without any doubt."""
    means = images.mean(axis=(1, 2, 3))[:, None] * [100.0, 0.0]
    return {"z_mean": means, "z_log_var": np.full_like(means, -50.0)}


def brightness(images: Array, training: bool) -> Array:
    return images.mean(axis=(1, 2, 3))[:, None]


def says_three(images: Array, training: bool) -> Array:
    return np.tile(np.eye(10)[3], (len(images), 1))


def network(encoder: Any, classifier: Any = None) -> Any:
    return SimpleNamespace(encoder=encoder, decoder=grey, classifier=classifier)


def evaluate(encoder: Any, config: RunConfig, *rest: Any, classifier: Any = None) -> dict[str, Any]:
    report = evaluation.evaluate(network(encoder, classifier), config, *rest)
    json.dumps(report, allow_nan=False)  # fit for JSON, whatever is in it
    return report


# ---------------------------------------------------------------- autoencoders


def test_a_denoiser_is_measured_on_corrupted_input_against_the_clean_image(
    digits: Split, mean_image: Array
) -> None:
    report = evaluate(brightness, default_config("denoiser"), digits, mean_image, 7)
    noisy = corrupt(digits.images, NoiseConfig("course"), 7)
    output = grey(brightness(noisy, False), False).astype(np.float32)
    assert report["reconstruction"] == pytest.approx(metrics.quality(digits.images, output))
    assert report["baselines"] == {
        name: pytest.approx(values)
        for name, values in metrics.baselines(digits.images, noisy, mean_image).items()
    }
    assert (report["model"], report["images"], report["seed"]) == ("denoiser", 60, 7)
    assert report["noise"] == {"mode": "course", "level": 1.0}
    assert not {"accuracy", "neg_elbo"} & set(report)


def test_the_seed_alone_decides_the_noise(digits: Split, mean_image: Array) -> None:
    config = default_config("denoiser")
    first = evaluate(brightness, config, digits, mean_image)
    assert evaluate(brightness, config, digits, mean_image) == first
    assert evaluate(brightness, config, digits, mean_image, 8) != first


def test_without_noise_the_input_is_no_baseline(digits: Split, mean_image: Array) -> None:
    config = RunConfig(ModelConfig("denoiser"), noise=NoiseConfig("none"))
    report = evaluate(brightness, config, digits, mean_image)
    assert set(report["baselines"]) == {"black", "mean_image"}


def test_a_classifier_is_counted_on_the_noisy_images(digits: Split, mean_image: Array) -> None:
    seen: list[Array] = []

    def classifier(images: Array, training: bool) -> Array:
        seen.append(images)
        return says_three(images, training)

    config = default_config("dual")
    report = evaluate(brightness, config, digits, mean_image, classifier=classifier)
    assert report["accuracy"] == pytest.approx(np.mean(digits.labels == 3))
    counts = np.array(report["confusion"])
    assert counts[:, 3].tolist() == np.bincount(digits.labels, minlength=10).tolist()
    assert counts.sum() == 60
    noisy = corrupt(digits.images, config.noise, evaluation.SEED)
    assert (np.concatenate(seen) == noisy).all()


# ---------------------------------------------------------------- VAEs


def test_kl_and_beta_of_a_known_gaussian(digits: Split, mean_image: Array) -> None:
    report = evaluate(constant_vae, VAE, digits, mean_image)
    kl = 0.5 * (MEAN**2 + math.exp(LOG_VAR) - 1 - LOG_VAR)
    assert report["kl_per_dimension"] == pytest.approx([kl, 0.0])
    assert report["kl_nats"] == pytest.approx(kl)
    # the training's figure: no 1/2, a mean over the 2 dims, times k2
    assert report["kl_loss"] == pytest.approx(0.001 * 2 * kl / 2)
    assert report["beta"] == pytest.approx(0.784)
    assert (report["k1"], report["k2"]) == (1.0, 0.001)


def test_sampled_and_mean_z_are_told_apart(digits: Split, mean_image: Array) -> None:
    report = evaluate(constant_vae, VAE, digits, mean_image)
    level = 1 / (1 + math.exp(-MEAN))
    ink = digits.images.mean(dtype=np.float64)
    from_mean = -(ink * math.log(level) + (1 - ink) * math.log(1 - level))
    assert report["reconstruction"]["bce"] == pytest.approx(from_mean, rel=1e-5)
    assert report["reconstruction_nats_z_mean"] == pytest.approx(784 * from_mean, rel=1e-5)
    # -log(1 - sigmoid(z)) - ink * z is convex in z, so spreading z costs
    z = MEAN + math.exp(LOG_VAR / 2) * np.random.default_rng(0).standard_normal(10**6)
    expected = np.mean(np.logaddexp(0, z) - ink * z)
    assert report["reconstruction_nats"] == pytest.approx(784 * expected, rel=0.02)
    assert report["reconstruction_nats"] > report["reconstruction_nats_z_mean"]
    assert report["reconstruction_sampled"]["bce"] > report["reconstruction"]["bce"]


def test_the_weighted_losses_and_the_elbo_are_of_the_same_samples(
    digits: Split, mean_image: Array
) -> None:
    config = replace(VAE, model=ModelConfig("vae_functional", k1=3.0, k2=7.0))
    report = evaluate(constant_vae, config, digits, mean_image)
    assert report["r_loss"] == pytest.approx(3 * report["reconstruction_nats"] / 784)
    assert report["neg_elbo"] == pytest.approx(report["reconstruction_nats"] + report["kl_nats"])
    assert report["beta"] == pytest.approx(784 * 7 / 3)
    assert report["samples"] == evaluation.SAMPLES > 1


def test_the_standard_error_is_that_of_the_mean_over_images(
    digits: Split, mean_image: Array
) -> None:
    report = evaluate(bright_vae, VAE, digits, mean_image)
    points = bright_vae(digits.images, False)["z_mean"].astype(np.float32)
    log_var = np.full_like(points, -50.0)
    nats = 784 * metrics.bce(digits.images, grey(points, False).astype(np.float32))
    each = nats + metrics.kl(points, log_var).sum(axis=1)
    assert report["neg_elbo"] == pytest.approx(each.mean(), rel=1e-5)
    assert report["neg_elbo_std_error"] == pytest.approx(np.std(each, ddof=1) / 60**0.5, rel=1e-4)


def test_a_collapsed_vae_is_flagged(digits: Split, mean_image: Array) -> None:
    collapsed = evaluate(constant_vae, VAE, digits, mean_image)
    assert (collapsed["active_units"], collapsed["collapsed"]) == (0, True)
    alive = evaluate(bright_vae, VAE, digits, mean_image)
    assert (alive["active_units"], alive["collapsed"]) == (1, False)


def test_knn_accuracy_is_that_of_the_means(digits: Split, mean_image: Array) -> None:
    report = evaluate(bright_vae, VAE, digits, mean_image)
    points = bright_vae(digits.images, False)["z_mean"].astype(np.float32)
    assert report["knn_accuracy"] == metrics.knn_accuracy(points, digits.labels, 5)


def test_an_infinite_beta_leaves_the_json_valid(digits: Split, mean_image: Array) -> None:
    config = replace(VAE, model=ModelConfig("vae_functional", k1=0.0))
    report = evaluate(constant_vae, config, digits, mean_image)
    assert report["beta"] == "inf"
    assert float(report["beta"]) == math.inf
    assert report["r_loss"] == 0


def test_too_few_test_images_are_refused(digits: Split, mean_image: Array) -> None:
    with pytest.raises(DataError, match="at least 10 images is needed, got 9"):
        evaluate(brightness, VAE, digits.take(slice(0, 9)), mean_image)


def test_jsonable_makes_plain_values_of_all() -> None:
    given = {"a": np.float32(0.5), "b": (np.int64(3), math.nan), "c": np.array([[-math.inf]])}
    assert evaluation.jsonable(given) == {"a": 0.5, "b": [3, "nan"], "c": [["-inf"]]}
    assert evaluation.jsonable(True) is True


def test_the_mean_image_is_the_mean_of_its_split(digits: Split) -> None:
    found = evaluation.mean_image(digits)
    assert found.shape == (28, 28, 1)
    assert found.dtype == np.float32
    assert found == pytest.approx(digits.images.astype(np.float64).mean(axis=0), abs=1e-7)


# ---------------------------------------------------------------- a real network


@pytest.fixture(scope="module")
def real() -> Any:
    network = models.build(ModelConfig("vae_functional"), seed=3)
    for name in ("z_mean", "z_log_var"):  # untrained, its codes would all be nearly 0
        head = network.encoder.get_layer(name)
        head.kernel.assign(head.kernel * 20.0)
    return network


def test_the_losses_are_those_the_training_reports(
    real: Any, digits: Split, mean_image: Array
) -> None:
    report = evaluation.evaluate(real, VAE, digits, mean_image)
    real.model.compile("adam")
    inputs = {"image": digits.images, "target": digits.images}
    trained = real.model.evaluate(inputs, verbose=0, return_dict=True)
    assert report["kl_loss"] == pytest.approx(trained["kl_loss"], rel=1e-5)
    assert report["r_loss"] == pytest.approx(trained["r_loss"], rel=0.01)  # other samples of z


def test_latent_arrays_are_the_encoders(real: Any, digits: Split) -> None:
    arrays = evaluation.latent_arrays(real, digits)
    expected = real.encoder(digits.images)
    assert set(arrays) == {"z_mean", "z_log_var"}
    for name, array in arrays.items():
        assert array.dtype == np.float32
        assert array.shape == (60, 2)
        assert array == pytest.approx(np.asarray(expected[name]), abs=1e-5)
    assert arrays["z_mean"].std(axis=0).min() > 0.01
    assert set(evaluation.latent_arrays(network(brightness), digits)) == {"z_mean"}
