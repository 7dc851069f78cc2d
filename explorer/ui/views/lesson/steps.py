"""The steps of the lesson: their order, their minutes, and the view that each opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from explorer.analysis import posterior
from explorer.beta import beta_of
from explorer.config import PIXELS
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.shared import models
from explorer.ui.texts import numbers, plain

VIEW = "lesson"
AUTOENCODER = "denoiser"
VAE = "vae_functional"
DIGITS = 12  # test digits whose reconstructions are kept beside the weights
DIGIT = 3  # the one shown first, a 0


@dataclass(frozen=True)
class Step:
    """One step; ``view`` is opened with ``values`` for whoever wants to try it."""

    name: str
    minutes: float
    view: str
    values: Mapping[str, Any] = field(default_factory=dict)


STEPS = (
    Step("task", 1.0, "denoise", {"model": AUTOENCODER, "noise": "course", "level": 1.0}),
    Step("coder", 1.0, "map", {"model": AUTOENCODER}),
    Step("clusters", 1.0, "map", {"model": VAE, "colour": "digit", "compare": ""}),
    Step("holes", 1.5, "map", {"model": AUTOENCODER, "compare": VAE, "holes": True}),
    Step("cloud", 1.5, "map", {"model": VAE, "compare": "", "holes": False}),
    Step("draws", 1.0, "map", {"model": VAE, "compare": "", "holes": False}),
    Step("losses", 1.0, "kl", {"preset": "collapse"}),
    Step("dial", 1.0, "kl", {"part": "live"}),
    Step("walk", 1.0, "map", {"model": VAE, "walk_from": "4", "walk_to": "0"}),
)
MINUTES = sum(step.minutes for step in STEPS)
CHOOSING = ("coder", "cloud", "draws")  # steps that show one test digit, to be chosen


def key(name: str) -> str:
    return state.key(VIEW, name)


def number(written: str) -> int:
    """Read a step's number back from a link, or a digit's: from 1 and 0 up."""
    return int(written)


def chosen_digit() -> int:
    """The test digit that the lesson looks at, 0 to 11."""
    digit = state.recall(VIEW, "digit", DIGIT)
    return digit if isinstance(digit, int) and 0 <= digit < DIGITS else DIGIT


def vae() -> SavedModel:
    return models.record(VAE)


def autoencoder() -> SavedModel:
    return models.record(AUTOENCODER)


def facts() -> dict[str, Any]:
    """Every figure that the lesson's sentences name, from the records and arrays."""
    ae, model = autoencoder(), vae()
    arrays, index = models.arrays(model), chosen_digit()
    quality, base = ae.metrics["reconstruction"], ae.metrics["baselines"]
    mean, sigma = arrays["z_mean"], posterior.sigma(arrays["z_log_var"])
    return {
        "pixels": PIXELS,
        "images": model.metrics["images"],
        "ae_dim": ae.config.model.latent_dim,
        "vae_dim": model.config.model.latent_dim,
        "smaller": PIXELS / ae.config.model.latent_dim,
        "psnr": quality["psnr"],
        "noisy_psnr": base["noisy"]["psnr"],
        "black_psnr": base["black"]["psnr"],
        "knn": 100 * model.metrics["knn_accuracy"],
        "reconstruction": model.metrics["reconstruction_nats"],
        "kl": model.metrics["kl_nats"],
        "beta": plain(model.config.model.beta),
        "equal_beta": plain(beta_of(1, 1, model.config.model.latent_dim)),
        "collapse_beta": plain(beta_of(3, 7, model.config.model.latent_dim)),
        "index": index,
        "digit": int(arrays["labels"][index]),
        "mean": _pair(mean[index]),
        "sigma": _pair(sigma[index], 3),
        "typical_sigma": float(np.median(sigma)),
        "width": float(np.percentile(mean, 99) - np.percentile(mean, 1)),
        "inside_1": 100 * posterior.share_inside(1),
        "inside_2": 100 * posterior.share_inside(2),
    }


def _pair(values: np.ndarray, decimals: int = 2) -> str:
    return numbers(values, f".{decimals}f")
