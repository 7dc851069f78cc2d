"""Figures hold the very numbers they are given, with axes that name them."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import plotly.graph_objects as go
import pytest

from explorer.data.mnist import DIGITS
from explorer.plots import latent
from explorer.plots.palette import DIGIT_COLOURS

HISTORY = {
    "loss": [0.3, 0.2, 0.15],
    "r_loss": [0.29, 0.19, 0.145],
    "kl_loss": [0.01, 0.01, 0.005],
    "accuracy": [0.5, 0.7, 0.9],
}


def test_each_loss_is_a_line_over_epochs_from_one() -> None:
    figure = latent.loss_curves(HISTORY, "epoch", "loss")
    lines = {trace.name: trace for trace in figure.data}
    assert set(lines) == {"loss", "r_loss", "kl_loss"}  # an accuracy is no loss
    for name, line in lines.items():
        assert list(line.y) == HISTORY[name]
        assert list(line.x) == [1, 2, 3]


def test_losses_share_a_logarithmic_axis_because_they_differ_by_orders() -> None:
    layout = latent.loss_curves(HISTORY, "epoch", "loss").layout
    assert layout.yaxis.type == "log"
    assert layout.xaxis.title.text == "epoch"
    assert layout.yaxis.title.text == "loss"


def test_an_empty_history_gives_an_empty_figure() -> None:
    assert len(latent.loss_curves({}, "epoch", "loss").data) == 0


def test_bars_show_each_dimension_in_order() -> None:
    figure = latent.kl_bars([3.6, 0.0, 1.25], "KL, nats")
    (bars,) = figure.data
    assert list(bars.x) == ["z1", "z2", "z3"]
    assert list(bars.y) == [3.6, 0.0, 1.25]
    assert bars.texttemplate == "%{y:.2f}"  # Plotly fills it in, in the page's language
    assert "nats" in figure.layout.yaxis.title.text
    assert figure.layout.yaxis.rangemode == "tozero"


@pytest.fixture(scope="module")
def matrix() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 1000, (10, 10))


def test_a_confusion_matrix_shows_its_counts(matrix: np.ndarray) -> None:
    (heat,) = latent.confusion(matrix.tolist(), "predicted digit", "true digit", DIGITS).data
    assert np.array_equal(np.asarray(heat.text), matrix)
    assert heat.texttemplate == "%{text}"


def test_its_shade_rises_with_the_count(matrix: np.ndarray) -> None:
    (heat,) = latent.confusion(matrix.tolist(), "predicted digit", "true digit", DIGITS).data
    assert np.array_equal(np.argsort(np.ravel(heat.z)), np.argsort(np.log1p(matrix).ravel()))
    (empty,) = latent.confusion(
        np.zeros((10, 10), int), "predicted digit", "true digit", DIGITS
    ).data
    assert np.isfinite(np.asarray(empty.z)).all()


def test_true_digits_go_down_and_predicted_ones_to_the_right(matrix: np.ndarray) -> None:
    figure = latent.confusion(matrix.tolist(), "predicted digit", "true digit", DIGITS)
    assert list(figure.data[0].y) == list(figure.data[0].x) == list("0123456789")
    assert figure.layout.yaxis.autorange == "reversed"  # 0 at the top
    assert figure.layout.yaxis.title.text == "true digit"
    assert figure.layout.xaxis.title.text == "predicted digit"


def test_a_cross_table_names_its_columns_by_letters() -> None:
    table = np.arange(30).reshape(10, 3)
    figure = latent.cross_table(table, "cluster", "digit", DIGITS)
    (heat,) = figure.data
    assert np.array_equal(np.asarray(heat.text), table)
    assert list(heat.x) == ["A", "B", "C"]
    assert list(heat.y) == list("0123456789")
    assert figure.layout.xaxis.title.text == "cluster"
    assert figure.layout.yaxis.title.text == "digit"
    assert figure.layout.yaxis.autorange == "reversed"


def test_codes_in_3d_are_one_trace_a_digit() -> None:
    points = np.random.default_rng(0).normal(size=(40, 3))
    labels = np.arange(40) % 10
    figure = latent.codes_in_3d(points, labels, ["z3", "z1", "z9"], DIGITS)
    assert [trace.name for trace in figure.data] == list("0123456789")
    seven = figure.data[7]
    shown = np.stack([seven.x, seven.y, seven.z], axis=1)
    assert np.allclose(shown, points[labels == 7])
    assert seven.marker.color == DIGIT_COLOURS[7]
    scene = figure.layout.scene
    titles = [axis.title.text for axis in (scene.xaxis, scene.yaxis, scene.zaxis)]
    assert titles == ["z3", "z1", "z9"]


@pytest.mark.parametrize(
    "figure",
    [
        latent.loss_curves(HISTORY, "epoch", "loss"),
        latent.kl_bars([1.0], "KL, nats"),
        latent.confusion(np.eye(10, dtype=int), "predicted digit", "true digit", DIGITS),
        latent.cross_table(np.eye(10, dtype=int), "a", "b", DIGITS),
        latent.codes_in_3d(np.eye(3), np.arange(3), ["a", "b", "c"], DIGITS),
    ],
    ids=["curves", "bars", "confusion", "cross table", "3-D"],
)
def test_a_figure_can_be_drawn_anywhere(figure: go.Figure) -> None:
    assert figure.layout.height > 0
    assert '"data"' in figure.to_json()


def test_figures_need_neither_streamlit_nor_keras() -> None:
    program = (
        "import sys, explorer.plots.latent;"
        "print(sorted({'streamlit', 'keras', 'tensorflow'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_more_classes_than_colours_have_other_symbols() -> None:
    names = [chr(ord("a") + i) for i in range(26)]
    figure = latent.codes_in_3d(np.eye(26, 3), np.arange(26), ["x", "y", "z"], names)
    looks = {(trace.marker.color, trace.marker.symbol) for trace in figure.data}
    assert len(looks) == 26
    assert [trace.name for trace in figure.data] == names
