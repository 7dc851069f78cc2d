"""The sweep of beta as a GIF: for each beta of a sweep the map, and where it is on the curve.

Frames are drawn as indices of one small palette, so that no frame is quantised and the
colours of the digits are exactly those of the app. L betas, N digits.
"""

from __future__ import annotations

import io
import unicodedata

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from explorer.analysis.beta_sweep import BetaSweep, reach
from explorer.errors import ConfigError
from explorer.formatting import localised, plain
from explorer.plots.palette import ACCENT, DIGIT_COLOURS
from explorer.sentences import spoken

Array = np.ndarray

WIDTH, HEIGHT = 800, 480  # pixels of a frame
SIDE, EDGE = 400, 20  # of the map, and the paper around it
TOP = 60  # where both plots begin; the figures stand above
CURVE = (500, TOP, WIDTH - EDGE, TOP + SIDE)  # left, top, right, bottom of the curve's plot
DOT = 3  # pixels of a picture on the map, square; from the eleventh class on, others
DOTS = np.array(
    [
        [[1, 1, 1], [1, 1, 1], [1, 1, 1]],
        [[1, 1, 1], [1, 0, 1], [1, 1, 1]],
        [[0, 1, 0], [1, 1, 1], [0, 1, 0]],
    ],
    bool,
)
MILLISECONDS, LAST = 110, 1500  # a frame stays, and the last one
PAPER, FAINT, INK, MARK = 10, 11, 12, 13  # places in the palette, after the ten digits
SHADES = 6  # greys between paper and ink, so that letters are smooth
COLOURS = (*DIGIT_COLOURS, "#ffffff", "#c9c9c9", "#262730", ACCENT)


def palette() -> list[int]:
    """The colours of a frame's indices, as Pillow takes them: r, g, b, r, g, b, ..."""
    flat = [int(colour[i : i + 2], 16) for colour in COLOURS for i in (1, 3, 5)]
    paper, ink = (np.array(flat[3 * i : 3 * i + 3]) for i in (PAPER, INK))
    for share in np.linspace(0, 1, SHADES + 2)[1:-1]:
        flat += [int(value) for value in np.rint(paper + share * (ink - paper))]
    return flat


def frames(sweep: BetaSweep, labels: Array, language: str = "en") -> Array:
    """Palette indices uint8 (L, HEIGHT, WIDTH); ``labels`` are the digits' (at least N,).

    Raises ConfigError unless the maps have two dims and a label for each digit.
    """
    count, dim = sweep.maps.shape[1:]
    if dim != 2 or len(labels) < count:
        raise ConfigError(
            f"a film needs maps of 2 dims and a label for each of {count} digits, "
            f"got {dim} dims and {len(labels)} labels."
        )
    far = reach(sweep)
    ground = _ground(sweep, far)
    digits = np.asarray(labels[:count], np.uint8)
    return np.stack(
        [_frame(ground, sweep, i, digits, far, language) for i in range(len(sweep.betas))]
    )


def gif(sweep: BetaSweep, labels: Array, language: str = "en") -> bytes:
    """The film of :func:`frames` as a GIF that plays for ever, holding its last frame."""
    return as_gif(frames(sweep, labels, language), MILLISECONDS)


def as_gif(sheets: Array, milliseconds: int) -> bytes:
    """Frames of palette indices uint8 (L, H, W) as a GIF, each for so long, the last for longer."""
    pictures = []
    for pixels in sheets:
        picture = Image.fromarray(pixels, "P")
        picture.putpalette(palette())
        pictures.append(picture)
    times = [milliseconds] * (len(pictures) - 1) + [LAST]
    file = io.BytesIO()
    pictures[0].save(
        file, "GIF", save_all=True, append_images=pictures[1:], duration=times, loop=0,
        optimize=False, disposal=1,
    )  # fmt: skip
    return file.getvalue()


# ---- one frame ---------------------------------------------------------------


def _ground(sweep: BetaSweep, far: float) -> Image.Image:
    """What all frames share: both frames, the prior's circle, the curve, the axes' names."""
    sheet = Image.new("P", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((EDGE, TOP, EDGE + SIDE, TOP + SIDE), outline=FAINT)
    pen.rectangle(CURVE, outline=FAINT)
    radius = np.sqrt(2 * np.log(20)) / far * SIDE / 2  # it holds 95 % of N(0, 1) in two dims
    middle = (EDGE + SIDE / 2, TOP + SIDE / 2)
    pen.ellipse([c + s * radius for s in (-1, 1) for c in middle], outline=INK)
    pen.line([_on_curve(sweep, i) for i in range(len(sweep.betas))], fill=FAINT, width=3)
    write(sheet, (CURVE[2] - 4, CURVE[3] - 4), "KL, nats", 15, "rs")
    write(sheet, (CURVE[0] + 6, CURVE[1] + 18), "reconstruction, nats", 15, "ls")
    return sheet


def _frame(
    ground: Image.Image, sweep: BetaSweep, index: int, digits: Array, far: float, language: str
) -> Array:
    sheet = ground.copy()
    x, y = _on_curve(sweep, index)
    ImageDraw.Draw(sheet).ellipse((x - 7, y - 7, x + 7, y + 7), fill=MARK)
    kl, reconstruction = sweep.kl_nats[index], sweep.reconstruction_nats[index]
    beta = localised(plain(float(f"{sweep.betas[index]:.3g}")), language)
    write(sheet, (EDGE, 42), f"{spoken(language, 'kl_movie.beta')} {beta}", 28, "ls")
    nats = {"kl": kl, "reconstruction": reconstruction, "both": kl + reconstruction}
    write(sheet, (WIDTH - EDGE, 42), spoken(language, "kl_movie.gif_figures", **nats), 20, "rs")
    return dotted(sheet, sweep.maps[index].astype(np.float32) / far, digits)


def dotted(sheet: Image.Image, places: Array, digits: Array) -> Array:
    """A sheet's palette indices (H, W) with pictures of the classes ``digits`` (N,) on its map.

    ``places`` (N, 2) run from -1 to 1 across the map; those outside are left out. Ten classes
    have a colour each, which the next ten have again in another shape.
    """
    shapes, colours = np.divmod(np.asarray(digits, int), len(DIGIT_COLOURS))
    dots = DOTS[np.minimum(shapes, len(DOTS) - 1)]  # (N, DOT, DOT)
    pixels = np.array(sheet)
    across = EDGE + np.rint((places[:, 0] + 1) / 2 * SIDE).astype(int)
    down = TOP + np.rint((1 - places[:, 1]) / 2 * SIDE).astype(int)
    inside = (np.abs(places) < 1).all(axis=1)
    for right in range(DOT):
        for below in range(DOT):
            drawn = inside & dots[:, below, right]
            rows, columns = down[drawn] + below - 1, across[drawn] + right - 1
            pixels[rows, columns] = colours[drawn]
    return pixels


def _on_curve(sweep: BetaSweep, index: int) -> tuple[float, float]:
    """Where a beta lies in the plot of the curve, pixels."""
    left, top, right, bottom = CURVE
    rate = sweep.kl_nats[index] / max(float(sweep.kl_nats.max()), 1e-6)
    low, high = sweep.reconstruction_nats.min(), sweep.reconstruction_nats.max()
    height = (sweep.reconstruction_nats[index] - low) / max(float(high - low), 1e-6)
    return left + (0.05 + 0.9 * rate) * (right - left), bottom - (0.1 + 0.75 * height) * (
        bottom - top
    )


def write(sheet: Image.Image, place: tuple[float, float], words: str, size: int, at: str) -> None:
    """Letters in ink, their edges in the greys between; without accents, which the font lacks."""
    words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    mask = Image.new("L", sheet.size, 0)
    ImageDraw.Draw(mask).text(place, words, 255, ImageFont.load_default(size), at)
    cover = np.rint(np.asarray(mask) / 255 * (SHADES + 1)).astype(int)
    tones = np.array([PAPER, *range(len(COLOURS), len(COLOURS) + SHADES), INK], np.uint8)
    letters = Image.fromarray(tones[cover], "P")
    sheet.paste(letters, mask=Image.fromarray((cover > 0).astype(np.uint8) * 255, "L"))
