"""A VAE for every beta, measured on the test set across its range of betas: its beta sweep.

The maps, rates and distortions of 64 evenly spaced log betas lie beside the weights, and the
maps at all other betas that a slider stops at, so that the whole sweep can be shown, and
played, before TensorFlow is loaded. Between two of the 64 the figures are interpolated; they
are smooth in log beta, for one network made them. They should also stay aligned: no dim
flips, no digit jumps from one to the next; :func:`correlations` and :func:`steps` say so.

B test digits, N of them with a map, L betas measured, M betas with only a map, D latent dims.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from explorer.analysis import metrics, posterior
from explorer.beta import HIGHEST, LOWEST, STEPS, beta_of, find_beta
from explorer.config import K_PRESETS
from explorer.errors import WeightsError

Array = np.ndarray

POINTS = 64
MEASURED = 10_000  # MNIST's test digits: what the bundled VAE was measured on
DIGITS = 2000  # the first test digits, whose maps are kept
PREFIX = "ladder_"
DTYPES = {
    "betas": np.float64,
    "maps": np.float16,
    "kl_per_dimension": np.float32,
    "reconstruction_nats": np.float32,
    "active_units": np.int16,
    "information": np.float32,
}
IMAGES = f"{PREFIX}images"
STOPS = 4 * (POINTS - 1) + 1  # of the slider of beta: every fourth is measured
STOP_BETAS, STOP_CODES = "stops_betas", "stops_maps"
WHOLE = 32767  # the largest whole number that a code travels as
PRIOR = 3.0  # a map shows at least -3..3


@dataclass(frozen=True)
class BetaSweep:
    """What one network does at each of its betas, on the test set.

    Attributes:
        betas: (L,), rising.
        maps: z_mean of the first N test digits, float16 (L, N, D).
        kl_per_dimension: nats (L, D), mean over B test digits.
        reconstruction_nats: (L,), from one sampled z of each, mean over B.
        active_units: (L,), dims that the digits use (Burda et al. 2016).
        information: nats (L,), the part of the KL that tells digits apart
            (:mod:`explorer.analysis.information`).
        images: B, how many test pictures were measured.
    """

    betas: Array
    maps: Array
    kl_per_dimension: Array
    reconstruction_nats: Array
    active_units: Array
    information: Array
    images: int = MEASURED

    @property
    def kl_nats(self) -> Array:
        """KL of the whole code, nats (L,)."""
        return np.asarray(self.kl_per_dimension.sum(axis=1))

    def to_arrays(self) -> dict[str, Array]:
        """The arrays as they are kept beside the weights."""
        columns = {PREFIX + name: getattr(self, name).astype(DTYPES[name]) for name in DTYPES}
        return {**columns, IMAGES: np.array(self.images)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> BetaSweep:
        """Read back what ``to_arrays`` gave; WeightsError if a part is missing."""
        missing = [name for name in DTYPES if PREFIX + name not in arrays]
        if missing:
            raise WeightsError(
                f"the arrays of a VAE for every beta hold {', '.join(DTYPES)}; "
                f"{', '.join(missing)} is missing."
            )
        images = int(arrays.get(IMAGES, MEASURED))
        return cls(**{name: arrays[PREFIX + name] for name in DTYPES}, images=images)

    @staticmethod
    def is_in(arrays: Mapping[str, Array]) -> bool:
        """Whether ``from_arrays`` would find a whole sweep there."""
        return all(PREFIX + name in arrays for name in DTYPES)

    def nearest(self, beta: float) -> int:
        """The measured beta nearest to ``beta`` in its logarithm; 0 and infinity are the ends."""
        logs = np.log(self.betas)
        return int(np.abs(logs - self._log(beta)).argmin())

    def at(self, beta: float) -> tuple[float, Array]:
        """Reconstruction (nats) and KL per dimension (D,) at ``beta``, between those measured.

        Linear in log beta; outside the sweep, its end.
        """
        logs, where = np.log(self.betas), self._log(beta)
        reconstruction = float(np.interp(where, logs, self.reconstruction_nats))
        rates = [np.interp(where, logs, rate) for rate in self.kl_per_dimension.T]
        return reconstruction, np.array(rates)

    def information_at(self, beta: float) -> float:
        """The information of a code at ``beta``, nats: as :meth:`at` has the other figures."""
        return float(np.interp(self._log(beta), np.log(self.betas), self.information))

    def _log(self, beta: float) -> float:
        low, high = self.betas[0], self.betas[-1]
        return math.log(min(max(beta, low), high))


@dataclass(frozen=True)
class BetaMaps:
    """Maps of the same digits: ``betas`` (M,), rising, and ``codes``, z_mean (M, N, D)."""

    betas: Array
    codes: Array

    def at(self, beta: float) -> Array:
        """The map at ``beta``, float32 (N, D); outside the range, at its end.

        Between two betas the codes are linear in log beta. With all maps of the bundled VAE
        that is nearer to its encoder's own than 0.001 on average, which is what float16 leaves
        of them; from beta 10 to 40, where it collapses, than 0.01
        (tests/analysis/test_beta_maps.py).
        """
        place = find_beta(self.betas, beta)
        if place is not None:
            return self.codes[place].astype(np.float32)
        inside = min(max(beta, self.betas[0]), self.betas[-1])
        above = int(np.clip(np.searchsorted(self.betas, inside), 1, len(self.betas) - 1))
        low, here, high = np.log([self.betas[above - 1], inside, self.betas[above]])
        share = np.float32((here - low) / (high - low))
        below, over = self.codes[[above - 1, above]].astype(np.float32)
        return np.asarray(below + share * (over - below))

    def with_sweep(self, sweep: BetaSweep) -> BetaMaps:
        """These maps and those of a sweep of the same network, by rising beta."""
        betas = np.concatenate([self.betas, sweep.betas])
        codes = np.concatenate([self.codes, sweep.maps]) if len(self.betas) else sweep.maps
        order = np.argsort(betas)
        return BetaMaps(betas[order], codes[order])

    def to_arrays(self) -> dict[str, Array]:
        """As they are kept beside the weights: codes as float16, to a thousandth of themselves."""
        return {
            STOP_BETAS: self.betas.astype(np.float64),
            STOP_CODES: self.codes.astype(np.float16),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Array]) -> BetaMaps:
        """Read back what ``to_arrays`` gave; no map where there is none."""
        nothing = {STOP_BETAS: np.empty(0), STOP_CODES: np.empty((0, 0, 0))}
        kept = arrays if STOP_BETAS in arrays and STOP_CODES in arrays else nothing
        return cls(kept[STOP_BETAS], kept[STOP_CODES])


def stops() -> Array:
    """Every beta that a slider stops at, (M,), rising: that of beta, that of k2 while k1 is
    1, and the presets."""
    pairs = [*((1.0, k2) for k2 in STEPS), *K_PRESETS.values()]
    named = {beta_of(k1, k2, 2) for k1, k2 in pairs}
    inside = [one for one in named if LOWEST <= one <= HIGHEST]
    even = np.geomspace(LOWEST, HIGHEST, STOPS)
    return np.sort([*even, *inside])


def reach(sweep: BetaSweep) -> float:
    """Half the side of a frame for all maps: all codes but one in a thousand are inside."""
    spread = float(np.quantile(np.abs(sweep.maps[::8].astype(np.float32)), 0.999))
    return 1.04 * max(PRIOR, spread)


def whole_numbers(maps: Array, far: float, largest: int = WHOLE) -> Array:
    """Codes from -far to far as whole numbers of 16 bits, ``far / largest`` each; same shape."""
    near = np.clip(maps.astype(np.float32) / far, -1, 1)
    return np.rint(near * largest).astype("<i2")


def inside(sweep: BetaSweep) -> Array:
    """How many codes lie inside the circle that holds 95 % of N(0, 1): per cent, (L,).

    Of a sweep of two latent dims, at each of its betas.
    """
    distances = np.hypot(*np.moveaxis(sweep.maps.astype(np.float32), -1, 0))  # (L, N)
    return np.asarray(100 * (distances < posterior.times_around(0.95)).mean(axis=1))


def is_active(sweep: BetaSweep) -> Array:
    """Which dims the digits use at which beta: bool (L, D) (Burda et al. 2016)."""
    return np.asarray(sweep.maps.astype(np.float64).var(axis=1) > metrics.ACTIVE)


def correlations(sweep: BetaSweep) -> Array:
    """Each dim's correlation over the digits between a beta and the next: (L - 1, D).

    NaN where the dim is asleep at either of them. A flip would be near -1.
    """
    maps = sweep.maps.astype(np.float64)
    centred = maps - maps.mean(axis=1, keepdims=True)
    spread = centred.std(axis=1)  # (L, D)
    awake = is_active(sweep)[:-1] & is_active(sweep)[1:]
    both = (centred[:-1] * centred[1:]).mean(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(awake, both / (spread[:-1] * spread[1:]), np.nan))


def steps(sweep: BetaSweep) -> Array:
    """How far a digit moves from a beta to the next, on average, as a share of the widest map.

    (L - 1,); that map's width is the root mean square distance of its codes from their
    mean. All maps are drawn in one frame, so this is what the eye follows; a map that is
    about to collapse shrinks by much of itself, but by little of the frame.
    """
    maps = sweep.maps.astype(np.float64)
    moved = np.linalg.norm(np.diff(maps, axis=0), axis=2).mean(axis=1)
    widest = np.sqrt(maps.var(axis=1).sum(axis=1)).max()
    return np.asarray(moved / max(widest, 1e-9))
