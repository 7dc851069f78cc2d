"""The latent map: what it shows, what each widget changes, and what a click picks."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm
from streamlit.testing.v1.element_tree import Widget
from visitor import ROOT, Visitor, png

from explorer import files, models
from explorer.beta import beta_of
from explorer.config import (
    BUNDLED_NAMES,
    MODEL_NAMES,
    DataConfig,
    ModelConfig,
    NoiseConfig,
    RunConfig,
)
from explorer.data import mnist
from explorer.data.pictures import to_bytes
from explorer.models import saved as models_saved
from explorer.plots.palette import DIGIT_COLOURS
from explorer.ui.shared import models as shared_models
from explorer.ui.texts import text

Visit = Callable[[], Visitor]


def saved(name: str) -> dict[str, np.ndarray]:
    """The arrays beside a bundled model's weights, read without the app."""
    with np.load(models_saved.PRETRAINED / f"{name}.latent.npz") as arrays:
        return dict(arrays)


def points_of(shown: dict[str, Any]) -> np.ndarray:
    return np.frombuffer(base64.b64decode(shown["points"]), "<f4").reshape(-1, 2)


def by_hand(name: str, points: np.ndarray) -> np.ndarray:
    """Points decoded by the plain Keras model: uint8 (N, 28, 28)."""
    decoder = shared_models.network(shared_models.record(name)).decoder
    return to_bytes(np.asarray(decoder(np.asarray(points, np.float32)))[..., 0])


def nearly(a: np.ndarray, b: np.ndarray) -> bool:
    """Equal but for the rounding of one grey level."""
    return a.shape == b.shape and int(np.abs(a.astype(int) - b.astype(int)).max()) <= 1


# ---- the opening picture -----------------------------------------------------

OPENING = """
import json, sys
from streamlit.testing.v1 import AppTest
at = AppTest.from_file(sys.argv[1], default_timeout=60)
seen = {}
for name in sys.argv[2:]:
    at.session_state["map.model"] = name
    at.run()
    seen[name] = {
        "exceptions": [e.value for e in at.exception],
        "errors": [e.value for e in at.error],
        "components": [c.key.split(".")[1] for c in at.get("bidi_component")],
    }
print(json.dumps({"models": seen, "modules": sorted(sys.modules)}))
"""


@pytest.fixture(scope="module")
def opening() -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "-c", OPENING, ROOT / "app.py", *MODEL_NAMES],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_each_model_opens_with_map_grid_and_a_picked_digit(
    opening: dict[str, Any], name: str
) -> None:
    seen = opening["models"][name]
    assert seen["exceptions"] == seen["errors"] == []
    assert seen["components"] == [
        "points", "cells", "pick", "browser_gallery", "decoder", "strips", "mixture", "pictures",
        "link",
    ]  # fmt: skip


def test_the_opening_picture_imports_no_tensorflow(opening: dict[str, Any]) -> None:
    assert "explorer.ui.views.map.view" in opening["modules"]
    unshown = {"tensorflow", "keras", "skimage", "sklearn", "scipy.spatial"}
    assert not unshown & set(opening["modules"])


@pytest.mark.parametrize("name", ["vae_functional", "denoiser"])
def test_the_map_shows_all_test_digits_where_the_encoder_put_them(
    visitor: Visitor, name: str
) -> None:
    shown = visitor.choose("selectbox", "model", name).assert_fine().shown("points")
    means, labels = saved(name)["z_mean"], mnist.load("test").labels
    flat = points_of(shown)
    digits = np.frombuffer(base64.b64decode(shown["digits"]), np.uint8)
    assert np.array_equal(flat, means[:, :2])
    assert np.array_equal(digits, labels)
    assert len(digits) == 10_000
    assert shown["colours"] == list(DIGIT_COLOURS)
    medians = [np.median(flat[labels == digit], axis=0) for digit in range(10)]
    assert np.allclose(shown["marks"], medians)
    for axis, letter in enumerate("xy"):
        low, high = shown["view"][letter]
        assert low < flat[:, axis].min() < flat[:, axis].max() < high


def test_the_saved_means_are_what_the_encoder_gives(warm: None) -> None:
    images = mnist.load("test").images[:200]
    encoder = shared_models.network(shared_models.record("vae_functional")).encoder
    given = np.asarray(encoder(images, training=False)["z_mean"])
    assert np.abs(given - saved("vae_functional")["z_mean"][:200]).max() < 1e-3


def test_the_default_grid_lies_at_normal_quantiles(visitor: Visitor) -> None:
    shown = visitor.shown("cells")
    expected = norm.ppf(np.linspace(0.01, 0.99, 20))
    assert np.allclose(shown["ticks"]["x"], expected)
    assert np.allclose(shown["ticks"]["y"], expected)


def test_each_cell_is_the_decoded_point_that_it_lies_on(visitor: Visitor) -> None:
    visitor.choose("slider", "size", 7)
    shown = visitor.shown("cells")
    picture = png(shown["picture"])
    assert picture.shape == (7 * 28, 7 * 28)
    x, y = shown["ticks"]["x"], shown["ticks"]["y"]
    for column, row in ((0, 0), (2, 5), (6, 1)):  # rows are counted from below
        top = (6 - row) * 28
        cell = picture[top : top + 28, column * 28 : column * 28 + 28]
        assert nearly(cell, by_hand("vae_functional", np.array([[x[column], y[row]]]))[0])


def test_the_saved_grid_is_the_one_that_the_decoder_gives(visitor: Visitor) -> None:
    """The opening grid was decoded beforehand; it must not differ from one decoded now."""
    shown = visitor.shown("cells")
    record = shared_models.record("vae_functional")
    x = tuple(shown["ticks"]["x"])
    assert nearly(png(shown["picture"]), shared_models.manifold(record, x, x, (0, 1)))


def test_the_strips_wait_for_no_tensorflow_which_the_page_has_loaded_once_it_is_seen(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    warmed: list[str] = []
    monkeypatch.setattr(shared_models, "is_loaded", lambda record: False)
    monkeypatch.setattr(shared_models, "warm_up", lambda record: warmed.append(record.name))
    visitor = visit()
    assert visitor.has("strips")
    assert not visitor.has("waiter")
    assert warmed == []
    visitor.tell("decoder", "want", True).assert_fine()
    assert warmed == ["vae_functional"]


@pytest.mark.parametrize("name", BUNDLED_NAMES)
def test_numpy_decodes_as_tensorflow_does(name: str) -> None:
    """Of few points always; of many, until TensorFlow is there."""
    record = shared_models.record(name)
    points = np.random.default_rng(0).normal(0, 1.5, (60, record.config.model.latent_dim))
    plain = shared_models.plain_decoder(record)
    assert plain is not None
    expected = shared_models.decoder(record)(points.astype(np.float32))
    assert np.abs(plain(points.astype(np.float32)) - expected).max() < 1e-4
    assert shared_models.quickest_decoder(record, shared_models.FEW) is plain
    assert shared_models.quickest_decoder(record, shared_models.FEW + 1) is shared_models.decoder(
        record
    )


# ---- each widget changes something -------------------------------------------


def axes(visitor: Visitor) -> Visitor:
    return visitor.choose("selectbox", "model", "denoiser")


def linear(visitor: Visitor) -> Visitor:
    return visitor.choose("selectbox", "grid", "linear")


def clustered(visitor: Visitor) -> Visitor:
    return visitor.choose("selectbox", "colour", "cluster")


def with_holes(visitor: Visitor) -> Visitor:
    return visitor.choose("toggle", "holes", True)


def in_a_group(visitor: Visitor) -> Visitor:
    return visitor.choose("number_input", "radius", 0.5).press("choose")


def solid(visitor: Visitor) -> Visitor:
    return axes(visitor).choose("toggle", "solid", True)


# widget kind, name, new value, what must change, what to do before
CHANGES: list[tuple[str, str, Any, list[str], Callable[[Visitor], Visitor] | None]] = [
    ("selectbox", "model", "denoiser", ["points", "cells", "pick", "strips"], None),
    ("selectbox", "axis_x", 4, ["points", "cells", "pick"], axes),
    ("selectbox", "axis_y", 7, ["points", "cells", "pick"], axes),
    ("selectbox", "grid_vae", "linear", ["cells"], None),
    ("selectbox", "grid_vae", "fit", ["cells"], None),
    ("selectbox", "grid_ae", "quantile", ["cells"], axes),
    ("slider", "size", 9, ["cells"], None),
    ("slider", "range", (-1.5, 2.0), ["cells"], linear),
    ("selectbox", "colour", "cluster", ["points"], None),
    ("slider", "k", 4, ["points"], clustered),
    ("toggle", "ellipses", True, ["points"], None),
    ("toggle", "holes", True, ["points"], None),
    ("slider", "hole_count", 3, ["points"], with_holes),
]
BUTTONS = ["choose", "clear", "coordinates", "walk_gif"]
# these change what is not there until they do: each has a test of its own in test_map_more.py
OTHERS = ["more", "compare", "radius", "page", "solid", "axis_z", "others"]


@pytest.mark.parametrize("change", CHANGES, ids=[f"{c[1]}-{c[2]}" for c in CHANGES])
def test_each_widget_changes_what_it_should_and_nothing_else(
    visitor: Visitor, change: tuple[Any, ...]
) -> None:
    kind, name, value, changed, before = change
    if before:
        before(visitor)
    shown = ["points", "cells", "pick", "strips"]
    was = {part: visitor.shown(part)["version"] for part in shown}
    visitor.choose(kind, name, value).assert_fine()
    now = {part: visitor.shown(part)["version"] for part in shown}
    assert [part for part in shown if now[part] != was[part]] == changed


def test_the_tests_know_every_widget_of_the_page(visitor: Visitor) -> None:
    """A widget that no test knows is one that may do nothing."""
    known = {name for _, name, *_ in CHANGES} | {*BUTTONS, *OTHERS}
    seen: set[str] = set()
    for look in (linear, clustered, with_holes, in_a_group, solid):
        look(visitor)
        widgets = [node for node in visitor.at._tree if isinstance(node, Widget)]
        keys = [str(widget.key).split(".") for widget in widgets]
        seen |= {name for view, name in keys if view == "map"}
    assert seen == known


def test_the_grid_s_size_and_range_are_what_the_sliders_say(visitor: Visitor) -> None:
    linear(visitor).choose("slider", "size", 6).choose("slider", "range", (-1.0, 2.5))
    shown = visitor.shown("cells")
    for letter in "xy":
        assert np.allclose(shown["ticks"][letter], np.linspace(-1.0, 2.5, 6))
    assert png(shown["picture"]).shape == (6 * 28, 6 * 28)


def test_a_range_of_no_width_still_draws(visitor: Visitor) -> None:
    linear(visitor).choose("slider", "range", (1.0, 1.0)).assert_fine()
    ticks = visitor.shown("cells")["ticks"]["x"]
    assert ticks[0] < ticks[-1]


def test_the_fitted_grid_spans_where_the_digits_are(visitor: Visitor) -> None:
    visitor.choose("selectbox", "grid", "fit")
    low, high = np.percentile(saved("vae_functional")["z_mean"], [1, 99], axis=0)
    ticks = visitor.shown("cells")["ticks"]
    assert np.allclose([ticks["x"][0], ticks["y"][0]], low)
    assert np.allclose([ticks["x"][-1], ticks["y"][-1]], high)


def test_two_equal_axes_cannot_be_chosen(visitor: Visitor) -> None:
    axes(visitor).choose("selectbox", "axis_y", 4).choose("selectbox", "axis_x", 4).assert_fine()
    assert visitor.selectbox("axis_y").value != 4
    assert "z5" not in visitor.selectbox("axis_y").options


def test_a_random_digit_is_picked(visitor: Visitor) -> None:
    titles = {visitor.tell("pick", "random", True).assert_fine().title() for _ in range(5)}
    assert len(titles) > 1
    index = visitor.at.session_state["kept.map.index"]
    assert np.array_equal(visitor.point(), saved("vae_functional")["z_mean"][index])


def test_the_curves_are_shown_on_demand(visitor: Visitor) -> None:
    assert len(visitor.at.metric) == len(visitor.at.get("plotly_chart")) == 0
    visitor.choose("toggle", "more", True).assert_fine()
    assert len(visitor.at.metric) == 7
    assert len(visitor.at.get("plotly_chart")) == 2


@pytest.mark.parametrize("name", MODEL_NAMES)
def test_every_model_shows_its_figures(visitor: Visitor, name: str) -> None:
    visitor.choose("selectbox", "model", name).choose("toggle", "more", True).assert_fine()
    metrics = models_saved.pretrained_record(name).metrics
    shown = {metric.label: metric.value for metric in visitor.at.metric}
    if "neg_elbo" in metrics:
        assert shown[text("numbers.neg_elbo")] == f"{metrics['neg_elbo']:.1f}"
    else:
        assert shown[text("numbers.bce")] == f"{metrics['reconstruction']['bce']:.4f}"
    if "accuracy" in metrics:
        assert shown[text("numbers.accuracy")] == f"{metrics['accuracy']:.1%}"


@pytest.mark.parametrize("name", ["vae_functional", "vae_subclass"])
def test_beta_stands_beside_k1_and_k2(visit: Visit, name: str) -> None:
    visitor = visit()
    visitor.choose("selectbox", "model", name)
    model = models_saved.pretrained_record(name).config.model
    beta = beta_of(model.k1, model.k2, model.latent_dim)
    (line,) = [m.value for m in visitor.at.markdown if text("numbers.beta") in m.value]
    assert f"{text('numbers.beta')} **{beta:.2f}**" in line
    assert f"{text('numbers.weights')} **{model.k1:g} : {model.k2:.3g}**" in line


# ---- picking -----------------------------------------------------------------


def test_the_first_digit_is_picked_at_first(visitor: Visitor) -> None:
    assert np.array_equal(visitor.point(), saved("vae_functional")["z_mean"][0])
    expected = text("map.picked_digit", index=0, digit=mnist.load("test").labels[0])
    assert visitor.shown("pick")["groups"][1]["title"] == expected


def test_the_first_digits_were_decoded_beforehand(visitor: Visitor) -> None:
    (first,) = visitor.pictures("pick")
    assert nearly(first, by_hand("vae_functional", visitor.point()[None])[0])


@pytest.mark.parametrize("plane", ["points", "cells"])
def test_any_place_of_either_plane_is_decoded(visitor: Visitor, plane: str) -> None:
    visitor.pick(plane, 1.234, -0.567).assert_fine()
    assert visitor.title() == text("map.decoded", point="1.23, -0.57")
    assert np.allclose(visitor.point(), [1.234, -0.567])
    assert nearly(visitor.pictures("pick"), by_hand("vae_functional", [[1.234, -0.567]]))
    pick = visitor.shown("pick")["pick"]
    assert pick["z"] == pytest.approx([1.234, -0.567])
    assert pick["index"] is None


def test_a_place_s_nearest_digits_are_named(visitor: Visitor) -> None:
    visitor.pick("cells", 0.3, 0.4)
    distances = np.hypot(*(saved("vae_functional")["z_mean"] - [0.3, 0.4]).T)
    order = np.argsort(distances)
    labels, images = mnist.load("test").labels, mnist.load("test").images[..., 0]
    _, nearest, neighbours = visitor.shown("pick")["groups"]
    first = order[0]
    assert nearest["title"] == text(
        "map.nearest", digit=labels[first], index=first, distance=distances[first]
    )
    assert np.array_equal(visitor.pictures("pick", 1)[0], to_bytes(images[first]))
    assert neighbours["captions"] == [f"{distances[i]:.2f}" for i in order[1:9]]
    assert np.array_equal(visitor.pictures("pick", 2), to_bytes(images[order[1:9]]))


def test_a_clicked_digit_is_shown_with_its_reconstruction(visitor: Visitor) -> None:
    means, index = saved("vae_functional")["z_mean"], 1234
    visitor.pick("points", *means[index].tolist(), index=index).assert_fine()
    label = mnist.load("test").labels[index]
    expected = text("map.picked_digit", index=index, digit=label)
    assert visitor.shown("pick")["groups"][1]["title"] == expected
    original, rebuilt = visitor.pictures("pick", 1)
    assert np.array_equal(original, to_bytes(mnist.load("test").images[index, ..., 0]))
    assert nearly(rebuilt, by_hand("vae_functional", means[index : index + 1])[0])
    neighbours = visitor.shown("pick")["groups"][2]
    assert len(neighbours["captions"]) == 8
    assert np.array_equal(visitor.point(), means[index])


def test_in_more_dimensions_the_others_stay_at_their_mean(visitor: Visitor) -> None:
    axes(visitor).choose("selectbox", "axis_x", 2).choose("selectbox", "axis_y", 5)
    visitor.pick("cells", 3.0, -4.0).assert_fine()
    expected = saved("denoiser")["z_mean"].mean(axis=0)
    expected[[2, 5]] = 3.0, -4.0
    assert np.allclose(visitor.point(), expected, atol=1e-5)
    assert nearly(visitor.pictures("pick"), by_hand("denoiser", expected[None]))


def test_on_the_map_the_others_are_the_picked_point_s(visitor: Visitor) -> None:
    """What the browser decodes there is a slice, too."""
    axes(visitor).pick("points", 0.0, 0.0, index=77).pick("points", 3.0, -4.0).assert_fine()
    expected = saved("denoiser")["z_mean"][77].copy()
    expected[[0, 1]] = 3.0, -4.0
    assert np.allclose(visitor.point(), expected, atol=1e-5)
    assert visitor.shown("pick")["pick"]["z"] == pytest.approx(
        expected.tolist(), rel=1e-4, abs=1e-4
    )
    live = visitor.shown("points")["live"]
    assert (live["slice"], live["axes"], len(live["base"])) == (True, [0, 1], 10)
    assert not visitor.shown("cells")["live"]["slice"]


def test_a_digit_of_many_dimensions_keeps_all_of_them(visitor: Visitor) -> None:
    axes(visitor).pick("points", 0.0, 0.0, index=77)
    assert np.array_equal(visitor.point(), saved("denoiser")["z_mean"][77])


def test_the_picked_point_outlives_other_widgets(visitor: Visitor) -> None:
    title = visitor.pick("cells", 0.5, 0.5).title()
    visitor.choose("slider", "size", 8).choose("toggle", "more", True)
    assert visitor.title() == title
    assert visitor.run().title() == title


def test_a_point_belongs_to_one_model_s_space(visitor: Visitor) -> None:
    visitor.pick("cells", 0.5, 0.5).choose("selectbox", "model", "denoiser").assert_fine()
    assert np.array_equal(visitor.point(), saved("denoiser")["z_mean"][0])


def test_a_visitor_s_pick_is_nobody_else_s(visit: Visit, warm: None) -> None:
    one, other = visit(), visit()
    title = other.title()
    one.pick("cells", 2.0, 2.0).set_strips(draw=1)
    prior = other.shown("strips")["version"]
    assert other.run().title() == title
    assert other.shown("strips")["version"] == prior


# ---- walks and samples -------------------------------------------------------


def test_a_walk_goes_straight_from_centre_to_centre(visitor: Visitor) -> None:
    visitor.set_strips(walk_from="1", walk_to="8", steps=6).assert_fine()
    means, labels = saved("vae_functional")["z_mean"].astype(float), mnist.load("test").labels
    start, end = (means[labels == digit].mean(axis=0) for digit in (1, 8))
    expected = [start + (end - start) * i / 5 for i in range(6)]
    assert nearly(visitor.strip_of("walk"), by_hand("vae_functional", np.array(expected)))


def test_picked_points_can_be_kept_as_ends_of_a_walk(visitor: Visitor) -> None:
    assert visitor.shown("strips")["kept"] == {}
    visitor.set_strips({"A": [-1.0, 0.5], "B": [1.5, -0.5]}, walk_from="A", walk_to="B")
    visitor.assert_fine()
    assert visitor.shown("strips")["values"]["walk_from"] == "A"
    ends = by_hand("vae_functional", [[-1.0, 0.5], [1.5, -0.5]])
    assert nearly(visitor.strip_of("walk")[[0, -1]], ends)


def test_kept_points_are_gone_in_another_model(visitor: Visitor) -> None:
    visitor.set_strips({"A": [0.5, 0.5]}, walk_from="A")
    visitor.choose("selectbox", "model", "denoiser").assert_fine()
    assert visitor.shown("strips")["kept"] == {}
    assert visitor.shown("strips")["values"]["walk_from"] == "0"
    visitor.choose("selectbox", "model", "vae_functional").assert_fine()
    assert visitor.shown("strips")["kept"] == {"A": [0.5, 0.5]}


def test_samples_come_from_the_prior_and_are_drawn_anew(visitor: Visitor) -> None:
    first = visitor.strip_of("prior")
    assert len(first) == 12
    drawn = np.random.default_rng(0).standard_normal((12, 2), dtype=np.float32)
    assert nearly(first, by_hand("vae_functional", drawn))
    again = visitor.set_strips(draw=1).assert_fine().strip_of("prior")
    assert not np.array_equal(again, first)
    assert len(visitor.set_strips(samples=30).strip_of("prior")) == 30


def test_a_page_that_draws_the_strips_gets_no_pictures_of_them(visitor: Visitor) -> None:
    visitor.set_strips(answered=True, walk_from="7", steps=5).assert_fine()
    shown = visitor.shown("strips")
    assert shown["groups"] is None
    assert shown["values"]["walk_from"] == "7"
    assert visitor.run().shown("strips")["version"] == shown["version"]
    visitor.set_strips(steps=6).assert_fine()  # it asks again
    assert len(visitor.strip_of("walk")) == 6


@pytest.mark.parametrize(
    "told",
    [
        {"values": {"steps": 2, "samples": 10**9, "walk_from": "11", "draw": -1}},
        {"values": {"steps": "5", "walk_to": None, "else": 3}},
        {"values": None, "kept": {"C": [0.0, 0.0], "A": [1.0], "B": [float("nan"), 0.0]}},
    ],
)
def test_what_the_strips_cannot_be_set_to_changes_nothing(
    visitor: Visitor, told: dict[str, Any]
) -> None:
    before = visitor.shown("strips")
    visitor.tell("strips", "set", told).assert_fine()
    after = visitor.shown("strips")
    assert (after["values"], after["kept"]) == (before["values"], before["kept"])


# ---- own runs ----------------------------------------------------------------


def test_a_trained_run_without_arrays_is_shown(visit: Visit, runs: Path, tiny_run: Path) -> None:
    """A fresh training has no coordinates beside its weights: they are computed."""
    (runs / "tiny").symlink_to(tiny_run)
    visitor = visit()
    assert visitor.selectbox("model").options[len(BUNDLED_NAMES) :] == [
        text("models.trained", run="tiny", system=text("models.vae_functional", dim=2))
    ]
    visitor.choose("selectbox", "model", str(runs / "tiny")).assert_fine()
    flat = points_of(visitor.shown("points"))
    own = mnist.load("test", models_saved.read_record(tiny_run).config.data.path)
    network = models_saved.load(models_saved.read_record(tiny_run))
    assert np.allclose(flat, network.encoder(own.images, training=False)["z_mean"], atol=1e-4)
    visitor.pick("cells", 0.5, 0.5).assert_fine()
    assert "0.50, 0.50" in visitor.title()


@pytest.fixture
def of_size(runs: Path, tiny_npz: Path) -> Callable[[int], str]:
    """An own run, not trained at all, of any latent_dim; the map of 60 digits."""

    def build(dim: int) -> str:
        config = RunConfig(
            ModelConfig("vae_functional", dim), DataConfig(str(tiny_npz)), NoiseConfig("none")
        )
        folder = runs / f"dim{dim}"
        folder.mkdir()
        models_saved.save(models.build(config.model, 3), config, folder)
        return str(folder)

    return build


def test_one_dimension_is_a_line_of_digits(visit: Visit, of_size: Callable[[int], str]) -> None:
    name = of_size(1)
    visitor = visit().choose("selectbox", "model", name).assert_fine()
    points, cells = visitor.shown("points"), visitor.shown("cells")
    assert points["axes"] == cells["axes"] == [text("map.axis", number=1), text("map.axis_spread")]
    assert points_of(points).shape == (60, 2)
    assert png(cells["picture"]).shape == (28, 20 * 28)
    visitor.pick("cells", 0.75, 0.2).assert_fine()
    assert visitor.point() == pytest.approx([0.75])
    assert visitor.shown("pick")["pick"]["z"] == pytest.approx([0.75])
    assert nearly(visitor.pictures("pick"), by_hand(name, np.array([[0.75]])))


@pytest.mark.parametrize("dim", [3, 24])
def test_more_dimensions_than_two_have_axes_to_choose(
    visit: Visit, of_size: Callable[[int], str], dim: int
) -> None:
    name = of_size(dim)
    visitor = visit().choose("selectbox", "model", name).assert_fine()
    assert len(visitor.selectbox("axis_x").options) == dim + 1  # and the principal axes
    assert len(visitor.selectbox("axis_y").options) == dim - 1
    visitor.choose("selectbox", "axis_x", dim - 1).pick("points", 0.6, -0.4).assert_fine()
    shown = [visitor.selectbox(name).value for name in ("axis_x", "axis_y")]
    assert shown == [dim - 1, 1]  # the y axis stays
    assert visitor.point()[shown] == pytest.approx([0.6, -0.4])


def test_an_own_copy_of_a_bundled_model_shows_the_same_map(
    visit: Visit, copy_run: Callable[..., Path]
) -> None:
    folder = copy_run("mine")
    visitor = visit()
    shown = visitor.shown("points")
    visitor.choose("selectbox", "model", str(folder)).assert_fine()
    assert visitor.shown("points") == shown


def test_a_collapsed_model_is_called_so(visit: Visit, copy_run: Callable[..., Path]) -> None:
    metrics = models_saved.pretrained_record("vae_functional").metrics
    folder = copy_run("flat", metrics={**metrics, "collapsed": True, "active_units": 0})
    visitor = visit()
    assert len(visitor.at.warning) == 0
    visitor.choose("selectbox", "model", str(folder)).assert_fine()
    assert [w.value for w in visitor.at.warning] == [text("numbers.collapsed")]


@pytest.mark.parametrize("beside", [True, False])
def test_a_model_that_is_hardly_trained_is_not_called_collapsed(
    visit: Visit, copy_run: Callable[..., Path], beside: bool
) -> None:
    """One epoch on a thousand digits wakes no latent dim; its losses are in either place."""
    metrics = models_saved.pretrained_record("vae_functional").metrics
    flat = {**metrics, "collapsed": True, "active_units": 0}
    history = {"loss": [0.42]}
    folder = copy_run("new", metrics=flat, training={} if beside else {"history": history})
    if beside:
        files.write_json(folder / "history.json", history)
    visitor = visit().choose("selectbox", "model", str(folder)).assert_fine()
    assert [w.value for w in visitor.at.warning] == []
    assert [w.value for w in visitor.at.info] == [text("numbers.hardly_trained")]
