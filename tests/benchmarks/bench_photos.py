"""Digits of real people: how often the bundled classifiers name written and photographed ones.

    python tests/benchmarks/bench_photos.py [COUNT]

Test digits of MNIST are written again with pens of several widths, on plain, ruled and squared
paper and on a board, and photographed (tests/camera.py); digits drawn by hand, as lines below,
are seen by the same camera. Each is prepared as the app prepares an uploaded picture. Systems 2
and 3 are asked without added noise, beside the originals as MNIST has them.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

import camera
from table import processor

from explorer.data import drawing, mnist
from explorer.errors import DataError
from explorer.models import saved

MODELS = ("dual_clean", "dual", "inception")
PENS = (0.03, 0.06, 0.1)  # of the digit's height
SLANTS = (-0.25, 0.0, 0.25)
# Each digit as people write it: lines of (x, y) from the top left, shares of the height
HAND: dict[int, list[list[list[tuple[float, float]]]]] = {
    0: [
        [[(0.35, 0), (0.1, 0.2), (0.05, 0.55), (0.15, 0.9), (0.35, 1), (0.55, 0.9), (0.65, 0.55),
          (0.6, 0.2), (0.35, 0)]],
        [[(0.3, 0.02), (0.05, 0.3), (0.08, 0.75), (0.3, 0.98), (0.52, 0.75), (0.5, 0.25),
          (0.36, 0.05), (0.2, 0.1)]],
    ],
    1: [
        [[(0.3, 0), (0.3, 1)]],
        [[(0.1, 0.25), (0.35, 0), (0.35, 1)]],
    ],
    2: [
        [[(0.05, 0.25), (0.15, 0.05), (0.4, 0), (0.6, 0.15), (0.55, 0.4), (0.05, 1), (0.65, 1)]],
        [[(0.08, 0.2), (0.3, 0), (0.55, 0.12), (0.55, 0.35), (0.3, 0.7), (0.1, 0.95), (0.2, 0.85),
          (0.4, 0.95), (0.68, 0.92)]],
    ],
    3: [
        [[(0.05, 0.12), (0.3, 0), (0.55, 0.12), (0.52, 0.35), (0.25, 0.47), (0.55, 0.58),
          (0.6, 0.82), (0.35, 1), (0.05, 0.9)]],
        [[(0.05, 0), (0.55, 0), (0.28, 0.4), (0.55, 0.5), (0.6, 0.78), (0.35, 1), (0.05, 0.9)]],
    ],
    4: [
        [[(0.15, 0), (0.05, 0.6), (0.65, 0.6)], [(0.5, 0.25), (0.5, 1)]],
        [[(0.45, 1), (0.45, 0), (0.02, 0.68), (0.65, 0.68)]],
    ],
    5: [
        [[(0.6, 0), (0.12, 0), (0.08, 0.42), (0.35, 0.36), (0.6, 0.55), (0.58, 0.82), (0.35, 1),
          (0.05, 0.9)]],
        [[(0.15, 0.02), (0.1, 0.45), (0.4, 0.4), (0.58, 0.65), (0.45, 0.95), (0.05, 0.95)],
         [(0.15, 0.02), (0.65, 0)]],
    ],
    6: [
        [[(0.5, 0), (0.2, 0.3), (0.08, 0.65), (0.2, 0.95), (0.42, 1), (0.58, 0.8), (0.45, 0.58),
          (0.22, 0.6), (0.1, 0.75)]],
        [[(0.35, 0), (0.1, 0.5), (0.1, 0.85), (0.35, 1), (0.6, 0.85), (0.55, 0.6), (0.3, 0.55),
          (0.12, 0.7)]],
    ],
    7: [
        [[(0.05, 0), (0.62, 0), (0.25, 1)]],
        [[(0.05, 0.05), (0.6, 0.02), (0.4, 0.5), (0.25, 1)], [(0.18, 0.5), (0.58, 0.5)]],
    ],
    8: [
        [[(0.35, 0.47), (0.1, 0.25), (0.2, 0.03), (0.45, 0), (0.6, 0.18), (0.35, 0.47),
          (0.08, 0.75), (0.2, 0.97), (0.45, 1), (0.62, 0.8), (0.35, 0.47)]],
        [[(0.55, 0.12), (0.3, 0), (0.1, 0.15), (0.2, 0.4), (0.5, 0.6), (0.55, 0.85), (0.3, 1),
          (0.08, 0.85), (0.2, 0.6), (0.5, 0.35), (0.55, 0.12)]],
    ],
    9: [
        [[(0.55, 0.2), (0.35, 0.02), (0.1, 0.15), (0.1, 0.4), (0.3, 0.5), (0.52, 0.38), (0.55, 0.2),
          (0.5, 1)]],
        [[(0.52, 0.1), (0.2, 0), (0.05, 0.25), (0.2, 0.48), (0.5, 0.35), (0.55, 0.1), (0.52, 0.6),
          (0.3, 1)]],
    ],
}  # fmt: skip


def drawn(lines: list[list[tuple[float, float]]], pen: float, slant: float) -> np.ndarray:
    """One digit as a pen wrote it: ink (H, W) in [0, 1], 160 pixels high."""
    side, margin = 160, 24
    y, x = np.mgrid[: side + 2 * margin, : side + 2 * margin]
    away = np.full(y.shape, np.inf)
    for line in lines:
        places = [(margin + side * (u + slant * (0.5 - v)), margin + side * v) for u, v in line]
        for (x0, y0), (x1, y1) in pairwise(places):
            length = max(1e-9, (x1 - x0) ** 2 + (y1 - y0) ** 2)
            t = np.clip(((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length, 0, 1)
            away = np.minimum(away, np.hypot(x - x0 - t * (x1 - x0), y - y0 - t * (y1 - y0)))
    ink = np.clip(pen * side / 2 + 0.5 - away, 0, 1)
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    return np.asarray(ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def by_hand(kind: str, rng: np.random.Generator) -> tuple[list[np.ndarray], np.ndarray]:
    """Photographs of all lines above, in three pens and slants, and what they are."""
    made = [
        (camera.seen(drawn(lines, pen, slant), kind, rng), digit)
        for digit, ways in HAND.items()
        for lines in ways
        for pen in PENS
        for slant in SLANTS
    ]
    return [page for page, _ in made], np.array([digit for _, digit in made])


def prepared(pages: list[np.ndarray]) -> tuple[np.ndarray, int, float]:
    """As the app prepares them, (B, 28, 28, 1); how many were refused; milliseconds for one."""
    digits, refused, times = [], 0, []
    for page in pages:
        start = perf_counter()
        try:
            digits.append(drawing.as_mnist(page)[0])
        except DataError:
            refused += 1
            digits.append(np.zeros((28, 28, 1), np.float32))
        times.append(1000 * (perf_counter() - start))
    return np.stack(digits), refused, median(times)


def main(count: int = 1000) -> None:
    networks = {name: saved.load(saved.find(name)).classifier for name in MODELS}
    test = mnist.load("test").take(slice(0, count))
    rows: list[list[object]] = []

    def row(name: str, digits: np.ndarray, labels: np.ndarray, *more: object) -> None:
        shares = [
            np.mean(np.asarray(network(digits, training=False)).argmax(axis=1) == labels)
            for network in networks.values()
        ]
        rows.append([name, len(labels), *(f"{share:.1%}" for share in shares), *more])

    row("MNIST as it is", test.images, test.labels, "", "")
    for kind in camera.KINDS:
        rng = np.random.default_rng(0)
        pages = [camera.photograph(digit, kind, rng) for digit in test.images[..., 0]]
        digits, refused, took = prepared(pages)
        row(f"MNIST written again, {kind}", digits, test.labels, refused, f"{took:.0f} ms")
        pages, labels = by_hand(kind, rng)
        digits, refused, took = prepared(pages)
        row(f"drawn by hand, {kind}", digits, labels, refused, f"{took:.0f} ms")
    print(processor())
    for line in (["digits", "count", *MODELS, "refused", "preparing one"], *rows):
        print(f"{line[0]:<34}" + "".join(f"{cell!s:>14}" for cell in line[1:]))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
