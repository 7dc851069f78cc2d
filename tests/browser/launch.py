"""Start the app's server and Debian's Chromium. Used by the benchmarks as well."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SWITCHES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECONDS = 20  # that a start may take on a busy machine
NAMES = ("chromium", "chromium-browser", "google-chrome")
NO_CHROMIUM = (
    "The browser tests need Chromium: install it (on Debian: apt-get install chromium; "
    "elsewhere: playwright install chromium), or put its path into the environment variable "
    "CHROMIUM."
)


class LaunchError(Exception):
    """Chromium is missing, or the server does not answer; the text says which."""


def installed() -> str | None:
    """The path that the variable CHROMIUM gives, or of one on the PATH."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def chromium(playwright: Playwright) -> str:
    """The path of Chromium: the variable CHROMIUM, one on the PATH, or Playwright's own."""
    path = installed() or playwright.chromium.executable_path
    if not Path(path).is_file():
        raise LaunchError(NO_CHROMIUM)
    return path


@contextmanager
def start_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = chromium(playwright)
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def start_server(folder: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[Any]]]:
    """``streamlit run app.py``: its address once it listens, and its process.

    Its log goes to ``folder``, where it also looks for own runs.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    command += ["--server.headless", "true", *options]
    environment = {**os.environ, "EXPLORER_RUNS": str(folder / "runs")}
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_for(process, port, folder / "log.txt")
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.terminate()
        process.wait(10)


def wait_for(
    process: subprocess.Popen[Any], port: int, log: Path, seconds: float = SECONDS
) -> None:
    """Return once the server listens; LaunchError, with its log, if it does not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.01)
        else:
            return
    raise LaunchError(f"the server does not answer: {log.read_text()}")
