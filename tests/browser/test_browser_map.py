"""The latent map in a real browser: clicks, keys, sliders, themes and narrow screens."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from page import LOADING, App, picture
from playwright.sync_api import expect

from explorer.data import mnist
from explorer.models import saved
from explorer.plots.palette import DIGIT_COLOURS
from explorer.ui.texts import text

pytestmark = pytest.mark.browser

OpenApp = Callable[..., App]


def coordinates(title: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+\.\d\d", title)]


def colour_counts(pixels: np.ndarray) -> list[int]:
    """How many pixels of the map have exactly each digit's colour."""
    colours = [list(bytes.fromhex(name[1:])) for name in DIGIT_COLOURS]
    return [int((pixels[..., :3] == colour).all(axis=-1).sum()) for colour in colours]


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    """The contrast ratio of two colours 0..255, as WCAG 2 defines it: 1 to 21."""

    def luminance(colour: np.ndarray) -> float:
        share = np.asarray(colour[:3], float) / 255
        linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def css_colour(app: App, selector: str, name: str) -> np.ndarray:
    value = app.page.locator(selector).first.evaluate(f"e => getComputedStyle(e).{name}")
    return np.array([float(number) for number in re.findall(r"[\d.]+", value)][:3])


def test_a_click_on_a_grid_cell_decodes_it(app: App) -> None:
    canvas = app.digits().locator("canvas").nth(0)
    before = picture(canvas)
    app.await_change(app.digits(), lambda: app.click_at(app.grid, 0.3, 0.3))
    first, at_first = picture(canvas), coordinates(app.title())
    assert before.shape == first.shape == (28, 28, 4)
    assert np.abs(first.astype(int) - before).max() > 50
    assert at_first[0] < 0 < at_first[1]  # left of the middle, and above it
    app.await_change(app.digits(), lambda: app.click_at(app.grid, 0.8, 0.8))
    assert np.abs(picture(canvas).astype(int) - first).max() > 50
    right, down = coordinates(app.title())
    assert down < 0 < right


@pytest.mark.slow
def test_what_is_decoded_is_the_cell_that_was_clicked(app: App) -> None:
    """The picked digit is the picture that the grid has at that place."""
    whole = picture(app.grid)[..., 0]
    box = app.grid.bounding_box()
    assert box
    scale = whole.shape[1] / box["width"]  # canvas pixels to a CSS pixel
    cell = (box["width"] - 34) / 20
    left, top = 34 + 4 * cell, 13 * cell  # the fifth column and the fourteenth row
    at = {"x": left + cell / 2, "y": top + cell / 2}
    app.await_change(app.digits(), lambda: app.grid.click(position=at))
    rows, columns = (((np.arange(28) + 0.5) / 28 * cell + start) * scale for start in (top, left))
    tile = whole[np.ix_(rows.astype(int), columns.astype(int))]
    decoded = picture(app.digits().locator("canvas").nth(0))[..., 0]
    assert np.corrcoef(tile.ravel(), decoded.ravel())[0, 1] > 0.9


def test_a_click_on_a_point_names_its_digit(app: App) -> None:
    """With the fours alone on the map, the lowest of them is clicked."""
    app.page.get_by_role("button", name="4", exact=True).click()
    expect(app.map).to_have_attribute("data-only", "4")
    shown = picture(app.map)
    colour = list(bytes.fromhex(DIGIT_COLOURS[4][1:]))
    rows, columns = np.nonzero((shown[..., :3] == colour).all(axis=-1))
    box = app.map.bounding_box()
    assert box
    at = {
        "x": columns[-1] * box["width"] / shown.shape[1],
        "y": rows[-1] * box["height"] / shown.shape[0],
    }
    app.await_change(app.digits(), lambda: app.map.click(position=at))
    found = re.search(text("map.picked_digit", index=r"(\d+)", digit=4), app.titles()[1])
    assert found, app.titles()
    index = int(found[1])
    with np.load(saved.PRETRAINED / "vae_functional.latent.npz") as arrays:
        means = arrays["z_mean"]
    assert mnist.load("test").labels[index] == 4
    assert coordinates(app.title()) == pytest.approx(means[index].tolist(), abs=0.006)


def test_the_legend_isolates_a_digit_and_shows_all_again(app: App) -> None:
    before = colour_counts(picture(app.map))
    assert min(before) > 20
    button = app.page.get_by_role("button", name="3", exact=True)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    alone = colour_counts(picture(app.map))
    assert [digit for digit in range(10) if alone[digit]] == [3]
    assert alone[3] >= before[3]  # nothing lies over them any more
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert colour_counts(picture(app.map)) == before


@pytest.mark.slow
def test_arrow_keys_move_the_point_and_shift_makes_small_steps(app: App) -> None:
    app.await_change(app.digits(), lambda: app.click_at(app.grid, 0.5, 0.5))
    start = coordinates(app.title())
    app.await_change(app.digits(), lambda: app.page.keyboard.press("ArrowRight"))
    right = coordinates(app.title())
    assert right[0] > start[0]
    assert right[1] == start[1]
    app.await_change(app.digits(), lambda: app.page.keyboard.press("ArrowUp"))
    up = coordinates(app.title())
    assert up[0] == right[0]
    assert up[1] > right[1]
    app.await_change(app.digits(), lambda: app.page.keyboard.press("Shift+ArrowDown"))
    assert start[1] < coordinates(app.title())[1] < up[1]


@pytest.mark.slow
def test_the_picked_point_is_marked_on_both_planes(app: App) -> None:
    pink = [0xD6, 0x00, 0x6C]

    def marks() -> list[np.ndarray]:
        return [np.argwhere((picture(p)[..., :3] == pink).all(-1)) for p in (app.map, app.grid)]

    app.await_change(app.digits(), lambda: app.click_at(app.grid, 0.25, 0.25))
    first = marks()
    app.await_change(app.digits(), lambda: app.click_at(app.map, 0.6, 0.5))
    second = marks()
    for before, after in zip(first, second, strict=True):
        assert len(before) > 10
        assert len(after) > 10
        assert after.mean(axis=0)[1] > before.mean(axis=0)[1]  # further to the right


@pytest.mark.slow
def test_hovering_tells_where_one_is(app: App) -> None:
    tip = app.page.locator(".tip").nth(1)
    expect(tip).to_be_hidden()
    box = app.grid.bounding_box()
    assert box
    app.page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.3)
    expect(tip).to_be_visible()
    x, y = coordinates(tip.inner_text())
    assert x > 0
    assert y > 0


@pytest.mark.slow
def test_the_size_slider_changes_the_grid(app: App) -> None:
    slider = app.page.get_by_role("slider", name=text("map.size"))
    slider.focus()
    app.await_redraw(app.grid, lambda: slider.press("Home"))
    expect(app.grid).to_have_attribute("aria-label", text("map.grid_label", size=5))


@pytest.mark.slow
def test_a_walk_s_ends_change_its_strip(app: App) -> None:
    walk = app.digits("walk")
    first, last = walk.locator("canvas").first, walk.locator("canvas").last
    before = picture(first), picture(last)
    start = app.page.locator(".walk_from")
    app.await_change(walk, lambda: start.select_option(text("strips.centre", digit=1)))
    assert not np.array_equal(picture(first), before[0])
    assert np.array_equal(picture(last), before[1])
    end = app.page.locator(".walk_to")
    app.await_change(walk, lambda: end.select_option(text("strips.centre", digit=9)))
    assert not np.array_equal(picture(last), before[1])


@pytest.mark.slow
def test_samples_are_drawn_again(app: App) -> None:
    again = app.page.get_by_role("button", name=text("strips.again"))
    before = picture(app.digits("prior").locator("canvas").first)
    app.await_change(app.digits("prior"), again.click)
    assert not np.array_equal(picture(app.digits("prior").locator("canvas").first), before)


@pytest.mark.slow
def test_another_model_brings_its_own_map(app: App) -> None:
    expect(app.page.get_by_role("combobox", name=text("map.axis_x"))).to_have_count(0)
    before = colour_counts(picture(app.map))
    app.await_redraw(
        app.map, lambda: app.choose(text("map.model"), text("models.denoiser", dim=10))
    )
    expect(app.page.get_by_role("combobox", name=text("map.axis_x"))).to_be_visible()
    expect(app.page.get_by_role("alert")).to_have_count(0)
    assert colour_counts(picture(app.map)) != before
    app.await_change(app.digits(), lambda: app.click_at(app.grid, 0.4, 0.4))
    assert len(coordinates(app.title())) == 10


@pytest.mark.slow
def test_the_curves_are_drawn(app: App) -> None:
    app.page.get_by_text(text("numbers.more")).click()
    expect(app.page.locator(".js-plotly-plot .main-svg").first).to_be_visible()


@pytest.mark.slow
def test_nothing_is_wider_than_the_screen(app: App) -> None:
    for width in (1280, 800, 400):
        app.page.set_viewport_size({"width": width, "height": 1400})
        expect(app.grid).to_be_visible()
        app.page.wait_for_timeout(300)  # the planes are drawn anew
        assert_fits(app, width)


def assert_fits(app: App, width: int) -> None:
    for selector in ("html", "[data-testid=stMain]"):
        room = app.page.locator(selector).evaluate("e => [e.scrollWidth, e.clientWidth]")
        assert room[0] <= room[1], (selector, width)
    for canvas in app.page.locator("canvas:visible").all():
        box = canvas.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


@pytest.mark.slow
def test_a_phone_can_pick_with_a_finger(open_app: OpenApp) -> None:
    phone = {"width": 400, "height": 850}
    app = open_app(
        browser_options={
            "viewport": phone,
            "has_touch": True,
            "is_mobile": True,
            "device_scale_factor": 2,
        }
    )
    assert_fits(app, 400)
    app.grid.scroll_into_view_if_needed()
    box = app.grid.bounding_box()
    assert box
    assert box["width"] > 300  # the planes stand below each other, each as wide as the page
    app.await_change(app.digits(), lambda: app.grid.tap(position={"x": 200, "y": 100}))
    assert app.title()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_in_either_scheme(open_app: OpenApp, scheme: str) -> None:
    app = open_app(browser_options={"color_scheme": scheme})
    paper = css_colour(app, "[data-testid=stApp]", "backgroundColor")
    assert (paper.mean() < 80) == (scheme == "dark")
    for selector in (".plane", ".groups", ".groups h4", "h1, h2, h3"):
        assert contrast(css_colour(app, selector, "color"), paper) > 4.5, selector
    # the numbers of the axes are drawn on the canvas, which is clear elsewhere
    below = picture(app.map)[-20:].reshape(-1, 4)
    ink = below[below[:, 3] == 255]
    assert len(ink) > 20
    assert contrast(np.median(ink, axis=0), paper) > 4.5


# ---- picks that the page answers by itself --------------------------------------


def at(app: App) -> str | None:
    return app.digits().get_attribute("data-at")


def test_a_page_that_has_all_it_needs_answers_a_click_before_the_server(app: App) -> None:
    app.map.hover(position={"x": 200, "y": 200})  # a pointer brings the test digits
    rows = app.digits()
    app.click_at(app.map, 0.5, 0.5)
    expect(rows).to_have_attribute("data-by", "browser", timeout=LOADING)
    app.settle()
    app.page.evaluate("WebSocket.prototype.send = () => {}")  # nobody else can answer now
    before = at(app)
    app.click_at(app.grid, 0.3, 0.7)
    expect(rows).not_to_have_attribute("data-at", str(before))
    x, y = map(float, str(at(app)).split(","))
    assert f"{x:.2f}, {y:.2f}" in app.title()


def test_the_server_hears_of_it_and_the_link_follows(app: App) -> None:
    app.map.hover(position={"x": 200, "y": 200})
    app.click_at(app.map, 0.5, 0.5)
    expect(app.digits()).to_have_attribute("data-by", "browser", timeout=LOADING)
    app.settle()
    app.click_at(app.grid, 0.6, 0.6)
    app.await_point()
    app.page.get_by_role("button", name=text("strips.keep_a")).click()
    app.settle()
    start = app.page.locator(".walk_from")
    start.select_option(text("strips.point", letter="A"))
    expect(app.digits("walk")).to_have_attribute("data-by", "browser")
    first = picture(app.digits("walk").locator("canvas").first)
    assert np.array_equal(first, picture(app.digits().locator("canvas").first))
    neighbour = app.digits().locator("button").first
    neighbour.click()
    expect(app.page).to_have_url(re.compile(r"index=\d+"))
    app.page.get_by_role("button", name=text("map.random")).click()
    app.settle()
    assert app.complaints == []
