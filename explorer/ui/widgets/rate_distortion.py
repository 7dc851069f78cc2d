"""Trained VAEs as marks on the plane of rate and distortion."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from explorer.models.saved import SavedModel
from explorer.ui.widgets.digit_plane import title


def plotting() -> Any:
    """``explorer.plots.rate_distortion``, which imports Plotly: ask for it once the maps are drawn.

    Plotly looks for pandas among what is imported, and takes it for whole. TensorFlow's
    import in another thread may be half-way through it: waiting for it here is enough.
    """
    import_module("pandas")
    return import_module("explorer.plots.rate_distortion")


def marks_of(records: Sequence[SavedModel]) -> list[Any]:
    """Measured VAEs as the marks of ``explorer.plots.rate_distortion``."""
    measured = plotting().Measured.of
    return [measured(title(of), of.config.model.beta, of.metrics) for of in records]
