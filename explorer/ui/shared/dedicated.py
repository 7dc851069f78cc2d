"""Which trained VAEs answer for a pair of weights, and what the view shows of each.

The VAE for every beta is none of them: ``any_beta.py`` has it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from explorer.beta import BANDS, band_of, beta_of, nearest_beta
from explorer.config import ANY_BETA, K_PRESETS
from explorer.models import saved
from explorer.models.saved import SavedModel
from explorer.ui.shared import models
from explorer.ui.texts import number, small

DIM = 2  # of the VAEs that are compared
USUAL = {"k1_heavy": "k1_heavy", "balanced": "balanced", "k2_heavy": "k2_heavy"}  # band: preset


@dataclass(frozen=True)
class Column:
    """One of the three maps: the band of betas it stands for, and a model in it, if any.

    ``chosen``: this is the model nearest to the weights that were set.
    """

    band: str
    record: SavedModel | None
    chosen: bool = False


def of_data(path: str | None) -> list[SavedModel]:
    """The 2-D VAEs of a data set, by rising beta; one for each pair of weights.

    Of MNIST, the bundled ones. Where a system and a VAE of the same weights are there, it is the
    latter: those were all trained for the same epochs.
    """
    records = [
        r for r in models.trained_on(path) if path is not None or r.folder == saved.PRETRAINED
    ]
    of_weights = {(r.config.model.k1, r.config.model.k2): r for r in filter(_is_dedicated, records)}
    return sorted(of_weights.values(), key=beta_of_record)


def _is_dedicated(record: SavedModel) -> bool:
    """Whether it is a 2-D VAE that was trained for one beta alone."""
    model = record.config.model
    return model.variational and model.name != ANY_BETA and model.latent_dim == DIM


def measured(path: str | None, first: Sequence[SavedModel]) -> list[SavedModel]:
    """All VAEs of a data set with test figures in nats: these ones, then those of ``runs/``."""
    known = {record.folder for record in first} | {saved.PRETRAINED}
    every = [*first, *(record for record in models.trained_on(path) if record.folder not in known)]
    return [record for record in every if _has_figures(record)]


def _has_figures(record: SavedModel) -> bool:
    figures = [record.metrics.get(name) for name in ("kl_nats", "reconstruction_nats")]
    return record.config.model.variational and all(
        isinstance(value, (int, float)) and math.isfinite(value) for value in figures
    )


def beta_of_record(record: SavedModel) -> float:
    return record.config.model.beta


def nearest(k1: float, k2: float, records: Sequence[SavedModel]) -> SavedModel | None:
    """The record whose beta is nearest to that of these weights, if there is any."""
    beta = beta_of(k1, k2, DIM)
    if math.isnan(beta) or not records:
        return None
    return records[nearest_beta(beta, [beta_of_record(record) for record in records])]


def columns(k1: float, k2: float, records: Sequence[SavedModel]) -> list[Column]:
    """Three columns, k1 too heavy to k2 too heavy; the nearest model stands in its own."""
    chosen = nearest(k1, k2, records)
    found = []
    for band in BANDS:
        inside = [record for record in records if band_of(beta_of_record(record)) == band]
        if chosen in inside:
            found.append(Column(band, chosen, chosen=True))
            continue
        usual = beta_of(*K_PRESETS[USUAL[band]], DIM)
        betas = [beta_of_record(record) for record in inside]
        found.append(Column(band, inside[nearest_beta(usual, betas)] if inside else None))
    return found


def figures_of(record: SavedModel) -> dict[str, str]:
    """A model's figures on the test set as they are written; none if it was not measured."""
    metrics, dim = record.metrics, record.config.model.latent_dim
    if not _has_figures(record):
        return {}
    told = metrics.get("information_nats")  # models saved by older versions have none
    parts = {} if told is None else {"information": told, "distance": metrics["kl_nats"] - told}
    return {
        **{name: number(nats, ".2f") for name, nats in parts.items()},
        "reconstruction": number(metrics["reconstruction_nats"], ".1f"),
        "kl": number(metrics["kl_nats"], ".2f"),
        "kl_dims": " + ".join(number(nats, ".2f") for nats in metrics["kl_per_dimension"]),
        "neg_elbo": number(metrics["neg_elbo"], ".1f"),
        "r_loss": number(metrics["r_loss"], ".4f"),
        "kl_loss": small(metrics["kl_loss"]),
        "active": f"{metrics['active_units']} / {dim}",
        "knn": number(metrics["knn_accuracy"], ".1%"),
    }
