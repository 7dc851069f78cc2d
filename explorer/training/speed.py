"""How long a training will take: from trainings that this machine has done, not from guesses.

Each training that ends leaves one measurement in ``speed.json``: the seconds that
an image took, and the seconds before the first batch (TensorFlow, data, graph).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from explorer.config import RunConfig
from explorer.files import write_json

FILE = "speed.json"
KEPT = 200  # measurements; the oldest go first
CPUINFO = Path("/proc/cpuinfo")  # where Linux says what the processor can do
BFLOAT16 = {"avx512_bf16", "amx_bf16"}  # that it multiplies bfloat16
SIZES = 8  # times more or fewer images are still alike: an epoch's fixed costs matter less or more
LATEST = 8  # of the like are compared: the machine may have been busier long ago
TRAIN_IMAGES = 60_000  # of the bundled MNIST


def usual_precision() -> str:
    """The ``TrainingConfig.precision`` in which this processor trains fastest.

    ``mixed_bfloat16`` where it multiplies bfloat16 by itself, which makes a training 1.1 to 1.4
    times as fast (tests/benchmarks/README.md) and elsewhere many times slower.
    """
    return "mixed_bfloat16" if _flags(CPUINFO) & BFLOAT16 else "float32"


@lru_cache
def _flags(cpuinfo: Path) -> frozenset[str]:
    try:
        return frozenset(cpuinfo.read_text(encoding="utf-8", errors="replace").split())
    except OSError:  # no Linux
        return frozenset()


@dataclass(frozen=True)
class Measurement:
    """One training's speed, in seconds: ``per_image``, validation included, and ``start``."""

    model: str
    decoder: str
    noise: str
    batch_size: int
    images: int
    per_image: float
    start: float


@dataclass(frozen=True)
class Estimate:
    """Seconds that a training may take, ``low`` to ``high``, by so many earlier ones."""

    low: float
    high: float
    trainings: int


def measured(config: RunConfig, images: int, per_image: float, start: float) -> Measurement:
    """A measurement of a training with these settings on so many images."""
    model, batch = config.model, config.training.batch_size
    return Measurement(
        model.name, model.decoder, config.noise.mode, batch, images, per_image, start
    )


def remember(folder: Path, new: Measurement) -> None:
    """Add a measurement to ``folder/speed.json``."""
    kept = [*read(folder), new][-KEPT:]
    write_json(folder / FILE, [asdict(measurement) for measurement in kept])


def read(folder: Path) -> list[Measurement]:
    """The measurements of this machine; none if the file is missing or no such file."""
    try:
        values = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return [_measurement(value) for value in values]
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return []  # an estimate can be missed; a training must not fail for it


def _measurement(value: dict[str, Any]) -> Measurement:
    found = Measurement(**value)
    numbers = (found.batch_size, found.images, found.per_image, found.start)
    if not all(type(number) in (int, float) and 0 <= number < 1e12 for number in numbers):
        raise ValueError("it holds something else than numbers from 0 to 1e12")
    return found


def estimate(config: RunConfig, known: list[Measurement]) -> Estimate | None:
    """What ``config`` may take, or None when nothing like it was measured here.

    Trainings of the same system on a comparable number of images count, and of them
    the nearest of kin: same noise and decoder, batches of half to twice the size. The
    range is theirs, a quarter wider on either side: no machine is equally busy twice.
    """
    alike = _alike(config, known)[-LATEST:]
    if not alike:
        return None
    images = config.data.subset or TRAIN_IMAGES
    seconds = [m.start + m.per_image * images * config.training.epochs for m in alike]
    return Estimate(0.75 * min(seconds), 1.25 * max(seconds), len(alike))


def _alike(config: RunConfig, known: list[Measurement]) -> list[Measurement]:
    """The measurements that agree in most with ``config``, oldest first."""
    model, batch = config.model, config.training.batch_size
    images = config.data.subset or TRAIN_IMAGES
    found = [m for m in known if m.model == model.name and 1 / SIZES <= m.images / images <= SIZES]
    for agrees in (
        lambda m: m.noise == config.noise.mode,
        lambda m: 0.5 <= m.batch_size / batch <= 2.0,
        lambda m: m.decoder == model.decoder,
    ):
        found = [m for m in found if agrees(m)] or found
    return found
