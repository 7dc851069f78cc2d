"""Visitors of the app, and folders of models that a test may damage or fill."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from visitor import Visitor

from explorer import files
from explorer.models import saved
from explorer.training import speed
from explorer.ui import texts, workarounds
from explorer.ui.shared import models

workarounds.look_for_no_components()  # as the server does; AppTest searches for each visitor


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    """What ``Visitor.set_language`` sets is the process's: a French test must not leave it
    to the tests that follow (those in the browser look for what ``text`` says)."""
    yield
    texts.outside = texts.DEFAULT


@pytest.fixture(autouse=True)
def _plain_processor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Trainings are set to float32, whatever the processor of this machine can do."""
    monkeypatch.setattr(speed, "CPUINFO", tmp_path / "no-cpuinfo")


@pytest.fixture
def visit() -> Callable[[], Visitor]:
    return Visitor


@pytest.fixture
def visitor(warm: None) -> Visitor:
    """A new visitor, with the first model's decoder loaded: the strips are drawn."""
    return Visitor().assert_fine()


@pytest.fixture(scope="session")
def warm() -> None:
    models.decoder(models.record("vae_functional"))
    models.decoder(models.record("denoiser"))


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of pretrained/ that the app takes for the real one, to be damaged."""
    folder = tmp_path / "pretrained"
    shutil.copytree(saved.PRETRAINED, folder)
    monkeypatch.setattr(saved, "PRETRAINED", folder)
    return folder


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the app takes for ``runs/``."""
    folder = tmp_path / "runs"
    folder.mkdir()
    monkeypatch.setattr(models, "RUNS", folder)
    return folder


@pytest.fixture
def copy_run(runs: Path) -> Callable[..., Path]:
    """Put a bundled model into ``runs/`` as an own one; its record may be changed."""

    def copy(name: str, model: str = "vae_functional", **changes: Any) -> Path:
        folder = runs / name
        folder.mkdir()
        record = saved.pretrained_record(model)
        shutil.copy(record.path, folder)
        shutil.copy(record.folder / str(record.arrays), folder)
        files.write_json(folder / "model.json", {**record.to_dict(), **changes})
        return folder

    return copy
