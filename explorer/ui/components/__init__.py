"""Our components for the browser: a latent plane to pick from, what was picked, rows of digits,
a waiter, a board to draw on, and keepers of the test digits and of the networks that run there.

They draw on canvases, from bytes that travel with the message. Their scripts, in
``explorer/web``, say at their top what their ``data`` holds.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
import streamlit as st

from explorer.ui import texts
from explorer.web import source


@dataclass(frozen=True)
class Row:
    """Some pictures uint8 (N, 28, 28) under one title, each ``size`` pixels wide.

    ``labels`` describe each picture for screen readers; ``captions`` are shown.
    """

    title: str
    pictures: np.ndarray
    size: int
    labels: Sequence[str]
    captions: Sequence[str] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "size": self.size,
            "pixels": encode(np.asarray(self.pictures, np.uint8)),
            "labels": list(self.labels),
            "captions": list(self.captions),
        }


def encode(content: np.ndarray | bytes) -> str:
    """Base64 of an array's bytes (in its own order and type) or of bytes."""
    raw = content if isinstance(content, bytes) else content.tobytes()
    return base64.b64encode(raw).decode("ascii")


def mount(name: str, data: dict[str, Any], key: str, *events: str) -> Any:
    """Mount a component with its data; ``events`` are what it may report."""
    ignored = {f"on_{event}_change": lambda: None for event in events}
    return _component(name)(key=key, data=pack(data), **ignored)


def plane(data: dict[str, Any], key: str) -> Any:
    """Mount a plane; the result's ``pick`` is {x, y, index} in the run after a click.

    ``index`` is the row of the point that was hit, or None for an empty place. The
    result's ``lasso`` is {line, only}: a curve of [x, y], and the one group it takes; its
    ``ground``, ``change`` and ``beta`` are what was switched or let go (see web/plane/live.js).
    """
    return mount("plane", data, key, "pick", "lasso", "ground", "change", "beta")


def film(data: dict[str, Any], key: str) -> None:
    """Mount the film of a sweep (film.js), which reports the trigger ``take``: a beta."""
    mount("film", data, key, "take")


def decoder(data: dict[str, Any], key: str) -> None:
    """Mount the keeper of the decoders that run in the browser (decoder.js).

    It reports the trigger ``want`` when a model that was sent is not there.
    """
    mount("decoder", data, key, "want")


def pictures(name: str, packed: str | None, key: str) -> None:
    """Bring all test digits (base64 of gzip) that the page shows under ``name``.

    Without them, it reports the trigger ``want`` when something first wants them.
    """
    data = {"key": name, "bytes": packed}
    _component("pictures")(key=key, data=data, on_want_change=lambda: None)


def picked(data: dict[str, Any], key: str) -> None:
    """Mount the panel of a picked point (web/picked), which answers picks by itself.

    It reports the triggers ``picked`` {z, index} and ``random``.
    """
    mount("picked", data, key, "picked", "random")


def near(data: dict[str, Any], key: str) -> Any:
    """Mount the row of nearest digits (web/near); the result's ``pick`` is {x, y}, if any."""
    return mount("near", data, key, "pick").pick


def caption(data: dict[str, Any], key: str) -> None:
    """Mount a sentence whose figures follow a plane's slider of beta (web/caption)."""
    mount("caption", data, key)


def heights(data: dict[str, Any], key: str) -> None:
    """Mount rows of a decoded grid, at a height (web/heights); it reports ``set`` {height}."""
    mount("heights", data, key, "set")


def draws(data: dict[str, Any], key: str) -> None:
    """Mount draws from a digit's cloud (web/draws); it reports ``set`` {wider, draw}."""
    mount("draws", data, key, "set")


def strips(data: dict[str, Any], key: str) -> None:
    """Mount the walk and the samples (web/strips), which report ``set`` after a widget moved."""
    mount("strips", data, key, "set")


def gallery(data: dict[str, Any], key: str) -> None:
    """Mount the gallery of a lasso (web/gallery); it reports ``lasso`` {line, only}, ``clear``."""
    mount("gallery", data, key, "lasso", "clear")


def sketch(data: dict[str, Any], key: str) -> None:
    """Mount the board with the VAE behind it (web/sketch); it reports ``drawn`` {strokes}."""
    mount("sketch", data, key, "drawn")


def link_button(data: dict[str, str], key: str) -> None:
    """Mount a button that copies the page's address (link.js)."""
    _component("link")(key=key, data=data)


def keeper(secret: str, key: str) -> None:
    """Have the browser keep ``secret``; it reports the trigger ``known`` if it has another."""
    _component("keeper")(key=key, data={"secret": secret}, on_known_change=lambda: None)


def triggered(key: str, event: str) -> Any:
    """What the component mounted under ``key`` has just reported, before it is mounted again.

    None if it reported nothing, or another event.
    """
    return dict(st.session_state.get(key) or {}).get(event)


def waiter(sentence: str, key: str, alone: bool = False) -> bool:
    """Show ``sentence`` and rerun every 0.4 to 1 s, once the first plane or digit is on screen.

    True in those reruns; mount it only while there is something to wait for. On a page
    ``alone``, without planes and digits, it does not wait for them.
    """
    data = {"text": sentence, "alone": alone}
    result = _component("waiter")(key=key, data=data, on_look_change=lambda: None)
    return result.look is not None


def digits(
    rows: Sequence[Row], key: str, pin: dict[str, Any] | None = None, space: str = ""
) -> None:
    """Draw rows of digits; ``pin`` {x, y, z} is marked on every plane of ``space``.

    Its z is the whole latent point, a list of D numbers, where the planes decode.
    """
    data = {"groups": [row.to_dict() for row in rows], "pin": pin, "space": space}
    mount("digits", data, key)


def draw(data: dict[str, Any], key: str) -> dict[str, Any] | None:
    """Mount a board to draw on; {pixels, strokes} in the run after a stroke, else None."""
    drawn: dict[str, Any] | None = _component("draw")(
        key=key, data=data, on_drawn_change=lambda: None
    ).drawn
    return drawn


def pack(data: dict[str, Any]) -> bytes:
    """``data`` for web/common/data.js: JSON, with a ``version`` that changes when the data does,
    and the decimal ``point`` of the page's language.

    The browser redraws on it, tests wait for it. Bytes, because of a dictionary Streamlit
    asks at each click whether any value is a table, and then writes it as JSON twice.
    """
    body = json.dumps({"point": texts.decimal_point(), **data})
    version = sha256(body.encode()).hexdigest()[:12]
    return f'{{"version": "{version}", {body[1:]}'.encode()


def _component(name: str) -> Any:
    # Registered at each mount: the registry belongs to the server, and an equal
    # definition is simply kept.
    return st.components.v2.component(f"explorer_{name}", **source(name))  # type: ignore[arg-type]
