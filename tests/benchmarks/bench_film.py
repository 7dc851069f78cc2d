"""What the film of a training costs: speed with it and without, in turn, and how often it moves.

    python tests/benchmarks/bench_film.py [--rounds 4] [--images 12800] [--systems NAME ...]

Each training in a process of its own, of system 4 and of system 1. With the film it does what a
worker does (``jobs/worker.py``), but for the network; without, the same but for the frames. A
process's first epoch warms it up.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from table import processor

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

SYSTEMS = ("vae_functional", "denoiser")
EPOCHS = 3
TARGET = 0.9  # of the speed without


def train(system: str, images: int, batch: int, filmed: bool) -> None:
    """Print images per second after the first epoch; frames a second; seconds to the first."""
    from explorer.models.tensorflow import import_tensorflow_quietly

    import_tensorflow_quietly()
    from explorer.config import DataConfig, RunConfig, TrainingConfig, default_config
    from explorer.jobs import worker
    from explorer.training import fit

    base = default_config(system)
    config = RunConfig(
        base.model,
        DataConfig(subset=images, validation=0.0),
        base.noise,
        TrainingConfig(epochs=EPOCHS, batch_size=batch),
    )
    frames: list[float] = []
    batches: list[float] = []
    ends: list[float] = []

    def send(message: dict[str, Any]) -> None:
        if "film" in message:
            frames.append(time.monotonic())

    with tempfile.TemporaryDirectory() as folder:
        watch = worker.Watch(config, Path(folder), send, time.monotonic())
        if not filmed:
            watch.next_frame = float("inf")

        def look(network: Any, progress: Any) -> None:
            if not batches:
                batches.append(time.monotonic())
            watch.on_batch(network, progress)
            if progress.batch == progress.batches:
                ends.append(time.monotonic())

        fit.fit(config, Path(folder) / "run", on_batch=look)
    speed = (EPOCHS - 1) * images / (ends[-1] - ends[0])
    often = sum(frame > ends[0] for frame in frames) / (ends[-1] - ends[0])
    first = frames[0] - batches[0] if frames else float("nan")
    print(speed, often, first)


def measure(system: str, images: int, batch: int, filmed: bool) -> list[float]:
    words = [system, images, batch, int(filmed)]
    done = subprocess.run(
        [sys.executable, __file__, "one", *map(str, words)],
        cwd=ROOT, capture_output=True, text=True, timeout=900, check=True,
    )  # fmt: skip
    return [float(word) for word in done.stdout.split()[-3:]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--images", type=int, default=12_800)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--systems", nargs="+", default=SYSTEMS)
    args = parser.parse_args()
    print(processor())
    for system in args.systems:
        found: dict[bool, list[list[float]]] = {True: [], False: []}
        for turn in range(args.rounds):
            for filmed in (False, True) if turn % 2 else (True, False):
                found[filmed].append(measure(system, args.images, args.batch, filmed))
        speed = {one: statistics.median(f[0] for f in found[one]) for one in found}
        ratio = speed[True] / speed[False]
        often, first = (statistics.median(f[i] for f in found[True]) for i in (1, 2))
        print(
            f"{system}: {speed[True]:.0f} images/s with the film, {speed[False]:.0f} without: "
            f"{ratio:.3f} (target {TARGET}: {'met' if ratio >= TARGET else 'missed'}); "
            f"{often:.2f} frames a second; the first {first:.2f} s after the first batch"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        name, images, batch, filmed = sys.argv[2:]
        train(name, int(images), int(batch), filmed == "1")
    else:
        main()
