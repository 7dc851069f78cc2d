"""Numbers that tests/js compare with: what Python says, counts and draws of the same."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from explorer import formatting, sentences
from explorer.analysis import latent, regions
from explorer.config import NoiseConfig
from explorer.data import drawing, mnist
from explorer.data.corruption import corrupt
from explorer.data.pictures import to_bytes
from explorer.models import browser, saved
from explorer.site.content import SECTIONS
from explorer.ui import texts
from explorer.ui.components import encode
from explorer.ui.views.map import pick, settings

LEVELS = {
    "course": 1.0, "gaussian": 0.3, "localvar": 0.5, "poisson": 0.0, "salt": 0.2, "pepper": 0.3,
    "s&p": 0.2, "speckle": 0.4, "mask": 12.0, "shuffle": 7.0,
}  # fmt: skip
DRAWS = 600
SIDE = 112


def words() -> dict[str, Any]:
    """Every sentence of the page with its placeholders filled in, in both languages."""
    rng = np.random.default_rng(4)
    filled = [
        {"language": code, "sentence": sentence, **_filled(code, sentence, rng)}
        for code in sentences.LANGUAGES
        for section in SECTIONS
        for sentence in sentences.sentences(code)[section].values()
        if "{" in sentence
    ]
    values = [0.0, 1.0, 0.00001, 0.001276, 0.784, 142.51432, 1829.3, 12345678.9, 7e-9, 0.5]
    plains = [
        {
            "value": value,
            "language": code,
            "expected": formatting.localised(formatting.plain(value), code),
        }
        for code in sentences.LANGUAGES
        for value in values
    ]
    return {"filled": filled, "plains": plains}


def _filled(code: str, sentence: str, rng: np.random.Generator) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, _, spec in re.findall(r"\{(\w+)(:([^}]*))?\}", sentence):
        whole = spec in ("", ",") or spec.startswith("#")
        # no number that halves a last digit: what of two roundings is right is not the question
        values[name] = int(rng.integers(0, 20000)) if whole else float(rng.uniform(0.01, 2000))
    return {"values": values, "expected": sentences.FORMATTERS[code].format(sentence, **values)}


def space() -> dict[str, Any]:
    """Codes of 1,000 digits, and what is asked of them."""
    record = saved.pretrained_record("vae_functional")
    with np.load(record.folder / str(record.arrays)) as arrays:
        means = arrays["z_mean"].astype(np.float32)
    labels = mnist.load("test").labels
    rng = np.random.default_rng(5)
    points = rng.normal(0, 1.2, (20, 2))
    found = [latent.neighbours(means, point, 9) for point in points]
    line = [[-1.0, -1.0], [1.5, -0.5], [0.5, 1.5], [0.2, 0.1], [-0.7, 0.9]]
    centres = [latent.centre_of(means, labels, digit).tolist() for digit in range(10)]
    shares = [0.0, 0.01, 0.37, 0.5, 0.99, 1.0]
    return {
        "codes": encode(means),
        "dim": 2,
        "labels": encode(labels.astype(np.uint8)),
        "pictures": encode(to_bytes(mnist.load("test").pixels[..., 0])),
        "neighbours": [
            {"point": point.tolist(), "indices": near.tolist(), "distances": far.tolist()}
            for point, (near, far) in zip(points, found, strict=True)
        ],
        "centres": centres,
        "walk": latent.walk(np.array(centres[0]), np.array(centres[6]), 7).tolist(),
        "line": line,
        "axes": [0, 1],
        "inside": np.flatnonzero(regions.inside(means, np.array(line))).tolist(),
        "quantiles": [[share, float(np.quantile(means[:, 0], share))] for share in shares],
        "panels": [_panel(means, code, index) for code in ("en", "fr") for index in (77, None)],
    }


def _panel(means: np.ndarray, code: str, index: int | None) -> dict[str, Any]:
    """A picked point as the server shows it."""
    record = saved.pretrained_record("vae_functional")
    z = np.array([0.4, -1.1], np.float32) if index is None else means[index]
    near, distances = latent.neighbours(means, z, pick.NEIGHBOURS + 1)
    shown = int(near[0]) if index is None else index
    steps = browser.read(record)
    decoded = to_bytes(browser.decode(steps, np.stack([z, means[shown]]))[..., 0])
    side = settings.Side("", "vae_functional", record, (0, 1), settings.default_grid(record, means))
    texts.outside = code
    try:
        rows = pick._rows(side, z, decoded, shown, index is not None, near, distances)
        spoken = texts.spoken("map")
    finally:
        texts.outside = texts.DEFAULT
    return {
        "pick": {"z": z.tolist(), "index": index},
        "decoded": [encode(picture) for picture in decoded],
        "groups": [row.to_dict() for row in rows],
        **spoken,
    }


def inputs() -> dict[str, Any]:
    """What scikit-image's noise does to a digit on average, and drawn digits as prepared."""
    digit = mnist.load("test").images[18:19]
    stack = np.repeat(digit, DRAWS, axis=0)
    corruptions = [
        {"mode": mode, "level": level, "expected": _statistics(stack, NoiseConfig(mode, level))}
        for mode, level in LEVELS.items()
    ]
    return {
        "clean": encode(digit.astype("<f4")),
        "corruptions": corruptions,
        "drawings": [_drawing(seed) for seed in range(12)],
    }


def _statistics(stack: np.ndarray, noise: NoiseConfig) -> list[list[float]]:
    """Mean and variance of dark, grey and light pixels, over all pictures of the stack."""
    spoilt = corrupt(stack, noise, 1)
    groups = [stack == 0, (stack > 0) & (stack < 0.9), stack >= 0.9]
    return [[float(spoilt[group].mean()), float(spoilt[group].var())] for group in groups]


def _drawing(seed: int) -> dict[str, Any]:
    """A board with some broad strokes on it, somewhere."""
    from skimage.draw import disk

    rng = np.random.default_rng(seed)
    ink = np.zeros((SIDE, SIDE), np.float32)
    start, end = rng.uniform(15, 97, 2), rng.uniform(15, 97, 2)
    for share in np.linspace(0, 1, 80):
        bend = np.array([0, 20 * np.sin(3 * share)])
        ink[disk((1 - share) * start + share * end + bend, 4.6, shape=ink.shape)] = 1.0
    ink[1:-1, 1:-1] = (ink[1:-1, 1:-1] + ink[:-2, 1:-1] + ink[1:-1, 2:]) / 3
    prepared = drawing.centre(ink.astype(np.float64))
    return {"ink": encode(ink), "side": SIDE, "expected": encode(prepared.astype("<f4"))}
