"""The app as one visitor sees it, without a browser: ``Visitor`` runs app.py under AppTest.

AppTest knows nothing of components: it keeps their messages, and cannot click them.
``Visitor`` reads a component's data from its message, and sends the very message
that plane.js sends for a click. tests/browser clicks for real.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from reports import report_of
from streamlit.testing.v1 import AppTest

from explorer.ui import state, texts

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60  # a first run imports TensorFlow, on a busy machine


class Visitor:
    """One visitor's session. Widgets are found by the part of their key after ``map.``.

    ``Visitor("denoise", noise="gaussian")`` comes by the link ``?view=denoise&noise=gaussian``.
    """

    def __init__(self, view: str = "map", **link: str) -> None:
        self.view = view
        texts.outside = texts.DEFAULT
        self.at = AppTest.from_file(ROOT / "app.py", default_timeout=SECONDS)
        for name, value in {"view": view, **link}.items():
            self.at.query_params[name] = value
        self.at.run()

    def of_app(self, kind: str, name: str) -> Any:
        """A widget that belongs to no single view."""
        return self._only(kind, name, state.APP)

    def set_language(self, language: str) -> Visitor:
        self.of_app("selectbox", "language").set_value(language)
        self.run()
        texts.outside = language  # AppTest looks up what widgets show in its own thread
        return self

    def open(self, view: str) -> Visitor:
        """Go to another view, as its name at the top of the page does."""
        self.of_app("button_group", "view").set_value(view)
        self.view = view
        return self.run()

    def link(self) -> dict[str, str]:
        """The query string, as the page's address shows it."""
        return {n: v if isinstance(v, str) else v[-1] for n, v in self.at.query_params.items()}

    def __getattr__(self, kind: str) -> Callable[[str], Any]:
        """``visitor.slider("size")``: the one widget of this kind with that name."""
        return lambda name: self._only(kind, name)

    def _only(self, kind: str, name: str, view: str = "") -> Any:
        start = state.key(view or self.view, name)
        every = [w for w in self.at.get(kind) if w.key and w.key.startswith(start)]
        found = [w for w in every if w.key == start] or every
        assert len(found) == 1, f"{len(found)} {kind}s named {name}"
        return found[0]

    def selectbox_or_none(self, name: str) -> Any:
        found = [w for w in self.at.get("selectbox") if w.key == state.key(self.view, name)]
        return found[0] if found else None

    def choose(self, kind: str, name: str, value: Any) -> Visitor:
        """Set a widget and run the app again."""
        self._only(kind, name).set_value(value)
        return self.run()

    def press(self, name: str) -> Visitor:
        self._only("button", name).click()
        return self.run()

    def force(self, name: str) -> Visitor:
        """Press a button whatever the page shows, as a script of one's own may."""
        self._only("button", name).proto.disabled = False
        return self.press(name)

    def run(self) -> Visitor:
        self.at.run()
        return self

    def shown(self, name: str) -> dict[str, Any]:
        """The data of the component ``name``: points, cells, pick, walk, prior, waiter."""
        return data_of(self._only("bidi_component", name))

    def has(self, name: str) -> bool:
        return any(
            c.key.startswith(state.key(self.view, name)) for c in self.at.get("bidi_component")
        )

    def pictures(self, name: str, group: int = 0) -> np.ndarray:
        """The pictures that a row of digits draws, uint8 (N, 28, 28)."""
        return pixels(self.shown(name)["groups"][group]["pixels"])

    def strip_of(self, name: str) -> np.ndarray:
        """The pictures of the ``walk`` or the ``prior`` below the map."""
        return pixels(self.shown("strips")["groups"][name][0]["pixels"])

    def set_strips(
        self, kept: dict[str, list[float]] | None = None, answered: bool = False, **values: Any
    ) -> Visitor:
        """Move widgets of the strips, with strips.js's own message."""
        before = self.shown("strips")
        told = {
            "values": {**before["values"], **values},
            "kept": {**before["kept"], **(kept or {})},
        }
        return self.tell("strips", "set", {**told, "answered": answered})

    def title(self) -> str:
        """The heading over the picked point's picture: its coordinates."""
        return str(self.shown("pick")["groups"][0]["title"])

    def point(self) -> np.ndarray:
        """The picked point (D,), as the session remembers it."""
        kept = self.at.session_state[state.key("kept", state.key(self.view, "point"))]
        return np.asarray(kept[1])

    def pick(self, plane: str, x: float, y: float, index: int | None = None) -> Visitor:
        """Click the plane ``points`` or ``cells``, with plane.js's own message."""
        sliced = plane.endswith("points")
        return self.tell(plane, "pick", {"x": x, "y": y, "index": index, "slice": sliced})

    def tell(self, name: str, event: str, value: Any) -> Visitor:
        """Send what a component's script sends with ``setTriggerValue(event, value)``."""
        component = self._only("bidi_component", name).proto.id
        states = self.at._tree.get_widget_states()
        states.widgets.append(report_of(component, event, value))
        self.at._run(states)
        return self

    def assert_fine(self) -> Visitor:
        assert [e.value for e in self.at.exception] == []
        assert [e.value for e in self.at.error] == []
        return self

    def sentence(self) -> str:
        """The one sentence shown in place of what cannot be drawn."""
        assert [e.value for e in self.at.exception] == []
        sentences = {str(e.value) for e in self.at.error}
        assert len(sentences) == 1, sentences
        return sentences.pop()


def data_of(component: Any) -> dict[str, Any]:
    """What was sent to a component."""
    return dict(json.loads(component.proto.bytes or component.proto.json))


def pixels(encoded: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(encoded), np.uint8).reshape(-1, 28, 28)


def png(encoded: str) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(encoded))))
