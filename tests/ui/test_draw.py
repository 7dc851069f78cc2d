"""The Draw view: which VAEs, what travels to the browser, and the strokes that stay."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from visitor import Visitor

from explorer.config import ANY_BETA, BUNDLED_NAMES, CLEAN
from explorer.models import browser_encoder, saved
from explorer.ui.texts import LANGUAGES, text

Visit = Callable[..., Visitor]


def floats(encoded: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(encoded), "<f4")


def test_every_flat_vae_can_be_drawn_into(visit: Visit, copy_run: Callable[..., Path]) -> None:
    copy_run("mine")
    copy_run("no_vae", "denoiser")
    options = visit("draw").assert_fine().selectbox("model").options
    flat = [name for name in BUNDLED_NAMES if name.startswith("vae") or name == ANY_BETA]
    assert len(options) == len(flat) + 1
    assert not any("no_vae" in option for option in options)


def test_the_networks_travel_once_they_are_wanted(visit: Visit) -> None:
    visitor = visit("draw").assert_fine()
    key = visitor.shown("sketch")["key"]
    sent = visitor.tell("decoder", "want", key).assert_fine().shown("decoder")
    record = saved.pretrained_record("vae_functional")
    described, numbers = browser_encoder.pack(browser_encoder.read_encoder(record))
    assert sent["model"]["encoder"]["layers"] == described["layers"]
    assert np.array_equal(floats(sent["model"]["encoder"]["floats"]), np.frombuffer(numbers, "<f4"))
    clean = saved.pretrained_record(CLEAN)
    _, numbers = browser_encoder.pack(browser_encoder.read_classifier(clean))
    classifier = sent["model"]["classifier"]
    assert classifier["key"] == visitor.shown("sketch")["classifier"]
    assert np.array_equal(floats(classifier["floats"]), np.frombuffer(numbers, "<f4"))
    means = np.load(saved.PRETRAINED / "vae_functional.latent.npz")["z_mean"]
    assert np.array_equal(floats(sent["model"]["codes"]["floats"]), means.ravel())
    assert visitor.run().shown("decoder")["model"] is None


def test_the_vae_for_every_beta_is_shown_at_its_own(visit: Visit) -> None:
    shown = visit("draw", model=ANY_BETA).assert_fine().shown("sketch")
    assert shown["beta"] == pytest.approx(0.784)
    assert shown["plane"]["live"]["at"] == pytest.approx(0.784)
    assert visit("draw").shown("sketch")["beta"] is None


def test_strokes_stay_for_as_long_as_the_visit(visit: Visit) -> None:
    visitor = visit("draw").assert_fine()
    strokes = [[0.25, 0.25, 0.75, 0.25], [0.5, 0.5]]
    visitor.tell("sketch", "drawn", {"strokes": strokes}).assert_fine()
    visitor.open("map").open("draw").assert_fine()
    assert visitor.shown("sketch")["board"]["strokes"] == strokes
    assert visit("draw").shown("sketch")["board"]["strokes"] == []


@pytest.mark.parametrize("strokes", [None, "a", [1.0], [["a"]], [[float("nan")]], [[0.5] * 30_000]])
def test_what_is_no_drawing_is_not_kept(visit: Visit, strokes: Any) -> None:
    visitor = visit("draw").tell("sketch", "drawn", {"strokes": strokes}).assert_fine()
    assert visitor.shown("sketch")["board"]["strokes"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_page_s_language(visit: Visit, language: str) -> None:
    visitor = visit("draw").set_language(language).assert_fine()
    shown = visitor.shown("sketch")
    assert shown["language"] == language
    assert shown["sentences"]["sketch"]["again"] == text("sketch.again")
    assert shown["plane"]["label"] == text("sketch.map_label", count=10_000)


def test_the_link_names_the_vae(visit: Visit) -> None:
    visitor = visit("draw", model="vae_collapse").assert_fine()
    assert visitor.link() == {"view": "draw", "model": "vae_collapse"}


# ---- what an address leaves out ----------------------------------------------------


def styles(visitor: Visitor) -> str:
    return "".join(str(block.proto.body) for block in visitor.at.get("html"))


def test_an_address_leaves_out_what_it_names_and_goes_on_saying_so(visit: Visit) -> None:
    visitor = visit("map", hide="strips,legend").assert_fine()
    assert "[class*=st-key-part_strips]" in styles(visitor)
    assert "--latent-legend: none" in styles(visitor)
    assert visitor.link()["hide"] == "legend,strips"
    visitor.choose("slider", "size", 9)
    assert visitor.link()["hide"] == "legend,strips"
    assert "part_strips" not in styles(visit("map"))


def test_no_address_writes_a_style_of_its_own(visit: Visit) -> None:
    visitor = visit("map", hide="a}body{display:none},x y,<script>").assert_fine()
    assert "body{" not in styles(visitor)
    assert "script" not in styles(visitor)
    assert "hide" not in visitor.link()
