"""The map's further parts: layers, galleries, holes, a second model, 3-D, exports, links."""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from skimage.measure import points_in_poly
from visitor import SECONDS, Visitor, png

from explorer.analysis import clusters, metrics, regions
from explorer.config import BUNDLED_NAMES, DataConfig
from explorer.data import mnist
from explorer.data.pictures import to_bytes
from explorer.models import saved as models_saved
from explorer.ui.shared import codes, models
from explorer.ui.texts import text
from explorer.ui.views.map import export

Visit = Callable[[], Visitor]
SQUARE = [[-2.0, -0.5], [-0.5, -0.5], [-0.5, 1.5], [-2.0, 1.5]]


def saved(name: str) -> np.ndarray:
    with np.load(models_saved.PRETRAINED / f"{name}.latent.npz") as arrays:
        return np.array(arrays["z_mean"])


def by_hand(name: str, points: np.ndarray) -> np.ndarray:
    """Points decoded by the plain Keras model: uint8 (N, 28, 28)."""
    decoder = models.network(models.record(name)).decoder
    return to_bytes(np.asarray(decoder(np.asarray(points, np.float32)))[..., 0])


def nearly(a: np.ndarray, b: np.ndarray) -> bool:
    return a.shape == b.shape and int(np.abs(a.astype(int) - b.astype(int)).max()) <= 1


def back(encoded: str, dtype: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(encoded), dtype)


LABELS = mnist.load("test").labels


# ---- layers ------------------------------------------------------------------


def test_at_first_nothing_lies_over_the_points(visitor: Visitor) -> None:
    shown = visitor.shown("points")
    assert not {"outlines", "holes", "groups", "values"} & set(shown)
    assert not visitor.has("hole_digits")
    assert not visitor.has("gallery")


def test_ellipses_are_those_of_each_digit_s_points(visitor: Visitor) -> None:
    shown = visitor.choose("toggle", "ellipses", True).assert_fine().shown("points")
    means = saved("vae_functional")
    assert [outline["group"] for outline in shown["outlines"]] == list(range(10))
    for digit in (0, 7):
        expected = regions.ellipse(means[digit == LABELS])
        assert np.allclose(shown["outlines"][digit]["line"], expected, atol=1e-3)


def test_clusters_colour_the_points_and_are_held_against_the_digits(visitor: Visitor) -> None:
    visitor.choose("selectbox", "colour", "cluster").choose("slider", "k", 6).assert_fine()
    shown, found = visitor.shown("points"), clusters.find(saved("vae_functional"), LABELS, 6)
    assert np.array_equal(back(shown["groups"], "u1"), found.assigned)
    assert shown["names"] == list("ABCDEF")
    assert len(shown["marks"]) == 6
    values = {metric.label: metric.value for metric in visitor.at.metric}
    assert values[text("clusters.agreement")] == f"{found.agreement:.2f}"
    assert values[text("clusters.silhouette")] == f"{found.silhouette:.2f}"
    assert len(visitor.at.get("plotly_chart")) == 1


@pytest.fixture
def errors(monkeypatch: pytest.MonkeyPatch) -> np.ndarray:
    """Known errors of every digit, in place of those that take seconds."""
    found = np.random.default_rng(0).uniform(0.05, 0.4, 10_000).astype(np.float32)
    for name in ("errors", "known_errors"):
        monkeypatch.setattr(codes, name, lambda of: found)
    return found


def test_errors_colour_the_points_once_they_are_known(visitor: Visitor, errors: np.ndarray) -> None:
    shown = visitor.choose("selectbox", "colour", "error").assert_fine().shown("points")
    assert np.array_equal(back(shown["values"]["floats"], "<f4"), errors)
    low, high = shown["values"]["low"], shown["values"]["high"]
    assert [low, high] == pytest.approx(np.percentile(errors, [1, 99]).tolist())
    assert not visitor.has("errors")


def test_until_then_the_points_keep_their_digits_colours(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "errors", lambda of: None)
    monkeypatch.setattr(codes, "known_errors", lambda of: None)
    shown = visitor.choose("selectbox", "colour", "error").assert_fine().shown("points")
    assert "values" not in shown
    assert visitor.shown("errors")["text"] == text("layers.error_wait")


def test_errors_are_the_cross_entropy_of_each_digit_s_own_code(
    warm: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, some = models.record("vae_functional"), slice(0, 60)
    arrays = {"z_mean": saved("vae_functional")[some]}
    monkeypatch.setattr(models, "arrays", lambda of: arrays)
    monkeypatch.setattr(codes, "_errors_key", lambda of: ("errors", "of some"))
    assert codes.known_errors(record) is None
    end = time.monotonic() + SECONDS
    while codes.errors(record) is None and time.monotonic() < end:
        time.sleep(0.02)
    decoder = models.network(record).decoder
    rebuilt = np.asarray(decoder(arrays["z_mean"]))
    expected = metrics.bce(mnist.load("test").images[some], rebuilt)
    assert codes.errors(record) == pytest.approx(expected, abs=1e-4)


# ---- holes -------------------------------------------------------------------


@pytest.mark.parametrize("name", ["vae_functional", "denoiser"])
def test_holes_are_marked_and_decoded_beside_the_nearest_digits(
    visitor: Visitor, name: str
) -> None:
    visitor.choose("selectbox", "model", name).choose("toggle", "holes", True)
    visitor.choose("slider", "hole_count", 4).assert_fine()
    means = saved(name)
    places, radii = regions.holes(means, 4)
    assert np.allclose(visitor.shown("points")["holes"], places[:, :2])
    assert nearly(visitor.pictures("hole_digits"), by_hand(name, places))
    captions = visitor.shown("hole_digits")["groups"][0]["captions"]
    assert captions == [f"{n} · {radius:.2f}" for n, radius in enumerate(radii, 1)]
    nearest = [int(np.linalg.norm(means - place, axis=1).argmin()) for place in places]
    originals = to_bytes(mnist.load("test").images[nearest, ..., 0])
    assert np.array_equal(visitor.pictures("hole_digits", 1), originals)


# ---- galleries ---------------------------------------------------------------


def test_a_lasso_s_points_are_shown_with_their_counts(visitor: Visitor) -> None:
    visitor.tell("points", "lasso", {"line": SQUARE, "only": None}).assert_fine()
    means = saved("vae_functional")
    held = np.flatnonzero(points_in_poly(means, SQUARE))
    assert visitor.shown("points")["lasso"] == SQUARE
    headings = [heading.value for heading in visitor.at.subheader]
    assert text("gallery.heading", count=len(held)) in headings
    originals = to_bytes(mnist.load("test").images[held[:16], ..., 0])
    assert np.array_equal(visitor.pictures("gallery"), originals)
    assert nearly(visitor.pictures("gallery", 1), by_hand("vae_functional", means[held[:16]]))
    (counts,) = [m.value for m in visitor.at.markdown if m.value.startswith("Class and how")]
    for digit in set(LABELS[held].tolist()):
        assert f"{digit}: **{(LABELS[held] == digit).sum():,}**" in counts


def test_a_later_page_shows_the_later_digits(visitor: Visitor) -> None:
    visitor.tell("points", "lasso", {"line": SQUARE, "only": None})
    visitor.choose("slider", "page", 3).assert_fine()
    held = np.flatnonzero(points_in_poly(saved("vae_functional"), SQUARE))
    originals = to_bytes(mnist.load("test").images[held[32:48], ..., 0])
    assert np.array_equal(visitor.pictures("gallery"), originals)


def test_a_lasso_takes_only_the_isolated_digit(visitor: Visitor) -> None:
    visitor.tell("points", "lasso", {"line": SQUARE, "only": 6}).assert_fine()
    captions = visitor.shown("gallery")["groups"][0]["captions"]
    assert set(captions) == {"6"}


def test_an_empty_lasso_says_so_and_closes(visitor: Visitor) -> None:
    far = [[90.0, 90.0], [91.0, 90.0], [91.0, 91.0]]
    visitor.tell("points", "lasso", {"line": far, "only": None}).assert_fine()
    assert text("gallery.empty") in [caption.value for caption in visitor.at.caption]
    visitor.press("clear").assert_fine()
    assert text("gallery.empty") not in [caption.value for caption in visitor.at.caption]
    assert visitor.shown("points")["lasso"] is None


def test_without_a_mouse_the_points_around_the_pick_are_chosen(visitor: Visitor) -> None:
    visitor.pick("cells", 0.5, 0.25).choose("number_input", "radius", 0.06).press("choose")
    visitor.assert_fine()
    distances = np.linalg.norm(saved("vae_functional") - [0.5, 0.25], axis=1)
    near = np.argsort(distances)[: (distances <= 0.06).sum()]
    assert len(near) > 3
    originals = to_bytes(mnist.load("test").images[near[:16], ..., 0])
    assert np.array_equal(visitor.pictures("gallery"), originals)


def test_a_gallery_belongs_to_one_model(visitor: Visitor) -> None:
    visitor.tell("points", "lasso", {"line": SQUARE, "only": None})
    assert visitor.has("gallery")
    assert not visitor.choose("selectbox", "model", "denoiser").assert_fine().has("gallery")


# ---- a second model ----------------------------------------------------------


@pytest.fixture
def pair(visitor: Visitor) -> Visitor:
    """The VAE above, the autoencoder below."""
    return visitor.choose("selectbox", "compare", "denoiser").assert_fine()


def kept(visitor: Visitor, name: str) -> Any:
    return visitor.at.session_state[f"kept.map.{name}"]


def test_both_models_have_their_planes_and_the_same_digit(pair: Visitor) -> None:
    flat = back(pair.shown("b_points")["points"], "<f4").reshape(-1, 2)
    assert np.array_equal(flat, saved("denoiser")[:, :2])
    assert png(pair.shown("b_cells")["picture"]).shape == (560, 560)
    assert pair.shown("points")["space"] != pair.shown("b_points")["space"]
    assert np.array_equal(kept(pair, "b_point")[1], saved("denoiser")[0])
    assert pair.shown("b_pick")["space"] == pair.shown("b_points")["space"]


@pytest.mark.parametrize("plane", ["points", "b_points"])
def test_a_digit_picked_in_one_is_picked_in_both(pair: Visitor, plane: str) -> None:
    pair.pick(plane, 0.0, 0.0, index=321).assert_fine()
    for slot, name in (("", "vae_functional"), ("b_", "denoiser")):
        assert np.array_equal(kept(pair, f"{slot}point")[1], saved(name)[321])
        title = text("map.picked_digit", index=321, digit=LABELS[321])
        assert pair.shown(f"{slot}pick")["groups"][1]["title"] == title


def test_a_place_in_one_is_its_nearest_digit_in_the_other(pair: Visitor) -> None:
    pair.pick("cells", 1.0, 0.4).assert_fine()
    nearest = int(np.linalg.norm(saved("vae_functional") - [1.0, 0.4], axis=1).argmin())
    assert np.allclose(kept(pair, "point")[1], [1.0, 0.4])
    assert np.array_equal(kept(pair, "b_point")[1], saved("denoiser")[nearest])


def test_a_random_digit_is_picked_in_both(pair: Visitor) -> None:
    pair.tell("pick", "random", True).assert_fine()
    assert kept(pair, "index") == kept(pair, "b_index")


def test_no_model_is_compared_with_itself(pair: Visitor) -> None:
    pair.choose("selectbox", "model", "denoiser").assert_fine()
    assert kept(pair, "compare") == ""
    assert not pair.has("b_points")


def test_holes_of_both_models_stand_below_each_other(pair: Visitor) -> None:
    pair.choose("toggle", "holes", True).assert_fine()
    assert len(pair.pictures("hole_digits")) == len(pair.pictures("b_hole_digits")) == 6


def test_models_of_other_data_are_not_compared(visit: Visit, runs: Path, tiny_run: Path) -> None:
    (runs / "tiny").symlink_to(tiny_run)
    visitor = visit().choose("selectbox", "compare", str(runs / "tiny")).assert_fine()
    assert [info.value for info in visitor.at.info] == [text("layers.other_data")]
    assert not visitor.has("b_points")


# ---- three dimensions --------------------------------------------------------


def test_three_dimensions_are_shown_where_there_are_three(visitor: Visitor) -> None:
    assert not [toggle for toggle in visitor.at.toggle if toggle.key == "map.solid"]
    visitor.choose("selectbox", "model", "denoiser").choose("toggle", "solid", True).assert_fine()
    (figure,) = [json.loads(c.proto.spec) for c in visitor.at.get("plotly_chart")]
    assert figure["layout"]["scene"]["zaxis"]["title"]["text"] == "z3"
    visitor.choose("selectbox", "axis_z", 6).assert_fine()
    (figure,) = [json.loads(c.proto.spec) for c in visitor.at.get("plotly_chart")]
    assert figure["layout"]["scene"]["zaxis"]["title"]["text"] == "z7"
    assert len(figure["data"]) == 10


# ---- exports -----------------------------------------------------------------


@pytest.mark.parametrize(("name", "columns"), [("vae_functional", 6), ("denoiser", 12)])
def test_the_coordinates_are_read_back_as_they_were(name: str, columns: int) -> None:
    table = list(csv.reader(io.StringIO(export.coordinates(models.record(name)).decode())))
    assert len(table) == 10_001
    assert len(table[0]) == columns
    numbers = np.array(table[1:], float)
    means = saved(name)
    assert np.array_equal(numbers[:, 0], np.arange(10_000))
    assert np.array_equal(numbers[:, 1], LABELS)
    assert np.allclose(numbers[:, 2 : 2 + means.shape[1]], means, rtol=1e-6)


def test_a_walk_goes_there_and_back_as_a_gif(warm: None) -> None:
    points = np.linspace([-1, 0], [1, 0.5], 5)
    film = Image.open(io.BytesIO(export.walk(models.record("vae_functional"), points)))
    assert film.n_frames == 8
    assert film.size == (140, 140)
    frames = []
    for number in (0, 4):
        film.seek(number)
        frames.append(np.asarray(film.convert("L"))[::5, ::5])
    assert nearly(np.stack(frames), by_hand("vae_functional", points[[0, 4]]))


def test_all_test_digits_are_sent_when_they_are_wanted(visitor: Visitor) -> None:
    assert visitor.shown("pictures")["bytes"] is None  # not before a pointer comes
    shown = visitor.tell("pictures", "want", True).assert_fine().shown("pictures")
    assert shown["key"] == visitor.shown("points")["pictures"]
    sent = np.frombuffer(gzip.decompress(base64.b64decode(shown["bytes"])), np.uint8)
    images = mnist.load("test").images[..., 0]
    assert np.array_equal(sent.reshape(-1, 28, 28), to_bytes(images))


# ---- picks that the page answered by itself -------------------------------------


def test_a_pick_of_the_page_is_kept_and_linked_and_costs_no_pictures(visitor: Visitor) -> None:
    assert visitor.shown("pick")["groups"]
    visitor.tell("pick", "picked", {"z": [0.25, -1.5], "index": None}).assert_fine()
    assert visitor.point() == pytest.approx([0.25, -1.5])
    assert visitor.link()["point"].endswith(",0.25,-1.5")
    assert visitor.shown("pick")["groups"] is None
    assert visitor.shown("pick")["pick"] == {"z": [0.25, -1.5], "index": None}


def test_a_page_that_asks_again_gets_pictures_again(visitor: Visitor) -> None:
    visitor.tell("pick", "picked", {"z": [0.25, -1.5], "index": None})
    visitor.pick("points", 1.0, 1.0).assert_fine()
    assert visitor.title() == text("map.decoded", point="1.00, 1.00")


def test_a_digit_picked_by_the_page_is_its_code(visitor: Visitor) -> None:
    visitor.tell("pick", "picked", {"z": [0.1, 0.2], "index": 77}).assert_fine()
    assert np.array_equal(visitor.point(), saved("vae_functional")[77])
    assert visitor.shown("pick")["pick"]["index"] == 77


@pytest.mark.parametrize(
    "told",
    [
        {"z": [1.0], "index": None},
        {"z": [float("nan"), 0.0], "index": None},
        {"z": None, "index": 10_000},
        {"z": [], "index": -1},
    ],
)
def test_what_no_page_of_ours_tells_changes_nothing(visitor: Visitor, told: Any) -> None:
    before = visitor.point()
    visitor.tell("pick", "picked", told).assert_fine()
    assert np.array_equal(visitor.point(), before)


def test_a_lasso_of_the_page_is_kept_and_shown_by_the_page(visitor: Visitor) -> None:
    line = [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]]
    visitor.tell("browser_gallery", "lasso", {"line": line, "only": 3}).assert_fine()
    inside = (np.abs(saved("vae_functional")) < 1).all(axis=1)
    held = np.flatnonzero(inside & (mnist.load("test").labels == 3))
    assert visitor.shown("browser_gallery")["group"]["indices"] == held.tolist()
    assert visitor.run().shown("points")["lasso"] == line
    assert not visitor.has("gallery")  # the server's own
    visitor.tell("browser_gallery", "clear", True).assert_fine()
    assert visitor.shown("browser_gallery")["group"] is None


# ---- links -------------------------------------------------------------------


def what(visitor: Visitor, part: str) -> dict[str, Any]:
    """What a component shows, without the ticket that each visit has of its own."""
    return {k: v for k, v in visitor.shown(part).items() if k not in ("ticket", "version")}


def test_a_link_gives_the_same_picture(visitor: Visitor) -> None:
    visitor.choose("selectbox", "model", "denoiser").choose("selectbox", "axis_x", 4)
    visitor.choose("slider", "size", 9).choose("selectbox", "grid_ae", "linear")
    visitor.choose("slider", "range", (-2.0, 5.5)).choose("toggle", "ellipses", True)
    visitor.choose("selectbox", "compare", "vae_functional").pick("cells", 1.25, -0.5)
    other = Visitor(**visitor.link()).assert_fine()
    for part in ("points", "cells", "pick", "b_points", "b_cells", "b_pick"):
        assert what(other, part) == what(visitor, part), part
    assert other.link() == visitor.link()


def test_a_link_to_a_digit_needs_no_decoder(visitor: Visitor) -> None:
    visitor.pick("points", 0.0, 0.0, index=5)
    other = Visitor(**visitor.link()).assert_fine()
    assert what(other, "pick") == what(visitor, "pick")
    assert np.array_equal(other.point(), saved("vae_functional")[5]) or np.allclose(
        other.point(), saved("vae_functional")[5], rtol=1e-4
    )


def test_a_link_may_name_a_digit_alone(warm: None) -> None:
    visitor = Visitor(index="42").assert_fine()
    assert np.array_equal(visitor.point(), saved("vae_functional")[42])


@pytest.mark.parametrize(
    "link",
    [
        {"model": "nothing"},
        {"point": "x"},
        {"point": ",,"},
        {"point": "abc,nan,1"},
        {"index": "-3"},
        {"index": "99999999"},
        {"size": "4000"},
        {"range": "5"},
        {"range": "9,-9"},
        {"grid_vae": "hexagons"},
        {"colour": "cluster", "k": "999"},
        {"compare": "../../etc", "holes": "1", "hole_count": "0"},
        {"axis_x": "7", "axis_z": "-1", "solid": "1"},
    ],
    ids=lambda link: "-".join(link),
)
def test_nonsense_in_a_link_is_left_out(warm: None, link: dict[str, str]) -> None:
    visitor = Visitor(**{"grid_vae": "linear", **link}).assert_fine()
    assert visitor.has("points")
    assert visitor.has("pick")


def test_every_bundled_model_can_be_named_in_a_link(visitor: Visitor) -> None:
    assert len(visitor.selectbox("model").options) >= len(BUNDLED_NAMES)


# ---- pictures without classes, and of others than digits -----------------------------------


@pytest.fixture
def named(copy_run: Callable[..., Path], tmp_path: Path, tiny_arrays: dict) -> Callable[..., str]:
    """A run whose data have other classes: ``named(("a", "b"))``, or none: ``named(())``."""

    def make(names: tuple[str, ...]) -> str:
        count = max(1, len(names))
        arrays = {k: v % count if k[0] == "y" else v for k, v in tiny_arrays.items()}
        np.savez(tmp_path / "named.npz", **arrays, names=np.array(names, dtype="U24"))
        record = models_saved.pretrained_record("vae_functional")
        config = replace(record.config, data=DataConfig(str(tmp_path / "named.npz")))
        run = copy_run("other", config=config.to_dict(), arrays=None)
        return str(run)

    return make


def test_classes_have_their_names_all_over_the_map(named: Callable[..., str]) -> None:
    run = named(tuple(f"class {letter}" for letter in "abcdefghijkl"))
    visitor = Visitor("map", model=run).assert_fine()
    shown = visitor.shown("points")
    assert shown["classes"][3] == "class d"
    assert len(shown["marks"]) == 12
    assert visitor.shown("strips")["classes"][11] == "class l"
    visitor.press("choose").assert_fine()
    assert "class " in visitor.shown("pick")["groups"][1]["title"]
    visitor.choose("selectbox", "colour", "cluster").assert_fine()
    assert visitor.shown("points")["names"] == list("ABCDEFGHIJ")


def test_what_needs_classes_says_that_there_are_none(named: Callable[..., str]) -> None:
    visitor = Visitor("map", model=named(())).assert_fine()
    shown = visitor.shown("points")
    assert (shown["classes"], shown["marks"]) == ([], [])
    assert visitor.shown("strips")["values"]["walk_to"] == "0"
    visitor.choose("selectbox", "colour", "cluster").assert_fine()
    labels = [metric.label for metric in visitor.at.metric]
    assert text("clusters.agreement") not in labels
    assert text("clusters.no_classes") in [caption.value for caption in visitor.at.caption]
