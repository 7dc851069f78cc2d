"""A model's metrics in one line, each beside the trivial baselines it is to be read against."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer.beta import still_falls
from explorer.models.saved import SavedModel
from explorer.training import run_folder
from explorer.ui.shared import models
from explorer.ui.texts import number, text

Figure = tuple[str, str, dict[str, Any] | None]  # its name, its value, what its help names


def show_summary(record: SavedModel) -> None:
    """The figures that every picture needs beside it, in one line."""
    parts = [
        f"{text(f'numbers.{name}')} **{value}**{_beside(name, values)}"
        for name, value, values in _metrics(record)
    ]
    if parts:
        st.markdown(" · ".join(parts))
    if record.metrics.get("collapsed"):
        explain_collapse(record, text("numbers.collapsed"))


def explained(record: SavedModel) -> list[tuple[str, str, str | None]]:
    """Each metric's name and value, and what it means, where that is told."""
    return [
        (
            text(f"numbers.{name}"),
            value,
            text(f"numbers.{name}_help", **values) if values is not None else None,
        )
        for name, value, values in _metrics(record)
    ]


def explain_collapse(record: SavedModel, words: str) -> None:
    """Say that no latent dim is active: the model has collapsed, or is hardly trained yet."""
    losses = run_folder.losses(record)
    if losses and still_falls(losses):
        st.info(text("numbers.hardly_trained"))
    else:
        st.warning(words)


def _beside(name: str, values: dict[str, Any] | None) -> str:
    """The trivial baselines that a figure is to be read against, where it has some."""
    return text(f"numbers.{name}_beside", **values) if values else ""


def _metrics(record: SavedModel) -> list[Figure]:
    if record.config.model.variational:
        return _vae(record)
    return _autoencoder(record.metrics) if record.metrics else []


def _vae(record: SavedModel) -> list[Figure]:
    model, metrics = record.config.model, record.metrics
    settings: list[Figure] = [
        ("weights", f"{number(model.k1, 'g')} : {number(model.k2, '.3g')}", {}),
        ("beta", number(model.beta, ".2f"), {}),
    ]
    if not metrics:
        return settings
    has_classes = bool(models.class_names(record.config.data.path))
    knn: list[Figure] = [("knn", number(metrics["knn_accuracy"], ".1%"), {})]
    return [
        *settings,
        ("neg_elbo", number(metrics["neg_elbo"], ".1f"), {}),
        ("reconstruction", number(metrics["reconstruction_nats"], ".1f"), {}),
        ("kl", number(metrics["kl_nats"], ".2f"), {}),
        *(knn if has_classes else []),
        ("active", f"{metrics['active_units']} / {model.latent_dim}", {}),
    ]


def _autoencoder(metrics: dict[str, Any]) -> list[Figure]:
    quality, base = metrics["reconstruction"], metrics["baselines"]
    mean, black, noisy = base["mean_image"], base["black"], base.get("noisy")
    bce, psnr = number(quality["bce"], ".4f"), number(quality["psnr"], ".1f")
    ssim = number(quality["ssim"], ".2f")
    figures: list[Figure]
    if noisy:
        figures = [
            ("bce", bce, {"noisy": noisy["bce"], "mean": mean["bce"]}),
            ("psnr", psnr, {"noisy": noisy["psnr"], "black": black["psnr"]}),
            ("ssim", ssim, {"noisy": noisy["ssim"]}),
        ]
    else:  # trained without noise: there is no noisy input to compare with
        figures = [
            ("bce_clean", bce, {"mean": mean["bce"]}),
            ("psnr_clean", psnr, {"black": black["psnr"]}),
            ("ssim_clean", ssim, {}),
        ]
    if "accuracy" in metrics:
        figures.append(("accuracy", number(metrics["accuracy"], ".1%"), {}))
    return figures
