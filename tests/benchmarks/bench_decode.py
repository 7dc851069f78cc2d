"""How long one decode of a latent point takes: compiled, eager, and by ``model.predict``.

    python tests/benchmarks/bench_decode.py [--rounds 200]

The three are run in turn, so that a slow moment of the machine hits all of them.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
from table import Line, report

from explorer.models.tensorflow import import_tensorflow_quietly


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def measure(rounds: int) -> list[Line]:
    import_tensorflow_quietly()
    from explorer.models import saved
    from explorer.models.inference import compile_decoder

    network = saved.load(saved.pretrained_record("vae_functional"))
    compiled = compile_decoder(network)
    points = np.random.default_rng(0).standard_normal((rounds, 400, 2), dtype=np.float32)
    ways: dict[str, Callable[[np.ndarray], object]] = {
        "compiled decode, 1 point": lambda z: compiled(z[:1]),
        "eager call, 1 point": lambda z: np.asarray(network.decoder(z[:1], training=False)),
        "model.predict, 1 point": lambda z: network.decoder.predict(z[:1], verbose=0),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for z in points[:5]:
        for way in ways.values():
            way(z)
    for z in points:
        for name, way in ways.items():
            taken[name].append(1000 * seconds(lambda way=way, z=z: way(z)))  # type: ignore[misc]
    grid = [1000 * seconds(lambda z=z: compiled(z)) for z in points[: rounds // 10]]  # type: ignore[misc]
    limits = {"compiled decode, 1 point": (5.0, None)}
    lines = [Line(name, t, "ms", limits.get(name, (None, None))) for name, t in taken.items()]
    return [*lines, Line("compiled grid, 400 points", grid, "ms")]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    print(report(measure(parser.parse_args().rounds)))
