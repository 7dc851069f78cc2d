"""Training speed of system 4 here, and of the same network in PyTorch (eager).

    python tests/benchmarks/bench_training.py [--rounds 4] [--images 6400] [--threads N]

In turn, a round each, in one process, on the same digits with the same batch
size and number of threads. Both shuffle, go forward and back, step Adam and read
the loss of each batch; ours is the project's own ``training.fit`` with all it
does between batches. A round's speed is taken between its first and last batch.
PyTorch is optional: without it only our own speed is shown.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from table import Line, report

from explorer import data
from explorer.config import DataConfig, ModelConfig, NoiseConfig, RunConfig, TrainingConfig
from explorer.quiet import import_tensorflow_quietly

BATCH = 64
NO_TORCH = "PyTorch is not installed (pip install torch): our own speed only."


def torch_round(images: np.ndarray, threads: int) -> Callable[[], float] | None:
    """A function that trains one epoch and gives images per second; None without PyTorch."""
    try:
        import torch
    except ImportError:
        return None
    from torch_vae import VAE, train_epoch

    torch.set_num_threads(threads)
    torch.manual_seed(0)
    model = VAE()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    pictures = torch.from_numpy(images.transpose(0, 3, 1, 2).copy())  # (N, 1, 28, 28)
    return lambda: train_epoch(model, optimizer, pictures, BATCH)


class Turns:
    """Called by ``training.fit`` after each batch; takes PyTorch's turn between our epochs."""

    def __init__(self, other: Callable[[], float] | None) -> None:
        self.other = other
        self.ours: list[float] = []
        self.theirs: list[float] = []
        self.stamps: list[float] = []

    def __call__(self, progress: Any) -> None:
        if not progress.epoch_done:
            self.stamps.append(time.perf_counter())
            return
        speed = BATCH * (len(self.stamps) - 1) / (self.stamps[-1] - self.stamps[0])
        other = self.other() if self.other else 0.0
        if progress.epoch > 1:  # the first round warms up both
            self.ours.append(speed)
            self.theirs.append(other)
        self.stamps = []


def measure(rounds: int, images: int, threads: int) -> list[Line]:
    import_tensorflow_quietly()
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    from explorer import training

    config = RunConfig(
        ModelConfig("vae_functional"),
        DataConfig(subset=images, validation=0.0),
        NoiseConfig("none"),
        TrainingConfig(epochs=rounds + 1, batch_size=BATCH, schedule="constant"),
    )
    digits = data.load("train").images[:images]
    turns = Turns(torch_round(digits, threads))
    with tempfile.TemporaryDirectory() as folder:
        training.fit(config, Path(folder) / "run", on_progress=turns)
    lines = [Line("system 4, this project", turns.ours, "images/s", at_least=True)]
    if turns.other is None:
        print(NO_TORCH)
        return lines
    ratios = [a / b for a, b in zip(turns.ours, turns.theirs, strict=True)]
    return [
        *lines,
        Line("the same in PyTorch, eager", turns.theirs, "images/s", at_least=True),
        Line("ratio, round by round", ratios, "times", (1.0, None), at_least=True),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--images", type=int, default=6400, help="in a round")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    print(report(measure(given.rounds, given.images, given.threads)))
