"""Streamlit's own floor, to stand beside our figures: its smallest start and its smallest rerun.

An app of four lines: a button, and a number that counts its clicks. What that takes on a
machine no Streamlit app undercuts there; ratios to it can be compared between machines.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

sys.path.append(str(Path(__file__).resolve().parents[1] / "browser"))

from launch import free_port, wait_for

SMALLEST = """import streamlit as st
st.session_state.n = st.session_state.get("n", 0) + 1
st.button("again")
st.text(f"run {st.session_state.n}")
"""
LATENCY = 40  # milliseconds, of a line with a limit
TEXT = "[data-testid=stText]"

# From an event's own time stamp to the end of the frame that shows what it changed in an element
DELAYS = """([event, watched, changes]) => {
  window.delays = [];
  let begun = null;
  addEventListener(event, ({ timeStamp }) => { begun = timeStamp; }, true);
  new MutationObserver(() => {
    if (begun === null) return;
    const start = begun;
    begun = null;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => window.delays.push(performance.now() - start);
      channel.port2.postMessage(0);
    });
  }).observe(watched, changes);
}"""
TEXTS = {"childList": True, "characterData": True, "subtree": True}


def limit_line(page: Page, mbits: float) -> None:
    """From here on a page's line carries so many Mbit/s, with 40 ms there and back."""
    session = page.context.new_cdp_session(page)
    rates = dict.fromkeys(("downloadThroughput", "uploadThroughput"), mbits * 125_000)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY, **rates}
    )


@contextmanager
def smallest(folder: Path) -> Iterator[str]:
    """The address of a server of the smallest app, started like ours, in ``folder``."""
    (folder / "smallest.py").write_text(SMALLEST)
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "smallest.py"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    command += ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
    command += ["--server.fileWatcherType", "none"]
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        wait_for(process, port, folder / "log.txt")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def start(browser: Browser, folder: Path) -> float:
    """Seconds from starting the smallest app to its word, in a browser with an empty profile."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    begun = time.time()
    with smallest(folder) as address:
        page.goto(address, wait_until="commit")
        page.locator(TEXT).wait_for()
        painted = page.evaluate(
            "new Promise((tell) => requestAnimationFrame(() => setTimeout("
            "() => tell(performance.timeOrigin + performance.now()))))"
        )
    context.close()
    return float(painted) / 1000 - begun


def reruns(browser: Browser, folder: Path, clicks: int = 30) -> list[float]:
    """Milliseconds of the smallest app's reruns, each from the click to the frame it changes."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    with smallest(folder) as address:
        page.goto(address)
        page.locator(TEXT).wait_for()
        page.evaluate(DELAYS, ["click", page.locator(TEXT).element_handle(), TEXTS])
        for click in range(clicks + 4):
            page.get_by_role("button", name="again").click()
            page.wait_for_function(f"window.delays.length > {click}", timeout=20_000)
            page.wait_for_timeout(100)
        delays = list(page.evaluate("window.delays"))[4:]
    page.close()
    return delays
