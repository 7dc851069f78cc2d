"""Take the README's pictures from the real app: ``python tests/browser/make_gallery.py``."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
GALLERY = Path(__file__).parent / "gallery"
PORT = 8577
ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]


def open_app(page: Page) -> None:
    """Wait for the server, the first picture, and the strips that need the decoder."""
    for _ in range(100):
        try:
            page.goto(f"http://localhost:{PORT}")
            break
        except Exception:
            time.sleep(0.2)
    page.wait_for_selector("canvas[data-drawn]", timeout=60_000)
    page.get_by_text("A straight line of").wait_for(timeout=120_000)


def take_map(page: Page) -> None:
    """The map with a point picked in the decoded grid."""
    box = page.locator("canvas[data-drawn]").nth(1).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.32 * box["width"], box["y"] + 0.45 * box["height"])
    page.get_by_text("Nearest test digit").wait_for()
    page.mouse.move(5, 5)
    time.sleep(1)
    page.screenshot(path=GALLERY / "map.png")


def main() -> None:
    GALLERY.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    server = subprocess.Popen([*command, "--server.port", str(PORT)], cwd=ROOT)
    try:
        with sync_playwright() as playwright:
            chromium = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
            page = browser.new_page(viewport={"width": 1280, "height": 1180})
            open_app(page)
            take_map(page)
            browser.close()
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
