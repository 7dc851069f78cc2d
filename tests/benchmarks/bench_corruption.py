"""How long every kind of corruption takes on all 60,000 training images.

python tests/benchmarks/bench_corruption.py [--rounds 1] [--modes course poisson]
"""

from __future__ import annotations

import argparse
import time

from table import Line, report

from explorer.config import NOISE_MODES, NoiseConfig
from explorer.data import mnist
from explorer.data.corruption import corrupt

TARGET = 15.0  # seconds


def measure(modes: list[str], rounds: int) -> list[Line]:
    images = mnist.load("train").images
    lines = []
    for mode in modes:
        times = []
        for seed in range(rounds):
            start = time.perf_counter()
            corrupt(images, NoiseConfig(mode), seed)
            times.append(time.perf_counter() - start)
        lines.append(Line(f"{mode}, {len(images):,} images", times, "s", (TARGET, None)))
    return lines


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--modes", nargs="+", default=list(NOISE_MODES), choices=NOISE_MODES)
    given = parser.parse_args()
    print(report(measure(given.modes, given.rounds)))
