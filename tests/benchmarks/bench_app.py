"""How long the app lets one wait, seen in a real browser.

    python tests/benchmarks/bench_app.py [--starts 5] [--clicks 60]

1. From starting ``streamlit run app.py`` (a new process, a browser with an empty
   profile) to the first frame with the latent map on screen; several starts. The
   server's memory map tells that TensorFlow has not been loaded by then.
2. From a click on the map or the grid, at random places, to the frame that shows
   the decoded digit; measured in the page, from the event's own time stamp.

3. With ``--line 10``: from asking for the page to that first frame on a line of so many Mbit/s
   with 40 ms, for a visitor who is not the first (an empty profile, a server that runs).

Beside the first two, in turn, Streamlit's floor (floor.py): the start and the rerun of its
smallest app.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import floor
import numpy as np
from playwright.sync_api import Browser, Page
from table import Line, processor, report

sys.path.append(str(Path(__file__).resolve().parents[1] / "browser"))

from launch import LaunchError, start_browser, start_server

# Wall-clock time of the end of the frame in which a plane was first drawn
FIRST_PICTURE = """
const maps = ["pictures", "decoders", "encoders", "spaces", "codes", "betas", "pickers"];
const shared = { point: ".", crew: null, pins: {}, events: new EventTarget() };
for (const name of [...maps, "galleries"]) shared[name] = new Map();
globalThis[Symbol.for("latent-space-explorer")] = Object.defineProperty(shared, "painted", {
  get() { return window.painted !== undefined; },
  set() { after(() => { window.painted ??= performance.timeOrigin + performance.now(); }); },
});
function after(act) {
  const channel = new MessageChannel();
  channel.port1.onmessage = act;
  channel.port2.postMessage(0);
}
"""

DRAWN = {"attributes": True, "attributeFilter": ["data-version", "data-at"]}
FRAMES = 2 * 1000 / 60  # milliseconds: the page answers by itself


def uses_tensorflow(process: int) -> bool:
    return "libtensorflow" in Path(f"/proc/{process}/maps").read_text()


def cold_start(browser: Browser) -> tuple[float, bool]:
    """Seconds to the first picture, and whether TensorFlow was loaded by then."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(FIRST_PICTURE)
    page = context.new_page()
    start = time.time()
    with (
        tempfile.TemporaryDirectory() as folder,
        start_server(Path(folder)) as (address, process),
    ):
        page.goto(address, wait_until="commit")
        page.wait_for_function("window.painted", polling="raf")
        loaded = uses_tensorflow(process.pid)
        seconds = page.evaluate("window.painted") / 1000 - start
        context.close()
    return seconds, loaded


def open_warm(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 1400})
    page.goto(address)
    page.locator(".groups[data-version]").nth(2).wait_for()  # the strips: the decoder is there
    page.locator("canvas[data-drawn]").first.hover()  # a pointer brings the test digits
    page.wait_for_timeout(2500)
    picked = page.locator(".groups").first.element_handle()
    page.evaluate(floor.DELAYS, ["click", picked, DRAWN])
    return page


def click_delays(page: Page, clicks: int) -> list[float]:
    """Milliseconds of each click, on the map and the grid in turn."""
    rng = np.random.default_rng(0)
    boxes = [page.locator("canvas[data-drawn]").nth(i).bounding_box() for i in (0, 1)]
    for click in range(clicks):
        box: Any = boxes[click % 2]
        right, down = rng.uniform(0.12, 0.98), rng.uniform(0.02, 0.9)
        page.mouse.click(box["x"] + box["width"] * right, box["y"] + box["height"] * down)
        page.wait_for_function(f"window.delays.length > {click}", timeout=10_000)
        page.wait_for_timeout(100)
    return list(page.evaluate("window.delays"))


def visits_by_line(browser: Browser, mbits: float, visits: int) -> Line:
    """Seconds to the first picture for visitors after the first, on a line of so many Mbit/s."""
    seconds = []
    with tempfile.TemporaryDirectory() as folder, start_server(Path(folder)) as (address, _):
        for _ in range(visits + 2):
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.add_init_script(FIRST_PICTURE)
            page = context.new_page()
            floor.limit_line(page, mbits)
            page.goto(address, wait_until="commit")
            page.wait_for_function("window.painted", polling="raf")
            seconds.append(page.evaluate("window.painted - performance.timeOrigin") / 1000)
            context.close()
    return Line(f"first picture on a line of {mbits:g} Mbit/s", seconds[2:], "s")


def starts_in_turn(browser: Browser, starts: int) -> list[Line]:
    """Ours and the smallest app's, one after the other."""
    ours, theirs, loaded = [], [], 0
    for _ in range(starts):
        with tempfile.TemporaryDirectory() as folder:
            theirs.append(floor.start(browser, Path(folder)))
        seconds, has_tensorflow = cold_start(browser)
        ours.append(seconds)
        loaded += has_tensorflow
    print(f"TensorFlow was loaded before the first picture in {loaded} of {starts} starts.")
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    return [
        Line("cold start of Streamlit's smallest app", theirs, "s"),
        Line("cold start to first picture", ours, "s", (3, None)),
        Line("ratio, start by start", ratios, "times", (1.2, None)),
    ]


def clicks_and_floor(browser: Browser, clicks: int) -> tuple[list[Line], Line]:
    with tempfile.TemporaryDirectory() as folder, start_server(Path(folder)) as (address, _):
        page = open_warm(browser, address)
        delays = click_delays(page, clicks + 4)[4:]
        page.close()
    with tempfile.TemporaryDirectory() as folder:
        least = Line("Streamlit's smallest rerun", floor.reruns(browser, Path(folder)), "ms")
    pairs = (("map", delays[::2]), ("grid", delays[1::2]), ("both", delays))
    return [
        Line(f"click to decoded digit, {n}", ms, "ms", (FRAMES, FRAMES)) for n, ms in pairs
    ], least


def measure(starts: int, clicks: int, line: float) -> str:
    with start_browser() as browser:
        first = starts_in_turn(browser, starts) if starts else []
        first += [visits_by_line(browser, line, max(4, starts))] if line else []
        lines, least = clicks_and_floor(browser, clicks)
    return report([*first, *lines], least)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--clicks", type=int, default=60)
    parser.add_argument("--line", type=float, default=0, help="Mbit/s")
    given = parser.parse_args()
    try:
        print(processor())
        print(measure(given.starts, given.clicks, given.line))
    except LaunchError as error:
        sys.exit(str(error))
