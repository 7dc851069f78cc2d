"""Many visitors: one load for all who come at once, and nothing kept of those who have gone."""

from __future__ import annotations

import asyncio
import json
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import numpy as np
import psutil
import pytest

from explorer.data import mnist
from explorer.models import inference, saved
from explorer.ui.shared import keras_guard, models

TESTS = Path(__file__).resolve().parents[1]
sys.path += [str(TESTS / "benchmarks"), str(TESTS / "browser")]

from classroom import CLICKS, SLIDERS, Waits, arrive  # noqa: E402
from launch import start_server  # noqa: E402

CLASS = 30


def at_once(visit: Callable[[], Any]) -> list[Any]:
    """What thirty threads get that call ``visit`` at the same moment."""
    together, found = threading.Barrier(CLASS), []

    def come() -> None:
        together.wait()
        found.append(visit())

    visitors = [threading.Thread(target=come) for _ in range(CLASS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return found


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Caches as of a server that has just started; what is loaded afterwards, by name."""
    caches = (models.arrays, models.test_digits, models.network, models.decoder, models._ready)

    def clear() -> None:
        for each in caches:
            each.clear()

    loaded: list[str] = []

    def slow(module: Any, name: str, load: Callable[..., Any]) -> None:
        def loading(*args: Any, **kwargs: Any) -> Any:
            loaded.append(name)
            time.sleep(0.05)
            return load(*args, **kwargs)

        monkeypatch.setattr(module, name, loading)

    slow(models, "_load_arrays", models._load_arrays)
    slow(mnist, "load", lambda split, path: mnist.Split(np.zeros((2, 28, 28, 1)), np.zeros(2, int)))
    slow(keras_guard, "load_keras", lambda: None)
    slow(saved, "load", lambda record: record.name)
    slow(inference, "compile_decoder", lambda network: lambda points: network)
    clear()
    yield loaded
    clear()


def test_thirty_first_visits_load_everything_once(empty: list[str]) -> None:
    record = models.record("vae_functional")
    arrays = at_once(lambda: models.arrays(record))
    digits = at_once(lambda: models.test_digits(None))
    decoders = at_once(lambda: models.decoder(record))
    for shared in (arrays, digits, decoders):
        assert len(shared) == CLASS
        assert all(each is shared[0] for each in shared)
    assert sorted(empty) == sorted(
        ["_load_arrays", "load", "load_keras", "load", "compile_decoder"]
    )


def test_thirty_warm_ups_load_once_and_then_it_is_ready(empty: list[str]) -> None:
    record = models.record("vae_functional")
    assert not models.is_loaded(record)
    at_once(lambda: models.warm_up(record))
    end = time.monotonic() + 10
    while not models.is_loaded(record) and time.monotonic() < end:
        time.sleep(0.01)
    assert empty.count("compile_decoder") == empty.count("load_keras") == 1
    models.decoder.clear()  # as when many other models came after it
    assert not models.is_loaded(record)


def test_what_is_shared_cannot_be_written_into() -> None:
    arrays = models.arrays(models.record("vae_functional"))
    for array in (*arrays.values(), *models.test_digits(None)):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
    with pytest.raises(TypeError):
        arrays["z_mean"] = np.zeros(1)  # type: ignore[index]


# ---- a real server -----------------------------------------------------------


async def visit(address: str, waits: Waits, chance: random.Random) -> None:
    """Come, do each thing once, and go."""
    async with AsyncExitStack() as stack:
        visitor = await arrive(address, stack, waits)
        for act in (*CLICKS, *SLIDERS):
            await act.do(visitor, chance)
            await visitor.answered(act.shows)
            await visitor.until(lambda: visitor.answer.finished)
        waits.errors += visitor.complaints


def figures(address: str) -> dict[str, float]:
    """What the server tells of itself, by name."""
    lines = urlopen(f"http://{address}/_stcore/metrics").read().decode().splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


@pytest.mark.slow
def test_memory_does_not_grow_with_visits(tmp_path: Path) -> None:
    waits, chance, sizes = Waits(), random.Random(0), []

    async def come_and_go(address: str, process: psutil.Process) -> None:
        for _ in range(12):
            await asyncio.gather(*(visit(address, waits, chance) for _ in range(10)))
            sizes.append(process.memory_info().rss / 2**20)

    with start_server(tmp_path) as (url, process):
        address = url.removeprefix("http://")
        asyncio.run(come_and_go(address, psutil.Process(process.pid)))
        time.sleep(1)
        told = figures(address)
    assert waits.errors == []
    assert told["active_sessions"] == 0
    loads = {name: n for name, n in told.items() if ".models.decoder" in name and "bytes" in name}
    assert list(loads.values()) == [1], loads
    # the first visits fill bounded caches; 60 sessions of half a megabyte each would show
    assert sizes[-1] - sizes[5] < 30, json.dumps(sizes)


VISITS = 300
MB_EACH = 3.0  # of the server, for as long as the visit lasts


@pytest.mark.slow
def test_three_hundred_who_are_here_at_once_cost_little_each(tmp_path: Path) -> None:
    """And the server lets go of them once they have left."""
    waits, sizes = Waits(), []

    async def come(address: str, process: psutil.Process) -> None:
        async with AsyncExitStack() as stack:
            for _ in range(VISITS // 10):  # this process is slower than ten browsers
                await asyncio.gather(*(arrive(address, stack, waits) for _ in range(10)))
                sizes.append(process.memory_info().rss / 2**20)
            assert figures(address)["active_sessions"] == VISITS

    with start_server(tmp_path) as (url, process):
        address = url.removeprefix("http://")
        asyncio.run(come(address, psutil.Process(process.pid)))
        time.sleep(1)
        assert figures(address)["active_sessions"] == 0
    assert waits.errors == []
    each = (sizes[-1] - sizes[2]) / (VISITS - 30)
    print(f"{each:.2f} MB a visit, {sizes[2]:.0f} to {sizes[-1]:.0f} MB")
    assert each < MB_EACH, json.dumps(sizes)
