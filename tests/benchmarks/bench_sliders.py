"""How long a slider takes to repaint what it changes, in a real browser.

    python tests/benchmarks/bench_sliders.py [--moves 30] [--only denoiser]

From the release of the slider (the ``pointerup`` event's own time stamp) to the frame
that shows what it changed; measured in the page, once everything is loaded. Each move
goes to a new place: no answer is there from before. A denoising view then also measures
a held-out sample under the new noise, in its other thread. The first line is Streamlit's
floor (floor.py), the rerun of its smallest app.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import floor
import numpy as np
from playwright.sync_api import Browser, Page
from table import Line, processor, report

sys.path.append(str(Path(__file__).resolve().parents[1] / "browser"))

from launch import LaunchError, start_browser, start_server

THUMB = 47  # pixels below the slider's top edge
WAITING = "span[role=status]:not([data-decoder])"  # the keeper of decoders stays
PATIENT = 120_000  # milliseconds for the first loading

CHANGES = floor.TEXTS | {"attributes": True, "attributeFilter": ["data-version", "data-drawn"]}


@dataclass(frozen=True)
class Case:
    """One slider: the view it is in, which of its sliders, and the element that it changes.

    ``slider`` is the number of one of Streamlit's, or a selector of one of ours.
    """

    title: str
    link: str
    slider: int | str
    changes: str
    number: int = 0
    loaded: tuple[str, int] = (".groups[data-version]", 0)  # the last thing to appear


NOISE = {"slider": 0, "changes": ".groups[data-version]", "loaded": (".main-svg", 1)}
WALK = (".strips .walk .groups", 0, (".groups[data-version]", 2))
PLANES = ("canvas[data-drawn]", 5)
CASES = (
    Case("noise level, denoiser", "view=denoise&model=denoiser", **NOISE),
    Case("noise level, vae_functional", "view=denoise&model=vae_functional", **NOISE),
    Case("cells of the grid", "view=map", 0, "canvas[data-drawn]", 1, (".groups[data-version]", 2)),
    Case("steps of the walk", "view=map", ".strips .steps", *WALK),
    Case("k1, to beta", "view=kl&part=trained", 0, "[data-testid=stMetricValue]", 0, PLANES),
    Case("k2, to beta", "view=kl&part=trained", 1, "[data-testid=stMetricValue]", 0, PLANES),
)


def open_warm(browser: Browser, address: str, case: Case) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 1400})
    page.goto(f"{address}/?{case.link}")
    selector, number = case.loaded
    page.locator(selector).nth(number).wait_for(timeout=PATIENT, state="attached")
    page.wait_for_timeout(2000)
    page.locator(WAITING).wait_for(state="detached", timeout=PATIENT)
    page.wait_for_timeout(1000)
    watched = page.locator(case.changes).nth(case.number).element_handle()
    page.evaluate(floor.DELAYS, ["pointerup", watched, CHANGES])
    return page


def release_delays(page: Page, which: int | str, moves: int) -> list[float]:
    """Milliseconds of each release, at places of the slider far from the last one."""
    rng = np.random.default_rng(0)
    own = isinstance(which, str)
    slider = page.locator(which) if own else page.locator("[data-testid=stSlider]").nth(which)
    down = 6 if own else THUMB
    slider.scroll_into_view_if_needed()
    for move in range(moves):
        box = slider.bounding_box()
        assert box
        low, high = (0.1, 0.45) if move % 2 else (0.55, 0.9)
        share = rng.uniform(low, high)
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + down)
        page.mouse.down()
        page.mouse.up()
        page.wait_for_function(f"window.delays.length > {move}", timeout=20_000)
        page.locator(WAITING).wait_for(state="detached", timeout=PATIENT)
        page.wait_for_timeout(150)
    return list(page.evaluate("window.delays"))


def measure(moves: int, only: str) -> str:
    lines = []
    with (
        tempfile.TemporaryDirectory() as folder,
        start_server(Path(folder)) as (address, _),
        start_browser() as browser,
    ):
        for case in CASES:
            if only in case.title:
                page = open_warm(browser, address, case)
                delays = release_delays(page, case.slider, moves + 4)[4:]
                lines.append(Line(case.title, delays, "ms", (250, None)))
                page.close()
        least = Line("Streamlit's smallest rerun", floor.reruns(browser, Path(folder)), "ms")
    return report(lines, least)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=30)
    parser.add_argument("--only", default="", help="sliders whose name has this in it")
    given = parser.parse_args()
    try:
        print(processor())
        print(measure(given.moves, given.only))
    except LaunchError as error:
        sys.exit(str(error))
