"""Sweeps of k1 and k2: a grid of VAEs, trained as jobs, measured on the test set by their workers.

    wanted = grid([1.0], [1e-5, 1e-3], RunConfig(...))
    for cells in run(trainings, wanted): ...    # at each change, to the end

A cell is a training like any other (see trainings.py): it has a folder of its own, one that
is finished is not trained again, one that was cut off goes on. No Streamlit here.
"""

from __future__ import annotations

import csv
import io
import itertools
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from explorer.beta import balanced_k2
from explorer.config import RunConfig
from explorer.errors import CheckpointError, ConfigError, ExplorerError
from explorer.jobs.limits import Asker
from explorer.jobs.status import Status
from explorer.jobs.trainings import Trainings
from explorer.models import saved

SYSTEMS = ("vae_functional", "vae_subclass")  # one training a pair of weights
MOST = 100  # cells
LOOK_SECONDS = 0.2
FIGURES = ("kl_nats", "reconstruction_nats", "neg_elbo", "knn_accuracy")  # of the test set
COLUMNS = ("k1", "k2", "beta", *FIGURES, "state", "job")
WAITING = "waiting"  # not handed in yet: a session may have few unfinished trainings


@dataclass(frozen=True)
class Cell:
    """One VAE of a sweep: its settings, its job, how far it is, and its test figures.

    ``figures`` has ``FIGURES``, in nats per image but for the k-NN accuracy, once the job
    is settled; ``message`` is the sentence of a failure.
    """

    config: RunConfig
    job: str
    state: str = WAITING
    share: float = 0.0  # of its epochs that are done
    figures: dict[str, float] | None = None
    message: str = ""

    @property
    def is_over(self) -> bool:
        return self.figures is not None or self.state in ("failed", "stopped", "interrupted")

    def to_dict(self) -> dict[str, Any]:
        """A row of the table; a figure that is not known, or not finite, is None."""
        model, found = self.config.model, self.figures or {}
        values: dict[str, Any] = {"k1": model.k1, "k2": model.k2, "beta": model.beta}
        values |= {name: found.get(name) for name in FIGURES}
        finite = {k: v if v is not None and math.isfinite(v) else None for k, v in values.items()}
        return {**finite, "state": "measured" if self.figures else self.state, "job": self.job}


def grid(k1: Sequence[float], k2: Sequence[float], base: RunConfig) -> list[RunConfig]:
    """The settings of every k1 with every k2, each pair once, in the order given.

    Raises ConfigError for weights out of range, another system than a VAE, or too many.
    """
    if base.model.name not in SYSTEMS:
        raise ConfigError(
            f"a sweep trains one of {', '.join(SYSTEMS)}, not {base.model.name}: "
            "k1 and k2 weigh the loss of a VAE that is trained for one ratio."
        )
    pairs = dict.fromkeys(itertools.product(map(float, k1), map(float, k2)))
    if not 1 <= len(pairs) <= MOST:
        raise ConfigError(f"a sweep has 1 to {MOST} pairs of k1 and k2, got {len(pairs)}.")
    return [replace(base, model=replace(base.model, k1=a, k2=b)) for a, b in pairs]


def look(trainings: Trainings, config: RunConfig, job: str) -> Cell:
    """How the training of one cell stands, by the jobs of this server."""
    status = trainings.status(job)
    if status is None:
        return Cell(config, job)
    if status.is_over and not trainings.is_busy(job):
        return _settled(status)
    if status.state == "finished":
        return Cell(config, job, "measuring", 1.0)
    return Cell(config, job, status.state, _share(status))


def _settled(status: Status) -> Cell:
    cell = Cell(status.config, status.id, status.state, _share(status), message=status.message)
    if status.state != "finished":
        return cell
    try:
        metrics = saved.read_record(status.folder).metrics
    except ExplorerError as error:
        return replace(cell, state="failed", message=str(error))
    if not all(isinstance(metrics.get(name), int | float) for name in FIGURES):
        return replace(cell, state="interrupted", share=1.0)  # cut off while it was measured
    return replace(cell, share=1.0, figures={name: float(metrics[name]) for name in FIGURES})


def _share(status: Status) -> float:
    running = (status.epoch - 1 + status.batch / status.batches) if status.batches else 0.0
    return min(1.0, max(status.epochs_done, running) / status.config.training.epochs)


def run(
    trainings: Trainings,
    wanted: Sequence[RunConfig],
    asker: Asker = Asker(),  # noqa: B008  it is immutable
    at_once: int | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Iterator[list[Cell]]:
    """Have all of ``wanted`` trained; gives all cells after each change, lastly when all are over.

    At most ``at_once`` of the asker's trainings are unfinished at a time; the others are
    handed in as these end. Once ``should_stop`` says so, nothing more is handed in, and the
    asker's running cells are stopped. What fails is told by its cell. Raises ExplorerError
    for settings that no cell can be trained with (beyond the limits, unusable data).
    """
    jobs = [trainings.job_for(config, asker) for config in wanted]
    handed_in: set[str] = set()
    before: list[Cell] = []
    while True:
        stopping = should_stop()
        cells = [look(trainings, *each) for each in zip(wanted, jobs, strict=True)]
        mine = {job for job in jobs if _is_own(trainings, job, asker.owner)}
        # of a cell not handed in, what an earlier sweep left of it says nothing
        kept = mine if stopping else handed_in
        idle = "stopped" if stopping else WAITING
        cells = [
            c if c.job in kept or c.figures or (c.is_over and c.job in handed_in)
            else replace(c, state=idle)
            for c in cells
        ]  # fmt: skip
        if cells != before:
            before = cells
            yield cells
        if all(cell.is_over for cell in cells):
            return
        if stopping:
            trainings.stop(*mine)
        for number, cell in enumerate(() if stopping else cells):
            if cell.state == WAITING:
                if at_once is not None and len(trainings.unfinished(asker.owner)) >= at_once:
                    break
                jobs[number] = _hand_in(trainings, cell.config, asker)
                handed_in.add(jobs[number])
        time.sleep(LOOK_SECONDS)


def _hand_in(trainings: Trainings, config: RunConfig, asker: Asker) -> str:
    """Nobody is there to ask: what cannot go on begins anew, and its model is kept."""
    try:
        return trainings.start(config, asker, measured=True).id
    except CheckpointError:
        return trainings.start(config, asker, measured=True, anew=True).id


def _is_own(trainings: Trainings, job: str, owner: str) -> bool:
    status = trainings.status(job)
    return status is not None and status.owner == owner and not status.is_over


def to_csv(cells: Sequence[Cell]) -> str:
    """The table as CSV, a line a cell."""
    written = io.StringIO()
    table = csv.DictWriter(written, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(cell.to_dict() for cell in cells)
    return written.getvalue()


def k2_for_each(betas: Sequence[float], k1: float, latent_dim: int) -> list[float]:
    """The k2 that give these effective betas beside ``k1``, to six digits."""
    return [float(f"{beta * balanced_k2(k1, latent_dim):.6g}") for beta in betas]


def spread(low: float, high: float, count: int) -> list[float]:
    """``count`` numbers from ``low`` to ``high``, in equal ratios, to three digits."""
    if count == 1:
        return [float(f"{low:.3g}")]
    step = (high / low) ** (1 / (count - 1))
    return [float(f"{low * step**i:.3g}") for i in range(count)]
