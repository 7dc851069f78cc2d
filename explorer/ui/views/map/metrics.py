"""What a model's metrics mean, and its curves, behind a switch."""

from __future__ import annotations

import streamlit as st

from explorer.models.saved import SavedModel
from explorer.ui.shared import models
from explorer.ui.texts import in_language, text
from explorer.ui.views.map.settings import key
from explorer.ui.widgets.model_summary import explained


def show_figures(record: SavedModel) -> None:
    """What each figure means, and curves, for whoever switches them on."""
    if not record.metrics or not st.toggle(text("numbers.more"), key=key("more")):
        return
    metrics = explained(record)
    for column, (name, value, note) in zip(st.columns(len(metrics)), metrics, strict=True):
        column.metric(name, value, help=note)
    _curves(record)


def _curves(record: SavedModel) -> None:
    from explorer.plots import latent  # Plotly is loaded only for whoever asks for curves

    metrics, training = record.metrics, record.training
    left, right = st.columns(2)
    if training.get("history"):
        axes = text("numbers.epoch"), text("numbers.loss")
        with left:
            st.caption(text("numbers.curves"))
            figure = latent.loss_curves(training["history"], *axes)
            st.plotly_chart(in_language(figure), key=key("curves"))
    with right:
        if "kl_per_dimension" in metrics:
            st.caption(text("numbers.kl_dims"))
            figure = latent.kl_bars(metrics["kl_per_dimension"], text("numbers.kl_unit"))
            st.plotly_chart(in_language(figure), key=key("kl_dims"))
        if "confusion" in metrics:
            axes = text("numbers.predicted"), text("numbers.true")
            st.caption(text("numbers.confusion"))
            figure = latent.confusion(
                metrics["confusion"], *axes, models.class_names(record.config.data.path)
            )
            st.plotly_chart(in_language(figure), key=key("confusion"))
    images, epochs = metrics["images"], record.config.training.epochs
    st.caption(text("numbers.source", images=images, seed=record.seed, epochs=epochs))
