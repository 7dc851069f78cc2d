"""A class of thirty on one server: how long each waits, and what memory it takes.

    python tests/benchmarks/bench_load.py [--clients 30] [--seconds 120] [--no-training]
    python tests/benchmarks/bench_load.py --clients 300 --arriving 60 --every 2 --picks --sliders 10

All come to a server that has just started; then each does something once a second, a
click on the map or the grid and a slider in turn, while one of them trains a model. With
``--picks``, what they do on the map is answered by the page, as in a browser that has what it
needs, and the server hears of it; every tenth thing that they do is then a slider. They
are websocket clients that speak Streamlit's protocol: thirty browsers need more than the
machine that is measured. A real browser among them measures what a person sees. All of
it shares the machine's cores with the server.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil

sys.path.append(str(Path(__file__).resolve().parents[1] / "browser"))

from bench_app import open_warm
from classroom import Lesson, Waits, attend
from launch import LaunchError, start_browser, start_server

WISH = 1.0  # seconds that 95 % of all answers take at most
ROOM = 3.0  # GB for the server and its trainings
GB = 1e9


class Memory(threading.Thread):
    """Looks twice a second at the server and all that it started: peaks of resident bytes."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process = psutil.Process(process)
        self._over = threading.Event()
        self.server = self.all = 0

    def run(self) -> None:
        while not self._over.wait(0.5):
            server = self._process.memory_info().rss
            children = self._process.children(recursive=True)
            self.server = max(self.server, server)
            self.all = max(self.all, server + sum(map(_resident, children)))

    def stop(self) -> None:
        self._over.set()
        self.join()


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:  # it has just ended
        return 0


class Class(threading.Thread):
    """The simulated visitors, in a thread and an event loop of their own."""

    def __init__(self, address: str, given: argparse.Namespace) -> None:
        super().__init__(daemon=True)
        fields = (given.clients, given.seconds, given.training, given.arriving, given.every)
        lesson = Lesson(*fields, given.picks, given.sliders)
        self._lesson = attend(address.removeprefix("http://"), lesson)
        self.waits: Waits | None = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.waits = asyncio.run(self._lesson)
        except BaseException as error:
            self.error = error


def watch_a_browser(address: str, visitors: Class) -> list[float]:
    """Seconds from clicks in a real browser to the digit on screen, while the class works."""
    delays: list[float] = []
    with start_browser() as browser:
        page = open_warm(browser, address)
        rng = np.random.default_rng(0)
        box = page.locator("canvas[data-drawn]").first.bounding_box()
        assert box
        while visitors.is_alive():
            start, known = time.monotonic(), page.evaluate("window.delays.length")
            right, down = rng.uniform(0.15, 0.95), rng.uniform(0.05, 0.85)
            page.mouse.click(box["x"] + box["width"] * right, box["y"] + box["height"] * down)
            page.wait_for_function(f"window.delays.length > {known}", timeout=60_000)
            page.wait_for_timeout(max(1.0, 1000 * (start + 1 - time.monotonic())))
        delays = page.evaluate("window.delays")
    return [delay / 1000 for delay in delays]


def measure(given: argparse.Namespace) -> tuple[Waits, list[float], Memory]:
    with (
        tempfile.TemporaryDirectory() as folder,
        start_server(Path(folder)) as (address, process),
    ):
        memory, visitors = Memory(process.pid), Class(address, given)
        memory.start()
        visitors.start()
        seen = watch_a_browser(address, visitors) if given.browser else []
        visitors.join()
        memory.stop()
        log = (Path(folder) / "log.txt").read_text()
    if visitors.waits is None:
        raise LaunchError(f"the class did not come to its end: {visitors.error!r}\n{log[-3000:]}")
    if "Traceback" in log:
        visitors.waits.errors.append(f"in the server's log: {log[log.index('Traceback') :][:3000]}")
    return visitors.waits, seen, memory


# ---- what is printed ---------------------------------------------------------


def row(name: str, seconds: list[float], sizes: list[int] | None = None, wish: float = 0) -> str:
    if not seconds:
        return f"{name:<34} none"
    p50, p95, p99 = np.percentile(seconds, [50, 95, 99])
    size = f"{np.median(sizes) / 1000:7.1f} kB" if sizes else " " * 10
    verdict = ("met" if p95 <= wish else "MISSED") if wish else ""
    return (
        f"{name:<34} {p50:7.3f} {p95:7.3f} {p99:7.3f} {max(seconds):7.3f} s"
        f" {len(seconds):6} {size} {verdict}"
    )


def report(waits: Waits, seen: list[float], memory: Memory) -> Iterator[str]:
    yield f"{'':<34} {'p50':>7} {'p95':>7} {'p99':>7} {'max':>7}   {'n':>6} {'sent':>10}"
    yield row("all at once: to a first map", waits.firsts)
    yield row("all at once: to all of it, loaded", waits.ready)
    for name in sorted(waits.answers):
        yield row(name, waits.answers[name], waits.bytes.get(name))
    yield row("all clicks", waits.of("click"), wish=WISH)
    yield row("all picks of pages", waits.of("pick"), wish=WISH)
    yield row("all sliders", waits.of("slider"), wish=WISH)
    yield row("  from when it was really done", waits.served)
    if seen:
        yield row("browser: click to digit on screen", seen, wish=WISH)
    yield f"errors: {len(waits.errors)}"
    yield from sorted(set(waits.errors))[:10]
    verdict = "met" if memory.all <= ROOM * GB else "MISSED"
    yield (
        f"peak memory: server {memory.server / GB:.2f} GB, with its trainings "
        f"{memory.all / GB:.2f} GB (aim {ROOM:g} GB: {verdict})"
    )


@contextmanager
def load_told() -> Iterator[None]:
    before = os.getloadavg()[0]
    yield
    print(
        f"load average: {before:.1f} before, {os.getloadavg()[0]:.1f} after; {os.cpu_count()} cores"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--training", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--arriving", type=float, default=0, help="seconds within which they come")
    parser.add_argument("--every", type=float, default=1, help="seconds between two acts")
    parser.add_argument("--picks", action="store_true", help="the page answers on the map")
    parser.add_argument("--sliders", type=int, default=2, help="every so many-th act is one")
    parser.add_argument("--browser", action=argparse.BooleanOptionalAction, default=True)
    try:
        with load_told():
            print("\n".join(report(*measure(parser.parse_args()))))
    except LaunchError as error:
        sys.exit(str(error))
