"""A small table of measurements: median, 95th percentile, target, met or missed."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Line:
    """Measurements of one thing. ``limits`` are on the median and the 95th percentile.

    ``at_least`` turns the limits round: throughput is to be high, times low.
    """

    name: str
    values: Sequence[float]
    unit: str
    limits: tuple[float | None, float | None] = (None, None)
    at_least: bool = False

    def figures(self) -> tuple[float, float]:
        """The median and the 95th percentile (the 5th where more is better)."""
        high = 5 if self.at_least else 95
        return float(np.median(self.values)), float(np.percentile(self.values, high))

    def verdict(self) -> str:
        pairs = [(v, lim) for v, lim in zip(self.figures(), self.limits, strict=True) if lim]
        if not pairs:
            return ""
        good = all(v >= lim if self.at_least else v <= lim for v, lim in pairs)
        return "met" if good else "MISSED"


def processor() -> str:
    """The processor's name, its vector units, and the cores that this process may use."""
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        text = ""
    names = [line.partition(":")[2].strip() for line in text.splitlines() if "model name" in line]
    flags = [flag for flag in ("avx2", "avx512f", "amx_tile") if f" {flag}" in text]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{names[0] if names else platform.processor()}, {cores} cores, {' '.join(flags)}"


def report(lines: Sequence[Line], floor: Line | None = None) -> str:
    """The table. Beside ``floor``, what of the same unit takes how many times as long."""
    if floor:
        lines = [floor, *lines]
    width = max(len(line.name) for line in lines)
    edge = "p5" if all(line.at_least for line in lines) else "p95"
    head = f"{'':<{width}} {'median':>9} {edge:>9} {'unit':<9} {'n':>4}  {'target':<22} verdict"
    if floor:
        head += "   x floor"
    return "\n".join([head, *(_row(line, width) + _times(line, floor) for line in lines)])


def _times(line: Line, floor: Line | None) -> str:
    if floor is None or line.unit != floor.unit:
        return ""
    return f" {line.figures()[0] / floor.figures()[0]:8.2f}"


def _row(line: Line, width: int) -> str:
    median, edge = line.figures()
    sign = ">=" if line.at_least else "<="
    names = ("median", "p5" if line.at_least else "p95")
    target = ", ".join(
        f"{name} {sign} {limit:g}"
        for name, limit in zip(names, line.limits, strict=True)
        if limit is not None
    )
    return (
        f"{line.name:<{width}} {median:>9.4g} {edge:>9.4g} {line.unit:<9} "
        f"{len(line.values):>4}  {target:<22} {line.verdict():<7}"
    )
