"""The two weights in a real browser: slider, presets, and a click on a map."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from page import App
from playwright.sync_api import Locator, expect

from explorer.ui.texts import text

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OpenApp = Callable[..., App]
LOADING = 90_000  # ms: the first decoder imports TensorFlow, maybe on a busy machine


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
    app = open_app("kl")
    app.click_at(app.plane(0), 0.6, 0.5)
    rows = app.page.locator(".groups[data-version]")
    expect(rows).to_be_attached(timeout=LOADING)
    expect(rows.locator("h4")).to_contain_text("z = (")
    expect(app.page).to_have_url(re.compile("point="))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_telephone(open_app: OpenApp, scheme: str) -> None:
    options = {"viewport": {"width": 400, "height": 900}, "color_scheme": scheme}
    app = open_app("kl", browser_options=options)
    assert app.page.evaluate("document.documentElement.scrollWidth") <= 400
