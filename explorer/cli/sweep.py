"""The command ``python -m explorer sweep``: a grid of VAEs on the cluster, a table, a figure."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from explorer import files
from explorer.cli.commands import INTERRUPTED, check_data, with_options
from explorer.config import default_config
from explorer.errors import TrainingError
from explorer.jobs import dask_cluster, sweep
from explorer.jobs.limits import Limits
from explorer.jobs.sweep import Cell
from explorer.jobs.trainings import Trainings
from explorer.training import run_folder

NO_LIMITS = Limits(  # whose machine it is
    epochs=10_000, images=10_000_000, jobs=sweep.MOST, per_address=sweep.MOST, waiting=sweep.MOST,
    disk=1 << 30,
)  # fmt: skip
STOP_SECONDS = 60  # that trainings get to keep their best model after Ctrl-C
TITLES = ("k1", "k2", "beta", "KL nats", "reconstr. nats", "-ELBO", "5-NN")
WORDS = {"x": "KL divergence, nats per image", "y": "Reconstruction, nats per image", "line": ""}


def run(args: Namespace) -> int:
    """Train the grid, go on with what is left of it, and write what came out to ``--out``."""
    base = with_options(default_config(args.model), args)
    wanted = sweep.grid(args.k1_values, args.k2_values, base)
    check_data(base)
    out = Path(args.out)
    run_folder.prepare(out)
    for setting, given in (
        (dask_cluster.SETTING, args.scheduler),
        (dask_cluster.WORKERS_SETTING, args.workers),
    ):
        if given is not None:
            os.environ[setting] = str(given)
    dask_cluster.connect()  # a cluster that does not answer is told before anything else
    trainings = Trainings(out, limits=NO_LIMITS)
    tell = Teller(len(wanted))
    stopped = False
    cells: list[Cell] = []
    try:
        for cells in sweep.run(trainings, wanted):
            tell(cells)
    except KeyboardInterrupt:
        stopped = True
        print("Stopping; trained epochs are kept.", file=sys.stderr, flush=True)
        end = time.monotonic() + STOP_SECONDS
        for now in sweep.run(trainings, wanted, should_stop=lambda: True):
            cells = now
            if time.monotonic() > end:
                break
    write(cells, out)
    print(table(cells), flush=True)
    print(f"  {out / 'sweep.html'}, sweep.csv, sweep.json", flush=True)
    if stopped:
        print("Stopped; the same command goes on.", file=sys.stderr)
        return INTERRUPTED
    lost = [cell for cell in cells if cell.figures is None]
    if lost:
        reason = next((c.message for c in lost if c.message), "they were cut off.")
        raise TrainingError(f"{len(lost)} of {len(cells)} trainings gave no figures: {reason}")
    return 0


class Teller:
    """Prints a line for each cell that starts, ends an epoch or ends."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.told: dict[str, str] = {}

    def __call__(self, cells: Sequence[Cell]) -> None:
        for number, cell in enumerate(cells, 1):
            line = self._line(cell)
            if line and self.told.get(cell.job) != line:
                self.told[cell.job] = line
                model = cell.config.model
                place = f"[{number}/{self.count}] k1 {model.k1:g}, k2 {model.k2:g}"
                print(f"{place} (beta {model.beta:.3g}): {line}", file=sys.stderr, flush=True)

    def _line(self, cell: Cell) -> str:
        if cell.figures:
            kl, r = cell.figures["kl_nats"], cell.figures["reconstruction_nats"]
            return f"KL {kl:.2f} + reconstruction {r:.1f} nats on the test set"
        if cell.state == "running":
            epochs = cell.config.training.epochs
            return f"epoch {min(int(cell.share * epochs) + 1, epochs)}/{epochs}"
        if cell.state in ("starting", "measuring", "stopped", "interrupted"):
            return cell.state
        return cell.message if cell.state == "failed" else ""


def table(cells: Sequence[Cell]) -> str:
    """All cells' figures on the test set, for a terminal."""
    lines = ["  " + "".join(f"{title:>15}" for title in TITLES)]
    for cell in cells:
        row = cell.to_dict()
        texts = [f"{row['k1']:g}", f"{row['k2']:g}", f"{cell.config.model.beta:.4g}"]
        if cell.figures:
            texts += [f"{row['kl_nats']:.2f}", f"{row['reconstruction_nats']:.1f}"]
            texts += [f"{row['neg_elbo']:.1f}", f"{row['knn_accuracy']:.1%}"]
        else:
            texts.append(cell.state)
        lines.append("  " + "".join(f"{text:>15}" for text in texts))
    return "\n".join(lines)


def write(cells: Sequence[Cell], out: Path) -> None:
    """``sweep.json``, ``sweep.csv`` and the figure ``sweep.html``, which needs no network."""
    from explorer.plots import rate_distortion

    files.write_json(out / "sweep.json", [cell.to_dict() for cell in cells])
    files.write_bytes(out / "sweep.csv", sweep.to_csv(cells).encode())
    points = [
        rate_distortion.Measured.of(
            f"k1 {cell.config.model.k1:g}, k2 {cell.config.model.k2:g}",
            cell.config.model.beta,
            cell.figures,
        )
        for cell in cells
        if cell.figures
    ]
    figure = rate_distortion.figure(points, WORDS, None, float("nan"))
    page = figure.to_html(include_plotlyjs=True, full_html=True)
    files.write_bytes(out / "sweep.html", page.encode())
