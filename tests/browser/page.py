"""The app in one page of a browser: its planes, its rows of digits, its complaints."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from playwright.sync_api import Locator, Page, TimeoutError, expect

CHANGE = 20  # seconds
LOADING = 90_000  # ms: the first page imports TensorFlow, maybe on a busy machine
# words that no canvas should show: a value is missing
DRAWN = """
    const own = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (words, ...rest) {
        if (/undefined|NaN|\\bnull\\b|\\[object/.test(words)) console.error(`drawn: ${words}`);
        return own.call(this, words, ...rest);
    };
"""


@dataclass
class App:
    """A page with the app in it, and what it did that it should not."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    host: str | None = "127.0.0.1"  # the only one that it may ask; None is a file

    def watch(self) -> None:
        self.page.add_init_script(DRAWN)
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("websocket", lambda socket: self._asked(socket.url))
        self.page.on("pageerror", lambda error: self.complaints.append(f"exception: {error}"))
        self.page.on("console", lambda m: self._said(m.type, m.text, m.location["url"]))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != self.host:
            self.complaints.append(f"a request to {url[:200]}")

    def _said(self, kind: str, words: str, url: str) -> None:
        # Streamlit lets go of a picture as soon as a run shows another in its place: a slow
        # browser asks for the old one too late
        is_late = "404" in words and "/media/" in url
        if kind == "error" and not is_late:
            self.complaints.append(f"console: {words[:300]} ({url[:200]})")

    def settle(self) -> None:
        """Wait until the server has run the page's script to its end."""
        expect(self.page.locator("[data-testid=stApp]")).to_have_attribute(
            "data-test-script-state", "notRunning"
        )

    def plane(self, number: int) -> Locator:
        """0 is the map of test digits, 1 the decoded grid."""
        return self.page.locator("canvas[data-drawn]").nth(number)

    @property
    def map(self) -> Locator:
        return self.plane(0)

    @property
    def grid(self) -> Locator:
        return self.plane(1)

    def digits(self, heading: str = "") -> Locator:
        """The rows of digits that follow a heading; the picked point's come first."""
        every = self.page.locator(".groups[data-version]")
        return every.nth({"": 0, "walk": 1, "prior": 2}[heading])

    def title(self) -> str:
        return self.digits().locator("h4").nth(0).inner_text()

    def titles(self) -> list[str]:
        return self.digits().locator("h4").all_inner_texts()

    def await_change(self, rows: Locator, act: Callable[[], Any]) -> None:
        """Do something, and wait until these rows of digits show something else.

        Whoever draws it: the server's pictures have another version, those of the page, once it
        has all that it needs, are of another point.
        """
        before = _shown(rows)
        act()
        deadline = time.monotonic() + CHANGE
        while _shown(rows) == before:
            assert time.monotonic() < deadline, f"the digits stay as they were: {before}"
            self.page.wait_for_timeout(50)

    def await_point(self) -> None:
        """Wait until the address holds the picked point that is shown: a pick rests first."""
        first = float(str(self.digits().get_attribute("data-at")).split(",")[0])
        expect(self.page).to_have_url(
            re.compile(rf"point=\w+%2C{re.escape(f'{first:.6g}')}(%2C|&|$)")
        )

    def await_redraw(self, plane: Locator, act: Callable[[], Any]) -> None:
        """Do something, and wait until this plane shows other data."""
        before = plane.get_attribute("data-drawn")
        act()
        expect(plane).not_to_have_attribute("data-drawn", str(before))

    def click_at(self, plane: Locator, right: float, down: float) -> None:
        """Click a plane at shares of its width and height."""
        box = plane.bounding_box()
        assert box
        plane.click(position={"x": box["width"] * right, "y": box["height"] * down})

    def choose(self, label: str, option: str) -> None:
        """Choose in a selectbox what has these words."""
        self.open_list(self.page.get_by_role("combobox", name=label, exact=True))
        self.page.get_by_role("option", name=option, exact=True).click()

    def open_list(self, chooser: Locator, tries: int = 4) -> Locator:
        """Open a selectbox's list, and return its options.

        With the keyboard, for a page that scrolls closes the list. Where an answer of the
        server draws the page anew in that moment the list may close too: then once more,
        as a person does.
        """
        options = self.page.get_by_role("option")
        chooser.press("ArrowDown")
        try:
            options.first.wait_for(timeout=LOADING / 6)
        except TimeoutError:
            if tries == 1:
                raise
            return self.open_list(chooser, tries - 1)
        return options


def _shown(rows: Locator) -> list[str | None]:
    return [rows.get_attribute(f"data-{name}") for name in ("version", "at")]


def picture(canvas: Locator) -> np.ndarray:
    """What a canvas shows: uint8 (height, width, 4)."""
    found = canvas.evaluate(
        """canvas => {
            const { width, height } = canvas;
            const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
            let text = "";
            for (let i = 0; i < data.length; i += 8192)
                text += String.fromCharCode(...data.subarray(i, i + 8192));
            return [width, height, btoa(text)];
        }"""
    )
    width, height, pixels = found
    return np.frombuffer(base64.b64decode(pixels), np.uint8).reshape(height, width, 4)
