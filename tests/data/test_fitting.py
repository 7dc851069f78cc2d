"""Pictures of any size become grey 28 x 28, and nothing of them is bent."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from explorer.data import fitting, mnist
from explorer.data.fitting import Fit
from explorer.data.readers.source import Source, of_array

Array = np.ndarray


def box(height: int, width: int, at: tuple[slice, slice], tone: int = 255, paper: int = 0) -> Array:
    picture = np.full((height, width), paper, np.uint8)
    picture[at] = tone
    return picture


def source_of(pictures: list[Array]) -> Source:
    labels = np.zeros(len(pictures), np.int64)
    return Source("mine", len(pictures), pictures.__getitem__, labels)


@given(
    height=st.integers(4, 90),
    width=st.integers(4, 90),
    tone=st.integers(0, 255),
    how=st.builds(Fit, *[st.booleans()] * 4),
)
def test_an_even_picture_stays_even(height: int, width: int, tone: int, how: Fit) -> None:
    found = fitting.fit(np.full((height, width), tone, np.uint8), how)
    assert (found.shape, found.dtype) == ((28, 28), np.uint8)
    expected = 0 if how.centre else 255 - tone if how.invert else tone
    assert np.abs(found.astype(int) - expected).max() <= 1


def test_a_picture_of_mnist_is_left_as_it_is(digits: mnist.Split) -> None:
    for picture in digits.take(slice(0, 20)).images[..., 0]:
        grey = np.rint(picture * 255).astype(np.uint8)
        np.testing.assert_array_equal(fitting.fit(grey, Fit()), grey)


@pytest.mark.parametrize("shape", [(56, 28), (28, 56), (300, 90), (8, 3)])
def test_the_aspect_is_kept(shape: tuple[int, int]) -> None:
    """A square in a wide or tall picture is as wide as high afterwards."""
    height, width = shape
    side = min(shape) // 2
    top, left = (height - side) // 2, (width - side) // 2
    found = fitting.fit(box(height, width, np.s_[top : top + side, left : left + side]), Fit())
    ink = found > 127
    sides = [np.ptp(np.flatnonzero(ink.any(axis=axis))) + 1 for axis in (0, 1)]
    assert abs(int(sides[0]) - int(sides[1])) <= 1


def test_what_is_added_has_the_rims_tone() -> None:
    found = fitting.fit(box(20, 60, np.s_[5:15, 20:40], tone=10, paper=200), Fit())
    assert set(np.unique(found[:9])) == {200}
    assert set(np.unique(found[-9:])) == {200}


def test_shrinking_takes_the_mean_of_what_there_was() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (280, 280)).astype(np.uint8)
    found = fitting.fit(picture, Fit()).astype(float)
    means = ndimage.uniform_filter(picture.astype(float), 10)[5::10, 5::10]
    assert np.corrcoef(found.ravel(), means.ravel())[0, 1] > 0.8
    assert found.mean() == pytest.approx(picture.mean(), abs=1)


def test_crop_takes_what_stands_out() -> None:
    small = box(100, 100, np.s_[70:90, 5:25], tone=40, paper=220)
    found = fitting.fit(small, Fit(crop=True))
    assert (found < 127).mean() > 0.6
    assert (fitting.fit(small, Fit()) < 127).mean() < 0.06


def test_centring_is_mnists_own(digits: mnist.Split) -> None:
    """MNIST's digits, moved and enlarged, come back to where they were."""
    for picture in digits.images[:12, ..., 0]:
        grey = np.rint(picture * 255).astype(np.uint8)
        moved = np.pad(grey.repeat(4, 0).repeat(4, 1), ((50, 0), (10, 70)))
        found = fitting.fit(255 - moved, Fit(invert=True, centre=True))
        assert np.abs(found.astype(float) - grey).mean() < 6
        centre = ndimage.center_of_mass(found)
        assert [round(middle) for middle in centre] == [14, 14]


def test_turn_exchanges_rows_and_columns() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (28, 28)).astype(np.uint8)
    np.testing.assert_array_equal(fitting.fit(picture, Fit(turn=True)), picture.T)


def test_pictures_on_paper_are_advised_to_be_inverted() -> None:
    light = [box(20, 20, np.s_[5:15, 8:12], tone=20, paper=235)] * 60
    dark = [255 - picture for picture in light]
    assert fitting.advice(source_of(light)) == Fit(invert=True)
    assert fitting.advice(source_of(dark)) == Fit()
    lying = of_array("e", np.stack(dark), np.zeros(60, np.int64), (), lies=True)
    assert fitting.advice(lying) == Fit(turn=True)
