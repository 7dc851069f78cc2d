"""How long the live KL view takes from a slider's release to each thing that follows it.

    python tests/benchmarks/bench_kl.py [--moves 30]

Release of k2 (the ``pointerup`` event's own time stamp) to the frame that shows beta, the
grid of 12 x 12 decoded digits (a finer one follows when all is still), the map of 2,000
digits at exactly the new beta, the figures, and the place on the curve; "all" is the last
of them. Warm: all is drawn, but no beta was asked for before. Then the same of the slider
of beta that is dragged in the browser, and of a weight typed where no slider stops, from
its Enter key. The first line is Streamlit's floor (floor.py), the rerun of its smallest app.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import floor
import numpy as np
from bench_sliders import THUMB
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError
from table import Line, processor, report

sys.path.append(str(Path(__file__).resolve().parents[1] / "browser"))

from launch import LaunchError, start_browser, start_server

PATIENT = 180_000  # milliseconds for the first loading
TARGET = 300.0
PARTS = ("beta", "grid", "map", "figures", "curve", "all")

# By part, the milliseconds from each release to the end of the frame that shows it
WATCH = """([beta, grid, map, figures, curve]) => {
  const watched = { beta, grid, map, figures, curve };
  window.delays = [];
  let start = null, seen = {};
  const begin = (event) => {
    start = event.timeStamp;
    window.seen = seen = {};
  };
  addEventListener("pointerup", begin, true);
  addEventListener("keydown", (event) => event.key === "Enter" && begin(event), true);
  for (const [name, element] of Object.entries(watched)) {
    new MutationObserver(() => {
      if (start === null || seen[name]) return;
      seen[name] = -1;
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          seen[name] = performance.now() - start;
          const times = Object.keys(watched).map((part) => seen[part] ?? -1);
          if (times.some((time) => time < 0)) return;
          window.delays.push([...times, Math.max(...times)]);
          start = null;
        };
        channel.port2.postMessage(0);
      });
    }).observe(element, {
      attributes: true,
      attributeFilter: [name === "grid" ? "data-ground" : "data-drawn", "d", "transform"],
      childList: true, characterData: true, subtree: true,
    });
  }
}"""


def open_warm(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 1700})
    page.goto(f"{address}/?view=kl&part=live")
    page.get_by_text("at exactly this beta").wait_for(timeout=PATIENT)
    page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=PATIENT)
    page.wait_for_timeout(3000)
    watched = (
        "[data-testid=stMetricValue]",
        "canvas[data-ground]",
        "canvas[data-drawn] >> nth=1",
        "[data-testid=stMarkdown]:has(table)",
        "[data-testid=stColumn]:has(.js-plotly-plot)",
    )
    page.evaluate(WATCH, [page.locator(one).first.element_handle() for one in watched])
    return page


def delays(page: Page, slider: str, below: float, moves: int) -> np.ndarray:
    """(moves, 6): milliseconds of each release by part, at places far from the last one."""
    rng = np.random.default_rng(0)
    page.evaluate("window.delays.length = 0")
    for move in range(moves):
        box = page.locator(slider).bounding_box()
        assert box
        low, high = (0.35, 0.5) if move % 2 else (0.55, 0.75)
        where = box["x"] + box["width"] * rng.uniform(low, high)
        page.mouse.move(where, box["y"] + below)
        page.mouse.down()
        page.mouse.up()
        try:
            page.wait_for_function(f"window.delays.length > {move}", timeout=30_000)
        except PlaywrightError:
            seen = page.evaluate("Object.keys(window.seen ?? {})")
            raise LaunchError(f"after 30 s only these have followed: {seen}") from None
        page.wait_for_timeout(500)
    return np.array(page.evaluate("window.delays"))


def typed(page: Page, moves: int) -> np.ndarray:
    """(moves, 6): the same from the Enter key that ends a k2 where no slider stops."""
    rng = np.random.default_rng(1)
    page.evaluate("window.delays.length = 0")
    field = page.get_by_role("spinbutton").nth(1)
    for move in range(moves):
        low, high = (2e-5, 1e-4) if move % 2 else (5e-4, 5e-3)
        field.fill(f"{rng.uniform(low, high):.7f}")
        field.press("Enter")
        page.wait_for_function(f"window.delays.length > {move}", timeout=30_000)
        page.wait_for_timeout(500)
    return np.array(page.evaluate("window.delays"))


def in_the_browser(moves: int) -> tuple[list[Line], Line]:
    lines = []
    with (
        tempfile.TemporaryDirectory() as folder,
        start_server(Path(folder)) as (address, _),
        start_browser() as browser,
    ):
        page = open_warm(browser, address)
        for title, slider, below in (
            ("k2", "[data-testid=stSlider] >> nth=1", THUMB),
            ("dragged beta", ".beta input[aria-label]", 8),
        ):
            times = delays(page, slider, below, moves + 3)[3:]
            for part, values in zip(PARTS, times.T, strict=True):
                limit = TARGET if part == "all" else None
                lines.append(Line(f"{title}, to {part}", values.tolist(), "ms", (limit, None)))
        for part, values in zip(PARTS, typed(page, moves + 3)[3:].T, strict=True):
            limit = TARGET if part == "all" else None
            lines.append(Line(f"typed k2, to {part}", values.tolist(), "ms", (limit, None)))
        page.close()
        least = Line("Streamlit's smallest rerun", floor.reruns(browser, Path(folder)), "ms")
    return lines, least


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=30)
    given = parser.parse_args()
    try:
        lines, least = in_the_browser(given.moves)
    except LaunchError as error:
        sys.exit(str(error))
    print(processor())
    print(report(lines, least))
    print("load average of the last minute, five, fifteen:", os.getloadavg())
