"""What stands out: against all pairs, and against closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import roc_auc_score

from explorer.analysis.novelty import auroc, surprise
from explorer.errors import DataError

VALUES = arrays(np.float64, st.integers(1, 30), elements=st.sampled_from([0.0, 0.5, 1.0, 2.0, 7.0]))


@given(own=VALUES, other=VALUES)
def test_auroc_counts_pairs(own: np.ndarray, other: np.ndarray) -> None:
    pairs = other[:, None] - own[None, :]
    expected = (pairs > 0).mean() + (pairs == 0).mean() / 2
    assert auroc(own, other) == pytest.approx(expected)
    truth = np.repeat([0, 1], [len(own), len(other)])
    assert auroc(own, other) == pytest.approx(roc_auc_score(truth, np.concatenate([own, other])))
    assert auroc(own, other) == pytest.approx(1 - auroc(other, own))


def test_nothing_to_compare_is_told() -> None:
    with pytest.raises(DataError, match="values of both are expected, got 0 and 3"):
        auroc(np.zeros(0), np.zeros(3))


def test_surprise_is_the_divergence_of_bernoulli_pixels() -> None:
    rng = np.random.default_rng(0)
    x, p = rng.uniform(0.05, 0.95, (2, 5, 28, 28, 1))
    expected = x * np.log(x / p) + (1 - x) * np.log((1 - x) / (1 - p))
    np.testing.assert_allclose(surprise(x, p), expected.mean(axis=(1, 2, 3)), rtol=1e-5)
    assert surprise(x, x) == pytest.approx(0, abs=1e-9)
