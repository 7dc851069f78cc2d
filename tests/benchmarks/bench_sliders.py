"""How long a slider of the denoising view takes to repaint its digits, in a real browser.

    python tests/benchmarks/bench_sliders.py [--moves 40]

From the release of the noise slider (the ``mouseup`` event's own time stamp) to the
frame that shows the new gallery of corrupted and restored digits; measured in the page.
The networks are loaded and the curves of the mode are measured beforehand. The levels
are new ones at each move, so that the server also measures a held-out sample under each
in its other thread; ``--still`` comes back to the same two levels instead.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page
from table import Line, report

sys.path.append(str(Path(__file__).resolve().parents[1] / "browser"))

from launch import LaunchError, start_browser, start_server

MODELS = ("denoiser", "vae_functional")
THUMB = 47  # pixels below the slider's top edge
PATIENT = 120_000  # milliseconds for the first loading

# From the release's own time stamp to the end of the frame that shows the answer
RELEASE = """() => {
  window.delays = [];
  let released = null;
  addEventListener("pointerup", (event) => { released = event.timeStamp; }, true);
  const roots = [document];
  for (const element of document.querySelectorAll("*"))
    if (element.shadowRoot) roots.push(element.shadowRoot);
  const rows = ".groups[data-version]"; // Plotly has a class of that name as well
  const groups = roots.map((root) => root.querySelector(rows)).filter(Boolean)[0];
  new MutationObserver(() => {
    if (released === null) return;
    const start = released;
    released = null;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.delays.push(performance.now() - start);
      channel.port2.postMessage(0);
    });
  }).observe(groups, { attributes: true, attributeFilter: ["data-version"] });
}"""


def open_warm(browser: Browser, address: str, model: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 1400})
    page.goto(f"{address}/?view=denoise&model={model}")
    page.locator(".groups[data-version] h4").nth(2).wait_for(timeout=PATIENT)
    page.locator(".js-plotly-plot .main-svg").nth(1).wait_for(timeout=PATIENT)
    page.locator("span[role=status]").wait_for(state="detached", timeout=PATIENT)
    page.wait_for_timeout(1000)
    page.evaluate(RELEASE)
    return page


def release_delays(page: Page, moves: int, still: bool) -> list[float]:
    """Milliseconds of each release, at places of the slider far from the last one."""
    rng = np.random.default_rng(0)
    slider = page.locator("[data-testid=stSlider]").first
    for move in range(moves):
        box = slider.bounding_box()
        assert box
        low, high = (0.1, 0.45) if move % 2 else (0.55, 0.9)
        share = low if still else rng.uniform(low, high)
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + THUMB)
        page.mouse.down()
        page.mouse.up()
        page.wait_for_function(f"window.delays.length > {move}", timeout=20_000)
        page.locator("span[role=status]").wait_for(state="detached", timeout=PATIENT)
        page.wait_for_timeout(150)
    return list(page.evaluate("window.delays"))


def measure(moves: int, still: bool) -> list[Line]:
    lines = []
    with (
        tempfile.TemporaryDirectory() as folder,
        start_server(Path(folder)) as (address, _),
        start_browser() as browser,
    ):
        for model in MODELS:
            page = open_warm(browser, address, model)
            delays = release_delays(page, moves + 4, still)[4:]
            lines.append(Line(f"slider release to repaint, {model}", delays, "ms", (250, None)))
            page.close()
    return lines


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=40)
    parser.add_argument("--still", action="store_true", help="come back to the same two levels")
    given = parser.parse_args()
    try:
        print(report(measure(given.moves, given.still)))
    except LaunchError as error:
        sys.exit(str(error))
