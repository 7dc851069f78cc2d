"""The plane of KL and reconstruction: where the marks lie, and the line of equal cost."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explorer.formatting import plain
from explorer.plots.rate_distortion import ACCENT, Curve, Measured, equal_cost, figure, ranges

TRAINED = [
    Measured("heavy k1", 0.01, 14.0, 136.0),
    Measured("middle", 1.0, 6.5, 140.0),
    Measured("collapsed", 1829.0, 0.0, 206.0),
]
WORDS = {"x": "rate", "y": "distortion", "line": "as good"}


@pytest.mark.parametrize("beta", [0.0, 0.01, 1.0, 40.0, 5000.0])
@pytest.mark.parametrize("chosen", [0, 1, 2])
def test_the_line_joins_pairs_of_one_cost_inside_the_plot(chosen: int, beta: float) -> None:
    x, y = equal_cost(TRAINED, chosen, beta)
    cost = TRAINED[chosen].reconstruction + beta * TRAINED[chosen].kl
    assert np.asarray(y) + beta * np.asarray(x) == pytest.approx([cost, cost])
    (left, right), (low, high) = ranges(TRAINED)
    assert left - 1e-9 <= x[0] < x[1] <= right + 1e-9
    assert all(low - 1e-6 <= height <= high + 1e-6 for height in y)


def test_every_model_is_marked_and_the_chosen_one_is_the_star() -> None:
    plot = figure(TRAINED, WORDS, 1, 1.0)
    line, marks = plot.data
    assert line.name == "as good"
    assert list(marks.x) == [14.0, 6.5, 0.0]
    assert list(marks.y) == [136.0, 140.0, 206.0]
    assert list(marks.marker.symbol) == ["circle", "star", "circle"]
    assert marks.marker.color[1] == ACCENT
    assert list(marks.text) == ["β 0.01", "β 1", "β 1,829"]
    assert plot.layout.xaxis.title.text == "rate"


@pytest.mark.parametrize(("chosen", "beta"), [(None, 1.0), (0, math.nan), (0, math.inf)])
def test_without_a_beta_or_a_model_there_is_no_line(chosen: int | None, beta: float) -> None:
    assert len(figure(TRAINED, WORDS, chosen, beta).data) == 1


def test_all_marks_are_inside_even_of_one_or_none() -> None:
    for some in (TRAINED, TRAINED[1:2], []):
        (left, right), (low, high) = ranges(some)
        assert left < right
        assert low < high
        assert all(left < one.kl < right and low < one.reconstruction < high for one in some)


def test_the_curve_lies_under_the_marks_and_inside_the_plot() -> None:
    curve = Curve([0.1, 1.0, 10.0], [20.0, 7.0, 0.0], [130.0, 140.0, 250.0])
    plot = figure(TRAINED, {**WORDS, "curve": "every beta"}, 1, 1.0, curve)
    drawn, line, marks = plot.data
    assert drawn.name == "every beta"
    assert list(drawn.x) == [20.0, 7.0, 0.0]
    assert list(drawn.customdata) == ["0.1", "1", "10"]
    assert (line.name, len(marks.x)) == ("as good", 3)
    assert plot.layout.xaxis.range[1] > 20
    assert plot.layout.yaxis.range[0] < 130 < 250 < plot.layout.yaxis.range[1]


def test_no_label_lies_on_another_or_on_a_mark_or_leaves_the_plot() -> None:
    rng = np.random.default_rng(5)
    for count in (2, 5, 12, 30):
        spots = zip(rng.exponential(6, count), 130 + rng.exponential(10, count), strict=True)
        some = [Measured(str(i), 0.1 * i + 0.1, x, y) for i, (x, y) in enumerate(spots)]
        drawn = figure(some, WORDS, count - 1, 1.0).data[-1]
        if count < 30:  # of so many, marks may lie on all its sides
            assert drawn.text[-1] == f"β {plain(some[-1].beta)}"
        (left, right), (low, high) = ranges(some)
        boxes = []
        for one, label, side in zip(some, drawn.text, drawn.textposition, strict=True):
            x, y = (one.kl - left) / (right - left), (one.reconstruction - low) / (high - low)
            boxes.append((x - 0.02, x + 0.02, y - 0.02, y + 0.02))
            if label:
                wide = 0.03 * len(label)
                start = x + 0.025 if "right" in side else x - 0.025 - wide
                below = y + 0.025 if "top" in side else y - 0.025 - 0.05
                assert 0 <= start < start + wide <= 1
                assert 0 <= below < below + 0.05 <= 1
                boxes.append((start, start + wide, below, below + 0.05))
        labelled = [box for box in boxes if box[1] - box[0] > 0.05]
        for label in labelled:
            others = [box for box in boxes if box is not label]
            assert not any(
                label[0] < box[1] and box[0] < label[1] and label[2] < box[3] and box[2] < label[3]
                for box in others
            )


def test_where_many_crowd_the_chosen_one_has_its_label_and_some_have_none() -> None:
    crowd = [Measured(str(i), i + 1.0, 6.5, 140.0) for i in range(7)]
    for chosen in (0, 6):
        labels = figure([*TRAINED, *crowd], WORDS, 3 + chosen, 1.0).data[-1].text
        assert labels[3 + chosen] == f"β {chosen + 1}"
        assert 1 <= sum(bool(label) for label in labels[3:]) <= 4
