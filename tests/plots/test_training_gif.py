"""The film of a training as a GIF."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from explorer.config import RunConfig
from explorer.errors import ConfigError
from explorer.plots import training_gif
from explorer.plots.beta_gif import EDGE, SIDE, TOP, palette

LABELS = np.arange(10)


def frames_of(content: bytes) -> list[np.ndarray]:
    picture = Image.open(io.BytesIO(content))
    found = []
    for i in range(picture.n_frames):
        picture.seek(i)
        found.append(np.asarray(picture.convert("RGB")))
    return found


def colour(digit: int) -> list[int]:
    return palette()[3 * digit : 3 * digit + 3]


def test_each_frame_has_its_digits_where_they_lay() -> None:
    rng = np.random.default_rng(0)
    points = rng.uniform(-2, 2, (3, 10, 2)).astype(np.float32)
    shown = frames_of(training_gif.gif(np.array([0.1, 0.5, 1.0]), points, LABELS, RunConfig()))
    assert len(shown) == 3
    low, high = points.min(axis=(0, 1)), points.max(axis=(0, 1))
    for frame, places in zip(shown, points, strict=True):
        assert frame.shape[:2] == (training_gif.HEIGHT, training_gif.WIDTH)
        shares = (places - (low + high) / 2) / (1.06 * (high - low) / 2)
        for digit, (x, y) in enumerate(shares):
            column = EDGE + round((x + 1) / 2 * SIDE)
            row = TOP + round((1 - y) / 2 * SIDE)
            near = frame[row - 1 : row + 2, column - 1 : column + 2].reshape(-1, 3).tolist()
            assert colour(digit) in near  # a later digit may lie over it in part


def test_a_long_film_is_cut_to_evenly_chosen_frames() -> None:
    points = np.zeros((1000, 10, 2), np.float32)
    points[:, :, 0] = np.linspace(-1, 1, 1000)[:, None]
    content = training_gif.gif(np.linspace(0, 9, 1000), points, LABELS, RunConfig())
    assert Image.open(io.BytesIO(content)).n_frames == training_gif.MOST


def test_the_share_of_k2_is_written_where_it_grows() -> None:
    points = np.zeros((2, 10, 2), np.float32)
    points[1] += 1
    base = RunConfig()
    grows = replace(base, model=replace(base.model, annealing="linear"))
    at = np.array([1.0, 4.0])
    one, other = (frames_of(training_gif.gif(at, points, LABELS, c)) for c in (base, grows))
    assert not np.array_equal(one[0][:TOP], other[0][:TOP])
    assert not np.array_equal(other[0][:TOP], other[1][:TOP])


def test_it_is_written_in_the_language_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(
        training_gif, "write", lambda sheet, place, words, *_: written.append(words)
    )
    base = RunConfig()
    grows = replace(base, model=replace(base.model, annealing="linear"))
    points = np.zeros((1, 10, 2), np.float32)
    for language in ("en", "fr"):
        training_gif.gif(np.array([1.25]), points, LABELS, grows, language)
    share = 1.25 / (base.training.epochs / 2)
    assert written[:2] == [f"epoch 1.25 / {base.training.epochs}", f"k2 x {share:.0%}"]
    assert written[2] == f"passage 1,25 / {base.training.epochs}"
    assert written[3].replace("\u202f", "").replace("\xa0", "") == f"k2 x {share:.0%}"


def test_without_frames_or_labels_it_is_told() -> None:
    with pytest.raises(ConfigError, match="a film needs a frame"):
        training_gif.gif(np.empty(0), np.empty((0, 10, 2)), LABELS, RunConfig())
    with pytest.raises(ConfigError, match="a film needs a frame"):
        training_gif.gif(np.ones(1), np.zeros((1, 11, 2)), LABELS, RunConfig())
