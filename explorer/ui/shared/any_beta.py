"""The VAE for every beta: its sweep, and its map at any beta, shared by all visitors."""

from __future__ import annotations

import numpy as np

from explorer.analysis.beta_sweep import BetaMaps, BetaSweep
from explorer.config import ANY_BETA
from explorer.models import saved
from explorer.models.saved import SavedModel
from explorer.ui.shared import models
from explorer.ui.shared.kept import kept


def record() -> SavedModel | None:
    """The bundled VAE for every beta, or None if there is none yet."""
    return models.record(ANY_BETA) if ANY_BETA in saved.manifest() else None


def sweep(of: SavedModel) -> BetaSweep:
    """Its maps and figures at 64 betas; WeightsError if they are missing."""
    return BetaSweep.from_arrays(models.arrays(of))


def codes(of: SavedModel, beta: float) -> np.ndarray:
    """z_mean of the sweep's N digits at ``beta``, float32 (N, 2); see ``BetaMaps.at``."""
    return _maps(of).at(beta)


@kept(2)
def _maps(of: SavedModel) -> BetaMaps:
    """At every beta where something is kept: those of the sweep, and where sliders stop."""
    return BetaMaps.from_arrays(models.arrays(of)).with_sweep(sweep(of))
