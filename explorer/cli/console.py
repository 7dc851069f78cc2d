"""What the command line prints: a progress bar, figures as text, seconds as words."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TextIO

from explorer.beta import still_falls

if TYPE_CHECKING:
    from explorer.training.recorder import Progress

BAR = 24  # characters
PAUSE = 0.1  # seconds between two pictures of the bar


def duration(seconds: float) -> str:
    """Seconds as one reads them: ``42 s``, ``3 min 20 s``, ``2 h 05 min``."""
    whole = round(max(seconds, 0.0))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"


def figures(values: dict[str, Any]) -> str:
    """Losses and the like in one line, total first: ``loss 0.1824, kl_loss 0.006297``."""
    numbers = {k: v for k, v in values.items() if isinstance(v, int | float)}
    first = [k for k in ("loss", "val_loss") if k in numbers]
    names = [*first, *sorted(set(numbers) - set(first))]
    return ", ".join(f"{name} {numbers[name]:.4g}" for name in names)


class ProgressBar:
    """Call it with each Progress: one self-overwriting line, or on no terminal one an epoch."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.live = self.stream.isatty()
        self.last = 0.0

    def __call__(self, progress: Progress) -> None:
        if progress.epoch_done:
            self._write(_epoch(progress), end="\n")
        elif self.live and time.monotonic() - self.last >= PAUSE:
            self.last = time.monotonic()
            self._write(_bar(progress)[: _width()], end="")

    def close(self) -> None:
        """Wipe the line, should a bar be left on it."""
        if self.live:
            self._write("", end="\r")

    def _write(self, text: str, end: str) -> None:
        over = "\r" + text.ljust(_width()) if self.live else text
        self.stream.write(over + end)
        self.stream.flush()


def _width() -> int:
    return shutil.get_terminal_size().columns - 1  # a full line would wrap, and not be wiped


def _epoch(progress: Progress) -> str:
    left = f", {duration(progress.seconds_left)} left" if progress.epoch < progress.epochs else ""
    return f"epoch {progress.epoch}/{progress.epochs}: {figures(progress.logs)}{left}"


def _bar(progress: Progress) -> str:
    filled = BAR * progress.batch // progress.batches
    bar = "#" * filled + "." * (BAR - filled)
    return (
        f"epoch {progress.epoch}/{progress.epochs} [{bar}] {progress.batch}/{progress.batches} "
        f"{duration(progress.seconds_left)} left, {figures(progress.logs)}"
    )


def table(name: str, report: dict[str, Any], losses: Sequence[float] = ()) -> str:
    """What ``evaluation.evaluate`` found, as text for a terminal; with the loss of each epoch."""
    noise = report["noise"]
    level = f" {noise['level']:g}" if noise["mode"] != "none" else ""
    lines = [
        f"{name}: {report['images']:,} test digits, noise {noise['mode']}{level}",
        f"  {'':<26}{'BCE':>8}{'PSNR dB':>9}{'SSIM':>8}",
        *_quality_rows(report),
    ]
    if "accuracy" in report:
        lines += _classes(report)
    if "neg_elbo" in report:
        lines += _elbo(report, losses)
    return "\n".join(lines)


def _quality_rows(report: dict[str, Any]) -> list[str]:
    variational = "reconstruction_sampled" in report
    rows = {"from z_mean" if variational else "reconstruction": report["reconstruction"]}
    if variational:
        rows["from sampled z"] = report["reconstruction_sampled"]
    titles = {"noisy": "noisy input", "black": "black image", "mean_image": "mean training image"}
    rows |= {titles[key]: row for key, row in report["baselines"].items()}
    return [
        f"  {title:<26}{row['bce']:>8.4f}{float(row['psnr']):>9.2f}{row['ssim']:>8.3f}"
        for title, row in rows.items()
    ]


def _classes(report: dict[str, Any]) -> list[str]:
    head = "".join(f"{digit:>6}" for digit in range(len(report["confusion"])))
    rows = [
        f"  {digit:>4}" + "".join(f"{count:>6}" for count in row)
        for digit, row in enumerate(report["confusion"])
    ]
    return [
        f"  accuracy {report['accuracy']:.2%}; true digit (rows) against answer (columns):",
        f"  {'':>4}{head}",
        *rows,
    ]


def _elbo(report: dict[str, Any], losses: Sequence[float]) -> list[str]:
    each = " ".join(f"{value:.2f}" for value in report["kl_per_dimension"])
    dims = len(report["kl_per_dimension"])
    collapsed = ""
    if report["collapsed"]:
        collapsed = "; COLLAPSED: every image has the same code"
        if losses and still_falls(losses):
            collapsed = "; hardly trained yet: the loss still falls"
    return [
        f"  k1 {report['k1']:g}, k2 {report['k2']:g}: effective beta {float(report['beta']):.3g}; "
        f"r_loss {report['r_loss']:.4f}, kl_loss {report['kl_loss']:.4f}",
        f"  -ELBO {report['neg_elbo']:.2f} nats per image (standard error "
        f"{report['neg_elbo_std_error']:.2f}) = reconstruction "
        f"{report['reconstruction_nats']:.2f} + KL {report['kl_nats']:.2f}",
        f"  reconstruction {report['reconstruction_nats_z_mean']:.2f} nats from z_mean",
        f"  KL per dimension {each} nats; "
        f"active units {report['active_units']} of {dims}{collapsed}",
        f"  5-NN accuracy of z_mean {report['knn_accuracy']:.1%}",
    ]
