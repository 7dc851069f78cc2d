"""A pretrained/ with a VAE for every preset: copies of one, with the figures of a stand-in.

The weights are those of the course's VAE in all of them; only settings, figures and
arrays differ. It stands for trainings of hours where a view's wiring is tested.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from explorer import files
from explorer.beta import beta_of
from explorer.config import DEDICATED, K_PRESETS
from explorer.models import saved as models_saved

SOURCE = "vae_functional"
MODELS = {
    **{f"vae_{preset}": preset for preset in DEDICATED},
    "vae_functional": "course",
    "vae_subclass": "balanced",
}
FIGURES = {  # preset: KL of each dimension, reconstruction, in nats
    "k1_extreme": ([9.0, 8.0], 135.0),
    "k1_heavy": ([8.0, 7.0], 136.0),
    "tenth": ([5.0, 4.9], 137.0),
    "half": ([4.0, 3.9], 138.0),
    "course": ([3.6, 3.4], 139.4),
    "balanced": ([3.3, 3.2], 140.0),
    "k2_heavy": ([2.6, 0.0], 165.0),
    "k2_heavier": ([1.0, 0.0], 185.0),
    "k2_extreme": ([0.1, 0.0], 204.0),
    "collapse": ([0.0, 0.0], 206.0),
}


def fill(folder: Path) -> None:
    """Put all of them into ``folder``, a copy of pretrained/."""
    source = models_saved.read_record(folder / f"{SOURCE}.json").to_dict()
    with np.load(folder / f"{SOURCE}.latent.npz") as saved:
        arrays = dict(saved)
    manifest = models_saved.manifest()
    for name, preset in MODELS.items():
        manifest[name] = _write(folder, name, preset, source, arrays)
    files.write_json(folder / "manifest.json", {"models": manifest})


def _write(folder: Path, name: str, preset: str, source: dict, arrays: dict) -> dict:
    k1, k2 = K_PRESETS[preset]
    dims, reconstruction = FIGURES[preset]
    active = sum(nats > 0.01 for nats in dims)
    model = {**source["config"]["model"], "k1": k1, "k2": k2}
    figures = {
        "beta": beta_of(k1, k2, 2),
        "kl_nats": sum(dims),
        "reconstruction_nats": reconstruction,
        "neg_elbo": reconstruction + sum(dims),
        "kl_per_dimension": dims,
        "r_loss": k1 * reconstruction / 784,
        "kl_loss": k2 * sum(dims),
        "active_units": active,
        "collapsed": active == 0,
    }
    record = {
        **source,
        "name": name,
        "weights": f"{name}.weights.h5",
        "arrays": f"{name}.latent.npz",
        "config": {**source["config"], "model": model},
        "metrics": {**source["metrics"], **figures},
    }
    if name != SOURCE:
        shutil.copy(folder / source["weights"], folder / record["weights"])
    scale = np.array([float(nats > 0.01) for nats in dims], np.float32)
    wide = 6.0 if preset in ("k1_extreme", "k1_heavy") else 1.0
    means = arrays["z_mean"] * scale * wide
    np.savez(folder / record["arrays"], **{**arrays, "z_mean": means})
    files.write_json(folder / f"{name}.json", record)
    return record
