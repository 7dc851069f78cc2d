"""The page without a server: bytes and seconds to its first decoded digit, pick and stroke.

    python tests/benchmarks/bench_site.py [--rounds 5] [--mbits 10] [--core 0]
        [--peer URL [--peer-shows canvas]]

A folder is written and served from this machine, its texts packed by gzip; each round opens it with
an empty profile, cold, and then the peer's page, if one is named: any address, measured until what
a selector names is on screen. ``--core`` keeps browser and host on one core, as `taskset` does.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import floor
import numpy as np
from playwright.sync_api import Browser, Page
from table import Line, processor, report

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from host import serve
from launch import start_browser

from explorer.site import writer

FIRST = 1.2  # megabytes to the first decoded digit
SHARE = 0.25  # of the peer's seconds
FRAMES = 2 * 1000 / 60  # milliseconds
ANSWERED = '.groups[data-by="browser"]'
# Looks at each frame, in every shadow, for what a selector names: when it came, and what bytes
# (of whole files) had come by then. A canvas counts once something is drawn on it
WATCH = """(selector) => {
  const drawn = (element) => {
    if (!(element instanceof HTMLCanvasElement) || !element.width) return true;
    const pen = element.getContext("2d");
    if (!pen) return true;
    const { data } = pen.getImageData(0, 0, element.width, element.height);
    const pixels = new Uint32Array(data.buffer);
    return pixels.some((pixel) => pixel !== pixels[0]);
  };
  const deep = (root) => [...root.querySelectorAll(selector)].find(drawn)
    ?? [...root.querySelectorAll("*")].reduce(
      (found, { shadowRoot }) => found ?? (shadowRoot && deep(shadowRoot)), null);
  const look = () => {
    if (!document.body || !deep(document)) return void requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => {
      const kinds = ["navigation", "resource"].flatMap((k) => performance.getEntriesByType(k));
      const bytes = kinds.reduce((sum, { transferSize }) => sum + transferSize, 0);
      window.first = { at: performance.now(), bytes };
    }));
  };
  requestAnimationFrame(look);
}"""
CLOUD = {"attributes": True, "attributeFilter": ["data-cloud"]}
AT = {"attributes": True, "attributeFilter": ["data-at"]}


def cold(browser: Browser, address: str, shows: str, mbits: float = 0) -> tuple[float, float]:
    """Seconds until something is on screen, and megabytes that had come by then."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.add_init_script(f"({WATCH})({shows!r})")
    if mbits:
        floor.limit_line(page, mbits)
    page.goto(address, wait_until="commit")
    first = page.wait_for_function("window.first", timeout=120_000).json_value()
    seconds, megabytes = first["at"] / 1000, first["bytes"] / 1e6
    context.close()
    return seconds, megabytes


def picks(page: Page, address: str, rounds: int) -> list[float]:
    """Milliseconds from a click on the map to the frame that shows what was picked."""
    page.goto(f"{address}?view=map")
    page.locator(".view[data-done]").wait_for()
    plane = page.locator("canvas[role=application]").first
    box = plane.bounding_box()
    assert box
    page.evaluate(floor.DELAYS, ["click", page.locator(ANSWERED).first.element_handle(), AT])
    for right, down in np.random.default_rng(0).uniform(0.2, 0.85, (rounds, 2)):
        page.mouse.click(box["x"] + right * box["width"], box["y"] + down * box["height"])
        page.wait_for_timeout(60)
    return list(page.evaluate("window.delays"))[2:]


def strokes(page: Page, address: str, rounds: int) -> list[float]:
    """Milliseconds from a move of the pen to the frame that shows the new cloud."""
    page.goto(f"{address}?view=draw")
    page.locator(".view[data-done]").wait_for()
    board = page.locator(".draw canvas").bounding_box()
    assert board
    plane = page.locator("canvas[data-cloud]").element_handle()
    page.evaluate(floor.DELAYS, ["pointermove", plane, CLOUD])
    page.mouse.move(board["x"] + 60, board["y"] + 60)
    page.mouse.down()
    for step in range(rounds):
        angle = step / 9
        x, y = 100 + (30 + step / 6) * np.cos(angle), 100 + (30 + step / 6) * np.sin(angle)
        page.mouse.move(board["x"] + float(x), board["y"] + float(y))
        page.wait_for_timeout(40)
    page.mouse.up()
    return list(page.evaluate("window.delays"))[2:]


def main(given: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as name, start_browser() as browser:
        writer.write_folder(Path(name))
        with serve(Path(name)) as address:
            ours, theirs = [], []
            for _ in range(given.rounds):
                ours.append(cold(browser, address, ANSWERED, given.mbits))
                if given.peer:
                    theirs.append(cold(browser, given.peer, given.peer_shows, given.mbits))
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            frames = (FRAMES, FRAMES)
            lines = [
                Line("first decoded digit, cold", [s for s, _ in ours], "s"),
                Line("bytes until then", [mb for _, mb in ours], "MB", (FIRST, None)),
                Line("click to picture", picks(page, address, 60), "ms", frames),
                Line("pen to cloud", strokes(page, address, 60), "ms", frames),
            ]
    if theirs:
        seconds = [s for s, _ in theirs]
        lines.append(Line("the peer's first canvas, cold", seconds, "s"))
        shares = [one / other for (one, _), other in zip(ours, seconds, strict=True)]
        lines.append(Line("ours, of that", shares, "x", (SHARE, None)))
    print(report(lines))
    print(processor())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer", help="the address of another page")
    parser.add_argument("--peer-shows", default="canvas", help="a selector of what it shows first")
    parser.add_argument("--mbits", type=float, default=0, help="of the line; default no limit")
    parser.add_argument("--core", type=int)
    options = parser.parse_args()
    if options.core is not None:
        os.sched_setaffinity(0, {options.core})
    main(options)
