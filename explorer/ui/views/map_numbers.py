"""A model's figures: one line of numbers above the map, the rest behind a switch."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer import runfolder
from explorer.kl import still_falls
from explorer.ui.texts import text
from explorer.ui.views.map_controls import key
from explorer.weights import Record

Figure = tuple[str, str, dict[str, Any] | None]  # its name, its value, what its help names


def show_summary(record: Record) -> None:
    """The figures that every picture needs beside it, in one line."""
    parts = [
        f"{text(f'numbers.{name}')} **{value}**{_beside(name, values)}"
        for name, value, values in _figures(record)
    ]
    if parts:
        st.markdown(" · ".join(parts))
    if record.metrics.get("collapsed"):
        explain_collapse(record, text("numbers.collapsed"))


def explain_collapse(record: Record, words: str) -> None:
    """Say that no latent dim is active: the model has collapsed, or is hardly trained yet."""
    losses = runfolder.losses(record)
    if losses and still_falls(losses):
        st.info(text("numbers.hardly_trained"))
    else:
        st.warning(words)


def show_figures(record: Record) -> None:
    """What each figure means, and curves, for whoever switches them on."""
    if not record.metrics or not st.toggle(text("numbers.more"), key=key("more")):
        return
    figures = _figures(record)
    for column, (name, value, values) in zip(st.columns(len(figures)), figures, strict=True):
        note = text(f"numbers.{name}_help", **values) if values is not None else None
        column.metric(text(f"numbers.{name}"), value, help=note)
    _curves(record)


def _beside(name: str, values: dict[str, Any] | None) -> str:
    """The trivial baselines that a figure is to be read against, where it has some."""
    return text(f"numbers.{name}_beside", **values) if values else ""


def _figures(record: Record) -> list[Figure]:
    if record.config.model.variational:
        return _vae(record)
    return _autoencoder(record.metrics) if record.metrics else []


def _vae(record: Record) -> list[Figure]:
    model, metrics = record.config.model, record.metrics
    settings: list[Figure] = [
        ("weights", f"{model.k1:g} : {model.k2:.3g}", {}),
        ("beta", f"{model.beta:.2f}", {}),
    ]
    if not metrics:
        return settings
    return [
        *settings,
        ("neg_elbo", f"{metrics['neg_elbo']:.1f}", {}),
        ("reconstruction", f"{metrics['reconstruction_nats']:.1f}", {}),
        ("kl", f"{metrics['kl_nats']:.2f}", {}),
        ("knn", f"{metrics['knn_accuracy']:.1%}", {}),
        ("active", f"{metrics['active_units']} / {model.latent_dim}", {}),
    ]


def _autoencoder(metrics: dict[str, Any]) -> list[Figure]:
    quality, base = metrics["reconstruction"], metrics["baselines"]
    noisy = base.get("noisy", quality)
    mean, black = base["mean_image"], base["black"]
    figures: list[Figure] = [
        ("bce", f"{quality['bce']:.4f}", {"noisy": noisy["bce"], "mean": mean["bce"]}),
        ("psnr", f"{quality['psnr']:.1f}", {"noisy": noisy["psnr"], "black": black["psnr"]}),
        ("ssim", f"{quality['ssim']:.2f}", {"noisy": noisy["ssim"]}),
    ]
    if "accuracy" in metrics:
        figures.append(("accuracy", f"{metrics['accuracy']:.1%}", {}))
    return figures


def _curves(record: Record) -> None:
    from explorer import figures  # Plotly is loaded only for whoever asks for curves

    metrics, training = record.metrics, record.training
    left, right = st.columns(2)
    if training.get("history"):
        with left:
            st.caption(text("numbers.curves"))
            st.plotly_chart(figures.loss_curves(training["history"]), key=key("curves"))
    with right:
        if "kl_per_dimension" in metrics:
            st.caption(text("numbers.kl_dims"))
            st.plotly_chart(figures.kl_bars(metrics["kl_per_dimension"]), key=key("kl_dims"))
        if "confusion" in metrics:
            st.caption(text("numbers.confusion"))
            st.plotly_chart(figures.confusion(metrics["confusion"]), key=key("confusion"))
    images, epochs = metrics["images"], record.config.training.epochs
    st.caption(text("numbers.source", images=images, seed=record.seed, epochs=epochs))
