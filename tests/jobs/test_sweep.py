"""Sweeps: the grid, how cells are handed in and told, the table; and the command for real."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from asking import by

from explorer.beta import beta_of
from explorer.cli import sweep as cli_sweep
from explorer.cli.parser import main
from explorer.cli.sweep import NO_LIMITS
from explorer.config import DataConfig, default_config
from explorer.errors import ConfigError
from explorer.jobs import status, sweep, sweeps
from explorer.jobs.limits import Limits
from explorer.jobs.sweep import Cell
from explorer.jobs.trainings import Trainings, job_id

ROOT = Path(__file__).resolve().parents[2]
BASE = default_config("vae_functional")
METRICS = {"kl_nats": 5.0, "reconstruction_nats": 140.0, "neg_elbo": 145.0, "knn_accuracy": 0.75}


class Played(Trainings):
    """Trainings whose worker is the test: ``finish`` ends one, with its figures or without."""

    def __init__(self, runs: Path, jobs: int = 3) -> None:
        super().__init__(runs, limits=Limits(epochs=50, images=20_000, jobs=jobs))
        self.busy: set[str] = set()
        self.dask.start = self.begin  # type: ignore[method-assign]
        self.dask.is_busy = self.busy.__contains__  # type: ignore[method-assign]
        self.started: list[str] = []

    def begin(self, job: str, *_: Any) -> None:
        self.dask.tasks[job] = job
        self.busy.add(job)
        self.started.append(job)

    def finish(self, job: str, state: str = "finished", **figures: float) -> None:
        values = {**BASE.to_dict(), "training": {**BASE.to_dict()["training"]}}
        record = {"weights": "model.weights.h5", "sha256": "0", "config": values,
                  "data_sha256": "0", "metrics": figures}  # fmt: skip
        if state == "finished":
            (self.runs / job / "model.json").write_text(json.dumps(record))
        self.busy.discard(job)
        self._ended(job, job, state, "it broke." if state == "failed" else "", None)


@pytest.fixture
def trainings(tmp_path: Path) -> Played:
    return Played(tmp_path)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "LOOK_SECONDS", 0.0)


def states(cells: Sequence[Cell]) -> list[str]:
    return [cell.to_dict()["state"] for cell in cells]


# ---- what is trained -----------------------------------------------------------------


def test_a_grid_has_every_pair_once_in_order() -> None:
    found = sweep.grid([1, 3], [0.1, 0.2, 0.1], BASE)
    pairs = [(c.model.k1, c.model.k2) for c in found]
    assert pairs == [(1.0, 0.1), (1.0, 0.2), (3.0, 0.1), (3.0, 0.2)]
    assert {replace(c, model=BASE.model) for c in found} == {BASE}


@pytest.mark.parametrize(
    ("k1", "k2", "system", "words"),
    [
        ([1.0], [-1.0], "vae_functional", "k2 must be a number from 0"),
        ([0.0], [0.0], "vae_functional", "nothing to learn"),
        ([1.0], [0.1], "denoiser", "trains one of vae_functional, vae_subclass, not denoiser"),
        ([1.0], [0.1], "any_beta", "not any_beta"),
        ([1.0], np.arange(101.0).tolist(), "vae_functional", "1 to 100 pairs"),
    ],
)
def test_what_cannot_be_swept_is_a_sentence(
    k1: list[float], k2: list[float], system: str, words: str
) -> None:
    with pytest.raises(ConfigError, match=words):
        sweep.grid(k1, k2, replace(BASE, model=replace(BASE.model, name=system)))


def test_ranges_have_equal_ratios_and_betas_come_back() -> None:
    values = sweep.spread(0.05, 20.0, 5)
    assert values[0] == 0.05
    assert values[-1] == 20.0
    np.testing.assert_allclose(values, np.geomspace(0.05, 20.0, 5), rtol=0.005)
    for dim in (2, 10):
        for beta, k2 in zip(values, sweep.k2_for_each(values, 3.0, dim), strict=True):
            assert beta_of(3.0, k2, dim) == pytest.approx(beta, rel=1e-5)


# ---- how it goes ---------------------------------------------------------------------


@pytest.mark.usefixtures("impatient")
def test_few_at_once_each_measured_and_failures_hold_nothing_up(trainings: Played) -> None:
    wanted = sweep.grid([1.0], [0.001, 0.002, 0.003], BASE)
    jobs = [job_id(config) for config in wanted]
    seen = []
    for cells in sweep.run(trainings, wanted, by("anna"), at_once=1):
        seen.append(states(cells))
        assert len(trainings.unfinished("anna")) <= 1
        for job in list(trainings.busy):
            trainings.finish(job, "failed" if job == jobs[1] else "finished", **METRICS)
    assert trainings.started == jobs
    assert seen[0] == ["waiting"] * 3
    assert seen[-1] == ["measured", "failed", "measured"]
    assert cells[0].figures == METRICS
    assert cells[1].message == "it broke."
    again = list(sweep.run(trainings, wanted[:1], by("anna")))
    assert [states(cells) for cells in again] == [["measured"]]  # nothing is trained twice
    assert trainings.started == jobs


@pytest.mark.usefixtures("impatient")
def test_a_cell_is_over_only_with_its_figures(trainings: Played) -> None:
    """Finished, but cut off before it was measured: a worker takes its figures the next time."""
    (config,) = sweep.grid([1.0], [0.001], BASE)
    job = job_id(config)
    trainings.start(config)
    trainings._note(replace(trainings.status(job), state="finished"), write=True)  # type: ignore[type-var]
    assert sweep.look(trainings, config, job).state == "measuring"
    trainings.finish(job)
    assert sweep.look(trainings, config, job).state == "interrupted"
    steps = sweep.run(trainings, [config])
    next(steps)
    next(steps)
    assert trainings.started == [job, job]
    trainings.finish(job, **METRICS)
    assert states(list(steps)[-1]) == ["measured"]


@pytest.mark.usefixtures("impatient")
def test_a_stop_ends_the_own_cells_and_nobody_else_s(trainings: Played) -> None:
    wanted = sweep.grid([1.0], [0.001, 0.002, 0.003], BASE)
    theirs = trainings.start(wanted[0], by("bert")).id
    stop = False
    steps = sweep.run(trainings, wanted, by("anna"), 1, lambda: stop)
    next(steps)
    next(steps)
    stop = True
    assert states(next(steps)) == ["stopped", "queued", "stopped"]
    assert states(list(steps)[-1]) == ["stopped"] * 3
    assert not trainings.status(theirs).is_over  # type: ignore[union-attr]


def test_the_table_as_csv_and_text() -> None:
    configs = sweep.grid([1.0, 0.0], [0.001], BASE)
    cells = [Cell(configs[0], "a", "finished", 1.0, METRICS), Cell(configs[1], "b", "failed")]
    rows = list(csv.DictReader(sweep.to_csv(cells).splitlines()))
    assert [row["state"] for row in rows] == ["measured", "failed"]
    assert float(rows[0]["beta"]) == pytest.approx(0.784)
    assert float(rows[0]["neg_elbo"]) == 145.0
    assert rows[1]["beta"] == rows[1]["kl_nats"] == ""  # k1 = 0: infinite
    lines = cli_sweep.table(cells).splitlines()
    assert lines[1].split() == ["1", "0.001", "0.784", "5.00", "140.0", "145.0", "75.0%"]
    assert lines[2].split() == ["0", "0.001", "inf", "failed"]


def test_files_need_no_network(tmp_path: Path) -> None:
    (config,) = sweep.grid([1.0], [0.001], BASE)
    cli_sweep.write([Cell(config, "a", "finished", 1.0, METRICS)], tmp_path)
    assert json.loads((tmp_path / "sweep.json").read_text())[0]["kl_nats"] == 5.0
    page = (tmp_path / "sweep.html").read_text()
    assert "Plotly.newPlot" in page
    assert "<script src=" not in page


# ---- a server's ----------------------------------------------------------------------


@pytest.mark.usefixtures("impatient")
def test_a_server_s_sweep_leaves_room_is_found_again_and_stops(trainings: Played) -> None:
    wanted = sweep.grid([1.0], [0.001, 0.002, 0.003, 0.004], BASE)
    server = sweeps.Sweeps(trainings)
    plan = server.start(wanted, by("anna"))
    until(lambda: len(trainings.started) == 2)
    time.sleep(0.05)
    assert len(trainings.started) == 2  # of three allowed: one is left to start by hand
    assert server.start(wanted, by("anna")) == server.plan(plan.id)  # the same again is the same
    with pytest.raises(ConfigError, match="one sweep at a time"):
        server.start(wanted[:2], by("anna"))
    trainings.others.leave()
    other = sweeps.Sweeps(Played(trainings.runs))  # after a restart
    (found,) = other.all()
    assert found == plan
    assert not other.is_running(plan.id)
    assert states(other.cells(found))[:2] == ["interrupted"] * 2
    server.stop(plan.id)
    until(lambda: not server.is_running(plan.id))
    assert [status.read(trainings.runs / job).state for job in trainings.started] == [  # type: ignore[union-attr]
        "stopped", "stopped"
    ]  # fmt: skip


def test_limits_hold_for_sweeps(trainings: Played) -> None:
    server = sweeps.Sweeps(trainings)
    large = replace(BASE, data=DataConfig(subset=30_000))
    with pytest.raises(ConfigError, match="20,000 images at most"):
        server.start(sweep.grid([1.0], [0.001], large), by("anna"))
    assert server.all() == []
    for name in ("..", "sweep-../x", "", "/etc"):
        assert server.plan(name) is None


def until(condition: Any) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


# ---- the command ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--k2", "x"], "a finite number is expected"),
        (["--k1", "1"], "required: --k2"),
        (["--k2", "-1"], "k2 must be a number from 0"),
        (["--k2", "1", "--model", "dual"], "not dual"),
        (["--k2", "1", "--data", "nowhere.npz"], "nowhere.npz"),
        (["--k2", "1", "--epochs", "0"], "epochs must be"),
        (["--k2", "1", "--scheduler", "tcp://127.0.0.1:9"], "does not answer"),
    ],
)
def test_bad_input_is_one_sentence_and_code_2(
    options: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("explorer.jobs.dask_cluster.CONNECT_SECONDS", 0.3)
    monkeypatch.setattr("explorer.jobs.dask_cluster._client", None)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    assert main(["sweep", *options, "--out", str(tmp_path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert words in line


@pytest.mark.slow
def test_the_command_trains_measures_and_goes_on(tiny_npz: Path, tmp_path: Path) -> None:
    command = [
        sys.executable, "-m", "explorer", "sweep", "--k1", "1", "--k2", "1e-5", "0.01",
        "--epochs", "2", "--data", str(tiny_npz), "--out", str(tmp_path),
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.count("nats on the test set") == 2
    assert "Traceback" not in done.stderr
    rows = json.loads((tmp_path / "sweep.json").read_text())
    assert [row["k2"] for row in rows] == [1e-5, 0.01]
    for row in rows:
        assert row["neg_elbo"] == pytest.approx(row["kl_nats"] + row["reconstruction_nats"])
        assert (tmp_path / row["job"] / "model.json").is_file()
    assert rows[0]["kl_nats"] >= rows[1]["kl_nats"] - 1e-3
    state = tmp_path / rows[0]["job"] / "state.npz"
    before = state.stat().st_mtime_ns
    again = subprocess.run([*command, "--seed", "123"], cwd=ROOT, capture_output=True, text=True)
    assert again.returncode == 0
    assert again.stdout == done.stdout
    assert state.stat().st_mtime_ns == before  # found, not trained again


def test_the_command_line_hands_in_as_many_as_a_sweep_may_have(tmp_path: Path) -> None:
    trainings = Played(tmp_path)
    trainings.limits = NO_LIMITS
    wanted = sweep.grid([1.0], np.geomspace(0.001, 1.0, sweep.MOST).tolist(), BASE)
    next(steps := sweep.run(trainings, wanted))
    next(steps)
    assert len(trainings.started) == sweep.MOST
