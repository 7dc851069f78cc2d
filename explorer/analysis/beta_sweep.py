"""A VAE for every beta, measured on the test set at evenly spaced log betas: a ladder.

The maps, rates and distortions of 64 betas lie beside the weights, so that the whole
sweep can be shown, and played, before TensorFlow is loaded. Between two rungs the
figures are interpolated; they are smooth in log beta, for one network made them.
B test digits, N of them with a map, L rungs, D latent dims.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from explorer.errors import WeightsError

Array = np.ndarray

RUNGS = 64
DIGITS = 2000  # the first test digits, whose maps are kept
PREFIX = "ladder_"
DTYPES = {
    "betas": np.float64,
    "maps": np.float16,
    "kl_per_dimension": np.float32,
    "reconstruction_nats": np.float32,
    "active_units": np.int16,
}


@dataclass(frozen=True)
class Ladder:
    """What one network does at each of its betas, on the test set.

    Attributes:
        betas: (L,), rising.
        maps: z_mean of the first N test digits, float16 (L, N, D).
        kl_per_dimension: nats (L, D), mean over B test digits.
        reconstruction_nats: (L,), from one sampled z of each, mean over B.
        active_units: (L,), dims that the digits use (Burda et al. 2016).
    """

    betas: Array
    maps: Array
    kl_per_dimension: Array
    reconstruction_nats: Array
    active_units: Array

    @property
    def kl_nats(self) -> Array:
        """KL of the whole code, nats (L,)."""
        return np.asarray(self.kl_per_dimension.sum(axis=1))

    def to_arrays(self) -> dict[str, Array]:
        """The arrays as they are kept beside the weights."""
        return {PREFIX + name: getattr(self, name).astype(DTYPES[name]) for name in DTYPES}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> Ladder:
        """Read back what ``to_arrays`` gave; WeightsError if a part is missing."""
        missing = [name for name in DTYPES if PREFIX + name not in arrays]
        if missing:
            raise WeightsError(
                f"the arrays of a VAE for every beta hold {', '.join(DTYPES)}; "
                f"{', '.join(missing)} is missing."
            )
        return cls(**{name: arrays[PREFIX + name] for name in DTYPES})

    def nearest(self, beta: float) -> int:
        """The rung nearest to ``beta`` in its logarithm; 0 and infinity are the ends."""
        logs = np.log(self.betas)
        return int(np.abs(logs - self._log(beta)).argmin())

    def at(self, beta: float) -> tuple[float, Array]:
        """Reconstruction (nats) and KL per dimension (D,) at ``beta``, between the rungs.

        Linear in log beta; outside the ladder, its end.
        """
        logs, where = np.log(self.betas), self._log(beta)
        reconstruction = float(np.interp(where, logs, self.reconstruction_nats))
        rates = [np.interp(where, logs, rate) for rate in self.kl_per_dimension.T]
        return reconstruction, np.array(rates)

    def _log(self, beta: float) -> float:
        low, high = self.betas[0], self.betas[-1]
        return math.log(min(max(beta, low), high))
