"""Arrays to PNG and back."""

import io

import numpy as np
from PIL import Image

from explorer.data import pictures


def test_a_strip_lies_as_it_should(digits):
    rows = [digits.images[:5], digits.images[5:10]]
    picture = pictures.tile(rows, gap=2)
    assert picture.shape == (2 * 32, 5 * 32)
    np.testing.assert_array_equal(picture[34:62, 66:94], digits.images[7, ..., 0])
    assert (picture[:2] == 1).all()


def test_png_keeps_every_grey(tmp_path):
    greys = np.arange(256, dtype=np.uint8).reshape(16, 16)
    path = pictures.write_png(tmp_path / "x.png", greys / 255, scale=3)
    np.testing.assert_array_equal(np.asarray(Image.open(path)), np.kron(greys, np.ones((3, 3))))
    np.testing.assert_array_equal(
        np.asarray(Image.open(io.BytesIO(pictures.png_bytes(greys)))), greys
    )


def test_to_bytes_rounds_and_clips():
    assert pictures.to_bytes(np.array([-1, 0.001, 0.5, 0.999, 2])).tolist() == [0, 0, 128, 255, 255]


def test_a_film_shows_each_picture_enlarged_and_plays_for_ever() -> None:
    frames = np.random.default_rng(0).integers(0, 256, (5, 6, 4), dtype=np.uint8)
    film = Image.open(io.BytesIO(pictures.gif_bytes(frames, 3, milliseconds=200)))
    assert film.n_frames == 5
    assert film.size == (12, 18)
    assert film.info["loop"] == 0
    for number, frame in enumerate(frames):
        film.seek(number)
        assert np.array_equal(np.asarray(film.convert("L"))[::3, ::3], frame)
        assert film.info["duration"] == 200
