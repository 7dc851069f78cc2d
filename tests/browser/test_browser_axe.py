"""For everyone: axe-core finds nothing on any view; phones scroll down, never sideways.

Deque's axe-core comes with the package axe-playwright-python. What it finds in a part that is
Streamlit's own, and that no theme or style of ours can mend, is named in ``STREAMLIT``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from page import LOADING, App
from playwright.sync_api import CDPSession, expect

from explorer.ui.texts import sentences

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OpenApp = Callable[..., App]
MAP = {"model": "inception", "compare": "vae_functional", "holes": 1, "k": 5, "ellipses": 1}
PAGES: list[tuple[str, dict[str, Any], str]] = [  # a view, its link, and a tab to open there
    ("lesson", {}, ""),
    ("lesson", {"step": 5}, ""),
    ("lesson", {"step": 8}, ""),
    ("map", {}, ""),
    ("map", {**MAP, "solid": 1}, ""),
    ("denoise", {}, ""),
    ("denoise", {"source": "draw"}, ""),
    ("denoise", {"source": "file"}, ""),
    ("draw", {}, ""),
    ("classify", {}, ""),
    ("kl", {}, ""),
    ("kl", {"part": "movie"}, ""),
    ("kl", {"part": "trained"}, ""),
    ("kl", {"part": "own"}, ""),
    ("train", {}, ""),
    ("train", {}, "train.tab_code"),
    ("train", {}, "train.tab_files"),
]
# the drop zone of st.file_uploader: role="presentation" on what has a name
STREAMLIT = {("presentation-role-conflict", "stFileUploaderDropzone")}
OPTIONS = {
    "rules": {"label-content-name-mismatch": {"enabled": True}},  # off by default
    "resultTypes": ["violations"],  # a third of the time: what passes is not listed
}


def violations(app: App) -> list[str]:
    """What axe finds, but for Streamlit's own: a line for each element."""
    found = Axe().run(app.page, options=OPTIONS).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:150]} {(node.get('failureSummary') or '')[:300]}"
        for rule in found
        for node in rule["nodes"]
        if not any(rule["id"] == name and part in node["html"] for name, part in STREAMLIT)
    ]


def too_wide(app: App) -> str:
    """Whether the page, or what scrolls in it, is wider than the screen."""
    return str(
        app.page.evaluate(
            """() => [document.documentElement, document.querySelector(".stMain")]
                .filter((e) => e.scrollWidth > e.clientWidth)
                .map((e) => `${e.tagName} ${e.scrollWidth} > ${e.clientWidth}`).join()"""
        )
    )


@pytest.mark.parametrize(
    ("scheme", "width", "language"),
    [("light", 1366, "fr"), ("dark", 1366, "en"), ("light", 400, "en"), ("dark", 400, "fr")],
)
def test_nothing_is_wrong_on_any_view(
    open_app: OpenApp, scheme: str, width: int, language: str
) -> None:
    options = {
        "color_scheme": scheme,
        "viewport": {"width": width, "height": 1200},
        "locale": language,
    }
    app = open_app(browser_options=options)
    base, wrong = app.page.url.split("?")[0], []
    for view, link, tab in PAGES:
        asked = "&".join(f"{name}={value}" for name, value in {"view": view, **link}.items())
        app.page.goto(f"{base}?{asked}")
        app.page.locator("h3").first.wait_for()
        if tab:
            section, entry = tab.split(".")
            app.page.get_by_text(sentences(language)[section][entry], exact=True).click()
        app.page.wait_for_timeout(700)
        app.settle()
        app.page.evaluate(
            "document.querySelectorAll('details:not([open]) summary').forEach((e) => e.click())"
        )
        where = f"{view} {link} {tab}"
        found = violations(app)
        for _ in range(5):
            if not found:
                break
            app.page.wait_for_timeout(1000)  # not what a busy machine has still to draw
            found = violations(app)
        wrong += [f"{where}: {one}" for one in found]
        if width < 640 and (wide := too_wide(app)):
            wrong.append(f"{where}: {wide}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("width", [320, 360, 412])
def test_no_view_scrolls_sideways_on_a_phone(open_app: OpenApp, width: int) -> None:
    app = open_app("lesson", {"viewport": {"width": width, "height": 740}})
    base, wrong = app.page.url.split("?")[0], {}
    for view, link, _ in PAGES:
        asked = "&".join(f"{name}={value}" for name, value in {"view": view, **link}.items())
        app.page.goto(f"{base}?{asked}")
        app.page.locator("h3").first.wait_for()
        app.page.wait_for_timeout(500)
        app.settle()
        if wide := too_wide(app):
            wrong[view, str(link)] = wide
    assert wrong == {}


# ---- without a mouse -------------------------------------------------------------------


def test_the_legend_is_one_tab_stop_with_arrows_inside(app: App) -> None:
    legend = app.page.locator(".legend").first
    assert legend.locator("button[tabindex='0']").count() == 1
    first, last = legend.get_by_role("button", name="0"), legend.get_by_role("button", name="9")
    first.focus()
    app.page.keyboard.press("ArrowLeft")
    expect(last).to_be_focused()
    app.page.keyboard.press("Home")
    expect(first).to_be_focused()
    app.page.keyboard.press("ArrowRight")
    app.page.keyboard.press("Enter")
    expect(app.map).to_have_attribute("data-only", "1")
    app.page.keyboard.press("Tab")
    assert not app.page.evaluate(
        """() => { let e = document.activeElement;
            while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
            return Boolean(e.closest(".legend")); }"""
    )
    app.page.keyboard.press("Shift+Tab")
    expect(legend.get_by_role("button", name="1")).to_be_focused()


def test_the_map_has_few_tab_stops(app: App) -> None:
    """Ten digits and seven tools of a plane are three stops."""
    plane = app.page.locator("figure.plane").first
    stops = plane.locator("[tabindex='0'], button:not([tabindex])").filter(visible=True)
    assert stops.count() <= 4


# ---- fingers ---------------------------------------------------------------------------


@pytest.fixture
def phone(open_app: OpenApp) -> App:
    size = {"width": 400, "height": 740}
    app = open_app(browser_options={"viewport": size, "has_touch": True, "is_mobile": True})
    app.map.scroll_into_view_if_needed()
    app.page.evaluate("document.querySelector('.stMain').scrollBy(0, 60)")
    return app


def scrolled(app: App) -> float:
    return float(app.page.evaluate("document.querySelector('.stMain').scrollTop"))


def swipe(app: App, session: CDPSession, up: float, rest: float = 0) -> None:
    """One finger on the middle of the map, at rest for some milliseconds, then moved up."""
    box = app.map.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def touch(kind: str, at: float | None) -> None:
        points = [] if at is None else [{"x": x, "y": at}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", y)
    app.page.wait_for_timeout(rest)
    for step in range(1, 11):
        touch("touchMove", y - up * step / 10)
        app.page.wait_for_timeout(16)
    touch("touchEnd", None)
    app.page.wait_for_timeout(300)


def swiped(app: App, session: CDPSession, up: float) -> float:
    """How far a swipe scrolls the page; again where a busy machine made a rest of its start."""
    for _ in range(4):
        before = scrolled(app)
        swipe(app, session, up)
        if moved := scrolled(app) - before:
            return moved
    return 0


def test_a_finger_on_the_map_scrolls_the_page_and_draws_once_it_is_held(phone: App) -> None:
    session = phone.page.context.new_cdp_session(phone.page)
    assert swiped(phone, session, 150) > 60
    phone.map.tap()  # a map that was touched once scrolls as well
    phone.settle()
    assert swiped(phone, session, -150) < -60
    before = scrolled(phone)
    play = phone.page.locator("figure.plane button.play").first
    expect(play).to_be_hidden()
    swipe(phone, session, 100, rest=400)
    assert abs(scrolled(phone) - before) < 5
    expect(play).to_be_visible(timeout=LOADING)  # a walk was drawn
