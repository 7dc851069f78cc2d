"""The app as one visitor sees it, without a browser: ``Visitor`` runs app.py under AppTest.

AppTest knows nothing of components: it keeps their messages, and cannot click them.
``Visitor`` reads a component's data from its message, and sends the very message
that plane.js sends for a click. tests/browser clicks for real.
"""

from __future__ import annotations

import base64
import io
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from explorer import data, files, weights
from explorer.ui import cache, state

ROOT = Path(__file__).resolve().parents[2]
VIEW = "map"
SECONDS = 60  # a first run imports Plotly or TensorFlow, on a busy machine


class Visitor:
    """One visitor's session. Widgets are found by the part of their key after ``map.``."""

    def __init__(self) -> None:
        self.at = AppTest.from_file(ROOT / "app.py", default_timeout=SECONDS).run()

    def __getattr__(self, kind: str) -> Callable[[str], Any]:
        """``visitor.slider("size")``: the one widget of this kind with that name."""
        return lambda name: self._only(kind, name)

    def _only(self, kind: str, name: str) -> Any:
        found = [w for w in self.at.get(kind) if w.key.startswith(f"{VIEW}.{name}")]
        assert len(found) == 1, f"{len(found)} {kind}s named {name}"
        return found[0]

    def choose(self, kind: str, name: str, value: Any) -> Visitor:
        """Set a widget and run the app again."""
        self._only(kind, name).set_value(value)
        return self.run()

    def press(self, name: str) -> Visitor:
        self._only("button", name).click()
        return self.run()

    def run(self) -> Visitor:
        self.at.run()
        return self

    def shown(self, name: str) -> dict[str, Any]:
        """The data of the component ``name``: points, cells, pick, walk, prior, waiter."""
        return dict(json.loads(self._only("bidi_component", name).proto.json))

    def has(self, name: str) -> bool:
        return any(c.key.startswith(f"{VIEW}.{name}") for c in self.at.get("bidi_component"))

    def pictures(self, name: str, group: int = 0) -> np.ndarray:
        """The pictures that a row of digits draws, uint8 (N, 28, 28)."""
        return pixels(self.shown(name)["groups"][group]["pixels"])

    def title(self) -> str:
        """The heading over the picked point's picture: its coordinates."""
        return str(self.shown("pick")["groups"][0]["title"])

    def point(self) -> np.ndarray:
        """The picked point (D,), as the session remembers it."""
        kept = self.at.session_state[state.key("kept", state.key(VIEW, "point"))]
        return np.asarray(kept[1])

    def pick(self, plane: str, x: float, y: float, index: int | None = None) -> Visitor:
        """Click the plane ``points`` or ``cells``, with plane.js's own message."""
        component = self._only("bidi_component", plane).proto.id
        event = [{"event": "pick", "value": {"x": x, "y": y, "index": index}}]
        states = self.at._tree.get_widget_states()
        states.widgets.add(
            id=f"$$STREAMLIT_INTERNAL_KEY_{component}__events", json_trigger_value=json.dumps(event)
        )
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


def pixels(encoded: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(encoded), np.uint8).reshape(-1, 28, 28)


def png(encoded: str) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(encoded))))


@pytest.fixture
def visit() -> Callable[[], Visitor]:
    return Visitor


@pytest.fixture
def visitor(warm: None) -> Visitor:
    """A new visitor, with the first model's decoder loaded: the strips are drawn."""
    return Visitor().assert_fine()


@pytest.fixture(scope="session")
def warm() -> None:
    cache.decoder(cache.record("vae_functional"))
    cache.decoder(cache.record("denoiser"))


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of pretrained/ that the app takes for the real one, to be damaged."""
    folder = tmp_path / "pretrained"
    shutil.copytree(weights.PRETRAINED, folder)
    monkeypatch.setattr(weights, "PRETRAINED", folder)
    return folder


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the app takes for ``runs/``."""
    folder = tmp_path / "runs"
    folder.mkdir()
    monkeypatch.setattr(cache, "RUNS", folder)
    return folder


@pytest.fixture(scope="session")
def few_digits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An own .npz with 60 digits in each split, so that encoding them takes no time."""
    path = tmp_path_factory.mktemp("data") / "few.npz"
    test = data.load("test").take(slice(0, 60))
    images, labels = test.images[..., 0], test.labels.astype(np.uint8)
    np.savez(path, x_train=images, y_train=labels, x_test=images, y_test=labels)
    return path


@pytest.fixture
def copy_run(runs: Path) -> Iterator[Callable[..., Path]]:
    """Put a bundled model into ``runs/`` as an own one; its record may be changed."""

    def copy(name: str, model: str = "vae_functional", **changes: Any) -> Path:
        folder = runs / name
        folder.mkdir()
        record = weights.pretrained_record(model)
        shutil.copy(record.path, folder)
        shutil.copy(record.folder / str(record.arrays), folder)
        files.write_json(folder / "model.json", {**record.to_dict(), **changes})
        return folder

    yield copy
