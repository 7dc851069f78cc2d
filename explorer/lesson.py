"""What the lesson is about: its steps, and every figure that its sentences name.

The app shows it (``ui/views/lesson``), and so does the page without a server (``site``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from explorer.analysis import posterior, regions
from explorer.analysis.beta_sweep import BetaSweep
from explorer.beta import K_PRESETS, beta_of
from explorer.config import PIXELS, PLAIN_2D
from explorer.models.saved import SavedModel

AUTOENCODER = "denoiser"
PLAIN = PLAIN_2D  # an autoencoder whose map can be laid beside the VAE's
VAE = "vae_functional"
DIGITS = 12  # test digits whose reconstructions are kept beside the weights
DIGIT = 3  # the one shown first, a 0
IMAGES = 10_000  # test digits that the sweep was measured on


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
    Step("holes", 1.0, "map", {"model": PLAIN, "compare": VAE, "holes": True}),
    Step("cloud", 1.5, "map", {"model": VAE, "compare": "", "holes": False}),
    Step("draws", 1.0, "map", {"model": VAE, "compare": "", "holes": False}),
    Step("losses", 1.0, "kl", {"preset": "collapse"}),
    Step("dial", 0.5, "kl", {"part": "live"}),
    Step("pays", 1.0, "kl", {"part": "live", "preset": "course"}),
    Step("walk", 1.0, "map", {"model": VAE, "walk_from": "4", "walk_to": "0"}),
)
MINUTES = sum(step.minutes for step in STEPS)
LOSSES = ("vae_k1_heavy", "vae_balanced", "vae_collapse")  # whose grids stand side by side
CHOOSING = ("coder", "cloud", "draws")  # steps that show one test digit, to be chosen
# how the three puzzles of the first step are made: the kind of corruption, and its level
TASKS = {"noise": ("course", 1.0), "mask": ("mask", 12.0), "shuffle": ("shuffle", 7.0)}


def facts(
    ae: SavedModel,
    vae: SavedModel,
    arrays: Mapping[str, np.ndarray],
    plain: Mapping[str, np.ndarray],
    sweep: BetaSweep,
) -> dict[str, float]:
    """Every figure of the sentences that is the same for all digits, not yet written out.

    ``arrays`` are those beside the weights of the VAE, ``plain`` those of the autoencoder with as
    many dims, ``sweep`` is of the VAE for every beta.
    """
    quality, base = ae.metrics["reconstruction"], ae.metrics["baselines"]
    mean, dim = arrays["z_mean"], vae.config.model.latent_dim
    course = beta_of(*K_PRESETS["course"], 2)
    spent, told = float(sweep.at(course)[1].sum()), sweep.information_at(course)
    return {
        "pixels": PIXELS,
        "images": vae.metrics["images"],
        "ae_dim": ae.config.model.latent_dim,
        "vae_dim": dim,
        "smaller": PIXELS / ae.config.model.latent_dim,
        "psnr": quality["psnr"],
        "noisy_psnr": base["noisy"]["psnr"],
        "black_psnr": base["black"]["psnr"],
        "knn": 100 * vae.metrics["knn_accuracy"],
        "reconstruction": vae.metrics["reconstruction_nats"],
        "kl": vae.metrics["kl_nats"],
        "beta": vae.config.model.beta,
        "equal_beta": beta_of(1, 1, dim),
        "collapse_beta": beta_of(3, 7, dim),
        "typical_sigma": float(np.median(posterior.sigma(arrays["z_log_var"]))),
        "width": float(np.percentile(mean, 99) - np.percentile(mean, 1)),
        "inside_1": 100 * posterior.share_inside(1),
        "inside_2": 100 * posterior.share_inside(2),
        **_crowded("vae", arrays),
        **_crowded("plain", plain),
        "course": course,
        "spent": spent,
        "information": told,
        "distance": spent - told,
        "bits": told / math.log(2),
        "limit": math.log(IMAGES),
    }


def _crowded(name: str, arrays: Mapping[str, np.ndarray]) -> dict[str, float]:
    """How many cells of a model's grid hold half of its digits, and how many per cent hold none."""
    counts = regions.occupied(arrays["z_mean"], arrays["grid_x"], arrays["grid_y"])
    fullest = np.sort(counts.ravel())[::-1].cumsum()
    half = int(np.searchsorted(fullest, counts.sum() / 2)) + 1
    return {f"{name}_half": half, f"{name}_empty": 100 * float((counts == 0).mean())}
