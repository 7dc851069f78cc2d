"""Two histograms that can be compared."""

from __future__ import annotations

import numpy as np

from explorer.plots import novelty


def test_both_share_their_bins_and_hold_all_their_values() -> None:
    rng = np.random.default_rng(0)
    values = [rng.exponential(0.1, 900), rng.exponential(0.3, 300)]
    figure = novelty.histograms(values, ["MNIST", "letters"], "nats", "share, %")
    one, other = figure.data
    np.testing.assert_array_equal(one.x, other.x)
    np.testing.assert_allclose([np.sum(one.y), np.sum(other.y)], 100)
    assert (one.name, other.name) == ("MNIST", "letters")
    middle = [np.average(bars.x, weights=bars.y) for bars in (one, other)]
    np.testing.assert_allclose(middle, [v.mean() for v in values], rtol=0.06)
    assert one.marker.pattern.shape != other.marker.pattern.shape


def test_values_that_are_all_equal_can_be_drawn() -> None:
    figure = novelty.histograms([np.zeros(5), np.zeros(3)], ["a", "b"], "nats", "%")
    assert '"data"' in figure.to_json()
