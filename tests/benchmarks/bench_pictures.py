"""How long own pictures take to become ours, and how much memory: a zip of PNGs, an .npz, a CSV.

    python tests/benchmarks/bench_pictures.py [--count 60000] [--rounds 3]

Each round runs in a process of its own, which says how much memory it took at most. Beside each
time stands that of reading the bytes alone (a zip's members, the .npz's array, the CSV's text):
the ratio of both is what two machines can compare.
"""

from __future__ import annotations

import argparse
import io
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from statistics import median

import numpy as np
from PIL import Image

from explorer.data import fitting, mnist, own, readers

KINDS = ("zip of PNGs", ".npz", ".csv")


def write(kind: str, count: int, folder: Path) -> Path:
    """MNIST's training digits, over again where they do not suffice, as a file of one kind."""
    train = mnist.load("train")
    index = np.arange(count) % len(train)
    pictures, labels = train.pixels[index, ..., 0], train.labels[index]
    path = folder / {"zip of PNGs": "a.zip", ".npz": "a.npz", ".csv": "a.csv"}[kind]
    if kind == ".npz":
        np.savez(path, images=pictures / np.float32(255), labels=labels)
    elif kind == ".csv":
        rows = np.hstack([labels[:, None], pictures.reshape(count, -1)])
        np.savetxt(path, rows, "%d", delimiter=",")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            for i, (picture, label) in enumerate(zip(pictures, labels, strict=True)):
                file = io.BytesIO()
                Image.fromarray(picture).save(file, "PNG")
                archive.writestr(f"{label}/{i}.png", file.getvalue())
    return path


def bytes_alone(path: Path) -> float:
    """Seconds to read what the file holds, and nothing more."""
    start = time.perf_counter()
    if path.suffix == ".csv":
        path.read_text()
    else:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                archive.read(member)
    return time.perf_counter() - start


def measure(path: Path) -> None:
    """In a process of its own: seconds to the kept .npz, of bytes alone, gigabytes at most."""
    with tempfile.TemporaryDirectory() as runs:
        start = time.perf_counter()
        source = readers.read(path)
        own.keep(source, fitting.advice(source), Path(runs))
        seconds = time.perf_counter() - start
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(seconds, bytes_alone(path), gigabytes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        measure(args.measure)
        return
    print(f"{args.count:,} pictures | seconds | of bytes alone | ratio | memory, GB")
    for kind in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            path = write(kind, args.count, Path(folder))
            command = [sys.executable, __file__, "--measure", str(path)]
            rounds = [
                [float(word) for word in subprocess.check_output(command, text=True).split()]
                for _ in range(args.rounds)
            ]
        seconds, alone, gigabytes = (median(column) for column in zip(*rounds, strict=True))
        print(f"{kind} | {seconds:.1f} | {alone:.1f} | {seconds / alone:.1f} | {gigabytes:.2f}")


if __name__ == "__main__":
    main()
