"""The sweep panel of the KL view under AppTest; the test plays the workers (see test_train.py)."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from visitor import Visitor
from waiting import figure, numbers, written

from explorer.beta import beta_of
from explorer.jobs import sweep
from explorer.jobs.limits import Limits
from explorer.jobs.sweeps import Sweeps
from explorer.jobs.trainings import Trainings, job_id
from explorer.ui.shared import trainings as source
from explorer.ui.texts import text

METRICS = {"kl_nats": 5.0, "reconstruction_nats": 140.0, "neg_elbo": 145.0, "knn_accuracy": 0.75}


class Stage(Trainings):
    """Jobs that start and never say a word, until ``finish``."""

    def __init__(self, runs: Path) -> None:
        super().__init__(runs, limits=Limits(epochs=20, images=8_000, jobs=3))
        self.busy: set[str] = set()
        self.dask.start = self._begin  # type: ignore[method-assign]
        self.dask.is_busy = self.busy.__contains__  # type: ignore[method-assign]

    def _begin(self, job: str, *_: Any) -> None:
        self.dask.tasks[job] = job
        self.busy.add(job)

    def finish(self, job: str, kl: float) -> None:
        status = self.status(job)
        assert status
        record = {"weights": "model.weights.h5", "sha256": "0", "data_sha256": "0",
                  "config": status.config.to_dict(),
                  "metrics": {**METRICS, "kl_nats": kl}}  # fmt: skip
        (self.runs / job / "model.json").write_text(json.dumps(record))
        self.busy.discard(job)
        self._ended(job, job, "finished", "", None)


@pytest.fixture
def stage(runs: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    stage = Stage(runs)
    server = Sweeps(stage)
    monkeypatch.setattr(sweep, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(source, "_trainings", lambda folder: stage)
    monkeypatch.setattr(source, "_sweeps", lambda folder: server)
    yield stage
    for plan in server.all():
        server.stop(plan.id)
    until(lambda: not any(server.is_running(plan.id) for plan in server.all()))


@pytest.fixture
def visitor(stage: Stage) -> Visitor:
    return Visitor("kl", part="own").assert_fine()


def until(condition: Any) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_each_setting_changes_what_would_be_trained(visitor: Visitor) -> None:
    assert text("kl_sweep.empty") in written(visitor)
    before = shown(visitor)
    for kind, name, value in [
        ("number_input", "sweep_count", 3),
        ("number_input", "sweep_k1", 2.0),
        ("number_input", "sweep_beta_low", 0.5),
        ("number_input", "sweep_beta_high", 5.0),
        ("button_group", "sweep_by", "k2"),
        ("number_input", "sweep_k2_low", 0.001),
        ("number_input", "sweep_k2_high", 0.1),
    ]:
        visitor.choose(kind, name, value).assert_fine()
        assert shown(visitor) != before, name
        before = shown(visitor)
    k2 = [0.001, 0.01, 0.1]
    betas = ", ".join(f"{beta_of(2.0, value, 2):.4g}" for value in k2)
    assert text("kl_sweep.pairs", k2="0.001, 0.01, 0.1", beta=betas) in written(visitor)


def shown(visitor: Visitor) -> str:
    return str([c.value for c in visitor.at.caption if "k2 =" in str(c.value)])


def test_a_range_that_is_none_is_a_sentence(visitor: Visitor) -> None:
    visitor.choose("number_input", "sweep_beta_low", 50.0)
    assert visitor.sentence() == text("kl_sweep.order")
    assert not any(b.key == "kl.sweep_go" for b in visitor.at.button)


def test_limits_of_the_server_bound_the_choice(visitor: Visitor) -> None:
    assert visitor.number_input("sweep_epochs").max == 20
    assert visitor.selectbox("sweep_images").options == ["1,000", "2,000", "5,000"]


def test_marks_come_as_vaes_are_measured_and_are_found_after_a_reload(
    visitor: Visitor, stage: Stage
) -> None:
    visitor.choose("number_input", "sweep_count", 3).choose("number_input", "sweep_epochs", 2)
    visitor.choose("selectbox", "sweep_images", 1_000).press("sweep_go").assert_fine()
    until(lambda: len(stage.busy) == 2)  # of three that are allowed: one is left to start by hand
    visitor.run().assert_fine()
    assert text("kl_sweep.no_marks") in written(visitor)
    jobs = sorted(stage.all(), key=lambda status: status.created)
    assert {(s.config.training.epochs, s.config.data.subset) for s in jobs} == {(2, 1_000)}
    assert all(s.config.model.variational and s.owner for s in jobs)
    stage.finish(jobs[0].id, 9.0)
    until(lambda: len(stage.all()) == 3)
    visitor.run().assert_fine()
    assert numbers(figure(visitor, "sweep_figure")["data"][0]["x"]).tolist() == [9.0]
    assert visitor.button("sweep_stop").disabled is False
    link = visitor.link()
    assert link["sweep"].startswith("sweep-")
    kept = visitor.shown("keeper")["secret"]
    again = Visitor(**link).tell("keeper", "known", kept).assert_fine()  # the page was reloaded
    assert numbers(figure(again, "sweep_figure")["data"][0]["x"]).tolist() == [9.0]
    assert again.button("sweep_stop").disabled is False
    other = Visitor("kl", part="own").assert_fine()  # somebody else sees it, and cannot stop it
    assert other.selectbox("sweep").value == ""
    other.choose("selectbox", "sweep", link["sweep"]).assert_fine()
    assert other.button("sweep_stop").disabled
    other.force("sweep_stop")
    assert not source._sweeps("").is_stopping(link["sweep"])
    for number, job in enumerate(sorted(stage.busy)):
        stage.finish(job, float(number))
    until(lambda: not source._sweeps("").is_running(link["sweep"]))
    again.run().assert_fine()
    assert text("kl_sweep.finished") in [s.value for s in again.at.success]
    assert len(numbers(figure(again, "sweep_figure")["data"][0]["x"])) == 3


@pytest.mark.slow
def test_a_stop_keeps_what_is_trained_and_go_on_goes_on(visitor: Visitor, stage: Stage) -> None:
    visitor.choose("number_input", "sweep_count", 2).press("sweep_go").assert_fine()
    until(lambda: len(stage.busy) == 2)
    first, second = (s.id for s in stage.all())
    stage.finish(first, 3.0)
    visitor.run().press("sweep_stop").assert_fine()
    stage.busy.discard(second)
    plan = source._sweeps("").all()[0]
    until(lambda: not source._sweeps("").is_running(plan.id))
    visitor.run().assert_fine()
    assert text("kl_sweep.cut_off") in [i.value for i in visitor.at.info]
    assert stage.status(second).state == "stopped"  # type: ignore[union-attr]
    visitor.press("sweep_on").assert_fine()
    until(lambda: second in stage.busy)
    assert {job_id(config) for config in plan.configs} == {first, second}


def test_in_french_too(visitor: Visitor) -> None:
    visitor.set_language("fr").assert_fine()
    assert text("kl_sweep.empty") in written(visitor)
