"""Ten colours that stay apart for every kind of colour vision.

Dichromats' sight is simulated with the matrices of Machado, Oliveira and
Fernandes (2009), "A physiologically-based model for simulation of color vision
deficiency", severity 1.0, on linear RGB. Distances are CIEDE2000: about 2 is just
noticeable side by side.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import numpy as np
import pytest
from skimage.color import deltaE_ciede2000, rgb2lab

from explorer.plots.palette import DIGIT_COLOURS

SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
# Measured: 17.35, 11.91, 12.62 and 13.32. The bound is a little below the worst.
# Matplotlib's and Plotly's usual ten (tab10) fall to 1.25 for protanopes.
BOUND = 11.5
TAB10 = [
    "1f77b4",
    "ff7f0e",
    "2ca02c",
    "d62728",
    "9467bd",
    "8c564b",
    "e377c2",
    "7f7f7f",
    "bcbd22",
    "17becf",
]
PAPERS = {"light": np.ones((1, 3)), "dark": np.array([[14, 17, 23]]) / 255}  # Streamlit's


def srgb(names: Sequence[str] = DIGIT_COLOURS) -> np.ndarray:
    """Colours like ``#3f90da`` in [0, 1], (N, 3)."""
    return np.array([list(bytes.fromhex(name.lstrip("#"))) for name in names]) / 255


def seen(colours: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """sRGB (N, 3) as a dichromat sees it, in sRGB."""
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    shown = np.clip(linear @ matrix.T, 0, 1)
    return np.where(shown <= 0.0031308, shown * 12.92, 1.055 * shown ** (1 / 2.4) - 0.055)


def smallest_distance(colours: np.ndarray, matrix: np.ndarray) -> float:
    lab = rgb2lab(seen(colours, matrix)[None])[0]
    pairs = itertools.combinations(lab, 2)
    return min(float(deltaE_ciede2000(a, b)) for a, b in pairs)


def test_each_digit_has_a_colour_as_css_writes_it() -> None:
    assert len(DIGIT_COLOURS) == 10  # how far they are apart is measured above
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in DIGIT_COLOURS)


@pytest.mark.parametrize("sight", SIGHT)
def test_any_two_stay_apart(sight: str) -> None:
    assert smallest_distance(srgb(), SIGHT[sight]) > BOUND


def test_the_bound_means_something() -> None:
    assert smallest_distance(srgb(TAB10), SIGHT["normal"]) > BOUND
    assert smallest_distance(srgb(TAB10), SIGHT["protanopia"]) < 2


@pytest.mark.parametrize("sight", SIGHT)
def test_the_simulation_leaves_greys_alone(sight: str) -> None:
    greys = np.linspace(0, 1, 5)[:, None].repeat(3, axis=1)
    assert np.allclose(seen(greys, SIGHT[sight]), greys, atol=1e-3)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("sight", SIGHT)
def test_every_colour_stands_out_from_the_page(paper: str, sight: str) -> None:
    for colour in srgb():
        pair = np.stack([colour, PAPERS[paper][0]])
        assert smallest_distance(pair, SIGHT[sight]) > 10  # measured: 10.4, light blue on white
