"""What a trained system is worth on the held-out test set, as a dict fit for JSON.

Two ways to count a VAE's loss stand side by side: weighted by k1 and k2 as its
training reports them, and in nats per image, which alone can be compared between
VAEs (their sum is -ELBO). B images (28, 28, 1), D latent dims.
"""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.analysis import information, latent, metrics
from explorer.config import PIXELS, ModelConfig, RunConfig
from explorer.data.corruption import corrupt
from explorer.data.mnist import Split
from explorer.errors import DataError

if TYPE_CHECKING:
    from explorer.models.network import Network
    from explorer.models.saved import SavedModel

Array = np.ndarray

SEED = 4_000_037  # of the test images' corruption and of the sampled z
SAMPLES = 3  # sampled z per image, averaged
NEIGHBOURS = 5
MIN_IMAGES = 10


def mean_image(train: Split) -> Array:
    """The mean of the training images, float32 (28, 28, 1): one of the baselines."""
    return train.images.mean(axis=0, dtype=np.float64).astype(np.float32)


def evaluate(
    network: Network,
    settings: SavedModel | RunConfig,
    test: Split,
    train_mean_image: Array,
    seed: int = SEED,
) -> dict[str, Any]:
    """Every figure of one system on the images of ``test``, which it never saw.

    The input is corrupted as in its training (``settings.noise``), always the same
    way for one ``seed``. Keys for all systems:

    - ``model``, ``images`` (how many), ``noise``, ``seed``;
    - ``reconstruction``: means over images of ``bce`` (nats per pixel), ``psnr``
      (dB) and ``ssim``; a VAE's is decoded from z_mean;
    - ``baselines``: the same for ``noisy`` (where there is noise), ``black``,
      ``mean_image``.

    Systems 2 and 3 add ``accuracy`` (0..1) and ``confusion`` (10 rows of true
    digits). VAEs add what :func:`_variational` lists. A figure that is infinite
    or no number is written as text (``"inf"``), so that the JSON stays valid.
    Raises DataError for fewer than 10 images.
    """
    config = settings if isinstance(settings, RunConfig) else settings.config
    if len(test) < MIN_IMAGES:
        raise DataError(f"a test set of at least {MIN_IMAGES} images is needed, got {len(test)}.")
    corrupted = corrupt(test.images, config.noise, seed)
    code = encode(network, corrupted)
    output = decode(network, code.mean)
    report: dict[str, Any] = {
        "model": config.model.name,
        "images": len(test),
        "noise": asdict(config.noise),
        "seed": seed,
        "reconstruction": metrics.quality(test.images, output),
        "baselines": metrics.baselines(test.images, corrupted, train_mean_image),
    }
    if config.noise.mode == "none":
        del report["baselines"]["noisy"]  # it is the clean image: nothing to beat
    if network.classifier is not None:
        report |= _classification(network, corrupted, test.labels)
    if code.log_var is not None:
        report |= _variational(network, config.model, code, test, seed)
        report["reconstruction_nats_z_mean"] = PIXELS * report["reconstruction"]["bce"]
    return jsonable(report)


def latent_arrays(network: Network, split: Split) -> dict[str, Array]:
    """Where the clean images lie: ``z_mean`` and, for a VAE, ``z_log_var``, float32 (B, D)."""
    code = encode(network, split.images)
    if code.log_var is None:
        return {"z_mean": code.mean}
    return {"z_mean": code.mean, "z_log_var": code.log_var}


def encode(network: Network, images: Array) -> latent.Latent:
    """Images (B, 28, 28, 1) through a network's encoder, as in use (not in training)."""
    return latent.encode(lambda batch: network.encoder(batch, training=False), images)


def decode(network: Network, points: Array) -> Array:
    """Points (N, D) through a network's decoder: images float32 (N, 28, 28, 1)."""
    return latent.decode(lambda batch: network.decoder(batch, training=False), points)


def jsonable(value: Any) -> Any:
    """Dicts, lists, arrays and numbers as JSON has them; ``"inf"`` where a float is not finite."""
    if isinstance(value, dict):
        return {key: jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [jsonable(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _classification(network: Network, images: Array, labels: Array) -> dict[str, Any]:
    assert network.classifier is not None
    parts = [
        np.asarray(network.classifier(images[start : start + 500], training=False))
        for start in range(0, len(images), 500)
    ]
    probabilities = np.concatenate(parts)  # (B, 10)
    return {
        "accuracy": metrics.accuracy(labels, probabilities),
        "confusion": metrics.confusion(labels, probabilities),
    }


def _variational(
    network: Network, model: ModelConfig, code: latent.Latent, test: Split, seed: int
) -> dict[str, Any]:
    """A VAE's own figures; losses of a sampled z are means over ``SAMPLES`` draws.

    - ``reconstruction_sampled``: as ``reconstruction``, from sampled z; ``samples``;
    - ``k1``, ``k2``, ``beta``; ``r_loss``, ``kl_loss``: weighted, as training has them;
    - ``reconstruction_nats``, ``kl_nats`` and their sum ``neg_elbo``, per image, and
      ``neg_elbo_std_error``, the standard error of that mean over images;
      ``reconstruction_nats_z_mean`` is from z_mean, and belongs to no ELBO;
    - ``kl_per_dimension`` (nats, D of them), ``active_units``, ``collapsed``;
      ``information_nats``, the part of the KL that tells images apart;
    - ``knn_accuracy``: of the 5 nearest other test digits' vote, by z_mean.
    """
    assert code.log_var is not None
    sampled, bce = _sampled(network, code, test.images, seed)
    reconstruction_nats = PIXELS * bce  # (B,)
    kl_nats = metrics.kl(code.mean, code.log_var).sum(axis=1)  # (B,)
    neg_elbo = reconstruction_nats + kl_nats
    active = metrics.active_units(code.mean)
    return {
        "reconstruction_sampled": sampled,
        "samples": SAMPLES,
        "k1": model.k1,
        "k2": model.k2,
        "beta": model.beta,
        "r_loss": model.k1 * bce.mean(),
        "kl_loss": model.k2 * 2.0 * kl_nats.mean() / model.latent_dim,
        "reconstruction_nats": reconstruction_nats.mean(),
        "kl_nats": kl_nats.mean(),
        "neg_elbo": neg_elbo.mean(),
        "neg_elbo_std_error": neg_elbo.std(ddof=1) / math.sqrt(len(neg_elbo)),
        "kl_per_dimension": metrics.kl_per_dimension(code.mean, code.log_var),
        "information_nats": information.information(code.mean, code.log_var),
        "active_units": active,
        "collapsed": active == 0,
        "knn_accuracy": metrics.knn_accuracy(code.mean, test.labels, NEIGHBOURS),
    }


def _sampled(
    network: Network, code: latent.Latent, images: Array, seed: int
) -> tuple[dict[str, float], Array]:
    """From sampled z: quality, and each image's bce (B,), a mean over the samples.

    PSNR and SSIM are the first sample's: over thousands of images they hardly differ.
    """
    outputs = (decode(network, sample(code, seed, draw)) for draw in range(SAMPLES))
    first = next(outputs)
    quality = metrics.quality(images, first)
    bce = np.mean([metrics.bce(images, output) for output in (first, *outputs)], axis=0)
    return {**quality, "bce": float(bce.mean())}, bce


def sample(code: latent.Latent, seed: int = SEED, draw: int = 0) -> Array:
    """One z of each image's Gaussian, (B, D); the same for one ``seed`` and ``draw``."""
    spread = np.exp(0.5 * np.asarray(code.log_var))
    noise = np.random.default_rng([seed, draw]).standard_normal(spread.shape)
    return np.asarray(code.mean + spread * noise)
