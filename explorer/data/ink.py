"""Where the ink of one written digit is, on a screen or on photographed paper.

Paper is what a square of a third of the picture finds everywhere: light that slants, or dark
corners, are part of it. Lines of ruled or squared paper, grain, stains, a frame, and what
reaches in from the rim are taken away. H x W is the picture's size in pixels.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy import ndimage
from skimage.morphology import skeletonize

from explorer.errors import DataError

Array = np.ndarray

MIN_CONTRAST = 0.06  # between ink and paper, on a scale from 0 to 1
GRAIN = 3.0  # ink stands out by more than this many times the paper's grain
WINDOW = 0.3  # of the picture's side: strokes are narrower, paper is wider
STRONG = 0.3  # ink of a stroke itself, on a scale from 0 (paper) to 1
SPECK = 0.03  # a stain with less ink than this share of the largest stroke's is dropped
EDGE = 0.11  # of the digit's longer side: how far a stroke's faint edge reaches
FINE = 80  # pixels: a smaller picture has neither grain nor lines of paper
TONES = 180  # pixels of a side that show which tone is the rarer; more take only time
SLOPES = np.linspace(-0.1, 0.1, 11)  # of the lines of paper that is not held straight
APART = 0.12  # of their height: the gap between two digits side by side
# Of a digit's longer side: the width of strokes, at least; in 97 % of MNIST's digits it is more
THICKENED = 0.075

EMPTY = "a digit is expected in the picture, but it shows nothing that stands out from the paper."


def find_ink(picture: Array) -> Array:
    """How much ink each pixel of a grey picture (H, W) in [0, 1] has, 0 on paper to 1: (H, W).

    Raises DataError where nothing stands out, or where several digits stand side by side.
    """
    if picture.ndim != 2 or min(picture.shape) < 2 or not np.isfinite(picture).all():
        shape = " x ".join(map(str, picture.shape))
        raise DataError(f"a grey picture of at least 2 x 2 pixels is expected, got {shape}.")
    light = picture.astype(np.float64)
    if np.ptp(light) < MIN_CONTRAST:
        raise DataError(EMPTY)
    ink = _digit(_stand_out(1.0 - light if ink_is_dark(light) else light))
    count = _side_by_side(ink)
    if count > 1:
        raise DataError(f"one digit is expected in the picture, got {count} side by side: crop it.")
    return ink


def thicken(ink: Array) -> Array:
    """Strokes of a fine pen (H, W) made as wide as a thin pen of MNIST's; others are left alone."""
    drawn = np.pad(ink, 1) > 0.5
    lengths = [np.ptp(where) + 1 for where in np.nonzero(drawn)]
    if not lengths:
        return ink
    width = drawn.sum() / max(1, int(skeletonize(drawn).sum()))
    more = (THICKENED * max(lengths) - width) / 2  # on either side of a stroke, in pixels
    if more < 0.5:
        return ink
    ink = np.pad(ink, int(np.ceil(more)) + 1)
    away = ndimage.distance_transform_edt(ink <= 0.5)
    return np.maximum(ink, np.clip(more + 0.5 - away, 0.0, 1.0))


def ink_is_dark(light: Array) -> bool:
    """Whether dark ink lies on light paper: once the light is flat, the ink is the rarer tone."""
    step = 1 + max(light.shape) // TONES
    light = light[::step, ::step]
    paper = np.ones(light.shape, bool)
    for _ in range(4):
        rest = light - _surface(light, paper)
        rest -= np.median(rest[paper])
        paper = np.abs(rest) <= 3 * max(1e-3, _grain(rest))
    return bool(np.mean(rest**3) < 0)


def _surface(values: Array, where: Array) -> Array:
    """The surface of second degree nearest to the values (H, W) that ``where`` marks."""
    middle = np.median(values[where])
    if np.mean(values[where] == middle) > 0.5:  # a screen's paper is exactly even: keep it so
        return np.full(values.shape, middle)
    y, x = np.meshgrid(*(np.linspace(-1, 1, side) for side in values.shape), indexing="ij")
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)  # (H, W, 6)
    some = terms[where]
    factors, *_ = np.linalg.lstsq(some.T @ some, some.T @ values[where], rcond=None)
    return np.asarray(terms @ factors)


def _grain(values: Array) -> float:
    """The standard deviation of what most values are, whatever the others are."""
    return float(1.4826 * np.median(np.abs(values - np.median(values))))


def _stand_out(light: Array) -> Array:
    """How far light strokes stand out from darker paper, 0 to 1 (H, W)."""
    side = max(light.shape)
    window = 2 * round(WINDOW * side / 2) + 1
    fine = min(light.shape) < FINE
    smooth = light if fine else ndimage.gaussian_filter(light, 0.008 * side)
    paper = ndimage.grey_opening(smooth, size=(window, window))
    if np.ptp(paper) > 0:
        paper = ndimage.uniform_filter(paper, window // 2)
    height = light - paper
    height -= np.median(height)
    grain = _grain(height)
    if grain > 0.003 and not fine:  # a screen has none
        height = ndimage.gaussian_filter(height, 1.0)
    height = np.maximum(height, 0.0)
    if not fine:
        height = _without_lines(height, grain)
    floor, top = GRAIN * grain, np.percentile(height, 99.7)  # the finest pen covers as much
    if top <= 0:
        raise DataError(EMPTY)
    top = np.percentile(height[height > top / 2], 95)
    if top - floor < MIN_CONTRAST:
        raise DataError(EMPTY)
    return np.clip((height - floor) / (top - floor), 0.0, 1.0)


# ---- ruled and squared paper -------------------------------------------------------


def _without_lines(height: Array, grain: float) -> Array:
    """Take away the lines of paper, along and across, but not the strokes on them."""
    found = [_lines(height, grain), _lines(height.T, grain).T]
    near = np.max([ndimage.maximum_filter(lines, 5) for lines in found], axis=0)
    strokes = np.where((near == 0) | (height > 1.7 * near + 2 * grain), height, 0.0)
    # strokes that lines as dark as themselves have cut are closed again, across those lines
    closed = [
        np.where(ndimage.maximum_filter(lines, 5) > 0, ndimage.grey_closing(strokes, size), 0.0)
        for lines, size in zip(found, ((9, 1), (1, 9)), strict=True)
    ]
    return np.maximum(strokes, np.minimum(np.max(closed, axis=0), height))


def _lines(height: Array, grain: float) -> Array:
    """The ink of lines from left to right (H, W), 0 elsewhere; all 0 unless there are three."""
    thick = ndimage.maximum_filter1d(height, 3, axis=0)  # a line that slants goes in steps
    found = np.minimum(np.max([_straight(thick, slope) for slope in SLOPES], axis=0), height)
    strongest = np.percentile(found, 98)
    if strongest < max(2 * grain, 0.01):
        return np.zeros_like(height)
    lines = found > max(2 * grain, 0.25 * strongest)
    columns = (lines.shape[1] * np.array([1, 2, 3])) // 4
    count = np.median([ndimage.label(lines[:, column])[1] for column in columns])
    return np.where(lines & (count >= 3), found, 0.0)


def _straight(height: Array, slope: float) -> Array:
    """What is at least as dark along 60 % of the width, at one slope: a grey opening (H, W)."""
    rows, columns = height.shape
    x = np.arange(columns)
    down = np.rint(slope * (x - columns / 2)).astype(int)
    place = (np.arange(rows)[:, None] + down) % rows
    along = ndimage.uniform_filter1d(height[place, x], 9, axis=1)  # the line is level here
    length = int(0.6 * columns)
    along = ndimage.minimum_filter1d(along, length, axis=1, mode="nearest")
    along = ndimage.maximum_filter1d(along, length, axis=1, mode="nearest")
    back = np.empty_like(height)
    back[place, x] = along
    return back


# ---- which of it is the digit --------------------------------------------------------


def _digit(ink: Array) -> Array:
    """Without stains, and without shadows and frames at the rim unless they are the digit."""
    parts, count = ndimage.label(ink > STRONG, np.ones((3, 3)))
    if count == 0:
        raise DataError(EMPTY)
    numbers = np.arange(1, count + 1)
    amounts = ndimage.sum_labels(ink, parts, numbers)
    rims = [parts[0], parts[-1], parts[:, 0], parts[:, -1]]
    inner = ~np.isin(numbers, np.concatenate(rims))
    framed = all((rim > 0).mean() > 0.5 for rim in rims)
    keep = amounts >= SPECK * amounts.max()
    if inner.any() and (framed or amounts[inner].sum() >= 0.25 * amounts.sum()):
        keep = inner & (amounts >= SPECK * amounts[inner].max())
    strokes = np.isin(parts, numbers[keep])
    longest = max(np.ptp(where) + 1 for where in np.nonzero(strokes))
    near = ndimage.distance_transform_edt(~strokes) <= max(1.5, EDGE * longest)
    return np.where(near, np.clip(ink / np.percentile(ink[strokes], 95), 0.0, 1.0), 0.0)


def _side_by_side(ink: Array) -> int:
    """How many parts of about one height stand beside each other, with gaps between them."""
    columns = (ink > STRONG).any(axis=0)
    parts, count = ndimage.label(columns)
    if count < 2:
        return 1
    heights, amounts, ends = [], [], []
    for number in range(1, count + 1):
        where = np.flatnonzero(parts == number)
        rows = np.flatnonzero((ink[:, where] > STRONG).any(axis=1))
        heights.append(np.ptp(rows) + 1)
        amounts.append(ink[:, where].sum())
        ends.append((where[0], where[-1]))
    tall = [
        i
        for i in range(count)
        if heights[i] >= 0.6 * max(heights) and amounts[i] >= 0.25 * max(amounts)
    ]
    gaps = [ends[b][0] - ends[a][1] for a, b in pairwise(tall)]
    return 1 + sum(gap > APART * max(heights) for gap in gaps)
