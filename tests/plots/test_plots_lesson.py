"""The bars of a latent code."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.plots import lesson


@pytest.mark.parametrize("code", [np.array([0.5, -2.0, 8.0]), np.array([30.0])])
def test_each_number_is_a_bar_inside_the_plot(code: np.ndarray) -> None:
    figure = lesson.code(code)
    (bars,) = figure.data
    assert list(bars.y) == code.tolist()
    assert list(bars.x) == [f"z{i + 1}" for i in range(len(code))]
    assert bars.texttemplate == "%{y:.1f}"  # Plotly fills it in, in the page's language
    low, high = figure.layout.yaxis.range
    assert low == -high
    assert high > np.abs(code).max()
