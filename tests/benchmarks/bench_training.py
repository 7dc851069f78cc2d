"""Training speed of systems 1, 4 and 6 here, and of the same networks in PyTorch.

    python tests/benchmarks/bench_training.py [--systems NAME ...] [--rounds 3] [--images 6400]
        [--batches 64 128] [--float32]

Each side in a process of its own, in turn, round after round: PyTorch eager, in
channels_last, through torch.compile, and both; where the processor multiplies bfloat16, both
sides in that, too (mixed_bfloat16 here, autocast there). All shuffle, go forward and back, step
Adam and read the loss of each batch; ours is the project's own ``training.fit`` with all
it does between batches; "whole" counts from the end of an epoch to the end of the next, with all
that is saved and drawn between them. "Bare" is our compiled step alone, again and again on one
batch: what lies between is the input pipeline, callbacks, metrics and Python. A process's first
epoch warms it up. What a plain laptop would do, a newer processor shows with
``ONEDNN_MAX_CPU_ISA=AVX2 ATEN_CPU_CAPABILITY=avx2`` and ``--float32``: both sides compute by
oneDNN. PyTorch is optional: without it only our own speed is shown.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from table import processor

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

SYSTEMS = ("denoiser", "vae_functional", "any_beta")
BATCHES = (64, 128)
OURS = ("ours", "ours, whole", "ours, bare", "ours, bfloat16")
WAYS = (
    "eager", "channels_last", "compile", "compile, channels_last",
    "bfloat16", "bfloat16, channels_last", "bfloat16, compile, channels_last",
)  # fmt: skip
TARGET = 1.3
BARE_STEPS = 60
EPOCHS = 4


def speeds(side: str, system: str, batch: int, images: int, threads: int) -> list[float]:
    """Images per second of each epoch but the first, from a process of its own."""
    script = __file__ if side in OURS else Path(__file__).with_name("torch_systems.py")
    words = [system, batch, images, EPOCHS, threads, side]
    done = subprocess.run(
        [sys.executable, str(script), *map(str, words)],
        cwd=ROOT, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    if done.returncode:
        print(f"  {side}: {done.stderr.strip().splitlines()[-1]}", flush=True)
        return []
    return [float(line) for line in done.stdout.splitlines()[1:]]


def train(system: str, batch: int, images: int, epochs: int, threads: int, side: str) -> None:
    """Print our own images per second, epoch by epoch."""
    from explorer.models.tensorflow import import_tensorflow_quietly

    import_tensorflow_quietly()
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    from explorer.config import DataConfig, ModelConfig, NoiseConfig, RunConfig, TrainingConfig
    from explorer.training import fit

    config = RunConfig(
        ModelConfig(system), DataConfig(subset=images, validation=0.0), NoiseConfig("none"),
        TrainingConfig(
            epochs=epochs, batch_size=batch, schedule="constant",
            precision="mixed_bfloat16" if "bfloat16" in side else "float32",
        ),
    )  # fmt: skip
    if side == "ours, bare":
        bare(config)
        return
    stamps: list[float] = []  # of an epoch's batches
    ends: list[float] = []  # of epochs

    def look(progress: Any) -> None:
        now = time.perf_counter()
        if not progress.epoch_done:
            stamps.append(now)
            return
        if side == "ours, whole" and ends:
            seen, seconds = len(stamps), now - ends[-1]
        else:
            seen, seconds = len(stamps) - 1, stamps[-1] - stamps[0]
        print(batch * seen / seconds, flush=True)
        stamps.clear()
        ends.append(now)

    with tempfile.TemporaryDirectory() as folder:
        fit.fit(config, Path(folder) / "run", on_progress=look)


def bare(config: Any) -> None:
    """The compiled training step alone, on one batch."""
    import tensorflow as tf

    from explorer import models
    from explorer.training import fit

    network = models.build(config.model)
    split, _, _ = fit.load_data(config)
    batches = fit.EpochBatches(split, config, network, 0)
    fit.compile_network(network, config.training, len(batches))
    model = network.model
    model.optimizer.build(model.trainable_variables)
    model.make_train_function()
    endless = iter(tf.data.Dataset.from_tensors(batches[0]).repeat())
    for _ in range(EPOCHS):
        start = time.perf_counter()
        for _ in range(BARE_STEPS):
            model.train_function(endless)
        print(BARE_STEPS * config.training.batch_size / (time.perf_counter() - start), flush=True)


def compare(given: argparse.Namespace) -> None:
    from explorer.training import speed

    rounds, size = given.rounds, (given.images, given.threads)
    has_bfloat16 = speed.usual_precision() != "float32" and not given.float32
    sides = [*OURS, *(WAYS if importlib.util.find_spec("torch") else ())]
    sides = [side for side in sides if has_bfloat16 or "bfloat16" not in side]
    for system in given.systems:
        for batch in given.batches:
            found: dict[str, list[float]] = {side: [] for side in sides}
            for _ in range(rounds):
                for side in sides:
                    found[side] += speeds(side, system, batch, *size)
            medians = {side: float(np.median(all_)) for side, all_ in found.items() if all_}
            print(f"{system}, batch {batch}: images/s, medians of {rounds} processes each")
            for side, median in medians.items():
                print(f"  {side:24} {median:8.0f}   ours / this {medians['ours'] / median:5.2f}")
            theirs = {side: median for side, median in medians.items() if side not in OURS}
            plain = [median for side, median in theirs.items() if "bfloat16" not in side]
            if plain:
                ours = medians.get("ours, bfloat16", 0.0)
                told = {
                    "float32 against its best of PyTorch": medians["ours"] / max(plain),
                    "the faster of ours against that": max(medians["ours"], ours) / max(plain),
                    "against the best of all": max(medians["ours"], ours) / max(theirs.values()),
                }
                for what, ratio in told.items():
                    verdict = "met" if ratio >= TARGET else "missed"
                    print(f"  {what} {ratio:.2f} (target {TARGET}: {verdict})")
            sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) == 7 and sys.argv[6] in OURS:
        train(sys.argv[1], *map(int, sys.argv[2:6]), sys.argv[6])
    else:
        parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
        parser.add_argument("--systems", nargs="+", default=list(SYSTEMS), choices=SYSTEMS)
        parser.add_argument("--batches", nargs="+", type=int, default=list(BATCHES))
        parser.add_argument("--float32", action="store_true", help="leave bfloat16 out")
        parser.add_argument("--rounds", type=int, default=3)
        parser.add_argument("--images", type=int, default=6400, help="in an epoch")
        parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
        given = parser.parse_args()
        print(processor())
        compare(given)
