"""The map of more than two dims, what the browser measures on it, and a prior that fits."""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image
from visitor import Visitor

from explorer.analysis import mixture
from explorer.models import browser, saved

# ---- principal axes, layers of the browser, a fitted prior --------------------


def test_the_principal_axes_of_ten_dims_are_shown_and_picked_on(
    visit: Callable[..., Visitor],
) -> None:
    visitor = visit("map", model="denoiser").choose("selectbox", "axis_x", -1).assert_fine()
    means = np.load(saved.PRETRAINED / "denoiser.latent.npz")["z_mean"].astype(np.float64)
    _, _, vectors = np.linalg.svd(means - means.mean(axis=0), full_matrices=False)
    axes = [v if v[np.abs(v).argmax()] > 0 else -v for v in vectors[:2]]
    expected = (means - means.mean(axis=0)) @ np.array(axes).T
    data = visitor.shown("points")
    shown = np.frombuffer(base64.b64decode(data["points"]), np.float32).reshape(-1, 2)
    np.testing.assert_allclose(shown, expected, atol=2e-3)
    assert data["axes"] == ["PC1", "PC2"]
    assert visitor.link()["axis_x"] == "-1"
    before = visitor.point().astype(np.float64)
    visitor.pick("points", 3.0, -1.0).assert_fine()  # in the slice through what was picked
    moved = visitor.point() - means.mean(axis=0)
    assert [float(moved @ axis) for axis in axes] == pytest.approx([3.0, -1.0], abs=2e-3)
    rest = moved - sum(float(moved @ axis) * axis for axis in axes)
    old = before - means.mean(axis=0)
    np.testing.assert_allclose(
        rest, old - sum(float(old @ axis) * axis for axis in axes), atol=2e-3
    )
    again = visit(**visitor.link()).assert_fine()
    assert again.shown("points")["axes"] == ["PC1", "PC2"]
    assert again.shown("cells")["live"]["axes"] == visitor.shown("cells")["live"]["axes"]


def test_the_grid_over_principal_axes_is_decoded_there(visit: Callable[..., Visitor]) -> None:
    visitor = visit("map", model="denoiser", axis_x="-1", size="5").assert_fine()
    cells = visitor.shown("cells")
    live = cells["live"]["axes"]
    x, y = cells["ticks"]["x"][1], cells["ticks"]["y"][3]
    z = np.array(live["origin"]) + np.array([x, y]) @ np.array(live["directions"])
    record = saved.pretrained_record("denoiser")
    by_hand = browser.decode(browser.read(record), z[None].astype(np.float32))[0].reshape(28, 28)
    picture = np.asarray(Image.open(io.BytesIO(base64.b64decode(cells["picture"]))))
    shown = picture[28 : 2 * 28, 28 : 2 * 28]  # the second column, the fourth row from below
    np.testing.assert_allclose(shown, 255 * by_hand, atol=2)


def test_how_much_the_picture_changes_is_switched_and_linked(visitor: Visitor) -> None:
    assert not visitor.shown("points")["live"]["change"]
    visitor.tell("points", "change", True).assert_fine()
    assert visitor.shown("points")["live"]["change"] is True
    assert visitor.link()["change"] == "1"
    visitor.tell("points", "change", False)
    assert not visitor.shown("points")["live"]["change"]


def test_samples_of_a_fitted_mixture_come_once_a_picture_is_seen(
    visitor: Visitor, warm: None
) -> None:
    assert visitor.shown("strips")["mixture"] is None
    deadline = time.monotonic() + 60
    while visitor.shown("strips")["mixture"] is None and time.monotonic() < deadline:
        visitor.tell("mixture", "look", True).assert_fine()
        time.sleep(0.1)
    found = visitor.shown("strips")["mixture"]
    means = np.load(saved.PRETRAINED / "vae_functional.latent.npz")["z_mean"]
    expected = mixture.fit(means)
    np.testing.assert_allclose(found["means"], expected.means, atol=1e-4)
    assert len(visitor.shown("strips")["groups"]["fitted"][0]["labels"]) == 12
    assert not visitor.has("mixture")


@pytest.mark.parametrize("name", ["even", "ways"])
def test_switches_of_the_walk_are_kept(visitor: Visitor, name: str) -> None:
    told = {"values": {name: True}, "kept": {}, "answered": True}
    visitor.tell("strips", "set", told).assert_fine()
    assert visitor.shown("strips")["values"][name] is True
    visitor.tell("strips", "set", {**told, "values": {name: "yes"}}).assert_fine()
    assert visitor.shown("strips")["values"][name] is True  # no switch: left as it was
