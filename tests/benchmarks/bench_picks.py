"""What a pick on the map costs the server: where it answers, and where the page has answered.

    python tests/benchmarks/bench_picks.py [--picks 200]

One visitor by websocket, as the class of bench_load.py; processor time of the server's process, in
turns of twenty picks of each kind, so that both meet the same machine.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

import psutil
from classroom import CLICKS, PATIENT, PICK, Act, Waits, arrive
from table import Line, processor, report
from visitor_socket import Visitor

sys.path.append(str(Path(__file__).resolve().parents[1] / "browser"))

from launch import start_server

TURN = 20  # picks of one kind, one after the other
SHARE = 0.1  # of what a pick costs that the server answers


async def cost(visitor: Visitor, server: psutil.Process, act: Act, chance: random.Random) -> float:
    """Milliseconds of processor time of one act, the mean of a turn."""
    before = sum(server.cpu_times()[:2])
    for _ in range(TURN):
        await act.do(visitor, chance)
        if act.shows:
            await visitor.until(lambda: visitor.answer.finished, PATIENT)
    return 1000 * (sum(server.cpu_times()[:2]) - before) / TURN


async def measure(address: str, process: int, picks: int) -> tuple[list[float], list[float]]:
    server, chance = psutil.Process(process), random.Random(0)
    answered, told = [], []
    async with AsyncExitStack() as stack:
        visitor = await arrive(address.removeprefix("http://"), stack, Waits())
        for turn in range(1 + picks // TURN):
            one = await cost(visitor, server, CLICKS[turn % 2], chance)
            other = await cost(visitor, server, PICK, chance)
            if turn:  # the first turn warms up
                answered.append(one)
                told.append(other)
    return answered, told


def main(picks: int) -> None:
    with tempfile.TemporaryDirectory() as name, start_server(Path(name)) as (address, process):
        answered, told = asyncio.run(measure(address, process.pid, picks))
    shares = [one / other for one, other in zip(told, answered, strict=True)]
    lines = [
        Line("the server answers", answered, "ms"),
        Line("the page answers, and tells", told, "ms"),
        Line("this, of that", shares, "x", (SHARE, None)),
    ]
    print(report(lines))
    print(processor())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--picks", type=int, default=200)
    main(parser.parse_args().picks)
