"""Numbers that tests/js compare with: what Python says, counts and draws of the same."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from explorer import formatting, sentences
from explorer.analysis import latent, regions
from explorer.beta import ANNEALINGS, CYCLES, kl_share
from explorer.config import NoiseConfig
from explorer.data import drawing, mnist
from explorer.data.corruption import corrupt
from explorer.data.pictures import to_bytes
from explorer.jobs import film
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


def losses() -> list[dict[str, Any]]:
    """Losses of a VAE evaluated as they are written, and what one more nat of R and of KL adds.

    Of two batches that differ in R alone, or in KL alone, the losses' difference over that of
    the nats.
    """
    forms = [
        {"likeness": likeness, "pixels": pixels, "k1": k1, "variance": variance, "dims": dims,
         "factor": factor, "k2": k2, "batch": batch, "size": 6, "dim": dim}
        for likeness in ("bce", "mse")
        for pixels in ("sum", "mean")
        for dims in ("sum", "mean")
        for factor in ("half", "whole")
        for batch in ("alike", "summed")
        for k1, k2, variance, dim in ((1.0, 0.001, 0.5, 2), (3.0, 7.0, 0.1, 5))
    ]  # fmt: skip
    return [{"form": form, **_weighed(form)} for form in forms]


def _weighed(form: dict[str, Any]) -> dict[str, float]:
    rng = np.random.default_rng(6)
    size, dim = form["size"], form["dim"]
    target = rng.uniform(0.05, 0.95, (size, 784))
    outputs = rng.uniform(0.05, 0.95, (2, size, 784))
    means, log_vars = rng.normal(size=(2, size, dim)), rng.normal(size=(2, size, dim))

    def loss(output: np.ndarray, mean: np.ndarray, log_var: np.ndarray) -> float:
        if form["likeness"] == "bce":
            each = -(target * np.log(output) + (1 - target) * np.log(1 - output))
        else:
            each = (target - output) ** 2
        image = getattr(each, form["pixels"])(axis=1)
        terms = -(1 + log_var - mean**2 - np.exp(log_var))
        code = getattr(terms, form["dims"])(axis=1) * (0.5 if form["factor"] == "half" else 1.0)
        over = code.mean() if form["batch"] == "alike" else code.sum()
        return float(form["k1"] * image.mean() + form["k2"] * over)

    def nats(output: np.ndarray) -> float:
        if form["likeness"] == "bce":
            each = -(target * np.log(output) + (1 - target) * np.log(1 - output))
        else:
            each = 0.5 * (target - output) ** 2 / form["variance"]
        return float(each.sum(axis=1).mean())

    def rate(mean: np.ndarray, log_var: np.ndarray) -> float:
        return float((0.5 * (mean**2 + np.exp(log_var) - 1 - log_var)).sum(axis=1).mean())

    here = loss(outputs[0], means[0], log_vars[0])
    likeness = loss(outputs[1], means[0], log_vars[0]) - here
    code = loss(outputs[0], means[1], log_vars[1]) - here
    return {
        "likeness": likeness / (nats(outputs[1]) - nats(outputs[0])),
        "code": code / (rate(means[1], log_vars[1]) - rate(means[0], log_vars[0])),
    }


def axes() -> dict[str, Any]:
    """Codes of four dims, their principal axes by SciPy's means, and where they lie on them."""
    turned = np.linalg.qr(np.random.default_rng(8).normal(size=(4, 4)))[0]
    codes = (np.random.default_rng(9).normal(size=(200, 4)) * [3, 2, 1, 0.5]) @ turned + 1
    codes = codes.astype(np.float32)
    _, _, vectors = np.linalg.svd(codes - codes.mean(axis=0), full_matrices=False)
    directions = [v if v[np.abs(v).argmax()] > 0 else -v for v in vectors[:2]]
    return {
        "codes": codes.tolist(),
        "dim": 4,
        "labels": [0] * 200,
        "origin": codes.mean(axis=0).tolist(),
        "directions": np.array(directions).tolist(),
        "flat": ((codes - codes.mean(axis=0)) @ np.array(directions).T).tolist(),
    }


def frames() -> dict[str, Any]:
    """A film of three frames as its file has them, and shares of an annealed k2."""
    rng = np.random.default_rng(10)
    points = rng.normal(0, 3, (3, 40, 2)).astype(np.float32)
    at = [0.25, 0.5, 1.0]
    with tempfile.TemporaryDirectory() as folder:
        for when, one in zip(at, points, strict=True):
            film.append(Path(folder), when, one)
        content = film.after(Path(folder), -1)
    shares = [
        {"annealing": name, "done": done, "share": kl_share(name, done)}
        for name in ANNEALINGS
        for done in (0.0, 0.05, 0.125, 0.2, 0.31, 0.5, 0.77, 0.99, 1.0)
    ]
    return {
        "bytes": encode(content), "room": film.DIGITS, "count": 40, "at": at,
        "points": points.tolist(), "shares": shares, "cycles": CYCLES,
    }  # fmt: skip


def seen() -> dict[str, Any]:
    """Log-likelihoods of the seen pixels of a grey picture, by NumPy."""
    rng = np.random.default_rng(11)
    pictures, target = rng.uniform(0.01, 0.99, (5, 784)), rng.uniform(0, 1, 784)
    mask = rng.uniform(size=784) < 0.4
    each = target * np.log(pictures) + (1 - target) * np.log(1 - pictures)
    return {
        "pictures": pictures.tolist(), "target": target.tolist(),
        "seen": mask.astype(int).tolist(), "expected": (each * mask).sum(axis=1).tolist(),
    }  # fmt: skip
