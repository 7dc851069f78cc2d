"""The VAE for every beta: its sweep, and its map at any beta, shared by all visitors."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.analysis.beta_sweep import WHOLE, BetaMaps, BetaSweep, whole_numbers
from explorer.config import ANY_BETA
from explorer.errors import ExplorerError
from explorer.models import saved
from explorer.models.saved import SavedModel
from explorer.ui import state
from explorer.ui.components import encode
from explorer.ui.shared import models
from explorer.ui.shared.dedicated import DIM
from explorer.ui.shared.kept import kept


def record() -> SavedModel | None:
    """The bundled VAE for every beta, or None if there is none yet."""
    return models.record(ANY_BETA) if ANY_BETA in saved.manifest() else None


def of_data(path: str | None) -> list[SavedModel]:
    """The VAEs for every beta of a data set whose sweep is there, the bundled one first."""
    return [of for of in models.trained_on(path) if is_one(of) and has_sweep(of)]


def unmeasured(path: str | None) -> list[SavedModel]:
    """Those whose sweep is still to be measured."""
    return [of for of in models.trained_on(path) if is_one(of) and not has_sweep(of)]


def is_one(of: SavedModel) -> bool:
    """Whether it is a VAE for every beta that can be shown at all of them."""
    return of.config.model.name == ANY_BETA and of.config.model.latent_dim == DIM


def has_sweep(of: SavedModel) -> bool:
    """Whether its sweep lies beside its weights."""
    try:
        return of.arrays is not None and BetaSweep.is_in(models.arrays(of))
    except ExplorerError:
        return False


def sweep(of: SavedModel) -> BetaSweep:
    """Its maps and figures at 64 betas; WeightsError if they are missing."""
    return BetaSweep.from_arrays(models.arrays(of))


def codes(of: SavedModel, beta: float) -> np.ndarray:
    """z_mean of the sweep's N digits at ``beta``, float32 (N, 2); see ``BetaMaps.at``."""
    return _maps(of).at(beta)


def kept_betas(of: SavedModel) -> np.ndarray:
    """The betas whose maps are kept, rising; between two of them :func:`codes` interpolates."""
    return _maps(of).betas


@kept(4)
def _maps(of: SavedModel) -> BetaMaps:
    """At every beta where something is kept: those of the sweep, and where sliders stop."""
    return BetaMaps.from_arrays(models.arrays(of)).with_sweep(sweep(of))


# ---- maps that follow a dragged beta in the browser -----------------------------------

DIGITS = 600  # points that follow beta
BETAS = 32  # betas at which they are sent; between two of them the browser interpolates
FAR = 32.0  # codes that lie further out stay here


def maps_data(of: SavedModel) -> dict[str, Any]:
    """Some of the sweep's maps: 100 kB that travel until the page has told of them."""
    name = of.sha256[:16]
    has = state.recall(state.APP, "maps_there") == name
    state.keep(state.APP, "maps_sent", name)
    found = sweep(of)
    chosen = np.unique(np.linspace(0, len(found.betas) - 1, BETAS).round().astype(int))
    return {
        "key": name,
        "betas": found.betas[chosen].tolist(),
        "codes": None if has else encode(whole_numbers(found.maps[chosen, :DIGITS], FAR)),
        "unit": FAR / WHOLE,
    }


def note_maps_there() -> None:
    """The page has let go of a beta that it dragged: it has the maps."""
    state.keep(state.APP, "maps_there", state.recall(state.APP, "maps_sent"))
