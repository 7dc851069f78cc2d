"""Real trainings on a real embedded cluster: they end, tell, share, stop, and survive."""

from __future__ import annotations

import json
import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from asking import by

from explorer.config import DataConfig, ModelConfig, NoiseConfig, RunConfig, TrainingConfig
from explorer.data import mnist
from explorer.errors import ConfigError, DataError, WeightsError
from explorer.jobs import dask_cluster, payload, worker
from explorer.jobs import status as jobs_status
from explorer.jobs import trainings as jobs_trainings
from explorer.jobs.limits import Limits
from explorer.jobs.status import Status
from explorer.jobs.trainings import Trainings
from explorer.models import saved
from explorer.training import fit, speed

pytestmark = pytest.mark.slow  # a cluster, and TensorFlow once more in its worker

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 240  # a worker imports TensorFlow, on a busy machine


@pytest.fixture(scope="module")
def trainings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trainings]:
    """One cluster for all tests of this file; gone afterwards."""
    yield Trainings(tmp_path_factory.mktemp("jobs") / "runs", limits=Limits(1000, 60_000, 3))
    dask_cluster.close()


@pytest.fixture(scope="module")
def long_config(tiny_npz: Path) -> RunConfig:
    """A training of the smallest system that would take minutes."""
    return RunConfig(
        ModelConfig("denoiser", 4),
        DataConfig(path=str(tiny_npz), validation=0.25),
        NoiseConfig("gaussian"),
        TrainingConfig(epochs=900, batch_size=20, seed=5),
    )


@pytest.fixture(scope="module")
def done(trainings: Trainings, tiny_config: RunConfig) -> tuple[Status, list[Status]]:
    """A finished job of two epochs, and every state it was seen in."""
    seen: list[Status] = []

    def look() -> bool:
        status = trainings.status(job)
        assert status
        if not seen or seen[-1] != status:
            seen.append(status)
        return status.is_over

    job = trainings.start(tiny_config, by("anna")).id
    until(look, 0.005)
    until(lambda: not trainings.is_busy(job))
    status = trainings.status(job)
    assert status
    return status, seen


def until(condition: Callable[[], bool], step: float = 0.02, seconds: float = SECONDS) -> float:
    """Wait until it holds; how long it took, in seconds."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < seconds
        time.sleep(step)
    return time.monotonic() - start


def state_of(trainings: Trainings, job: str) -> str:
    status = trainings.status(job)
    assert status
    return status.state


# ---- a training that ends ------------------------------------------------------------


def test_a_job_passes_through_its_states_in_order(done: tuple) -> None:
    states = list(dict.fromkeys(status.state for status in done[1]))
    assert states[0] == "queued"
    assert states[-1] == "finished"
    assert states == sorted(states, key=jobs_status.STATES.index)


def test_the_job_s_model_is_the_one_that_fit_gives(
    done: tuple, tiny_run: Path, tiny_config: RunConfig
) -> None:
    """Oracle: the same settings trained in this process."""
    record, expected = saved.read_record(done[0].folder), saved.read_record(tiny_run)
    assert record.config == tiny_config
    assert done[0].history.keys() == json.loads((tiny_run / "history.json").read_text()).keys()
    found = saved.load(record).model.get_weights()
    for ours, theirs in zip(found, saved.load(expected).model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-3)


def test_maps_and_strips_came_with_each_epoch(done: tuple) -> None:
    """The last map is where the saved model puts the test digits."""
    status = done[0]
    assert status.epochs_done == 2
    for epoch in (1, 2):
        points = jobs_status.read_map(status.folder, epoch)
        strip = jobs_status.read_strip(status.folder, epoch)
        assert points is not None
        assert points.dtype == np.float32
        assert points.shape == (60, 2)
        assert strip is not None
        assert strip.startswith(b"\x89PNG")
    record = saved.read_record(status.folder)
    digits = mnist.load("test", record.config.data.path).images
    mean = saved.load(record).encoder(digits)["z_mean"]
    best = jobs_status.read_map(status.folder, record.training["best_epoch"])
    np.testing.assert_allclose(best, np.asarray(mean), atol=1e-4)


def test_the_model_brings_what_the_map_needs(done: tuple) -> None:
    record = saved.read_record(done[0].folder)
    with np.load(record.folder / str(record.arrays)) as arrays:
        assert {"z_mean", "labels", "grid"} <= set(arrays.files)
    assert record.metrics["neg_elbo"] > 0


def test_the_speed_was_measured(trainings: Trainings, done: tuple, tiny_config: RunConfig) -> None:
    (measured,) = speed.read(trainings.runs)
    assert measured.model == "vae_functional"
    assert measured.images == pytest.approx(240, rel=0.2)
    few = replace(tiny_config, data=replace(tiny_config.data, subset=240))
    estimate = trainings.estimate(few)
    assert estimate
    assert 0 < estimate.low < estimate.high
    assert trainings.estimate(tiny_config) is None  # 60,000 images say nothing of 240


def test_equal_settings_are_one_training(
    trainings: Trainings, done: tuple, tiny_config: RunConfig
) -> None:
    again = trainings.start(replace(tiny_config), by("bert"))
    assert again == trainings.status(done[0].id)
    other = replace(tiny_config, training=replace(tiny_config.training, seed=8))
    assert jobs_trainings.job_id(other) != done[0].id
    assert len(list(trainings.runs.glob("*/job.json"))) == 1


def test_a_new_server_finds_it_again(trainings: Trainings, done: tuple) -> None:
    def never() -> None:
        raise AssertionError("a finished training needs no cluster")

    (found,) = Trainings(trainings.runs, connect=never).all()
    assert (found.id, found.state, found.saved) == (done[0].id, "finished", True)
    assert found.history == done[0].history


# ---- stopping, and going on ----------------------------------------------------------


def test_stop_takes_under_three_seconds_and_keeps_the_best_model(
    trainings: Trainings, done: tuple, long_config: RunConfig
) -> None:
    job = trainings.start(long_config, by("carl")).id
    assert trainings.start(long_config, by("dora")).id == job  # shared while it runs, too

    def epochs() -> int:
        status = trainings.status(job)
        assert status
        assert not status.is_over, status.message
        return status.epochs_done

    until(lambda: epochs() >= 2)
    trainings.stop(job)
    assert until(lambda: state_of(trainings, job) == "stopped") < 3.0
    status = trainings.status(job)
    assert status
    assert status.saved
    record = saved.read_record(status.folder)
    saved.verify(record)
    assert record.training["val_loss"] == pytest.approx(min(status.history["val_loss"]))
    before = status.epochs_done
    assert trainings.start(long_config, by("carl")).state == "queued"  # goes on where it was
    until(lambda: epochs() > before)
    trainings.stop(job)
    until(lambda: state_of(trainings, job) == "stopped" and not trainings.is_busy(job))
    after = trainings.status(job)
    assert after
    assert after.history["loss"][:before] == status.history["loss"][:before]


def test_a_queued_job_is_stopped_at_once(
    trainings: Trainings, done: tuple, long_config: RunConfig
) -> None:
    config = [replace(long_config, training=replace(long_config.training, seed=s)) for s in (1, 2)]
    first, second = (trainings.start(c, by("emil")).id for c in config)
    until(lambda: state_of(trainings, first) == "running")
    status = trainings.status(second)
    assert status
    assert status.state == "queued"
    assert trainings.ahead_of(status) == 1
    for job in (second, first):
        trainings.stop(job)
    assert state_of(trainings, second) == "stopped"
    until(lambda: not any(trainings.is_busy(job) for job in (first, second)))
    assert not (trainings.runs / second / "model.json").exists()


def test_started_again_right_after_a_stop_and_stopped_again_it_stays_stopped(
    trainings: Trainings, done: tuple, long_config: RunConfig
) -> None:
    """It once went on to epoch 9 in its folder, and the next one waited for a worker for good."""
    config = replace(long_config, training=replace(long_config.training, seed=11))
    job = trainings.start(config, by("ida")).id
    until(lambda: trainings.status(job).epochs_done >= 1)  # type: ignore[union-attr]
    trainings.stop(job)
    until(lambda: state_of(trainings, job) == "stopped", 0.002)
    trainings.start(config, by("ida"))  # its worker still takes what the map needs
    trainings.stop(job)
    until(lambda: not trainings.is_busy(job))
    maps = sorted((trainings.runs / job / "maps").iterdir())
    others = [replace(config, training=replace(config.training, seed=s)) for s in range(20, 23)]
    jobs = [trainings.start(other, by("ida")).id for other in others]
    until(lambda: state_of(trainings, jobs[0]) == "running")
    trainings.stop(*jobs[1:])
    trainings.stop(jobs[0])
    until(lambda: not any(map(trainings.is_busy, jobs)))
    assert [state_of(trainings, each) for each in (job, *jobs)] == ["stopped"] * 4
    assert sorted((trainings.runs / job / "maps").iterdir()) == maps
    assert trainings.dask.kept() == set()


def test_a_killed_worker_s_job_goes_on_from_its_checkpoint(
    trainings: Trainings, done: tuple, long_config: RunConfig
) -> None:
    config = replace(long_config, training=replace(long_config.training, epochs=20, seed=3))
    job = trainings.start(config, by("fred")).id
    folder = trainings.runs / job
    until(lambda: len(list(folder.glob("maps/*.npy"))) >= 3)
    first = (folder / "maps" / "epoch-001.npy").stat().st_mtime_ns
    (pid,) = dask_cluster.connect().run(os.getpid).values()
    os.kill(pid, signal.SIGKILL)
    until(lambda: state_of(trainings, job) == "finished", seconds=2 * SECONDS)
    status = trainings.status(job)
    assert status
    assert len(status.history["loss"]) == 20
    assert (folder / "maps" / "epoch-001.npy").stat().st_mtime_ns == first  # not begun again


def test_a_loss_without_bounds_is_told_in_a_sentence(
    trainings: Trainings, done: tuple, tiny_config: RunConfig
) -> None:
    wild = replace(tiny_config, training=replace(tiny_config.training, learning_rate=10.0))
    wild = replace(wild, model=replace(wild.model, k1=1e6, k2=1e6))
    job = trainings.start(wild, by("gerd")).id
    until(lambda: trainings.status(job).is_over and not trainings.is_busy(job))  # type: ignore[union-attr]
    status = trainings.status(job)
    assert status
    assert status.state == "failed"
    assert "finite number" in status.message


# ---- starting from another model -----------------------------------------------------


def test_a_start_from_another_model_has_its_weights(
    tiny_config: RunConfig, tiny_run: Path, tmp_path: Path
) -> None:
    """With a learning rate of nearly 0 they are still there after an epoch."""
    earlier = saved.read_record(tiny_run)
    slow = replace(tiny_config.training, epochs=1, learning_rate=1e-8, seed=99)
    config = replace(tiny_config, training=slow)
    result = worker.run(
        "job", config, tmp_path, payload.pack(earlier), lambda message: None, lambda: False
    )
    assert set(result["files"]) == set(worker.RETURNED)  # this machine had no job's folder
    for name, content in result["files"].items():
        (tmp_path / name).write_bytes(content)
    record = saved.read_record(tmp_path)
    assert record.training["start_from"] == earlier.sha256
    pairs = zip(*(saved.load(r).model.get_weights() for r in (record, earlier)), strict=True)
    for now, then in pairs:
        np.testing.assert_allclose(now, then, atol=1e-5)


def test_another_architecture_is_no_start(tiny_config: RunConfig, tiny_run: Path) -> None:
    earlier = saved.read_record(tiny_run)
    for change in ({"name": "vae_subclass"}, {"latent_dim": 3}, {"decoder": "upsampling"}):
        config = replace(tiny_config, model=replace(tiny_config.model, **change))
        with pytest.raises(ConfigError, match="start from a model of its own kind"):
            unconnected(Path("nowhere")).start(config, start_from=earlier)
        with pytest.raises(ConfigError, match="start from a model of its own kind"):
            fit.fit(config, Path("nowhere"), start_from=earlier)


# ---- what is refused, and what is not loaded -----------------------------------------


def unconnected(runs: Path, limits: Limits | None = None) -> Trainings:
    """Trainings whose jobs stay queued: their cluster never answers."""
    return Trainings(runs, connect=lambda: time.sleep(SECONDS), limits=limits)


def test_limits_are_sentences(tmp_path: Path, tiny_config: RunConfig) -> None:
    few = unconnected(tmp_path, Limits(epochs=5, images=100, jobs=2))
    many = replace(tiny_config, training=replace(tiny_config.training, epochs=6))
    with pytest.raises(ConfigError, match="5 epochs at most"):
        few.start(many, by("anna"))
    with pytest.raises(ConfigError, match="100 images at most"):
        few.start(replace(tiny_config, data=replace(tiny_config.data, subset=101)), by("anna"))
    seeds = [replace(tiny_config, training=replace(tiny_config.training, seed=s)) for s in range(3)]
    for config in seeds[:2]:
        assert few.start(config, by("anna")).state == "queued"
    with pytest.raises(ConfigError, match="2 unfinished trainings at most"):
        few.start(seeds[2], by("anna"))
    few.start(seeds[2], by("bert"))  # somebody else may
    few.stop(jobs_trainings.job_id(seeds[0]))
    assert few.start(seeds[0], by("anna")).state == "queued"


def test_missing_data_and_damaged_starts_are_sentences(
    tmp_path: Path, tiny_config: RunConfig, tiny_run: Path
) -> None:
    lost = replace(tiny_config, data=DataConfig(path=str(tmp_path / "lost.npz")))
    with pytest.raises(DataError, match="expected at"):
        unconnected(tmp_path).start(lost)
    damaged = replace(saved.read_record(tiny_run), sha256="0" * 64)
    with pytest.raises(WeightsError, match="corrupt"):
        unconnected(tmp_path).start(tiny_config, start_from=damaged)
    assert unconnected(tmp_path).all() == []


def test_a_cluster_that_does_not_answer_is_a_sentence(
    tmp_path: Path, tiny_config: RunConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(dask_cluster.SETTING, "tcp://127.0.0.1:9")
    monkeypatch.setattr(dask_cluster, "CONNECT_SECONDS", 0.5)
    monkeypatch.setattr(dask_cluster, "_client", None)
    trainings = Trainings(tmp_path)
    job = trainings.start(tiny_config).id
    until(lambda: state_of(trainings, job) == "failed")
    status = trainings.status(job)
    assert status
    assert "tcp://127.0.0.1:9" in status.message
    assert "does not answer" in status.message


def test_a_link_cannot_leave_the_folder(tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    trainings = unconnected(tmp_path / "runs")
    for job in ("..", "../secret", "", ".", "/etc", "no-such-job"):
        assert trainings.status(job) is None


def test_importing_loads_neither_tensorflow_nor_dask() -> None:
    code = (
        "import sys, explorer.jobs.trainings;"
        "print(sorted({'tensorflow', 'keras', 'distributed', 'dask'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_worker_may_import_the_app_s_script() -> None:
    """Python's spawn imports the main script in each new process, under another name."""
    found = runpy.run_path(str(ROOT / "app.py"), run_name="__mp_main__")
    assert "st" not in found


@pytest.mark.parametrize("end", ["", "os.kill(os.getpid(), 9)"])
def test_nothing_is_left_when_the_process_ends(end: str, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import os\n"
        "from explorer.jobs import dask_cluster as jobs_cluster\n"
        "if __name__ == '__main__':\n"
        "    print(*jobs_cluster.connect().run(os.getpid).values(), flush=True)\n"
        f"    {end}\n"
    )
    done = subprocess.run([sys.executable, script], cwd=ROOT, capture_output=True, text=True)
    pids = [int(word) for word in done.stdout.split()]
    assert len(pids) == dask_cluster.worker_count()
    if not end:
        assert done.returncode == 0
        assert done.stderr == ""
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids), seconds=10)
