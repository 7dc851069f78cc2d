"""A drawn digit becomes what MNIST's makers would have made of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import camera
import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from explorer.data import drawing, ink
from explorer.data.mnist import Split
from explorer.errors import DataError
from explorer.models import saved as models_saved

Array = np.ndarray


def enlarge(digit: Array, times: int, rng: np.random.Generator) -> Array:
    """A digit (28, 28) in large pixels, somewhere on a larger black page (H, W)."""
    large = np.kron(digit, np.ones((times, times)))
    height, width = large.shape + rng.integers(4, 12 * times, 2)
    page = np.zeros((height, width))
    top = rng.integers(0, height - large.shape[0] + 1)
    left = rng.integers(0, width - large.shape[1] + 1)
    page[top : top + large.shape[0], left : left + large.shape[1]] = large
    return page


def as_they_are(page: Array, rng: np.random.Generator) -> Array:
    return page


def on_white(page: Array, rng: np.random.Generator) -> Array:
    return 1.0 - page


def photographed(page: Array, rng: np.random.Generator) -> Array:
    """Dark ink on grey paper, in slanting light, with the camera's noise."""
    down, right = np.mgrid[: page.shape[0], : page.shape[1]]
    light = 0.75 - 0.25 * right / page.shape[1] - 0.1 * down / page.shape[0]
    return np.clip(light - 0.5 * page + rng.normal(0, 0.02, page.shape), 0, 1)


def remade(split: Split, times: int, change: Callable[..., Array]) -> Array:
    rng = np.random.default_rng(times)
    pages = [change(enlarge(x, times, rng), rng) for x in split.images[..., 0]]
    return np.concatenate([drawing.as_mnist(page) for page in pages])


# ---- MNIST's own digits come back ------------------------------------------------


@pytest.mark.parametrize("change", [as_they_are, on_white])
@pytest.mark.parametrize("times", [3, 5])
def test_a_digit_of_mnist_comes_back(
    digits: Split, times: int, change: Callable[..., Array]
) -> None:
    some = digits.take(slice(0, 300 // times**2))  # larger pages take longer
    wrong = np.abs(remade(some, times, change) - some.images).mean(axis=(1, 2, 3))
    assert np.median(wrong) < 0.002  # grey levels from 0 to 1
    assert np.mean(wrong < 0.01) > 0.95


def test_a_photograph_of_it_does_too(digits: Split) -> None:
    some = digits.take(slice(0, 10))
    back = remade(some, 6, photographed)
    pairs = zip(back.reshape(10, -1), some.images.reshape(10, -1), strict=True)
    likeness = np.array([np.corrcoef(one, other)[0, 1] for one, other in pairs])
    assert np.median(likeness) > 0.95
    assert likeness.min() > 0.6


def test_a_remade_digit_is_remade_into_itself(digits: Split) -> None:
    once = remade(digits.take(slice(0, 10)), 5, on_white)
    twice = np.concatenate([drawing.as_mnist(image) for image in once[..., 0]])
    assert np.abs(twice - once).mean() < 0.003


@pytest.mark.slow
def test_the_classifier_knows_them_as_well_as_the_originals() -> None:
    """Clean digits of the test set, and the same photographed: accuracy by system 2."""
    from explorer.data import mnist

    classifier = models_saved.load(models_saved.find("dual")).classifier
    some = mnist.load("test").take(slice(0, 150))

    def accuracy(images: Array) -> float:
        answers = np.asarray(classifier(images, training=False)).argmax(axis=1)
        return float(np.mean(answers == some.labels))

    original = accuracy(some.images)
    assert original > 0.9
    assert abs(accuracy(remade(some, 5, on_white)) - original) < 0.015
    assert accuracy(remade(some, 6, photographed)) > original - 0.05


# ---- the box and the centre --------------------------------------------------------


def slanted(height: int, width: int, page: tuple[int, int] = (200, 300)) -> Array:
    """A thick line from corner to corner of a rectangle, white on black."""
    out = np.zeros(page)
    for step in np.linspace(0, 1, 400):
        row, column = 20 + int(step * (height - 12)), 30 + int(step * (width - 12))
        out[row : row + 12, column : column + 12] = 1.0
    return out


@pytest.mark.parametrize(("height", "width"), [(150, 60), (60, 150), (120, 120), (40, 20)])
def test_the_longer_side_is_20_and_the_aspect_is_kept(height: int, width: int) -> None:
    digit = drawing.as_mnist(slanted(height, width))[0, :, :, 0]
    rows, columns = (np.flatnonzero((digit > 0.02).any(axis=axis)) for axis in (1, 0))
    sides = (np.ptp(rows) + 1, np.ptp(columns) + 1)
    assert max(sides) == 20
    assert sides[0] / sides[1] == pytest.approx(height / width, rel=0.12)


def test_the_centre_of_mass_is_where_mnist_has_it(digits: Split) -> None:
    """The contract of the original: its centre rounds to pixel 14, counted from 0."""
    for image in (*digits.images[:20, :, :, 0], *remade(digits.take(slice(0, 20)), 4, on_white)):
        middle = ndimage.center_of_mass(np.squeeze(image))
        assert np.floor(np.add(middle, 0.5)).tolist() == [14, 14]


def test_it_is_light_on_black_of_the_right_shape_and_range() -> None:
    for page in (slanted(100, 50), 1 - slanted(100, 50), 0.2 + 0.3 * slanted(100, 50)):
        digit = drawing.as_mnist(page)
        assert digit.shape == (1, 28, 28, 1)
        assert digit.dtype == np.float32
        assert 0 <= digit.min() < 0.01 < 0.95 < digit.max() <= 1
        assert np.abs(digit - drawing.as_mnist(slanted(100, 50))).max() < 0.02


def test_a_speck_does_not_make_the_box_larger() -> None:
    page = slanted(100, 60)
    speckled = page.copy()
    speckled[190:192, 280:282] = 1.0
    assert np.abs(drawing.as_mnist(speckled) - drawing.as_mnist(page)).max() < 1e-6


def test_a_fine_pen_is_made_thicker_and_a_thick_one_is_left_alone() -> None:
    page = np.zeros((200, 200))
    page[30:170, 100:102] = 1.0  # two pixels of a height of 140: 0.3 in the box
    page[30:32, 60:140] = 1.0
    fine = drawing.as_mnist(page)[0, :, :, 0]
    assert 1.3 < (fine > 0.5).sum(axis=1)[15] <= 3
    thick = ink.find_ink(slanted(140, 100))
    assert ink.thicken(thick) is thick


# ---- what cannot be a digit ----------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        np.zeros((100, 100)),
        np.ones((50, 80)),
        0.6 + np.random.default_rng(0).normal(0, 0.01, (120, 90)),
        np.linspace(0.4, 0.6, 200)[None].repeat(100, axis=0),
    ],
    ids=["black", "white", "grainy paper", "a shadow"],
)
def test_an_empty_picture_is_refused_in_a_sentence(page: Array) -> None:
    with pytest.raises(DataError, match="stands out from the paper"):
        drawing.as_mnist(page)


@pytest.mark.parametrize("page", [np.zeros(5), np.zeros((9, 9, 3)), np.full((9, 9), np.nan)])
def test_what_is_no_grey_picture_is_refused(page: Array) -> None:
    with pytest.raises(DataError, match="grey picture"):
        drawing.as_mnist(page)


# ---- files ---------------------------------------------------------------------------


def saved(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def grey(page: Array) -> Image.Image:
    return Image.fromarray(np.rint(page * 255).astype(np.uint8))


@pytest.mark.parametrize("kind", ["PNG", "BMP", "GIF", "JPEG", "WEBP"])
def test_files_of_many_kinds_are_read(kind: str) -> None:
    page = slanted(100, 60)
    read = drawing.read(saved(grey(page), kind))
    assert read.shape == page.shape
    assert np.abs(read - page).mean() < 0.02
    assert np.abs(drawing.as_mnist(read) - drawing.as_mnist(page)).mean() < 0.03


@pytest.mark.parametrize("ink", [0, 255])
def test_what_is_clear_is_paper(ink: int) -> None:
    page = slanted(100, 60)
    layers = [np.full_like(page, ink)] * 3 + [255 * page]
    picture = Image.fromarray(np.stack(layers, axis=-1).astype(np.uint8), "RGBA")
    digit = drawing.as_mnist(drawing.read(saved(picture)))
    assert np.abs(digit - drawing.as_mnist(page)).max() < 0.02


def test_a_photograph_is_turned_as_it_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera lay on its right side
    turned = drawing.read(saved(grey(slanted(100, 60)), "JPEG", exif=exif))
    assert turned.shape == (300, 200)


def test_a_large_picture_is_shrunk() -> None:
    page = np.kron(slanted(100, 60), np.ones((10, 10)))
    read = drawing.read(saved(grey(page)))
    assert max(read.shape) <= 1024
    assert np.abs(drawing.as_mnist(read) - drawing.as_mnist(slanted(100, 60))).mean() < 0.02


@pytest.mark.parametrize(
    "content", [b"", b"no picture", saved(grey(slanted(100, 60)))[:200]], ids=["", "text", "cut"]
)
def test_what_is_no_picture_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(DataError, match="photo.png is not a readable picture"):
        drawing.read(content, "photo.png")


def test_a_huge_picture_is_refused_before_it_is_unpacked() -> None:
    huge = saved(Image.new("1", (9000, 10)))
    with pytest.raises(DataError, match="8192 pixels a side at most, got 9000 x 10"):
        drawing.read(huge, "huge.png")


@pytest.mark.parametrize("mode", ["I;16", "L"])
def test_sixteen_bits_a_pixel_are_read_as_eight_are(mode: str) -> None:
    page = 1 - slanted(100, 60)
    deep = Image.fromarray(np.rint(page * 65535).astype(np.uint16))
    read = drawing.read(saved(deep if mode == "I;16" else grey(page)))
    assert np.abs(read - page).max() < 0.003
    assert np.abs(drawing.as_mnist(read) - drawing.as_mnist(page)).max() < 0.01


@pytest.mark.parametrize("kind", ["AVIF", "DDS", "ICO"])
def test_other_kinds_of_pictures_are_refused(kind: str) -> None:
    """Pillow reads more than is offered, some of it with errors of many kinds."""
    content = saved(Image.new("RGB", (64, 64)), kind)
    with pytest.raises(DataError, match="PNG, JPEG, WEBP, BMP, GIF or TIFF is expected"):
        drawing.read(content, "photo.png")


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    large = saved(Image.new("1", (8000, 5000)))
    with pytest.raises(DataError, match="34 million pixels at most unless it is a JPEG, got 8000"):
        drawing.read(large, "large.png")


def test_a_picture_that_is_ready_is_taken_as_it_is(digits: Split) -> None:
    picture = drawing.read(saved(grey(digits.images[0, ..., 0])))
    np.testing.assert_allclose(drawing.as_it_is(picture), digits.images[:1], atol=1e-6)
    with pytest.raises(DataError, match="28 x 28 pixels is expected, got 300 x 200"):
        drawing.as_it_is(slanted(100, 60))


@pytest.mark.parametrize("name", ["none.png", "nul\0.png", "folder"])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(DataError, match=r"is expected at|is not a readable picture") as error:
        drawing.read_file(tmp_path / name)
    assert len(str(error.value)) < 300


# ---- photographs ---------------------------------------------------------------------

SEVEN = [(0.0, 0.0), (0.55, 0.0), (0.2, 1.0)]  # its corners, as shares of its height


def seven(side: int, pen: float, height: float = 0.5, left: float = 0.25) -> Array:
    """A 7 as ink (side, side): pen, height and left edge as shares of the side."""
    y, x = np.mgrid[:side, :side] / side
    away = np.full((side, side), np.inf)
    corners = [(left + height * u, 0.25 + height * v) for u, v in SEVEN]
    for (x0, y0), (x1, y1) in pairwise(corners):
        along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / ((x1 - x0) ** 2 + (y1 - y0) ** 2)
        along = np.clip(along, 0, 1)
        away = np.minimum(away, np.hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0)))
    return np.clip((pen / 2 - away) * side + 0.5, 0, 1)


def likeness(page: Array) -> float:
    """How like a prepared page is to the same 7 without all that is wrong with the page.

    1 at most; the centre of mass may round to the next pixel.
    """
    return alike(drawing.as_mnist(page).squeeze(), plain_seven())


@cache
def plain_seven() -> Array:
    return drawing.as_mnist(1 - seven(400, 0.03)).squeeze()


def alike(one: Array, other: Array) -> float:
    """The correlation of two digits (28, 28), at the best of nine shifts by a pixel at most."""
    shifts = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    return float(
        max(np.corrcoef(np.roll(one, s, (0, 1)).ravel(), other.ravel())[0, 1] for s in shifts)
    )


@pytest.mark.parametrize("darker", [0.03, 0.05, 0.1, 0.3, 0.5])
def test_dark_corners_do_not_turn_paper_into_ink(darker: float) -> None:
    y, x = np.mgrid[-1:1:400j, -1:1:400j]
    light = 0.85 * (1 - darker * (x * x + y * y) / 2)
    grain = np.random.default_rng(0).normal(0, 0.01, light.shape)
    assert likeness(light * (1 - 0.6 * seven(400, 0.03)) + grain) > 0.9


@pytest.mark.parametrize(("side", "frame", "tone"), [(28, 1, 0.78), (400, 3, 0.2), (400, 20, 0.5)])
def test_a_frame_is_no_ink(side: int, frame: int, tone: float) -> None:
    page = 1 - 0.9 * seven(side, 0.06 if side == 28 else 0.03)
    inside = np.zeros(page.shape, bool)
    inside[frame:-frame, frame:-frame] = True
    assert likeness(np.where(inside, page, tone)) > 0.8


@pytest.mark.parametrize("squared", [False, True])
@pytest.mark.parametrize("lines", [0.1, 0.3, 0.6])
@pytest.mark.parametrize("slope", [0.0, 0.04])
def test_the_lines_of_paper_are_no_ink(squared: bool, lines: float, slope: float) -> None:
    y, x = np.mgrid[:400, :400]
    ruled = (np.rint(y + slope * x) % 32 < 2) | (squared & (np.rint(x - slope * y) % 32 < 2))
    page = 0.92 * (1 - lines * ruled) * (1 - 0.85 * seven(400, 0.03))
    assert likeness(page) > (0.9 if lines < 0.5 else 0.85)


@pytest.mark.parametrize("count", [2, 3])
def test_several_digits_are_told(count: int) -> None:
    page = 1 - sum(seven(400, 0.02, 0.3, 0.05 + 0.3 * place) for place in range(count))
    with pytest.raises(DataError, match=f"one digit is expected in the picture, got {count}"):
        drawing.as_mnist(np.clip(page, 0, 1))


@pytest.mark.parametrize("pen", [0.006, 0.01, 0.014, 0.018, 0.022, 0.026, 0.03, 0.034])
def test_a_finer_pen_changes_the_digit_little(pen: float) -> None:
    """There is no width from which a stroke is suddenly another one."""
    finer, wider = (drawing.as_mnist(1 - seven(400, w)) for w in (pen, pen + 0.002))
    assert alike(finer.squeeze(), wider.squeeze()) > 0.95


def test_a_blurred_digit_is_as_large_as_a_sharp_one() -> None:
    page = ndimage.gaussian_filter(1 - 0.8 * seven(400, 0.03), 8)
    digit = drawing.as_mnist(page)[0, :, :, 0]
    assert np.ptp(np.flatnonzero((digit > 0.5).any(axis=1))) + 1 >= 18


@pytest.mark.slow
@pytest.mark.parametrize("kind", camera.KINDS)
def test_photographed_digits_are_named_as_well_as_the_originals(kind: str) -> None:
    """MNIST's test digits, written and photographed again (camera.py), by the clean classifier."""
    from explorer.data import mnist

    classifier = models_saved.load(models_saved.find("dual_clean")).classifier
    some, rng = mnist.load("test").take(slice(5000, 5120)), np.random.default_rng(0)
    pages = [camera.photograph(digit, kind, rng) for digit in some.images[..., 0]]
    digits = np.concatenate([drawing.as_mnist(page) for page in pages])
    answers = np.asarray(classifier(digits, training=False)).argmax(axis=1)
    assert np.mean(answers == some.labels) >= 0.95
    dark = digits[..., 0] > 0.5
    sides = np.maximum(dark.any(axis=1).sum(axis=1), dark.any(axis=2).sum(axis=1))
    assert np.mean(sides <= 17) < 0.05  # of MNIST's own: none
