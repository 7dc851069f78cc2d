"""The two weights in a real browser: slider, presets, a click on a map; beta dragged; the film."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from page import LOADING, App, picture
from playwright.sync_api import Locator, expect

from explorer.ui.texts import text

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OpenApp = Callable[..., App]


def beta(app: App) -> Locator:
    return app.page.get_by_test_id("stMetricValue")


def test_the_slider_moves_beta_its_number_and_the_link(open_app: OpenApp) -> None:
    app = open_app("kl")
    expect(beta(app)).to_have_text("0.784")
    slider = app.page.get_by_role("slider", name=text("kl.k2"))
    slider.focus()
    app.page.keyboard.press("ArrowRight")
    expect(beta(app)).to_have_text("0.98")
    number = app.page.get_by_label(text("kl.k2_exact"))
    expect(number).to_have_value("0.00125")
    expect(app.page).to_have_url(re.compile("k2=0.00125"))


def test_a_number_moves_the_slider_and_a_preset_both(open_app: OpenApp) -> None:
    app = open_app("kl")
    number = app.page.get_by_label(text("kl.k2_exact"))
    number.fill("0.0042")
    number.press("Enter")
    expect(beta(app)).to_have_text("3.293")
    expect(number).to_have_value("0.0042")
    slider = app.page.get_by_role("slider", name=text("kl.k2"))
    expect(slider).to_have_attribute("aria-valuetext", "0.004")
    app.page.get_by_text(text("kl.preset_collapse"), exact=True).first.click()
    expect(beta(app)).to_have_text("1,829")
    expect(number).to_have_value("7")


def test_a_click_on_a_map_is_decoded_by_the_models(open_app: OpenApp) -> None:
    app = open_app("kl", part="trained")
    app.click_at(app.plane(0), 0.6, 0.5)
    rows = app.page.locator(".groups[data-version]")
    expect(rows).to_be_attached(timeout=LOADING)
    expect(rows.locator("h4")).to_contain_text("z = (")
    expect(app.page).to_have_url(re.compile("point="))


# ---- one VAE for every ratio -------------------------------------------------


def exactly(app: App) -> Locator:
    return app.page.get_by_text(text("kl.exact", count=2000))


def test_the_map_of_a_typed_weight_is_told_apart_and_follows_the_slider(open_app: OpenApp) -> None:
    app = open_app("kl", k2="0.00123")  # no slider stops there
    expect(app.page.get_by_text("places are interpolated")).to_be_visible(timeout=LOADING)
    slider = app.page.get_by_role("slider", name=text("kl.k2"))
    slider.focus()
    app.await_redraw(app.plane(1), lambda: app.page.keyboard.press("ArrowRight"))
    expect(app.page.get_by_text(text("kl.heading_map", beta="1.176"))).to_be_visible()
    expect(exactly(app)).to_be_visible()


def drag_to(slider: Locator, beta: float) -> None:
    """What a pointer does, which lets go at one of the slider's steps."""
    slider.evaluate(
        "(e, v) => { e.value = v; e.dispatchEvent(new Event('input')) }", math.log(beta)
    )


def test_beta_is_dragged_in_the_browser_and_sets_k2(open_app: OpenApp) -> None:
    app = open_app("kl")
    drag = app.page.get_by_role("slider", name=text("live.beta"))
    expect(drag).to_be_visible()
    drag_to(drag, 9.5)
    drag.dispatch_event("change")
    expect(exactly(app)).to_be_visible()
    expect(beta(app)).to_have_text(re.compile(r"^9\.[2-8]"))  # the nearest stop
    expect(app.page).to_have_url(re.compile(r"k2=0\.012"))
    app.page.get_by_text(text("kl.preset_collapse"), exact=True).first.click()
    expect(beta(app)).to_have_text("1,829")
    assert float(drag.evaluate("e => e.value")) == pytest.approx(math.log(1829), abs=0.05)
    assert coloured(app.plane(0)) < 1500  # collapsed
    drag_to(drag, 0.01)  # the maps came once, before the first drag
    assert coloured(app.plane(0)) > 2500


def coloured(canvas: Locator) -> int:
    """Pixels in the colour of some digit; the grid and the axes are grey."""
    pixels = picture(canvas)[..., :3].astype(int)
    return int((np.ptp(pixels, axis=-1) > 60).sum())


def point(app: App) -> int:
    return int(str(app.page.locator("canvas.screen").get_attribute("data-point")))


def test_a_click_on_the_plane_leaves_beta_where_it_was_dragged(open_app: OpenApp) -> None:
    app = open_app("kl", k2=0.05)
    slider = app.page.locator(".beta:visible input")
    expect(slider).to_be_visible(timeout=LOADING)
    expect(app.map).to_have_attribute("data-live", "ready", timeout=LOADING)
    app.settle()
    beta = float(str(app.map.get_attribute("data-beta")))
    assert beta == pytest.approx(39.2, rel=0.05)
    app.click_at(app.map, 0.3, 0.4)
    app.settle()
    assert float(str(app.map.get_attribute("data-beta"))) == pytest.approx(beta)
    expect(app.page).to_have_url(re.compile(r"point=-\d"))  # told, and written into the address


def test_the_film_plays_pauses_and_is_scrubbed(open_app: OpenApp) -> None:
    app = open_app("kl", part="movie")
    screen = app.page.locator("canvas.screen")
    expect(screen).to_have_attribute("data-point", "0")
    before = picture(screen)
    app.page.get_by_role("button", name=text("kl_movie.play")).click()
    expect(screen).to_have_attribute("data-point", re.compile(r"^([3-9]|\d\d)$"))
    app.page.get_by_role("button", name=text("kl_movie.pause")).click()
    stopped = point(app)
    app.page.wait_for_timeout(400)
    assert point(app) == stopped
    assert (picture(screen) != before).any()
    scrub = app.page.get_by_role("slider", name=text("kl_movie.scrub"))
    scrub.fill("63")
    expect(screen).to_have_attribute("data-point", "63")
    expect(app.page.locator("output.figures")).to_contain_text("2000")
    app.page.get_by_role("button", name=text("kl_movie.take")).click()
    expect(beta(app)).to_have_text(re.compile("^2,000|^1,999"))


def test_the_film_does_not_start_by_itself(open_app: OpenApp) -> None:
    options = {"viewport": {"width": 900, "height": 900}, "reduced_motion": "reduce"}
    app = open_app("kl", part="movie", browser_options=options)
    expect(app.page.locator("canvas.screen")).to_have_attribute("data-point", "0")
    app.page.wait_for_timeout(600)
    assert point(app) == 0


def test_the_film_is_saved_as_a_gif_and_as_a_video(open_app: OpenApp) -> None:
    app = open_app("kl", part="movie")
    expect(app.page.locator("canvas.screen")).to_have_attribute("data-point", "0")
    with app.page.expect_download() as gif:
        app.page.get_by_role("button", name=text("kl_movie.gif")).click()
    assert gif.value.path().read_bytes()[:6] == b"GIF89a"
    with app.page.expect_download(timeout=60_000) as video:
        app.page.locator("button.record").click()
    content, name = video.value.path().read_bytes(), video.value.suggested_filename
    start = {".mp4": content[4:8] == b"ftyp", ".webm": content[:4] == b"\x1aE\xdf\xa3"}
    assert start[Path(name).suffix], name  # the file is of the kind that its name says
    assert len(content) > 50_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("part", ["live", "movie", "trained"])
def test_nothing_is_wider_than_a_telephone(open_app: OpenApp, scheme: str, part: str) -> None:
    options = {"viewport": {"width": 400, "height": 900}, "color_scheme": scheme}
    app = open_app("kl", part=part, browser_options=options)
    expect(app.page.locator("canvas[data-drawn]").first).to_be_attached()
    assert app.page.evaluate("document.documentElement.scrollWidth") <= 400
