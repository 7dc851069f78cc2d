"""A real browser on a real server: Debian's Chromium, driven by Playwright.

One server and one browser serve all tests; each test gets a page with an empty
profile. Every page is watched: a request that leaves this machine, an error on
the console, or an exception in a script fails the test. A picture of the page is
kept in ``failures/`` when a test fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from launch import SECONDS, LaunchError, start_browser, start_server
from page import LOADING, App
from playwright.sync_api import Browser, BrowserContext, expect

FAILURES = Path(__file__).parent / "failures"
expect.set_options(timeout=SECONDS * 1000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    try:
        with start_browser() as browser:
            yield browser
    except LaunchError as error:  # not skipped: without it, half of the app is untested
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of ``streamlit run app.py``."""
    with start_server(tmp_path_factory.mktemp("server")) as (address, _):
        yield address


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if call.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="module")
def desktop(browser: Browser) -> BrowserContext:
    """Pages of this context share a cache, so that only the first loads Streamlit's scripts."""
    return browser.new_context(viewport={"width": 1280, "height": 1400})


@pytest.fixture
def open_app(
    browser: Browser, desktop: BrowserContext, server: str, request: pytest.FixtureRequest
) -> Iterator[Callable[..., App]]:
    """Open the app: ``open_app()``, another view by its link, ``open_app("denoise", level=0.4)``,
    or with a browser of other qualities, ``open_app(browser_options={"color_scheme": "dark"})``.
    The map comes back with everything drawn."""
    apps: list[App] = []

    def open_page(view: str = "map", browser_options: Any = None, **link: Any) -> App:
        context = browser.new_context(**browser_options) if browser_options else desktop
        app = App(context.new_page())
        apps.append(app)
        app.watch()
        app.page.goto(f"{server}/?{urlencode({'view': view, **link})}")
        if view == "map":
            loaded = expect(app.digits("prior"))  # the decoder is loaded, all is drawn
            loaded.to_be_attached(timeout=LOADING)
        app.settle()
        return app

    yield open_page
    for app in apps:
        if request.node.stash.get(FAILED, False):
            FAILURES.mkdir(exist_ok=True)
            app.page.screenshot(path=FAILURES / f"{request.node.name}.png")
        app.page.close()
    complaints = [complaint for app in apps for complaint in app.complaints]
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def app(open_app: Callable[..., App]) -> App:
    return open_app()
