"""Take the README's pictures from the real app.

python tests/browser/make_gallery.py [VIEW ...]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from launch import start_browser, start_server
from page import App
from playwright.sync_api import Browser, Locator, expect

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from explorer.site import writer
from explorer.ui.views import VIEWS

SITE = "site"
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


def draw_a_seven(app: App) -> None:
    """With a digit on the board."""
    app.page.wait_for_timeout(SETTLED)
    draw(app.page.locator(".draw canvas"), ((0.3, 0.25), (0.7, 0.25), (0.45, 0.8)))


def draw(board: Locator, corners: Sequence[tuple[float, float]]) -> None:
    """Draw one stroke from corner to corner, in shares of the board's sides."""
    box = board.bounding_box()
    assert box
    mouse = board.page.mouse
    for i, (right, down) in enumerate(corners):
        mouse.move(box["x"] + right * box["width"], box["y"] + down * box["height"], steps=8)
        if i == 0:
            mouse.down()
    mouse.up()


PREPARE: dict[str, Callable[[App], None]] = {
    "map": show_map,
    "denoise": show_measured,
    "draw": draw_a_seven,
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


def take_site(browser: Browser, folder: Path) -> None:
    """The page without a server, with a place picked."""
    page = browser.new_page(viewport={"width": 1280, "height": 1180})
    page.goto(writer.write_single(folder / "page.html", language="en").as_uri())
    page.locator(".view[data-done]").wait_for()
    plane = page.locator("canvas[role=application]").first
    plane.click(position={"x": 250, "y": 330})
    plane.hover(position={"x": 120, "y": 262})
    page.wait_for_timeout(SETTLED)
    page.screenshot(path=GALLERY / f"{SITE}.png")
    print(GALLERY / f"{SITE}.png")


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
            take_site(browser, Path(folder)) if view == SITE else take(app, address, view)


if __name__ == "__main__":
    main(sys.argv[1:] or [*VIEWS, SITE])
