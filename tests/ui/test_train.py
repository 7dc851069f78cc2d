"""The Train view under AppTest. The jobs are real; the worker is played by the test.

``Stage`` never submits a job to Dask: the test itself sends the messages that a worker
would send (tests/jobs has real ones).
"""

from __future__ import annotations

import base64
import io
import json
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from streamlit.runtime.scriptrunner_utils.exceptions import StopException
from visitor import Visitor

from explorer.config import RunConfig
from explorer.data import mnist, pictures
from explorer.jobs import dask_cluster, film, memory
from explorer.jobs import status as jobs_status
from explorer.jobs.dask_client import DaskClient, Task
from explorer.jobs.limits import Asker, Limits
from explorer.jobs.status import Status
from explorer.jobs.trainings import Trainings
from explorer.models import archive, saved
from explorer.models.saved import SavedModel
from explorer.training import speed
from explorer.ui.shared import models, visitors
from explorer.ui.shared import trainings as source
from explorer.ui.texts import text
from explorer.ui.views.train import bring as bringing


class Silence(DaskClient):
    """A cluster that takes every job and never says a word."""

    def _ask(self, task: Task) -> None:
        self.tasks[task.job] = task.key


class Stage(Trainings):
    """Jobs without a cluster: what a worker would tell, ``play`` tells."""

    def __init__(self, runs: Path) -> None:
        super().__init__(runs, limits=Limits(epochs=50, jobs=2))
        self.dask = Silence(lambda: None, self._on_message, self._ended)
        self.asked: list[tuple[RunConfig, str, SavedModel | None]] = []
        self.stopped: list[str] = []

    def start(
        self,
        config: RunConfig,
        asker: Asker = Asker(),  # noqa: B008
        start_from: SavedModel | None = None,
        anew: bool = False,
        measured: bool = False,
    ) -> Status:
        self.asked.append((config, asker.owner, start_from))
        return super().start(config, asker, start_from, anew, measured)

    def break_down(self, job: str, state: str, sentence: str = "") -> None:
        """The task ends like this."""
        self._ended(job, self.dask.tasks[job], state, sentence, None)

    def stop(self, *jobs: str) -> None:
        self.stopped += jobs
        super().stop(*jobs)

    def play(self, job: str, kind: str, epoch: int = 1, batch: int = 5, **values: Any) -> None:
        """One message, as worker.py sends it; an epoch's digits lie about (epoch, 0)."""
        logs = {"loss": 0.5 / epoch, "r_loss": 0.4 / epoch, "kl_loss": 0.1 / epoch}
        message = {
            "job": job, "kind": kind, "epoch": epoch, "epochs": 3, "batch": batch, "batches": 10,
            "seconds_left": 200.0, "logs": logs, "stopped": False, "task": self.dask.tasks[job],
            **values,
        }  # fmt: skip
        if kind == "epoch":
            points = np.random.default_rng(epoch).normal((epoch, 0), 0.1, (50, 2))
            strip = pictures.png_bytes(np.full((9, 9), epoch, np.uint8))
            message |= {"map": points.astype(np.float32).tobytes(), "dims": 2, "strip": strip}
        self.dask._on_event((0.0, message))

    def finish(self, job: str, model: Path | None = None) -> None:
        """Put a trained model into the job's folder, and say so."""
        if model:
            shutil.copytree(model, self.runs / job, dirs_exist_ok=True)
        self.play(job, "saved")


@pytest.fixture
def stage(runs: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    stage = Stage(runs)
    monkeypatch.setattr(source, "_trainings", lambda folder: stage)
    return stage


@pytest.fixture
def visitor(stage: Stage) -> Visitor:
    return Visitor("train").assert_fine()


@pytest.fixture
def started(stage: Stage, visitor: Visitor) -> str:
    """A job that the visitor has started, and that runs its first epoch."""
    visitor.press("go").assert_fine()
    (status,) = stage.all()
    stage.play(status.id, "batch")
    visitor.run()
    return status.id


def captions(visitor: Visitor) -> str:
    return "\n".join(str(c.value) for c in visitor.at.caption)


def code(visitor: Visitor) -> str:
    return str(visitor.at.get("code")[0].value)


# ---- settings ------------------------------------------------------------------------

CHANGES = [
    ("selectbox", "system", "denoiser"),
    ("selectbox", "system", "vae_subclass"),
    ("number_input", "latent_dim", 3),
    ("selectbox", "subset", 5_000),
    ("number_input", "k1", 3.0),
    ("number_input", "k2", 7.0),
    ("selectbox", "presets", "balanced"),
    ("number_input", "epochs", 11),
    ("selectbox", "noise", "gaussian"),
    ("selectbox", "noise", "shuffle"),
    ("selectbox", "decoder", "upsampling"),
    ("selectbox", "batch_size", 256),
    ("selectbox", "rate", 0.01),
    ("selectbox", "precision", "mixed_bfloat16"),
    ("number_input", "seed", 5),
]


def test_each_setting_changes_the_program_and_the_link(visitor: Visitor) -> None:
    visitor.choose("button_group", "tab", "code").assert_fine()
    before, link = code(visitor), visitor.link()
    for kind, name, value in CHANGES:
        visitor.choose(kind, name, value).assert_fine()
        assert code(visitor) != before, name
        assert visitor.link() != link, name
        before, link = code(visitor), visitor.link()
    visitor.choose("selectbox", "noise", "gaussian").choose("slider", "level_gaussian", 0.1)
    assert "var=0.1" in code(visitor)
    visitor.choose("selectbox", "noise", "shuffle").choose("select_slider", "level_shuffle", 14)
    assert "28 // 14" in code(visitor)


def test_another_kind_of_system_brings_its_usual_settings(visitor: Visitor) -> None:
    def shown() -> tuple[int, str]:
        return visitor.number_input("latent_dim").value, visitor.selectbox("noise").value

    assert shown() == (2, "none")
    visitor.choose("selectbox", "system", "inception")
    assert shown() == (10, "course")
    visitor.choose("number_input", "latent_dim", 12).choose("selectbox", "system", "dual")
    assert shown() == (12, "course")
    visitor.choose("selectbox", "system", "vae_subclass")
    assert shown() == (2, "none")


def test_beta_stands_beside_the_weights(visitor: Visitor) -> None:
    """Oracle: beta = (k2 / k1) * 2 * 784 / D."""
    assert f"{0.001 * 784:.3g}" in captions(visitor)
    visitor.choose("number_input", "latent_dim", 4)
    assert f"{0.001 * 2 * 784 / 4:.3g}" in captions(visitor)
    visitor.choose("number_input", "latent_dim", 2).choose("selectbox", "presets", "balanced")
    assert "beta 1 " in captions(visitor)
    assert visitor.number_input("k2").value == pytest.approx(2 / 1568)
    visitor.choose("number_input", "k2", 0.5)
    assert visitor.selectbox("presets").value == ""  # none of the presets any more
    visitor.choose("selectbox", "system", "denoiser")
    assert "beta" not in captions(visitor)


def test_weights_of_nothing_are_a_sentence(visitor: Visitor, stage: Stage) -> None:
    visitor.choose("number_input", "k1", 0.0).choose("number_input", "k2", 0.0)
    assert "nothing to learn" in visitor.sentence()
    assert not any(b.key == "train.go" for b in visitor.at.button)
    assert stage.asked == []


def test_a_link_brings_all_settings_and_nonsense_is_left_out(stage: Stage) -> None:
    link = {
        "system": "denoiser", "latent_dim": "7", "subset": "5000", "epochs": "4", "noise": "mask",
        "level": "6", "batch_size": "64", "rate": "0.003", "seed": "9", "decoder": "upsampling",
    }  # fmt: skip
    Visitor("train", **link).assert_fine().press("go").assert_fine()
    config = stage.asked[0][0]
    assert (config.model.name, config.model.latent_dim) == ("denoiser", 7)
    assert config.model.decoder == "upsampling"
    assert config.data.subset == 5000
    assert (config.noise.mode, config.noise.level) == ("mask", 6)
    training = config.training
    assert (training.epochs, training.batch_size) == (4, 64)
    assert (training.learning_rate, training.seed) == (0.003, 9)
    nonsense = {"epochs": "99999", "latent_dim": "-1", "system": "gan", "k1": "nan", "rate": "x"}
    visitor = Visitor("train", **nonsense, job="../../etc").assert_fine()
    assert visitor.selectbox("system").value == "vae_functional"
    assert visitor.number_input("epochs").value <= 50


def test_the_estimate_is_what_was_measured(visitor: Visitor, stage: Stage) -> None:
    assert text("train.no_estimate") in captions(visitor)
    config = RunConfig()
    small = speed.measured(config, 10_000, 0.001, 10.0)
    speed.remember(stage.runs, speed.Measurement(**{**small.__dict__, "noise": "none"}))
    visitor.choose("number_input", "epochs", 10)
    expected = text("train.estimate", low="82 s", high="2 min", count=1)  # 110 s -/+ a quarter
    assert expected in captions(visitor)
    visitor.choose("number_input", "epochs", 40)
    assert expected not in captions(visitor)


# ---- a training ----------------------------------------------------------------------


def test_start_asks_for_what_is_shown(visitor: Visitor, stage: Stage) -> None:
    assert text("train.empty") in [i.value for i in visitor.at.info]
    visitor.choose("number_input", "epochs", 3).choose("number_input", "k2", 0.002)
    visitor.press("go").assert_fine()
    ((config, owner, start_from),) = stage.asked
    assert (config.training.epochs, config.model.k2, start_from) == (3, 0.002, None)
    assert owner
    (status,) = stage.all()
    assert status.config == config
    assert visitor.link()["job"] == status.id
    assert text("train.queued_next") in progress_text(visitor)
    visitor.press("go").assert_fine()  # the same settings again: the same job
    assert len(stage.all()) == 1


def progress_text(visitor: Visitor) -> str:
    return " ".join(bar.proto.text for bar in visitor.at.get("progress"))


def test_bfloat16_is_chosen_where_the_processor_multiplies_it(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpuinfo").write_text("flags : avx512_bf16")
    monkeypatch.setattr(speed, "CPUINFO", tmp_path / "cpuinfo")
    visitor = Visitor("train").assert_fine()
    assert visitor.selectbox("precision").value == "mixed_bfloat16"
    visitor.press("go").assert_fine()
    visitor.choose("selectbox", "precision", "float32").press("go").assert_fine()
    precisions = [config.training.precision for config, *_ in stage.asked]
    assert precisions == ["mixed_bfloat16", "float32"]


def test_place_and_expected_start_are_told(visitor: Visitor, stage: Stage, started: str) -> None:
    """By the seconds that the running training says, and the speed of earlier ones."""
    visitor.choose("number_input", "seed", 77).press("go").assert_fine()
    stage.dask.slots = 1
    visitor.run()
    assert text("train.queued", ahead=1, start="3 min") in progress_text(visitor)  # 200 s left
    other = Visitor("train", seed="78").press("go").assert_fine()  # a first goes before a second
    assert text("train.queued", ahead=1, start="3 min") in progress_text(other)
    visitor.run()
    assert text("train.queued_unknown", ahead=2) in progress_text(visitor)  # nothing was measured
    config = stage.asked[-1][0]
    speed.remember(stage.runs, speed.measured(config, 10_000, 0.005, 0.0))  # 8 epochs: 400 s
    visitor.run()
    assert text("train.queued", ahead=2, start="10 min") in progress_text(visitor)


def test_a_damaged_checkpoint_is_told_and_can_be_begun_anew(
    visitor: Visitor, stage: Stage, started: str
) -> None:
    stage.play(started, "epoch", 1)
    stage.break_down(started, "stopped")
    (stage.runs / started / "state.npz").write_bytes(b"cut off")
    (stage.runs / started / "model.json").write_text("{}")
    visitor.run().press("go")
    assert "checkpoint state.npz is damaged" in visitor.sentence()
    assert stage.status(started).state == "stopped"  # type: ignore[union-attr]
    visitor.press("anew").assert_fine()
    assert stage.status(started).state == "queued"  # type: ignore[union-attr]
    assert (stage.runs / f"{started}-kept" / "model.json").is_file()


def test_more_trainings_than_allowed_are_a_sentence(visitor: Visitor, stage: Stage) -> None:
    for seed in (1, 2):
        visitor.choose("number_input", "seed", seed).press("go").assert_fine()
    visitor.choose("number_input", "seed", 3).press("go")
    assert "2 unfinished trainings at most" in visitor.sentence()
    other = Visitor("train", seed="3").press("go").assert_fine()  # somebody else may
    assert len(other.selectbox("job").options) == 3


def test_curves_map_and_strip_follow_the_messages(
    visitor: Visitor, stage: Stage, started: str
) -> None:
    assert text("train.running", epoch=1, epochs=8, left="3 min") in progress_text(visitor)
    assert len(visitor.at.get("plotly_chart")) == 2  # r_loss and kl_loss apart
    assert visitor.shown(f"film.{started}")["live"]
    assert film.read(stage.runs / started) is None
    assert "reconstruction 313.6 nats per image" in captions(visitor)  # 784 * 0.4
    stage.play(started, "epoch", 1)
    visitor.run().assert_fine()
    first = points(stage, started)
    assert first.mean(axis=0) == pytest.approx([1, 0], abs=0.1)
    assert not visitor.at.get("slider")  # nothing to scrub yet
    strip = strip_url(visitor)
    stage.play(started, "epoch", 2)
    visitor.run().assert_fine()
    assert points(stage, started).mean(axis=0) == pytest.approx([2, 0], abs=0.1)
    assert strip_url(visitor) != strip
    assert "reconstruction 156.8 nats per image" in captions(visitor)


def points(stage: Stage, job: str) -> np.ndarray:
    """Where the digits lie on the last frame of the film."""
    found = film.read(stage.runs / job, count=50)
    assert found is not None
    return found.points[-1]


def strip_url(visitor: Visitor) -> str:
    """The strip itself: the server keeps no file that a slow browser may ask for too late."""
    (image,) = visitor.at.get("image")
    url = str(image.value[0])
    assert url.startswith("data:image/png;base64,")
    return url


def test_the_scrubber_goes_back_and_follows_again(
    visitor: Visitor, stage: Stage, started: str
) -> None:
    for epoch in (1, 2, 3):
        stage.play(started, "epoch", epoch)
    visitor.run()
    assert visitor.slider("epoch").value == 3
    strip = strip_url(visitor)
    visitor.choose("slider", "epoch", 1).assert_fine()
    assert strip_url(visitor) != strip
    stage.play(started, "epoch", 4)
    visitor.run()
    assert visitor.slider("epoch").value == 1  # it stays where it was put
    visitor.choose("slider", "epoch", 4)
    stage.play(started, "epoch", 5)
    visitor.run()
    assert visitor.slider("epoch").value == 5  # at its end it follows


def test_stop_is_passed_on_and_its_end_is_told(
    visitor: Visitor, stage: Stage, started: str
) -> None:
    visitor.press("stop").assert_fine()
    assert stage.stopped == [started]
    assert text("train.stopping") in progress_text(visitor)
    assert visitor.button("stop").disabled
    stage.break_down(started, "stopped")
    visitor.run().assert_fine()
    assert text("train.end_stopped_early") in [i.value for i in visitor.at.info]


def secret_of(visitor: Visitor) -> str:
    """What the browser is given to keep."""
    return str(visitor.shown("keeper")["secret"])


def again(visitor: Visitor, **link: str) -> Visitor:
    """The same browser opens the page again: keeper.js tells the secret that it has kept."""
    kept = secret_of(visitor)
    return Visitor("train", **link).tell("keeper", "known", kept).assert_fine()


def test_another_s_training_is_not_shown_before_it_is_asked_for(started: str) -> None:
    other = Visitor("train").assert_fine()
    assert other.selectbox("job").value == ""
    assert "job" not in other.link()
    assert text("train.empty") in [i.value for i in other.at.info]
    other.choose("selectbox", "job", started).assert_fine()
    assert other.link()["job"] == started


def test_a_link_lets_look_but_not_stop(stage: Stage, started: str) -> None:
    linked = Visitor("train", job=started).assert_fine()
    assert linked.selectbox("job").value == started
    assert linked.button("stop").disabled
    linked.force("stop")
    assert stage.stopped == []


def test_who_asks_for_equal_settings_watches_and_may_not_stop(
    stage: Stage, started: str, tiny_npz: Path
) -> None:
    other = Visitor("train", job="").assert_fine()
    other.press("go").assert_fine()
    assert other.selectbox("job").value == started
    assert len(stage.all()) == 1
    assert other.button("stop").disabled


def test_the_browser_that_began_it_may_stop_it_after_a_reload(
    visitor: Visitor, stage: Stage, started: str
) -> None:
    back = again(visitor)
    assert back.selectbox("job").value == started
    back.press("stop").assert_fine()
    assert stage.stopped == [started]
    assert secret_of(visitor) not in (stage.runs / started / "job.json").read_text()


@pytest.mark.parametrize("kept", ["", "x" * 32, "é" * 32, {"a": 1}, 7])
def test_a_secret_that_is_none_of_ours_is_not_taken(visitor: Visitor, kept: Any) -> None:
    before = secret_of(visitor)
    visitor.tell("keeper", "known", kept).assert_fine()
    assert secret_of(visitor) == before


def test_a_teacher_may_stop_all_and_delete(
    stage: Stage, started: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(visitors.TEACHER, "chalk & cheese")
    monkeypatch.setattr(visitors, "GUESS_SECONDS", 0.0)
    teacher = Visitor("train", job=started).assert_fine()
    teacher.choose("text_input", "teacher", "chalk")
    assert teacher.sentence() == text("train.teacher_wrong")
    assert teacher.button("stop").disabled
    teacher.choose("text_input", "teacher", "chalk & cheese").assert_fine()
    back = again(teacher, job=started)  # the browser stays the teacher's
    back.press("stop_all").assert_fine()
    assert stage.stopped == [started]
    stage.break_down(started, "stopped")
    back.run().press("delete").assert_fine()
    assert not (stage.runs / started).exists()
    assert back.selectbox_or_none("job") is None
    back.press("teacher_leave").assert_fine()
    assert back.text_input("teacher")


def test_without_a_secret_of_the_server_nobody_becomes_a_teacher(started: str) -> None:
    other = Visitor("train", job=started).assert_fine()
    assert not [e for e in other.at.get("expander") if e.label == text("train.teacher")]
    assert not visitors.become_teacher("")


def test_who_began_a_training_may_delete_it_once_it_is_over(
    visitor: Visitor, stage: Stage, started: str
) -> None:
    other = Visitor("train", job=started).assert_fine()
    stage.break_down(started, "stopped")
    other.run().assert_fine()
    assert not [b for b in other.at.get("button") if b.key == "train.delete"]
    visitor.run().press("delete").assert_fine()
    assert not (stage.runs / started).exists()
    other.run().assert_fine()


def test_a_failure_is_its_sentence(visitor: Visitor, stage: Stage, started: str) -> None:
    stage.break_down(started, "failed", "the loss must stay a finite number, but it became nan.")
    visitor.run()
    assert visitor.sentence() == "the loss must stay a finite number, but it became nan."


def test_a_job_is_found_again_by_its_link_and_after_a_restart(
    stage: Stage, started: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.play(started, "epoch", 1)
    other = Visitor("train", job=started).assert_fine()
    assert other.selectbox("job").value == started
    assert other.has(f"film.{started}")
    stage.others.leave()
    again = Stage(stage.runs)  # the server was restarted
    monkeypatch.setattr(source, "_trainings", lambda folder: again)
    late = Visitor("train", job=started).assert_fine()
    assert text("train.end_interrupted", done=1) in [w.value for w in late.at.warning]
    assert late.has(f"film.{started}")
    (stage.runs / started / film.FILE).unlink()  # as an earlier version left it
    assert Visitor("train", job=started).assert_fine().has(f"map.{started}")


def test_another_living_server_s_training_is_shown_as_it_stands(
    visitor: Visitor, stage: Stage, started: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.play(started, "epoch", 1)
    second = Stage(stage.runs)  # of the same folder
    monkeypatch.setattr(source, "_trainings", lambda folder: second)
    there = again(visitor, job=started)
    assert not there.at.warning
    assert there.button("stop").disabled
    assert there.button("stop").help == text("train.elsewhere")


def test_a_training_whose_server_is_gone_is_asked_for_until_the_scheduler_answers(
    visitor: Visitor, stage: Stage, started: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.play(started, "epoch", 1)
    stage.others.leave()
    second = Stage(stage.runs)
    monkeypatch.setenv(dask_cluster.SETTING, "tcp://127.0.0.1:9")
    monkeypatch.setattr(second, "rejoin", lambda: None)
    monkeypatch.setattr(source, "_trainings", lambda folder: second)
    there = again(visitor, job=started)
    assert progress_text(there) == text("train.looking")
    asked = time.monotonic() - 10
    second.others.answered(asked)  # it was asked before the server was found to be gone
    assert progress_text(there.run()) == text("train.looking")
    second.others.answered(time.monotonic())
    assert text("train.end_interrupted", done=1) in [w.value for w in there.run().at.warning]


def test_a_worker_that_died_is_told_with_the_memory_it_needs(
    visitor: Visitor, stage: Stage, started: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(memory.SETTING, "1024")
    for _ in range(2):
        stage.play(started, "starting")
    visitor.run().assert_fine()
    assert progress_text(visitor) == text("train.again", died=1, needed=2.0, there=1.0)
    assert "1.0 GB in all" in " ".join(w.value for w in visitor.at.warning)  # said before, too
    monkeypatch.setenv(memory.SETTING, "8000")
    assert not visitor.run().at.warning


def test_a_finished_model_is_in_the_map_s_chooser(
    visitor: Visitor, stage: Stage, started: str, tiny_run: Path
) -> None:
    stage.play(started, "epoch", 1)
    stage.finish(started, tiny_run)
    visitor.run().assert_fine()
    assert text("train.end_finished", done=1) in [s.value for s in visitor.at.success]
    name = str(stage.runs / started)
    assert name in models.names()
    visitor.press("to_map")
    visitor.view = "map"
    assert visitor.selectbox("model").value == name
    visitor.open("train").assert_fine()
    assert visitor.selectbox("start").options.count(text("train.start_fresh")) == 1
    assert len(visitor.selectbox("start").options) >= 2  # it can be trained further


def test_a_vae_for_every_beta_leads_to_the_kl_view(
    visitor: Visitor, stage: Stage, started: str, copy_run: Callable[..., Path]
) -> None:
    stage.play(started, "epoch", 1)
    stage.finish(started, copy_run("made", "any_beta"))
    visitor.run().assert_fine()
    assert text("train.sweep_soon") not in [c.value for c in visitor.at.caption]
    visitor.press("to_kl").assert_fine()
    visitor.view = "kl"
    assert visitor.selectbox("network").value == str(stage.runs / started)
    assert visitor.selectbox("data").value == "mnist"
    assert visitor.has("live")


def test_before_its_sweep_is_measured_that_is_said(
    visitor: Visitor, stage: Stage, started: str, copy_run: Callable[..., Path]
) -> None:
    stage.play(started, "epoch", 1)
    stage.finish(started, copy_run("made", "any_beta", arrays=None, arrays_sha256=None))
    visitor.run().assert_fine()
    assert text("train.sweep_soon") in [c.value for c in visitor.at.caption]


def test_a_training_starts_from_a_model_of_its_kind(
    visitor: Visitor, stage: Stage, copy_run: Callable[..., Path]
) -> None:
    folder = copy_run("earlier")
    visitor.run().choose("selectbox", "start", str(folder)).press("go").assert_fine()
    _, _, start_from = stage.asked[-1]
    assert start_from
    assert start_from.folder == folder
    visitor.choose("number_input", "latent_dim", 5).assert_fine()
    assert visitor.selectbox("start").value == ""  # its weights do not fit any more


# ---- files ---------------------------------------------------------------------------


def test_without_a_model_there_is_nothing_to_download(visitor: Visitor, started: str) -> None:
    visitor.choose("button_group", "tab", "files").assert_fine()
    assert text("train.no_model") in [i.value for i in visitor.at.info]
    assert visitor.at.get("download_button") == []


def test_a_model_is_taken_away_and_brought_back(
    visitor: Visitor, stage: Stage, started: str, tiny_run: Path
) -> None:
    stage.play(started, "epoch", 1)
    stage.finish(started, tiny_run)
    visitor.choose("button_group", "tab", "files").assert_fine()
    assert len(visitor.at.get("download_button")) == 3
    assert visitor.button("bring").disabled
    record = saved.read_record(tiny_run)
    described = archive.description(record, "m")
    upload(visitor, {"m.json": described, "m.weights.h5": b"no weights"})
    assert "corrupt" in visitor.sentence()
    assert not list(stage.runs.glob("uploaded-*"))
    upload(visitor, {"m.json": described, "m.weights.h5": record.path.read_bytes()})
    visitor.assert_fine()
    (folder,) = stage.runs.glob("uploaded-*")
    assert json.loads((folder / "model.json").read_text())["sha256"] == record.sha256
    visitor.press("brought_to_map")
    visitor.view = "map"
    assert visitor.selectbox("model").value == str(folder)


def upload(visitor: Visitor, files: dict[str, bytes]) -> None:
    kinds = {".json": "application/json", ".h5": "application/octet-stream"}
    parts = [(name, content, kinds[Path(name).suffix]) for name, content in files.items()]
    visitor.choose("file_uploader", "upload", parts)
    visitor.press("bring")


def test_in_french_too(visitor: Visitor, started: str) -> None:
    visitor.set_language("fr").assert_fine()
    assert visitor.button("go").label == text("train.start_button") == "Lancer l'entraînement"


def test_a_job_s_epochs_are_small_files(stage: Stage, started: str) -> None:
    stage.play(started, "epoch", 1)
    sizes = [p.stat().st_size for p in (stage.runs / started).rglob("*") if p.is_file()]
    assert max(sizes) < 20_000
    assert jobs_status.read(stage.runs / started)


def test_own_data_take_mnist_s_place(visitor: Visitor, stage: Stage, tiny_npz: Path) -> None:
    assert visitor.selectbox("data").value == "mnist"
    bring(visitor, "mine.npz", tiny_npz.read_bytes()).assert_fine()
    path = str(stage.runs.resolve() / "data" / visitor.selectbox("data").value)
    assert visitor.link()["data"] == Path(path).name
    assert Path(path).read_bytes() == tiny_npz.read_bytes()
    visitor.press("go").assert_fine()
    assert stage.asked[-1][0].data.path == path
    visitor.choose("selectbox", "data", "mnist").press("go").assert_fine()
    assert stage.asked[-1][0].data.path is None


def test_own_data_do_not_stay_in_memory(visitor: Visitor, stage: Stage, tiny_npz: Path) -> None:
    bring(visitor, "mine.npz", tiny_npz.read_bytes()).assert_fine()
    assert not visitor.file_uploader("data_file").value  # an empty one is there
    chosen = visitor.selectbox("data").value
    assert visitor.run().selectbox("data").value == chosen
    bring(visitor, "mine.npz", tiny_npz.read_bytes()).assert_fine()
    assert len(list((stage.runs / "data").iterdir())) == 1


def test_unusable_data_are_told_and_change_nothing(visitor: Visitor, stage: Stage) -> None:
    bring(visitor, "mine.npz", b"garbage")
    assert "mine.npz is not a readable .npz file" in visitor.sentence()
    assert visitor.selectbox("data").value == "mnist"
    assert not (stage.runs / "data").exists()


def drawn(count: int = 60) -> bytes:
    """A zip of dark shapes on white paper, 40 x 30: in the folders tall and wide."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for i in range(count):
            picture = np.full((40, 30), 240, np.uint8)
            shape = np.s_[5 : 15 + i % 20, 10:14] if i % 2 else np.s_[18:22, 5 : 15 + i % 10]
            picture[shape] = 20
            content = io.BytesIO()
            Image.fromarray(picture).save(content, "PNG")
            archive.writestr(f"{'tall' if i % 2 else 'wide'}/{i}.png", content.getvalue())
    return file.getvalue()


def test_pictures_of_one_s_own_are_shown_then_kept_then_trained_on(
    visitor: Visitor, stage: Stage
) -> None:
    bring(visitor, "shapes.zip", drawn()).assert_fine()
    assert visitor.selectbox("data").value == "mnist"  # nothing is kept yet
    (row,) = visitor.shown("preview")["groups"]
    assert set(row["captions"]) == {"tall", "wide"}
    light = np.frombuffer(base64.b64decode(row["pixels"]), np.uint8)
    assert light.mean() < 80  # light on dark, as it was advised
    visitor.choose("text_input", "data_names", "high, broad").assert_fine()
    visitor.press("data_keep").assert_fine()
    path = stage.runs.resolve() / "data" / visitor.selectbox("data").value
    assert mnist.class_names(path) == ("high", "broad")
    assert len(mnist.load("train", path)) == 48
    assert any("60 pictures" in element.value for element in visitor.at.success)
    visitor.choose("selectbox", "system", "dual").press("go").assert_fine()
    config = stage.asked[-1][0]
    assert (config.data.path, config.model.classes) == (str(path), 2)


def test_what_is_done_to_pictures_can_be_chosen(visitor: Visitor, stage: Stage) -> None:
    bring(visitor, "shapes.zip", drawn()).assert_fine()
    before = visitor.shown("preview")["groups"][0]["pixels"]
    visitor.choose("checkbox", "fit_invert", False).assert_fine()
    assert visitor.shown("preview")["groups"][0]["pixels"] != before
    visitor.choose("text_input", "data_names", "one").press("data_keep").assert_fine()
    path = stage.runs.resolve() / "data" / visitor.selectbox("data").value
    assert mnist.class_names(path) == ("tall", "wide")  # one name is none for two classes
    assert mnist.load("train", path).images.mean() > 0.6


def test_pictures_without_classes_train_no_classifier(visitor: Visitor, stage: Stage) -> None:
    file = io.BytesIO()
    np.savez(file, images=np.random.default_rng(0).integers(0, 256, (60, 9, 9), dtype=np.uint8))
    bring(visitor, "bare.npz", file.getvalue()).press("data_keep").assert_fine()
    visitor.choose("selectbox", "system", "inception")
    assert "classes are expected" in visitor.sentence()
    assert not stage.asked


def bring(visitor: Visitor, name: str, content: bytes) -> Visitor:
    return visitor.choose("file_uploader", "data_file", [(name, content, "application/zip")])


def test_k2_can_grow_in_the_systems_that_have_one(visitor: Visitor, stage: Stage) -> None:
    visitor.choose("selectbox", "annealing", "cyclical").assert_fine()
    assert visitor.link()["annealing"] == "cyclical"
    visitor.press("go").assert_fine()
    (status,) = stage.all()
    assert status.config.model.annealing == "cyclical"
    data = visitor.shown(f"film.{status.id}")
    assert (data["annealing"], data["cycles"], data["epochs"]) == ("cyclical", 4, 8)
    visitor.choose("selectbox", "system", "denoiser").assert_fine()
    assert not [s for s in visitor.at.get("selectbox") if s.key == "train.annealing"]


def test_frames_that_come_with_batches_are_kept(
    visitor: Visitor, stage: Stage, started: str
) -> None:
    for batch in (2, 6):
        frame = np.full((1000, 2), batch, np.float32)
        stage.play(started, "batch", 1, batch, film=frame.tobytes(), dims=2)
    found = film.read(stage.runs / started)
    assert found is not None
    assert found.at == pytest.approx([0.2, 0.6])
    assert found.points.mean(axis=(1, 2)) == pytest.approx([2, 6], rel=1e-3)
    assert visitor.run().assert_fine().shown(f"film.{started}")["live"]


def test_the_film_of_a_finished_training_is_a_gif(
    visitor: Visitor, stage: Stage, started: str
) -> None:
    for epoch in (1, 2):
        stage.play(started, "epoch", epoch)
    stage.break_down(started, "stopped")
    visitor.run().assert_fine()
    assert not visitor.shown(f"film.{started}")["live"]
    assert [d for d in visitor.at.get("download_button") if d.proto.id.endswith("film_gif")]


def test_what_will_be_done_to_pictures_is_said_before_they_are_kept(visitor: Visitor) -> None:
    bring(visitor, "shapes.zip", drawn()).assert_fine()
    said = [element.value for element in visitor.at.caption if "60 pictures" in element.value]
    assert said == [
        "60 pictures of 30 x 40 pixels, in 2 classes, made grey, 28 x 28, their aspect kept, light "
        "and dark exchanged; 12 of them are drawn for the test."
    ]


def test_what_nobody_keeps_makes_room_for_what_others_bring(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = drawn()
    monkeypatch.setattr(bringing, "MOST_WAITING", int(1.5 * len(content)))
    bring(visitor, "shapes.zip", content).assert_fine()
    other = Visitor("train").assert_fine()
    bring(other, "more.zip", content).assert_fine()
    assert other.has("preview")
    assert not visitor.run().has("preview")
    assert text("bring.gone") in [info.value for info in visitor.at.info]
    bring(visitor, "shapes.zip", content).assert_fine()
    assert visitor.has("preview")


def test_files_are_read_again_where_another_run_took_over(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look into the state may end a run, as a training that ticks beside it does."""
    calls = []
    advice = bringing.fitting.advice

    def interrupted(source: Any) -> Any:
        calls.append(source)
        if len(calls) == 1:
            raise StopException
        return advice(source)

    monkeypatch.setattr(bringing.fitting, "advice", interrupted)
    bring(visitor, "shapes.zip", drawn())
    assert len(calls) >= 1
    assert visitor.run().assert_fine().has("preview")
