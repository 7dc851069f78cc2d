"""Room on the disk: what goes, in which order, and what stays whatever happens."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from asking import by

from explorer.config import RunConfig
from explorer.errors import ConfigError, StorageError
from explorer.jobs import room
from explorer.jobs import status as jobs_status
from explorer.jobs.limits import Limits
from explorer.jobs.status import Status
from explorer.jobs.trainings import Trainings

MB = room.MEGABYTE


def entry(runs: Path, name: str, age: int, megabytes: int = 1, job: bool = True) -> Path:
    """A training's folder, or a file of data, that was written ``age`` seconds ago."""
    path = runs / name
    if path.suffix:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(megabytes * MB))
    else:
        path.mkdir(parents=True)
        (path / "model.weights.h5").write_bytes(bytes(megabytes * MB))
        if job:
            (path / "job.json").write_text("")
    os.utime(path, (1e9 - age, 1e9 - age))
    return path


def left(runs: Path) -> list[str]:
    return sorted(path.name for path in room.entries(runs))


def test_the_oldest_go_first_and_no_more_than_is_needed(tmp_path: Path) -> None:
    for name, age in (("a", 30), ("b", 10), ("c", 20)):
        entry(tmp_path, name, age)
    room.make(tmp_path, 3 * MB + 10, 0, set())
    assert left(tmp_path) == ["a", "b", "c"]
    room.make(tmp_path, 3 * MB, MB, set())
    assert left(tmp_path) == ["b", "c"]
    room.make(tmp_path, 2 * MB, MB, set())
    assert left(tmp_path) == ["b"]
    assert not list(tmp_path.glob(".*"))


def test_what_is_in_use_stays(tmp_path: Path) -> None:
    old, new = entry(tmp_path, "old", 30), entry(tmp_path, "data/new.npz", 10)
    room.make(tmp_path, 2 * MB, MB, {old})
    assert left(tmp_path) == ["old"]
    entry(tmp_path, "data/new.npz", 10)
    with pytest.raises(StorageError, match=r"2 MB on this server, 1.0 MB more") as told:
        room.make(tmp_path, 2 * MB, MB, {old, new})
    assert len(str(told.value)) < 300
    assert left(tmp_path) == ["new.npz", "old"]


def test_what_the_command_line_trained_counts_and_never_goes(tmp_path: Path) -> None:
    entry(tmp_path, "by-hand", 99, 3, job=False)
    entry(tmp_path, "uploaded-0123456789", 5, job=False)
    room.make(tmp_path, 4 * MB, MB, set())
    assert left(tmp_path) == ["by-hand"]
    with pytest.raises(StorageError):
        room.make(tmp_path, 2 * MB, 0, set())
    assert left(tmp_path) == ["by-hand"]


@pytest.mark.parametrize("seed", range(20))
def test_there_is_room_or_nothing_was_touched(seed: int, tmp_path: Path) -> None:
    """Property, of any sizes, ages and uses."""
    random = np.random.default_rng(seed)
    sizes = random.integers(0, 4, 8)
    paths = [
        entry(tmp_path, f"j{i}", int(random.integers(99)), int(n)) for i, n in enumerate(sizes)
    ]
    in_use = {path for path in paths if random.random() < 0.3}
    needed, limit = int(random.integers(0, 3)) * MB, int(random.integers(1, 12)) * MB
    before = left(tmp_path)
    try:
        room.make(tmp_path, limit, needed, in_use)
    except StorageError:
        assert left(tmp_path) == before
        assert sum(map(room.size, in_use)) + needed > limit
    else:
        assert sum(map(room.size, room.entries(tmp_path))) + needed <= limit
    assert {path.name for path in in_use} <= set(left(tmp_path))


# ---- the trainings of a server -------------------------------------------------------


def idle(runs: Path, **limits: int) -> Trainings:
    """Trainings whose jobs stay queued."""
    trainings = Trainings(runs, limits=Limits(**limits), in_use=lambda: {runs / "watched"})
    trainings.dask.start = lambda *_: None  # type: ignore[method-assign]
    return trainings


def seeded(config: RunConfig, seed: int) -> RunConfig:
    return replace(config, training=replace(config.training, seed=seed))


def over(runs: Path, name: str, config: RunConfig, age: int) -> None:
    entry(runs, name, age)
    jobs_status.write(Status(name, config, runs / name, "anna", state="stopped"))
    os.utime(runs / name, (1e9 - age, 1e9 - age))


def test_a_training_makes_room_for_itself_but_not_of_what_is_watched(
    tiny_config: RunConfig, tmp_path: Path
) -> None:
    for name, age in (("watched", 90), ("nobody-s", 50), ("newer", 10)):
        over(tmp_path, name, tiny_config, age)
    trainings = idle(tmp_path, disk=33)
    job = trainings.start(seeded(tiny_config, 1), by("bert")).id
    assert {path.name for path in tmp_path.iterdir() if path.name[0] != "."} == {
        "watched", "newer", job,
    }  # fmt: skip
    with pytest.raises(StorageError, match="may take 20 MB"):
        idle(tmp_path, disk=20).start(seeded(tiny_config, 2), by("bert"))
    assert trainings.status(job)


def test_an_unfinished_training_never_goes(tiny_config: RunConfig, tmp_path: Path) -> None:
    trainings = idle(tmp_path, disk=100)
    job = trainings.start(seeded(tiny_config, 1), by("bert")).id
    (tmp_path / job / "large").write_bytes(bytes(40 * MB))
    os.utime(tmp_path / job, (1.0, 1.0))
    with pytest.raises(StorageError):
        Trainings(tmp_path, limits=Limits(disk=50)).start(seeded(tiny_config, 2), by("carl"))
    assert (tmp_path / job).exists()


def test_a_hundred_tabs_of_one_browser_have_three_and_of_one_address_sixty(
    tiny_config: RunConfig, tmp_path: Path
) -> None:
    """Each browser by its secret; who clears it is still at an address."""
    trainings = idle(tmp_path, per_address=60, waiting=80)
    seeds = iter(range(1000))

    def tries(count: int, name: str, address: str) -> int:
        taken = 0
        for _ in range(count):
            try:
                trainings.start(seeded(tiny_config, next(seeds)), by(name, address))
            except ConfigError:
                continue
            taken += 1
        return taken

    assert tries(100, "anna", "10.0.0.1") == 3
    assert sum(tries(3, f"cleared {n}", "10.0.0.1") for n in range(30)) == 57
    assert sum(tries(1, f"elsewhere {n}", f"10.0.1.{n}") for n in range(30)) == 20
    assert len(trainings.unfinished()) == 80
    with pytest.raises(ConfigError, match="80 unfinished trainings") as told:
        trainings.start(seeded(tiny_config, 5000), by("late", "10.9.9.9"))
    assert len(str(told.value)) < 300
    trainings.stop(*(status.id for status in trainings.unfinished()))
    assert trainings.start(seeded(tiny_config, 5000), by("late")).state == "queued"


# ---- whose it is ---------------------------------------------------------------------


def test_another_s_stopped_training_is_not_gone_on_with(
    tiny_config: RunConfig, tmp_path: Path
) -> None:
    trainings = idle(tmp_path)
    first = trainings.start(tiny_config, by("anna")).id
    assert trainings.start(tiny_config, by("bert")).id == first  # shared while it runs
    trainings.stop(first)
    second = trainings.start(tiny_config, by("bert")).id
    assert second != first
    assert trainings.status(first).state == "stopped"  # type: ignore[union-attr]
    assert trainings.start(tiny_config, by("anna")).id == first
    assert trainings.start(tiny_config, by("bert")).id == second  # and so it stays
    trainings.stop(first)
    gone_on = trainings.start(tiny_config)  # a teacher
    assert (gone_on.id, gone_on.owner) == (first, "anna")


def test_deleting_takes_what_is_over_and_nothing_else(
    tiny_config: RunConfig, tmp_path: Path
) -> None:
    trainings = idle(tmp_path)
    job = trainings.start(tiny_config, by("anna")).id
    trainings.delete(job)
    assert trainings.status(job)
    trainings.stop(job)
    trainings.delete(job)
    assert trainings.status(job) is None
    assert not (tmp_path / job).exists()
    (tmp_path / "precious").mkdir()
    for name in ("precious", "..", "../precious", "", "."):
        trainings.delete(name)
    assert (tmp_path / "precious").exists()


@pytest.mark.parametrize("name", ["EPOCHS", "PER_ADDRESS", "WAITING", "DISK"])
def test_settings_of_limits_are_whole_numbers(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"EXPLORER_MAX_{name}", "12")
    assert getattr(Limits.from_environment(), name.lower()) == 12
    monkeypatch.setenv(f"EXPLORER_MAX_{name}", "many")
    with pytest.raises(ConfigError, match="whole number from 1, got 'many'"):
        Limits.from_environment()


def test_a_job_s_file_holds_no_secret(tiny_config: RunConfig, tmp_path: Path) -> None:
    trainings = idle(tmp_path)
    job = trainings.start(tiny_config, by("anna", "10.0.0.7")).id
    written = json.loads((tmp_path / job / "job.json").read_text())
    assert written["owner"] == "anna"  # a hash, in the app
    assert "10.0.0.7" not in (tmp_path / job / "job.json").read_text()
