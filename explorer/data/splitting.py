"""Which pictures are for the test, where nothing says so."""

from __future__ import annotations

import numpy as np

SEED = 123
TEST_SHARE = 0.2
MOST_TEST = 10_000

Array = np.ndarray


def stratified(labels: Array, seed: int, share: float = TEST_SHARE, most: int = MOST_TEST) -> Array:
    """Which pictures are for the test, bool (N,): of each class the same share.

    A class with a single picture stays in the training set.
    """
    share = min(share, most / max(1, len(labels)))
    chosen = np.zeros(len(labels), bool)
    rng = np.random.default_rng(seed)
    for label in np.unique(labels):
        where = np.flatnonzero(labels == label)
        count = min(len(where) - 1, max(1, round(share * len(where))))
        chosen[rng.permutation(where)[:count]] = True
    return chosen
