"""A class before the app: visitors who click and move sliders, and how long they wait."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from visitor_socket import Visitor

PATIENT = 120.0  # seconds for the first loading, and for an answer that never comes
EPOCHS = 100  # of the training meanwhile: it must not end before the class does
STARTING = 600.0  # seconds until its first losses: its process imports TensorFlow, politely


@dataclass(frozen=True)
class Act:
    """Something to do: its name, how, and the component that shows the answer, if one does."""

    name: str
    do: Callable[[Visitor, random.Random], Awaitable[None]]
    shows: str


@dataclass
class Waits:
    """Seconds that visitors waited, bytes that they were sent, and what went wrong."""

    firsts: list[float] = field(default_factory=list)  # from connecting to the map
    ready: list[float] = field(default_factory=list)  # ... to the last strip: all is loaded
    answers: dict[str, list[float]] = field(default_factory=dict)  # by the act's name
    served: list[float] = field(default_factory=list)  # the same, from when it was really done
    bytes: dict[str, list[int]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def of(self, kind: str) -> list[float]:
        """All answers to acts whose name begins so."""
        return [s for name, times in self.answers.items() if name.startswith(kind) for s in times]


def click(plane: str) -> Act:
    """A click on an empty place, another each time."""

    async def do(visitor: Visitor, chance: random.Random) -> None:
        place = {axis: chance.uniform(-2.5, 2.5) for axis in "xy"}
        await visitor.trigger(f"map.{plane}", "pick", {**place, "index": None})

    return Act(f"click on {plane}", do, "map.pick")


def pick() -> Act:
    """A pick that the page has answered by itself, and of which it tells."""

    async def do(visitor: Visitor, chance: random.Random) -> None:
        data = visitor.data("map.pick")
        z = [chance.uniform(-2.5, 2.5) for _ in range(2)]
        told = {"view": "map", **{name: data[name] for name in ("ticket", "slot", "model")}}
        await visitor.post("told", {**told, "z": z, "index": None})

    return Act("pick of the page", do, "")


def slide(name: str, low: int, high: int, shows: str) -> Act:
    """A slider to any other of its values."""

    async def do(visitor: Visitor, chance: random.Random) -> None:
        values = [v for v in range(low, high + 1) if v != visitor.value(f"map.{name}")]
        await visitor.slide(f"map.{name}", chance.choice(values))

    return Act(f"slider {name}", do, f"map.{shows}")


CLICKS = (click("points"), click("cells"))


def move(name: str, low: int, high: int) -> Act:
    """A slider of the strips to any other of its values; the server draws them."""

    async def do(visitor: Visitor, chance: random.Random) -> None:
        data = visitor.data("map.strips")
        values = [v for v in range(low, high + 1) if v != data["values"][name]]
        told = {"values": {**data["values"], name: chance.choice(values)}, "kept": data["kept"]}
        await visitor.trigger("map.strips", "set", {**told, "answered": False})

    return Act(f"slider {name}", do, "map.strips")


PICK = pick()
SLIDERS = (
    move("steps", 3, 24),
    slide("size", 5, 30, "cells"),
    move("samples", 4, 36),
)


async def arrive(address: str, stack: AsyncExitStack, waits: Waits) -> Visitor:
    """Open the map and wait until all of it is there."""
    start = time.perf_counter()
    visitor = await stack.enter_async_context(Visitor(address, "view=map"))
    await visitor.until(lambda: visitor.has("map.pick"), PATIENT)
    waits.firsts.append(time.perf_counter() - start)
    await visitor.until(lambda: visitor.has("map.strips") and visitor.answer.finished, PATIENT)
    waits.ready.append(time.perf_counter() - start)
    return visitor


@dataclass(frozen=True)
class Lesson:
    """What a class does: how many, for how long, and what each does how often.

    ``arriving``: seconds within which they come. ``picks``: what they do on the map is answered by
    the page, which tells of it; every ``sliders``-th thing that they do is a slider.
    """

    seats: int
    seconds: float
    training: bool = True
    arriving: float = 0.0
    every: float = 1.0  # seconds from one thing that a visitor does to the next
    picks: bool = False
    sliders: int = 2


def act_of(lesson: Lesson, turn: int) -> Act:
    """The next thing that a visitor does."""
    if turn % lesson.sliders == 0:
        return SLIDERS[turn // lesson.sliders % len(SLIDERS)]
    return PICK if lesson.picks else CLICKS[turn // lesson.sliders % len(CLICKS)]


async def stay(visitor: Visitor, seat: int, start: float, lesson: Lesson, waits: Waits) -> None:
    """Do something again and again, from ``start`` on: clicks and sliders in turn.

    A wait counts from when it was to be done: whoever still waits by then has waited longer.
    """
    chance = random.Random(seat)
    for number in range(int(lesson.seconds / lesson.every)):
        due = start + number * lesson.every
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        act = act_of(lesson, number + seat)
        done = time.perf_counter()
        try:
            await act.do(visitor, chance)
            if act.shows:
                await visitor.answered(act.shows, PATIENT)
            waits.served.append(time.perf_counter() - done)
            waits.answers.setdefault(act.name, []).append(time.perf_counter() - due)
            if act.shows:
                await visitor.until(lambda: visitor.answer.finished, PATIENT)
            waits.bytes.setdefault(act.name, []).append(visitor.answer.bytes)
        except (TimeoutError, ConnectionError, LookupError) as error:
            waits.errors.append(f"{act.name}: {type(error).__name__} {error}")
            return
    waits.errors += visitor.complaints


async def train(address: str, stack: AsyncExitStack) -> Visitor:
    """Start a training as a visitor does, and keep watching it; it runs when this returns."""
    query = f"view=train&system=vae_functional&epochs={EPOCHS}&noise=none"
    visitor = await stack.enter_async_context(Visitor(address, query))
    await visitor.until(lambda: visitor.has("train.go") and visitor.answer.finished, PATIENT)
    await visitor.press("train.go")
    await visitor.until(lambda: any("train.curve" in name for name in visitor.elements), STARTING)
    return visitor


async def come(
    address: str, stack: AsyncExitStack, seat: int, lesson: Lesson, waits: Waits
) -> Visitor:
    """Arrive in one's turn."""
    await asyncio.sleep(lesson.arriving * seat / lesson.seats)
    return await arrive(address, stack, waits)


async def attend(address: str, lesson: Lesson) -> Waits:
    """All come to a server that has just started, then work."""
    waits = Waits()
    async with AsyncExitStack() as stack:
        seats = range(lesson.seats)
        arrivals = (come(address, stack, seat, lesson, waits) for seat in seats)
        visitors = await asyncio.gather(*arrivals)
        if lesson.training:
            await train(address, stack)
        start = time.perf_counter() + 1
        offset = lesson.every / lesson.seats
        stays = (
            stay(visitor, seat, start + offset * seat, lesson, waits)
            for seat, visitor in enumerate(visitors)
        )
        await asyncio.gather(*stays)
    return waits
