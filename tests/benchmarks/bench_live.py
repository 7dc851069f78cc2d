"""The decoder in the browser: one decode, pointer to picture, a grid, bytes that travel.

    python tests/benchmarks/bench_live.py [--rounds 200] [--core 1]

The first part decodes in an empty page; the second moves the pointer over the map of the
running app, while the grid behind its points is decoded and while it is not. With
``--core``, browser and server share that one core (Linux).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import numpy as np
from table import Line, report

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from launch import LaunchError, start_browser, start_server
from playwright.sync_api import Browser, Page

from explorer.models import saved
from explorer.ui.shared import browser_models
from explorer.web import RUNTIME

PATIENT = 120_000  # milliseconds
FRAME = 1000 / 60
DECODE = """async ({ model, rounds }) => {
    const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const floats = new Float32Array(bytes(model.floats).buffer);
    const { Decoder } = latentRuntime;
    const decoder = new Decoder({ ...model, kernel: bytes(model.kernel), floats });
    const point = () => Array.from({ length: model.dim }, () => 4 * Math.random() - 2);
    const timed = (act, times) => Array.from({ length: times }, () => {
        const start = performance.now();
        act();
        return performance.now() - start;
    });
    timed(() => decoder.decode(point()), 100);
    return {
        one: timed(() => decoder.decode(point()), rounds),
        grid: timed(() => { for (let i = 0; i < 400; i++) decoder.decode(point()); }, 8),
        beta: model.centres.length ? timed(() => decoder.follow(0.01 + Math.random()), 50) : [],
    };
}"""
# From the pointer's event (its own time stamp) to the frame after its picture was painted.
WATCH = """(plane) => {
    const seen = plane.parentElement.querySelector(".seen");
    window.waits = [];
    window.handled = [];
    const put = CanvasRenderingContext2D.prototype.putImageData;
    let from = null;
    plane.addEventListener("pointermove", (event) => (from = event.timeStamp), { capture: true });
    CanvasRenderingContext2D.prototype.putImageData = function (...rest) {
        put.apply(this, rest);
        if (this.canvas !== seen || from === null) return;
        const start = from;
        from = null;
        window.handled.push(performance.now() - start);
        const seenNow = () => window.waits.push(performance.now() - start);
        requestAnimationFrame(() => requestAnimationFrame(seenNow));
    };
}"""


def decodes(browser: Browser, name: str, rounds: int) -> list[Line]:
    page = browser.new_page()
    page.add_script_tag(content=RUNTIME.read_text("utf-8"))
    model = browser_models._model(saved.pretrained_record(name))
    taken = page.evaluate(DECODE, {"model": model, "rounds": rounds})
    page.close()
    lines = [
        Line(f"one decode, {name}", taken["one"], "ms", (8, None)),
        Line(f"20 x 20 decodes, {name}", taken["grid"], "ms", (1000, None)),
    ]
    return lines + (
        [Line(f"to another beta, {name}", taken["beta"], "ms")] if taken["beta"] else []
    )


def wander(page: Page, moves: int) -> tuple[list[float], list[float]]:
    """Milliseconds from pointer to painted picture, and to the end of its handler."""
    page.evaluate("() => { window.waits = []; window.handled = []; }")
    box = page.locator("canvas[data-live=ready]").first.bounding_box()
    assert box
    rng = np.random.default_rng(0)
    for right, down in rng.uniform(0.15, 0.9, (moves, 2)):
        page.mouse.move(box["x"] + right * box["width"], box["y"] + down * box["height"])
        page.wait_for_timeout(30)
    page.wait_for_timeout(300)
    return page.evaluate("window.waits"), page.evaluate("window.handled")


def pointer(browser: Browser, address: str, moves: int) -> list[Line]:
    page = browser.new_page(viewport={"width": 1280, "height": 1200})
    sizes: list[int] = []
    page.on("websocket", lambda s: s.on("framereceived", lambda data: sizes.append(len(data))))
    page.goto(f"{address}/?view=map")
    page.locator("canvas[data-live=ready]").first.wait_for(timeout=PATIENT)
    page.locator(".groups[data-version]").nth(2).wait_for(timeout=PATIENT, state="attached")
    page.wait_for_timeout(3000)
    first = sum(sizes)
    plane = page.locator("canvas[data-live=ready]").first
    plane.evaluate(WATCH)
    wander(page, 10)  # the first point that is met brings the pictures of all test digits
    page.wait_for_timeout(3000)
    first, before = sum(sizes), first
    calm, handled = wander(page, moves)
    after = sum(sizes) - first
    lines = [
        Line("pointer to picture, in frames of 1/60 s", [t / FRAME for t in calm], "", (2, None)),
        Line("pointer to picture drawn on its canvas", handled, "ms"),
    ]
    page.get_by_role("button", name="Decoded grid").first.click()
    busy, _ = wander(page, moves)
    lines.append(Line("the same while a grid is decoded", [t / FRAME for t in busy], "", (2, None)))
    lines.append(Line("received by the page at first", [before / 1e6], "MB", (2, None)))
    lines.append(Line(f"received during {moves} moves", [after / 1e6], "MB", (None, None)))
    lines.append(Line("grid, switched on to whole", grid_times(page), "ms", (1000, None)))
    page.close()
    return lines


def grid_times(page: Page) -> list[float]:
    """Each press of + asks for a grid of what is in view then."""
    plane = page.locator("canvas[data-live=ready]").first
    return [
        plane.evaluate(
            """(plane) => new Promise((done) => {
                const start = performance.now();
                new MutationObserver((_, watcher) => {
                    watcher.disconnect();
                    done(performance.now() - start);
                }).observe(plane, { attributeFilter: ["data-ground"] });
                plane.dispatchEvent(new KeyboardEvent("keydown", { key: "+", bubbles: true }));
            })"""
        )
        for _ in range(6)
    ]


def measure(rounds: int) -> list[Line]:
    with (
        tempfile.TemporaryDirectory() as folder,
        start_server(Path(folder)) as (address, _),
        start_browser() as browser,
    ):
        lines = [line for name in NAMES for line in decodes(browser, name, rounds)]
        return lines + pointer(browser, address, rounds // 4)


NAMES = ("vae_functional", "denoiser", *(n for n in ("any_beta",) if n in saved.manifest()))

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--core", type=int, help="the only core that is used")
    given = parser.parse_args()
    if given.core is not None:
        os.sched_setaffinity(0, {given.core})
    print("load:", *(f"{load:.1f}" for load in os.getloadavg()))
    try:
        print(report(measure(given.rounds)))
    except LaunchError as error:
        sys.exit(str(error))
