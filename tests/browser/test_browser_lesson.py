"""The lesson in a real browser: through its steps by keyboard, and into the other views."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from page import LOADING, App, picture
from playwright.sync_api import expect

from explorer.ui.texts import sentences, text

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OpenApp = Callable[..., App]


def title(name: str, language: str = "en") -> str:
    return sentences(language)[f"lesson_{name}"]["title"]


def heading(app: App, name: str, language: str = "en") -> None:
    """Wait until the step ``name`` is shown."""
    expect(app.page.get_by_role("heading", name=title(name, language))).to_be_visible()


def test_the_keyboard_goes_forth_and_back(open_app: OpenApp) -> None:
    app = open_app("lesson")
    heading(app, "task")
    app.page.wait_for_timeout(1000)  # Streamlit listens for its shortcuts after the first frame
    app.page.keyboard.press("Alt+n")
    heading(app, "coder")
    expect(app.page).to_have_url(re.compile("step=2"))
    app.page.keyboard.press("Alt+p")
    heading(app, "task")
    forward = app.page.get_by_role("button", name=text("lesson.next"))
    forward.focus()
    app.page.keyboard.press("Enter")
    heading(app, "coder")


def test_a_question_opens_and_the_language_keeps_the_step(open_app: OpenApp) -> None:
    app = open_app("lesson", step=3)
    question = sentences("en")["lesson_clusters"]["question_1"]
    answer = sentences("en")["lesson_clusters"]["answer_1"]
    app.page.get_by_text(question).click()
    expect(app.page.get_by_text(answer)).to_be_visible()
    app.choose(text("app.language"), "Français")
    heading(app, "clusters", "fr")


def test_a_step_opens_the_map_with_its_model_and_holes(open_app: OpenApp) -> None:
    app = open_app("lesson", step=4)
    app.page.get_by_role("button", name=text("lesson_holes.open")).click()
    expect(app.page).to_have_url(re.compile("view=map.*model=denoiser"))
    expect(app.page).to_have_url(re.compile("holes=1"))
    expect(app.plane(0)).to_be_visible()


def test_the_draws_are_decoded_once_the_decoder_is_there(open_app: OpenApp) -> None:
    app = open_app("lesson", step=6)
    rows = app.page.locator(".groups[data-version]")
    expect(rows).to_be_attached(timeout=LOADING)
    first = picture(rows.locator("canvas").nth(0))
    again = app.page.get_by_role("button", name=text("lesson_draws.again"))
    app.await_change(rows, again.click)
    assert first.max() == 255
    assert not (picture(rows.locator("canvas").nth(0)) == first).all()


def test_a_step_is_read_at_the_width_of_a_telephone(open_app: OpenApp) -> None:
    app = open_app("lesson", browser_options={"viewport": {"width": 400, "height": 900}}, step=5)
    heading(app, "cloud")
    width = app.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 400


def test_the_dial_moves_map_and_figures_without_the_server(open_app: OpenApp) -> None:
    app = open_app("lesson", step=8)
    slider = app.page.locator(".beta:visible input")
    expect(slider).to_be_visible(timeout=LOADING)
    app.settle()
    line = app.page.locator("p[data-beta]")
    before = line.inner_text()
    assert float(str(line.get_attribute("data-beta"))) == pytest.approx(0.126, abs=0.01)
    app.click_at(app.map, 0.4, 0.4)  # a pin does not turn the dial
    assert float(str(app.map.get_attribute("data-beta"))) == pytest.approx(0.126, abs=0.01)
    app.page.evaluate("WebSocket.prototype.send = () => {}")  # nobody else can answer now
    map_before = picture(app.map)
    for _ in range(30):
        slider.press("ArrowRight")
    assert line.inner_text() != before
    assert float(str(line.get_attribute("data-beta"))) > 0.4
    assert not np.array_equal(picture(app.map), map_before)


def test_another_height_is_decoded_by_the_page(open_app: OpenApp) -> None:
    app = open_app("lesson", step=10)
    rows = app.page.locator(".heights .groups")
    expect(rows).to_have_attribute("data-by", "server", timeout=LOADING)
    slider = app.page.locator(".heights input")
    before = picture(rows.locator("canvas").first)
    for _ in range(6):
        slider.press("ArrowRight")
        app.page.wait_for_timeout(50)
    expect(rows).to_have_attribute("data-height", "16")
    app.settle()
    assert not np.array_equal(picture(rows.locator("canvas").first), before)
    assert rows.locator("canvas").count() == 20
