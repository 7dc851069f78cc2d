"""Where test digits lie at every beta that a slider stops at: encoded beforehand.

They lie beside the weights of a VAE for every beta, so that its map follows the sliders
without TensorFlow. The betas of the ladder have their maps there. N digits, M betas, D
latent dims.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from explorer.analysis.beta_sweep import RUNGS
from explorer.beta import HIGHEST, LOWEST, STEPS, beta_of, find_beta
from explorer.config import K_PRESETS

Array = np.ndarray

STOPS = 4 * (RUNGS - 1) + 1  # of the slider of beta: every fourth is a rung of the ladder
BETAS, CODES = "stops_betas", "stops_maps"


@dataclass(frozen=True)
class BetaMaps:
    """Maps of the same digits: ``betas`` (M,), rising, and ``codes``, z_mean (M, N, D)."""

    betas: Array
    codes: Array

    def at(self, beta: float) -> Array | None:
        """The map at ``beta``, float32 (N, D), if that is one of those kept."""
        place = find_beta(self.betas, beta)
        return None if place is None else self.codes[place].astype(np.float32)

    def to_arrays(self) -> dict[str, Array]:
        """As they are kept beside the weights: codes as float16, to a thousandth of themselves."""
        return {BETAS: self.betas.astype(np.float64), CODES: self.codes.astype(np.float16)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> BetaMaps:
        """Read back what ``to_arrays`` gave; no map where there is none."""
        nothing = {BETAS: np.empty(0), CODES: np.empty((0, 0, 0))}
        kept = arrays if BETAS in arrays and CODES in arrays else nothing
        return cls(kept[BETAS], kept[CODES])


def stops() -> Array:
    """Every beta that a slider stops at, (M,), rising: that of beta, that of k2 while k1 is
    1, and the presets."""
    pairs = [*((1.0, k2) for k2 in STEPS), *K_PRESETS.values()]
    named = {beta_of(k1, k2, 2) for k1, k2 in pairs}
    inside = [one for one in named if LOWEST <= one <= HIGHEST]
    even = np.geomspace(LOWEST, HIGHEST, STOPS)
    return np.sort([*even, *inside])
