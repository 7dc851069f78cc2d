"""Data sets that come with a library, so that no network is needed; they are named, not filed.

``sklearn:digits`` are scikit-learn's own: 1,797 of 8 x 8 pixels in 17 levels, half of the test
set of Alpaydin and Kaynak (1998), "Optical recognition of handwritten digits", UCI repository.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np

from explorer.data import fitting
from explorer.data.mnist import SKLEARN_DIGITS
from explorer.data.readers.source import of_array
from explorer.data.splitting import SEED, stratified

Array = np.ndarray


@lru_cache(maxsize=1)
def arrays(name: str) -> dict[str, Array]:
    """x_train, y_train, x_test and y_test of a named data set; pictures are uint8 (N, 28, 28)."""
    assert name == SKLEARN_DIGITS
    from sklearn.datasets import load_digits  # a second, and seldom needed

    found = load_digits()
    grey = np.rint(found.images * (255 / 16)).astype(np.uint8)
    labels = found.target.astype(np.int64)
    source = of_array("scikit-learn's digits", grey, labels, tuple("0123456789"))
    pictures, _ = fitting.fit_all(source, fitting.Fit())
    is_test = stratified(labels, SEED)
    parts = {"train": ~is_test, "test": is_test}
    kept = {f"x_{part}": pictures[chosen] for part, chosen in parts.items()}
    kept |= {f"y_{part}": labels[chosen] for part, chosen in parts.items()}
    for array in kept.values():
        array.setflags(write=False)
    return kept


@lru_cache(maxsize=1)
def data_hash(name: str) -> str:
    """Sha256 of a named data set's arrays."""
    found = arrays(name)
    content = b"".join(found[key].tobytes() for key in sorted(found))
    return hashlib.sha256(content).hexdigest()
