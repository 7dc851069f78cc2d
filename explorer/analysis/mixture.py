"""A prior that fits: a Gaussian mixture over the codes that an encoder gives.

A plain autoencoder has no prior to draw from. One that is fitted to its codes afterwards makes a
generator of it (Ghosh et al. 2020, "From variational to deterministic autoencoders").
N codes, D latent dims, K components.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from explorer.errors import ConfigError

Array = np.ndarray

COMPONENTS = 40
CODES = 10_000  # that it is fitted to, at most
FEW = 20  # codes that a component has at least, on average, and twice as many as dims
NUMBERS = 12_000  # of all covariances together: they travel to the page
REGULAR = 1e-6  # added to variances: a dim that is asleep has none


@dataclass(frozen=True)
class Mixture:
    """Components by their shares.

    Attributes:
        weights: (K,), summing to 1.
        means: (K, D).
        factors: lower triangular (K, D, D); a covariance is its factor times its transpose.
    """

    weights: Array
    means: Array
    factors: Array

    def draws(self, count: int, seed: int) -> Array:
        """``count`` points drawn from the mixture: float32 (count, D); seeded."""
        rng = np.random.default_rng(seed)
        chosen = rng.choice(len(self.weights), count, p=self.weights / self.weights.sum())
        noise = rng.standard_normal((count, self.means.shape[1]))
        steps = np.einsum("nij,nj->ni", self.factors[chosen], noise)
        return (self.means[chosen] + steps).astype(np.float32)

    def to_lists(self, decimals: int = 5) -> dict[str, list[Any]]:
        """The three parts as JSON has them, for the page, which draws from it."""
        parts = {"weights": self.weights, "means": self.means, "factors": self.factors}
        return {name: np.round(part, decimals).tolist() for name, part in parts.items()}


def fit(codes: Array, components: int = COMPONENTS, seed: int = 0) -> Mixture:
    """Fit full covariances to (N, D) codes by EM, from scikit-learn, started from k-means.

    Fewer than ``components`` where there are few codes, or many dims. ConfigError for codes that
    are no (N, D) of two or more.
    """
    codes = np.asarray(codes, np.float64)
    if codes.ndim != 2 or len(codes) < 2 or codes.shape[1] == 0:
        raise ConfigError(f"codes must have shape (N, D) with N of 2 or more, got {codes.shape}.")
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.mixture import GaussianMixture

    chosen = np.random.default_rng(seed).permutation(len(codes))[:CODES]
    dims = codes.shape[1]
    room = min(len(chosen) // max(FEW, 2 * dims), NUMBERS // dims**2)
    count = max(1, min(components, room))
    model = GaussianMixture(count, tol=1e-2, max_iter=60, reg_covar=REGULAR, random_state=seed)
    with warnings.catch_warnings():  # codes that lie on few places (collapse) are no fault of ours
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(codes[chosen])
    factors = np.linalg.cholesky(model.covariances_)
    return Mixture(model.weights_, model.means_, factors)
