"""Other pictures through a model: what it has never seen stands out."""

from __future__ import annotations

import base64
import time
from pathlib import Path

import numpy as np
import pytest
from visitor import SECONDS, Visitor

from explorer.analysis.novelty import surprise
from explorer.data import kept, mnist
from explorer.ui.shared import datasets, models, novelty
from explorer.ui.views.map import others


@pytest.fixture
def stripes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pictures that are no digits, kept as one's own: stripes along and across."""
    monkeypatch.setattr(models, "RUNS", tmp_path)
    along = np.zeros((80, 28, 28), np.uint8)
    for i, picture in enumerate(along):
        picture[i % 5 :: 4 + i % 3] = 255
    pictures = np.where((np.arange(80) % 2 == 0)[:, None, None], along, along.transpose(0, 2, 1))
    folder = tmp_path / kept.FOLDER
    folder.mkdir()
    labels = (np.arange(80) % 2).astype(np.uint8)
    np.savez(
        folder / "stripes-0.npz",
        x_train=pictures[:40], y_train=labels[:40], x_test=pictures[40:], y_test=labels[40:],
        names=np.array(["along", "across"]),
    )  # fmt: skip
    return folder / "stripes-0.npz"


def look(visitor: Visitor, name: str) -> Visitor:
    """Choose other pictures, and wait until they are there."""
    visitor.choose("selectbox", "others", name).assert_fine()
    deadline = time.monotonic() + SECONDS
    while not visitor.has(f"others_map.{models.record('vae_functional').sha256}"):
        assert time.monotonic() < deadline
        time.sleep(0.2)
        visitor.run().assert_fine()
    return visitor


def shown(visitor: Visitor) -> dict:
    return visitor.shown(f"others_map.{models.record('vae_functional').sha256}")


def test_what_a_model_has_never_seen_stands_out(stripes: Path, visitor: Visitor) -> None:
    look(visitor, stripes.name)
    data = shown(visitor)
    points = np.frombuffer(base64.b64decode(data["points"]), "<f4").reshape(-1, 2)
    kinds = np.frombuffer(base64.b64decode(data["digits"]), np.uint8)
    assert (len(points), kinds.sum()) == (2040, 40)
    assert data["names"] == ["MNIST", "stripes-0"]
    means = models.arrays(models.record("vae_functional"))["z_mean"]
    np.testing.assert_allclose(points[:2000], means[:2000], atol=1e-3)
    (metric,) = [m for m in visitor.at.metric if "AUROC" in m.label]
    assert float(metric.value) > 0.99
    (first, second) = visitor.shown("others_pictures")["groups"]
    assert set(first["captions"]) <= {"along", "across"}
    strangest = [float(worth) for worth in second["captions"]]
    assert strangest == sorted(strangest, reverse=True)
    assert visitor.link()["others"] == stripes.name


def test_colour_can_be_how_badly_they_are_rebuilt(stripes: Path, visitor: Visitor) -> None:
    look(visitor, stripes.name)
    assert "values" not in shown(visitor)
    visitor.choose("segmented_control", "others_colour", "surprise").assert_fine()
    values = shown(visitor)["values"]
    floats = np.frombuffer(base64.b64decode(values["floats"]), "<f4")
    assert np.median(floats[2000:]) > values["high"]
    record = models.record("vae_functional")
    clean = mnist.load("test").images[:20]
    decoded = models.decoder(record)(models.arrays(record)["z_mean"][:20])
    np.testing.assert_allclose(floats[:20], surprise(clean, decoded), rtol=1e-3, atol=1e-4)


def test_colour_can_be_the_class_of_the_others(stripes: Path, visitor: Visitor) -> None:
    look(visitor, stripes.name)
    visitor.choose("segmented_control", "others_colour", "class").assert_fine()
    data = shown(visitor)
    assert data["names"] == ["MNIST", "along", "across"]
    kinds = np.frombuffer(base64.b64decode(data["digits"]), np.uint8)
    assert not kinds[:2000].any()
    np.testing.assert_array_equal(kinds[2000:], 1 + np.arange(40) % 2)
    assert len(data["colours"]) == 11


def test_a_picture_picked_on_the_map_is_shown(stripes: Path, visitor: Visitor) -> None:
    look(visitor, stripes.name)
    component = f"others_map.{models.record('vae_functional').sha256}"
    visitor.pick(component, 0.0, 0.0, 2003).assert_fine()
    (first, _) = visitor.shown("others_pictures")["groups"]
    picture = np.frombuffer(base64.b64decode(first["pixels"]), np.uint8).reshape(28, 28)
    np.testing.assert_array_equal(picture, mnist.load("test", stripes).pixels[3, ..., 0])


def test_the_chooser_names_what_there_is_and_not_the_models_own(
    stripes: Path, visitor: Visitor
) -> None:
    options = visitor.selectbox("others").options
    assert [others._title(name) for name in ("", "sklearn:digits")] == options[:2]
    assert options[2:] == ["stripes-0"]
    assert datasets.path_of(datasets.MNIST) is None
    assert datasets.path_of(stripes.name) == str(stripes.resolve())


def test_a_data_set_that_a_link_names_and_nobody_has_is_left_out(visitor: Visitor) -> None:
    assert Visitor("map", others="gone-1.npz").assert_fine().selectbox("others").value == ""


def test_no_more_than_two_thousand_are_looked_at() -> None:
    assert novelty.MOST == 2000
