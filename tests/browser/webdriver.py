"""Firefox and WebKit, driven as far as a smoke test needs: open, run a script, click, drag.

Firefox speaks Marionette, by Mozilla's own client; WebKitGTK speaks WebDriver (W3C), of which
these few commands are written here, since its library would download browsers.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol
from urllib.request import Request, urlopen

from launch import free_port, wait_for

MINI = "usr/lib/*/webkit2gtk-4*/MiniBrowser"  # Debian's smallest WebKit browser
SECONDS = 60

Place = tuple[float, float]  # pixels of the window


class Driver(Protocol):
    """A browser with one window."""

    def open(self, address: str) -> None: ...
    def run(self, script: str) -> Any: ...
    def stroke(self, places: Sequence[Place]) -> None: ...


def until(driver: Driver, script: str) -> Any:
    """What the script returns once that is true; an error if it never is."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with suppress(Exception):  # of a page that is not there yet
            found = driver.run(script)
            if found:
                return found
        time.sleep(0.1)
    raise AssertionError(f"never true: {script}")


def actions(places: Sequence[Place]) -> list[dict[str, Any]]:
    """A pressed pointer from place to place, as WebDriver has it; one place is a click."""
    moves = [
        {"type": "pointerMove", "duration": 20, "x": round(x), "y": round(y)} for x, y in places
    ]
    press, release = ({"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp"))
    steps = [moves[0], press, *moves[1:], release]
    pointer = {"pointerType": "mouse"}
    return [{"type": "pointer", "id": "mouse", "parameters": pointer, "actions": steps}]


# ---- Firefox -------------------------------------------------------------------------


class Firefox:
    def __init__(self, client: Any) -> None:
        self._client = client

    def open(self, address: str) -> None:
        self._client.navigate(address)

    def run(self, script: str) -> Any:
        return self._client.execute_script(f"return ({script})", sandbox=None)

    def stroke(self, places: Sequence[Place]) -> None:
        self._client._send_message("WebDriver:PerformActions", {"actions": actions(places)})


@contextmanager
def firefox(folder: Path) -> Iterator[Driver]:
    """Debian's Firefox ESR, without a window and with an empty profile."""
    with warnings.catch_warnings(action="ignore"):  # about libraries that it loads
        from marionette_driver.marionette import Marionette

    port = free_port()
    preferences = {"marionette.port": port, "datareporting.policy.dataSubmissionEnabled": False}
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in preferences.items()]
    (folder / "user.js").write_text("\n".join(lines))
    command = ["firefox-esr", "--headless", "--marionette", "--no-remote"]
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen([*command, "--profile", str(folder)], stdout=log, stderr=log)
    try:
        wait_for(process, port, folder / "log.txt", SECONDS)
        client = Marionette(host="127.0.0.1", port=port, bin=None)
        client.start_session()
        yield Firefox(client)
    finally:
        process.terminate()
        process.wait(20)


# ---- WebKit ----------------------------------------------------------------------------


class WebKit:
    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}"
        binary = next(Path("/").glob(MINI))
        options = {"binary": str(binary), "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self._base += f"/session/{self._send('POST', '/session', wanted)['sessionId']}"

    def _send(self, method: str, path: str, content: Any = None) -> Any:
        body = None if content is None else json.dumps(content).encode()
        request = Request(self._base + path, body, {"Content-Type": "application/json"})
        request.method = method
        with urlopen(request, timeout=SECONDS) as answer:
            return json.load(answer)["value"]

    def open(self, address: str) -> None:
        self._send("POST", "/url", {"url": address})

    def run(self, script: str) -> Any:
        return self._send("POST", "/execute/sync", {"script": f"return ({script})", "args": []})

    def stroke(self, places: Sequence[Place]) -> None:
        self._send("POST", "/actions", {"actions": actions(places)})

    def close(self) -> None:
        self._send("DELETE", "")


@contextmanager
def webkit(folder: Path) -> Iterator[Driver]:
    """WebKitGTK on a screen that only it sees."""
    port = free_port()
    command = ["xvfb-run", "-a", "WebKitWebDriver", f"--port={port}"]
    environment = {**os.environ, "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
    environment["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1"  # it will not run as root
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        wait_for(process, port, folder / "log.txt", SECONDS)
        driver = WebKit(port)
        yield driver
        driver.close()
    finally:
        process.terminate()
        process.wait(20)


def missing(name: str) -> bool:
    """Whether a browser is not on this machine."""
    if name == "firefox":
        return shutil.which("firefox-esr") is None or find_spec("marionette_driver") is None
    programs = all(map(shutil.which, ("WebKitWebDriver", "xvfb-run")))
    return not programs or not list(Path("/").glob(MINI))


BROWSERS = {"firefox": firefox, "webkit": webkit}
