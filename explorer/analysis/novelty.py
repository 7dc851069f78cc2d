"""What a model has never seen: pictures that it rebuilds worse than its own.

An, J. and Cho, S. (2015), "Variational autoencoder based anomaly detection using reconstruction
probability". Grey pixels cost nats whatever decodes them, so that a busy picture would look
strange for its greys alone; what a picture costs by itself is taken off.
"""

from __future__ import annotations

import numpy as np
from scipy.stats import rankdata

from explorer.analysis import metrics
from explorer.errors import DataError

Array = np.ndarray


def surprise(clean: Array, decoded: Array) -> Array:
    """How much worse than itself each picture (N, 28, 28, 1) is rebuilt: nats a pixel, (N,).

    The mean over pixels of KL(Bernoulli(x) || Bernoulli(p)): 0 where ``decoded`` is ``clean``.
    """
    return np.maximum(metrics.bce(clean, decoded) - metrics.bce(clean, clean), 0.0)


def auroc(own: Array, other: Array) -> float:
    """The share of pairs in which one of ``other`` (M,) is larger than one of ``own`` (N,).

    A pair of equals counts a half: 0.5 says that they cannot be told apart, 1 that all can.
    (Hanley and McNeil 1982, "The meaning and use of the area under a ROC curve".) DataError
    where either is empty.
    """
    if len(own) == 0 or len(other) == 0:
        raise DataError(f"values of both are expected, got {len(own)} and {len(other)}.")
    ranks = rankdata(np.concatenate([own, other]))[len(own) :]
    return float((ranks.sum() - len(other) * (len(other) + 1) / 2) / (len(own) * len(other)))
