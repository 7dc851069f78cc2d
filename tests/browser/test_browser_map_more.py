"""The map's further parts in a real browser: hover, lasso, a second model, downloads, links."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from page import App, picture
from PIL import Image
from playwright.sync_api import Locator, expect

from explorer.data import mnist
from explorer.models import saved as models_saved
from explorer.ui.texts import text

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OpenApp = Callable[..., App]
MARGIN = 34  # pixels left of a plane


def spot(app: App, plane: Locator, right: float, down: float) -> tuple[float, float]:
    """Where shares of a plane's square are on the page."""
    box = plane.bounding_box()
    assert box
    side = box["width"] - MARGIN
    return box["x"] + MARGIN + right * side, box["y"] + down * side


def hover_a_point(app: App, plane: Locator) -> Locator:
    """Rest the pointer where the map is dense: the thumbnail in the tip."""
    thumb = plane.locator("xpath=..").locator(".thumb")
    left, top = spot(app, plane, 0.5, 0.35)
    app.page.mouse.move(left, top)
    app.page.mouse.move(left + 1, top)
    expect(thumb).to_be_visible()
    return thumb


def test_a_point_shows_its_digit_under_the_pointer(app: App) -> None:
    thumb = hover_a_point(app, app.map)
    index = int(str(thumb.get_attribute("data-index")))
    words = app.page.locator(".words").first.inner_text()
    digit = mnist.load("test").labels[index]
    assert words.startswith(f"{digit} · ")
    shot = Image.open(io.BytesIO(thumb.screenshot())).convert("L").resize((28, 28))
    original = mnist.load("test").images[index, ..., 0]
    assert np.corrcoef(np.asarray(shot).ravel(), original.ravel())[0, 1] > 0.9


def draw_lasso(app: App, plane: Locator) -> None:
    corners = [(0.1, 0.15), (0.4, 0.15), (0.4, 0.45), (0.1, 0.45), (0.1, 0.2)]
    app.page.mouse.move(*spot(app, plane, *corners[0]))
    app.page.mouse.down()
    for corner in corners[1:]:
        app.page.mouse.move(*spot(app, plane, *corner), steps=4)
    app.page.mouse.up()


@pytest.mark.parametrize("way", ["button", "Shift"])
def test_a_lasso_opens_a_gallery(app: App, way: str) -> None:
    title = app.title()
    if way == "button":
        button = app.page.get_by_role("button", name=text("gallery.lasso"))
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        draw_lasso(app, app.map)
    else:
        app.page.keyboard.down("Shift")
        draw_lasso(app, app.map)
        app.page.keyboard.up("Shift")
    gallery = app.page.get_by_role("heading", name=re.compile(r"Chosen pictures: [\d,]+"))
    expect(gallery).to_be_visible()
    count = int(gallery.inner_text().split(":")[1].replace(",", ""))
    with np.load(models_saved.PRETRAINED / "vae_functional.latent.npz") as arrays:
        means = arrays["z_mean"]
    assert 100 < count < len(means) / 2  # the zeros and part of the sixes lie there
    expect(app.page.get_by_text(text("gallery.originals"))).to_be_visible()
    assert app.title() == title  # the end of a lasso is no click
    app.page.get_by_role("button", name=text("gallery.clear")).click()
    expect(gallery).to_have_count(0)


def pink(plane: Locator) -> np.ndarray:
    """Where the pin is: the mean row and column of its colour."""
    where = np.argwhere((picture(plane)[..., :3] == [0xD6, 0x00, 0x6C]).all(-1))
    assert len(where) > 10
    return where.mean(axis=0)


def test_two_models_mark_the_same_digit(open_app: OpenApp) -> None:
    app = open_app(compare="denoiser")
    expect(app.plane(3)).to_be_visible()
    expect(app.page.get_by_text(text("models.denoiser", dim=10), exact=True).last).to_be_visible()
    before = [pink(app.plane(i)) for i in range(4)]
    app.await_change(app.digits(), lambda: app.click_at(app.plane(2), 0.55, 0.4))
    app.settle()
    after = [pink(app.plane(i)) for i in range(4)]
    assert all(np.abs(b - a).max() > 2 for b, a in zip(before, after, strict=True))
    panels = app.page.locator(".groups[data-version]")
    titles = [panels.nth(i).locator("h4").nth(1).inner_text() for i in (0, 1)]
    numbers = [re.findall(r"no\. (\d+)", title) for title in titles]
    assert numbers[0] == numbers[1] != []


def test_layers_are_drawn_on_the_map(app: App) -> None:
    app.page.get_by_text(text("layers.heading")).click()
    for name in ("ellipses", "holes"):
        switch = app.page.get_by_text(text(f"layers.{name}"), exact=True)
        before = picture(app.map)
        app.await_redraw(app.map, switch.click)
        assert not np.array_equal(picture(app.map), before)
    expect(app.page.get_by_text(text("holes.decoded"))).to_be_visible()


def test_what_is_saved_is_what_is_shown(app: App, tmp_path: Path) -> None:
    shown = picture(app.map)
    with app.page.expect_download() as download:
        app.page.get_by_role("button", name=text("export.picture")).first.click()
    assert download.value.suggested_filename == "vae_functional-map.png"
    download.value.save_as(tmp_path / "map.png")
    saved = np.asarray(Image.open(tmp_path / "map.png").convert("RGBA"))
    solid = shown[..., 3] == 255
    assert saved.shape == shown.shape
    assert np.array_equal(saved[solid], shown[solid])
    assert (saved[..., 3] == 255).all()  # on paper


def test_coordinates_and_a_walk_are_downloaded(app: App, tmp_path: Path) -> None:
    app.page.get_by_text(text("export.heading")).click()
    files = {"coordinates": "vae_functional-codes.csv", "walk": "vae_functional-walk.gif"}
    for label, file in files.items():
        with app.page.expect_download() as download:
            app.page.get_by_role("button", name=text(f"export.{label}")).click()
        assert download.value.suggested_filename == file
        download.value.save_as(tmp_path / file)
        assert (tmp_path / file).stat().st_size > 3000


def test_the_page_s_address_opens_the_same_point(app: App, open_app: OpenApp) -> None:
    app.await_change(app.digits(), lambda: app.click_at(app.grid, 0.3, 0.6))
    app.await_point()
    app.settle()
    query = dict(part.split("=") for part in app.page.url.split("?")[1].split("&"))
    point = query["point"].replace("%2C", ",")
    other = open_app(point=point, index=query.get("index", ""))
    assert other.title() == app.title()


def test_the_axes_numbers_are_round(app: App) -> None:
    """What drawScale writes, caught on its way to the canvas."""
    app.page.evaluate(
        """() => {
            window.written = [];
            const own = CanvasRenderingContext2D.prototype.fillText;
            CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
                window.written.push(text);
                return own.call(this, text, ...rest);
            };
        }"""
    )
    slider = app.page.get_by_role("slider", name=text("map.size"))
    slider.focus()
    app.await_redraw(app.grid, lambda: slider.press("Home"))
    written = [
        float(t) for t in app.page.evaluate("window.written") if re.fullmatch(r"-?[\d.]+", t)
    ]
    assert 0.0 in written
    assert len(set(written)) >= 5
    assert all(abs(value * 10 - round(value * 10)) < 1e-9 for value in written)
