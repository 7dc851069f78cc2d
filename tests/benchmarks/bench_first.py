"""The first visit: what one visitor of a server that has just started waits, and what thirty do.

    python tests/benchmarks/bench_first.py [--clients 30] [--rounds 3]

In turn, each time with a server of its own: from connecting to the map, and to all of it,
decoded strips included, for which TensorFlow has to be loaded. Websocket clients that speak
Streamlit's protocol; they share the machine's cores with the server.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

import numpy as np
from classroom import Waits, arrive
from table import Line, processor, report

sys.path.append(str(Path(__file__).resolve().parents[1] / "browser"))

from launch import start_server

TWICE = 2.0


async def come(address: str, clients: int) -> Waits:
    """All at the same moment; they leave once everybody has all of it."""
    waits = Waits()
    async with AsyncExitStack() as stack:
        await asyncio.gather(*(arrive(address, stack, waits) for _ in range(clients)))
    return waits


def visit(clients: int) -> Waits:
    with tempfile.TemporaryDirectory() as folder, start_server(Path(folder)) as (url, _):
        return asyncio.run(come(url.removeprefix("http://"), clients))


def measure(clients: int, rounds: int) -> str:
    alone, together = Waits(), Waits()
    ratios: dict[str, list[float]] = {"firsts": [], "ready": []}
    for _ in range(rounds):
        one, many = visit(1), visit(clients)
        for kind, found in ratios.items():
            found.append(float(np.median(getattr(many, kind)) / getattr(one, kind)[0]))
            getattr(alone, kind).extend(getattr(one, kind))
            getattr(together, kind).extend(getattr(many, kind))
    lines = []
    for kind, name in (("firsts", "to the map"), ("ready", "to all of it")):
        lines += [
            Line(f"alone, {name}", getattr(alone, kind), "s"),
            Line(f"{clients} at once, {name}", getattr(together, kind), "s"),
            Line(f"ratio, {name}", ratios[kind], "times", (TWICE, None)),
        ]
    return report(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    print(processor())
    print(measure(given.clients, given.rounds))
