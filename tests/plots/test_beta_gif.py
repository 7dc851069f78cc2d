"""The film of a sweep: a frame a point, the app's colours, digits where the maps have them."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from explorer.analysis.beta_sweep import BetaSweep, reach
from explorer.errors import ConfigError
from explorer.plots import beta_gif
from explorer.plots.beta_gif import EDGE, HEIGHT, SIDE, TOP, WIDTH
from explorer.plots.palette import DIGIT_COLOURS


@pytest.fixture(scope="module")
def sweep() -> BetaSweep:
    """Four points on which ten digits, on a circle, draw together."""
    angles = np.linspace(0, 2 * np.pi, 10, endpoint=False)
    circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    maps = np.stack([radius * circle for radius in (4.0, 2.0, 1.0, 0.0)])
    rates = np.array([[6.0, 5.0], [3.0, 2.0], [1.0, 1.0], [0.0, 0.0]])
    return BetaSweep(
        np.geomspace(0.01, 100, 4), maps.astype(np.float16), rates,
        np.array([140.0, 141.0, 150.0, 206.0]), np.array([2, 2, 2, 0]), np.zeros(4),
    )  # fmt: skip


@pytest.fixture(scope="module")
def gif(sweep: BetaSweep) -> Image.Image:
    return Image.open(io.BytesIO(beta_gif.gif(sweep, np.arange(10))))


def rgb(gif: Image.Image, number: int) -> np.ndarray:
    gif.seek(number)
    return np.asarray(gif.convert("RGB"))


def colour(written: str) -> list[int]:
    return [int(written[i : i + 2], 16) for i in (1, 3, 5)]


def test_a_frame_for_each_point_that_plays_for_ever(gif: Image.Image) -> None:
    assert gif.n_frames == 4
    assert gif.size == (WIDTH, HEIGHT)
    assert gif.info["loop"] == 0
    assert (rgb(gif, 0) != rgb(gif, 3)).any()


def test_each_digit_is_where_its_map_has_it_in_its_colour(
    gif: Image.Image, sweep: BetaSweep
) -> None:
    for number in (0, 1, 2):
        frame, places = rgb(gif, number), sweep.maps[number].astype(float) / reach(sweep)
        for digit, (x, y) in enumerate(places):
            column, row = EDGE + (x + 1) / 2 * SIDE, TOP + (1 - y) / 2 * SIDE
            assert frame[round(row), round(column)].tolist() == colour(DIGIT_COLOURS[digit])


def test_the_mark_moves_along_the_curve(gif: Image.Image) -> None:
    marks = [np.argwhere((rgb(gif, i) == colour("#d6006c")).all(axis=2)) for i in range(4)]
    middles = np.array([mark.mean(axis=0) for mark in marks])  # (4, 2): down, across
    assert (np.diff(middles[:, 1]) < 0).all()  # less and less KL
    assert (np.diff(middles[:, 0]) < 0).all()  # higher and higher reconstruction
    assert {len(mark) for mark in marks} == {len(marks[0])}


def test_maps_that_cannot_be_drawn_are_refused(sweep: BetaSweep) -> None:
    with pytest.raises(ConfigError, match="9 labels"):
        beta_gif.frames(sweep, np.arange(9))


def test_from_the_eleventh_class_on_colours_come_again_in_another_shape() -> None:
    sheet = Image.new("P", (WIDTH, HEIGHT), beta_gif.PAPER)
    places = np.array([[-0.5, 0.0], [0.0, 0.0], [0.5, 0.0]])
    pixels = beta_gif.dotted(sheet, places, np.array([3, 13, 23]))
    row, columns = TOP + SIDE // 2, [EDGE + round((x + 1) / 2 * SIDE) for x in (-0.5, 0.0, 0.5)]
    square, ring, cross = (pixels[row - 1 : row + 2, c - 1 : c + 2] == 3 for c in columns)
    assert square.sum() == 9
    assert (ring.sum(), ring[1, 1]) == (8, False)
    assert (cross.sum(), cross[0, 0]) == (5, False)
    assert set(np.unique(pixels)) == {3, beta_gif.PAPER}


def test_its_figures_are_written_in_the_language_of_the_page(
    sweep: BetaSweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(beta_gif, "write", lambda sheet, place, words, *_: written.append(words))
    beta_gif.gif(sweep, np.arange(10), "fr")
    assert any(words.startswith("bêta ") for words in written)
    figures = [words for words in written if words.startswith("KL ") and "=" in words]
    assert len(figures) == len(sweep.betas)
    assert all("." not in words and words.count(",") == 3 for words in figures)


def test_accents_and_narrow_spaces_leave_letters_that_the_font_has() -> None:
    def drawn(words: str) -> np.ndarray:
        sheet = Image.new("P", (200, 60), 0)
        beta_gif.write(sheet, (5, 40), words, 28, "ls")
        return np.asarray(sheet)

    assert np.array_equal(drawn("bêta 12\u202f%"), drawn("beta 12 %"))
    assert not np.array_equal(drawn("beta"), drawn("bta"))
