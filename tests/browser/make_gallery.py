"""Take the README's pictures from the real app.

python tests/browser/make_gallery.py [VIEW ...]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from launch import start_browser, start_server
from page import App
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from explorer.ui.views import VIEWS

GALLERY = Path(__file__).parent / "gallery"
SECONDS = 120
SETTLED = 3000  # milliseconds in which nothing is still being drawn
MEASURED = 60_000  # milliseconds in which the slow sums of a view are done


def show_map(app: App) -> None:
    """With a point picked in the decoded grid, and the picture under a pointer elsewhere."""
    expect(app.digits("prior")).to_be_attached()
    app.await_change(app.digits(), lambda: app.click_at(app.grid, 0.87, 0.25))
    app.page.wait_for_timeout(SETTLED)
    app.map.hover(position={"x": 100, "y": 262})  # among the 0s


def show_measured(app: App) -> None:
    """With nothing left to wait for."""
    app.page.wait_for_timeout(SETTLED)
    app.page.locator("span[role=status]").wait_for(state="detached", timeout=MEASURED)


PREPARE: dict[str, Callable[[App], None]] = {
    "map": show_map,
    "denoise": show_measured,
    "classify": show_measured,
}
LINKS = {"denoise": "&noise=course&level=1"}


def take(app: App, address: str, view: str) -> None:
    app.page.goto(f"{address}/?view={view}{LINKS.get(view, '')}")
    app.settle()
    PREPARE.get(view, lambda app: None)(app)
    app.page.wait_for_timeout(SETTLED)
    app.settle()
    app.page.screenshot(path=GALLERY / f"{view}.png")
    print(GALLERY / f"{view}.png")


def main(views: list[str]) -> None:
    GALLERY.mkdir(exist_ok=True)
    expect.set_options(timeout=SECONDS * 1000)
    with (
        tempfile.TemporaryDirectory() as folder,
        start_server(Path(folder)) as (address, _),
        start_browser() as browser,
    ):
        app = App(browser.new_page(viewport={"width": 1280, "height": 1180}))
        take(app, address, "map")  # the first visit loads the decoder
        for view in views:
            take(app, address, view)


if __name__ == "__main__":
    main(sys.argv[1:] or list(VIEWS))
