"""The film of a training as a GIF: the map of its test digits, frame by frame."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from explorer.beta import kl_share
from explorer.config import RunConfig
from explorer.errors import ConfigError
from explorer.plots.beta_gif import EDGE, FAINT, PAPER, SIDE, TOP, as_gif, dotted, write
from explorer.sentences import spoken

Array = np.ndarray

WIDTH, HEIGHT = SIDE + 2 * EDGE, TOP + SIDE + EDGE  # pixels of a frame
MOST = 160  # frames of the GIF: evenly chosen from more
MILLISECONDS = 80  # that a frame stays
ROOM = 1.06  # of the codes furthest out


def gif(at: Array, points: Array, labels: Array, config: RunConfig, language: str = "en") -> bytes:
    """Frames ``points`` (F, N, 2), each after ``at`` (F,) epochs, with the digits' ``labels``.

    What is written above the map is in ``language``.

    ConfigError unless there is a frame, and a label for each digit.
    """
    if not len(points) or len(labels) < points.shape[1]:
        raise ConfigError(
            f"a film needs a frame and a label for each digit, got {len(points)} frames "
            f"and {len(labels)} labels."
        )
    chosen = np.unique(np.linspace(0, len(points) - 1, MOST).round().astype(int))
    low, high = points.min(axis=(0, 1)), points.max(axis=(0, 1))
    middle, half = (low + high) / 2, ROOM * np.maximum(high - low, 1e-3) / 2
    digits = np.asarray(labels[: points.shape[1]], np.uint8)
    sheets = [
        dotted(_sheet(float(at[i]), config, language), (points[i] - middle) / half, digits)
        for i in chosen
    ]
    return as_gif(np.stack(sheets), MILLISECONDS)


def _sheet(at: float, config: RunConfig, language: str) -> Image.Image:
    """The map's frame, and above it how far the training is."""
    sheet = Image.new("P", (WIDTH, HEIGHT), PAPER)
    ImageDraw.Draw(sheet).rectangle((EDGE, TOP, EDGE + SIDE, TOP + SIDE), outline=FAINT)
    epochs, annealing = config.training.epochs, config.model.annealing
    reached = spoken(language, "film.gif_epoch", at=at, epochs=epochs)
    write(sheet, (EDGE, 42), reached, 24, "ls")
    if annealing != "none":
        share = kl_share(annealing, at / epochs)
        share_told = spoken(language, "film.gif_share", share=share)
        write(sheet, (WIDTH - EDGE, 42), share_told, 20, "rs")
    return sheet
