"""The denoising and classifying views in a real browser: noise, a drawn digit, a file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import numpy as np
import pytest
from page import App, picture
from PIL import Image
from playwright.sync_api import Locator, expect

from explorer.ui.texts import text

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OpenApp = Callable[..., App]
PATIENT = 60_000  # milliseconds that loading and measuring may take on a busy machine
# a seven: across, and down to the left, in shares of the board
SEVEN = [(0.28, 0.25), (0.72, 0.25), (0.62, 0.45), (0.5, 0.62), (0.42, 0.82)]


def rows(app: App) -> Locator:
    """The rows of digits of the view."""
    return app.page.locator(".groups[data-version]").first


def titles(app: App) -> Locator:
    return rows(app).locator("h4")


@pytest.fixture
def gallery(open_app: OpenApp) -> App:
    app = open_app("denoise")
    expect(titles(app)).to_have_count(3, timeout=PATIENT)
    return app


@pytest.fixture
def board(open_app: OpenApp) -> App:
    return open_app("denoise", source="draw", noise="none")


def draw(app: App, points: list[tuple[float, float]] = SEVEN) -> None:
    """Draw one stroke on the board with the mouse."""
    canvas = app.page.locator(".draw canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    places = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in points]
    app.page.mouse.move(*places[0])
    app.page.mouse.down()
    for place in places[1:]:
        app.page.mouse.move(*place, steps=6)
    app.page.mouse.up()


def await_restored(app: App) -> list[np.ndarray]:
    """The three pictures of one's own digit: as MNIST has it, corrupted, restored."""
    expect(rows(app).locator("canvas")).to_have_count(3, timeout=PATIENT)
    return [picture(canvas)[..., 0] for canvas in rows(app).locator("canvas").all()]


def test_the_noise_slider_repaints_the_gallery(gallery: App) -> None:
    canvases = rows(gallery).locator("canvas")
    clean, corrupted, restored = (picture(canvases.nth(i)) for i in (0, 10, 20))
    slider = gallery.page.get_by_role("slider", name=text("noise.level_course"))
    slider.focus()
    gallery.await_change(rows(gallery), lambda: slider.press("Home"))  # no noise at all
    expect(titles(gallery)).to_have_count(3)
    assert np.array_equal(picture(canvases.nth(0)), clean)
    assert np.array_equal(picture(canvases.nth(10)), clean)
    assert not np.array_equal(picture(canvases.nth(10)), corrupted)
    assert not np.array_equal(picture(canvases.nth(20)), restored)
    gallery.page.wait_for_url(re.compile("level=0"))


def test_the_curves_come_by_themselves(gallery: App) -> None:
    charts = gallery.page.locator(".js-plotly-plot .main-svg")
    expect(charts.first).to_be_visible(timeout=PATIENT)
    expect(gallery.page.locator("span[role=status]")).to_have_count(0, timeout=PATIENT)


def test_a_digit_drawn_with_the_mouse_is_restored_and_named(board: App) -> None:
    draw(board)
    prepared, corrupted, restored = await_restored(board)
    assert np.array_equal(prepared, corrupted)
    inside = np.argwhere(prepared > 12)
    assert (np.ptp(inside, axis=0) + 1).max() == 20
    assert np.corrcoef(prepared.ravel(), restored.ravel())[0, 1] > 0.5
    answer = text("own.answer", system=text("denoise.system_dual"), digit=7, share=1)
    words = re.escape(answer.replace("**", "").rsplit("(", 1)[0].strip())
    expect(board.page.get_by_text(re.compile(words))).to_be_visible()
    plane = board.page.locator("canvas[data-drawn]")
    expect(plane).to_be_visible()
    assert (picture(plane)[..., :3] == [0xD6, 0x00, 0x6C]).all(-1).sum() > 10  # the mark


def test_strokes_are_undone_and_cleared(board: App) -> None:
    canvas = board.page.locator(".draw canvas")
    undo = board.page.get_by_role("button", name=text("own.undo"), exact=True)
    expect(undo).to_be_disabled()
    draw(board)
    draw(board, [(0.3, 0.55), (0.7, 0.55)])
    expect(canvas).to_have_attribute("data-strokes", "2")
    await_restored(board)
    board.await_change(rows(board), undo.click)
    expect(canvas).to_have_attribute("data-strokes", "1")
    board.page.get_by_role("button", name=text("own.clear"), exact=True).click()
    expect(board.page.get_by_text(text("own.empty_draw"))).to_be_visible()


def test_a_finger_draws_too(open_app: OpenApp) -> None:
    phone = {"viewport": {"width": 400, "height": 850}, "has_touch": True, "is_mobile": True}
    app = open_app("denoise", browser_options=phone, source="draw", noise="none")
    canvas = app.page.locator(".draw canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    session = app.page.context.new_cdp_session(app.page)
    top = app.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    for kind, place in [("touchStart", SEVEN[0]), *[("touchMove", p) for p in SEVEN[1:]]]:
        x, y = box["x"] + box["width"] * place[0], box["y"] + box["height"] * place[1]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await_restored(app)
    assert app.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == top
    room = app.page.locator("[data-testid=stMain]").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert room[0] <= room[1]


def test_the_drawing_is_there_again_after_another_view(board: App) -> None:
    draw(board)
    before = await_restored(board)
    board.page.get_by_role("radio", name=text("views.map")).click()
    expect(board.page.locator("canvas[data-drawn]").nth(1)).to_be_visible(timeout=PATIENT)
    board.page.get_by_role("radio", name=text("views.denoise")).click()
    expect(board.page.locator(".draw canvas")).to_have_attribute("data-strokes", "1")
    assert np.array_equal(await_restored(board)[0], before[0])


def seven() -> bytes:
    """A photograph of sorts: a dark seven on grey paper, a PNG."""
    page = np.full((300, 400), 190, np.uint8)
    page[60:80, 100:260] = 40
    for step in np.linspace(0, 1, 300):
        row, column = int(70 + 170 * step), int(240 - 80 * step)
        page[row : row + 18, column : column + 18] = 40
    file = io.BytesIO()
    Image.fromarray(page).save(file, "PNG")
    return file.getvalue()


def test_an_uploaded_picture_is_restored(open_app: OpenApp) -> None:
    app = open_app("denoise", source="file", noise="none")
    file = {"name": "seven.png", "mimeType": "image/png", "buffer": seven()}
    app.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    prepared, _, restored = await_restored(app)
    assert prepared[0, 0] == 0
    assert prepared.max() > 240
    assert np.corrcoef(prepared.ravel(), restored.ravel())[0, 1] > 0.5


def test_a_file_that_is_no_picture_is_a_sentence(open_app: OpenApp) -> None:
    app = open_app("denoise", source="file")
    file = {"name": "seven.png", "mimeType": "image/png", "buffer": b"no picture"}
    app.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    expect(app.page.get_by_role("alert")).to_contain_text("seven.png is not a readable picture")


def test_both_systems_are_compared(open_app: OpenApp) -> None:
    app = open_app("classify", second="dual", size=200)
    expect(app.page.get_by_text(text("classify.heading_one"))).to_be_visible(timeout=PATIENT)
    expect(app.page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    before = rows(app).get_attribute("data-version")
    app.choose(text("noise.mode"), text("noise.mode_mask"))
    expect(rows(app)).not_to_have_attribute("data-version", str(before), timeout=PATIENT)


def test_a_french_browser_s_sliders_have_a_comma_on_french_pages_only(open_app: OpenApp) -> None:
    app = open_app("denoise", {"locale": "fr-FR"}, noise="gaussian", level="0.35")
    slider = app.page.locator("[data-testid=stSlider]").first
    expect(slider).to_contain_text("0,35")
    app.choose("Langue", "English")
    expect(slider).to_contain_text("0.35")
