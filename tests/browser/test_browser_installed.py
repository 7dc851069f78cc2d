"""A wheel of this project, installed where no clone is: the app, its command, its models."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
from launch import ROOT, free_port, wait_for
from page import LOADING, App
from playwright.sync_api import Browser, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def files_below(folder: Path) -> dict[str, int]:
    return {str(p): p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``latent-space-explorer`` in an environment of its own, which lends the packages of this
    one, but not this clone: those that a folder on the path installs as editable stay out."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "-q", "--no-deps", "-w", folder, ROOT], check=True)
    (wheel,) = folder.glob("*.whl")
    environment = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    python = environment / "bin" / "python"
    subprocess.run([*pip, "--python", python, "install", "-q", "--no-deps", wheel], check=True)
    return environment / "bin" / "latent-space-explorer"


@pytest.fixture(autouse=True)
def nothing_is_written_beside_the_code(
    command: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """An installation may be read-only."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    (package,) = command.parents[1].glob("lib/python*/site-packages/explorer")
    assert (package / "top" / "pretrained").is_dir()
    before = files_below(package)
    yield
    assert files_below(package) == before


def test_the_app_opens_from_an_empty_folder(
    command: Path, browser: Browser, tmp_path: Path
) -> None:
    here = tmp_path / "empty"
    here.mkdir()
    port, log = free_port(), tmp_path / "log.txt"
    words = [command, "--server.port", str(port), "--server.headless", "true"]
    with log.open("w") as file:
        process = subprocess.Popen(words, cwd=here, stdout=file, stderr=file)
    try:
        wait_for(process, port, log)
        app = App(browser.new_page(viewport={"width": 1280, "height": 1400}))
        app.watch()
        app.page.goto(f"http://127.0.0.1:{port}")
        expect(app.digits("prior")).to_be_attached(timeout=LOADING)
        app.await_change(app.digits(), lambda: app.click_at(app.grid, 0.2, 0.3))
        app.page.wait_for_timeout(500)
        assert app.complaints == []
        assert "External URL" not in log.read_text()  # the settings of a clone hold here too
        app.page.close()
    finally:
        process.terminate()
        process.wait(20)
    with pytest.raises(ConnectionRefusedError):  # the server has gone with its command
        socket.create_connection(("127.0.0.1", port), 5).close()
    assert {path.name for path in here.iterdir()} <= {"runs"}


def test_the_commands_are_those_of_the_module(command: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": ""}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [command, *words], cwd=tmp_path, env=environment, capture_output=True, text=True
        )

    wrong = run("train", "gan")
    assert wrong.returncode == 2
    assert "denoiser" in wrong.stderr
    assert wrong.stderr.count("\n") == 1
    options = ["--epochs", "1", "--subset", "300", "--quiet"]
    done = run("train", "vae_functional", *options)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "runs" / "vae_functional" / "model.json").is_file()
    measured = run("evaluate", "dual_clean", "--json")
    assert measured.returncode == 0, measured.stderr
    written = json.loads((ROOT / "pretrained" / "dual_clean.json").read_text("utf-8"))
    accuracy = json.loads(measured.stdout)["dual_clean"]["accuracy"]
    assert accuracy == pytest.approx(written["metrics"]["accuracy"], abs=1e-3)
