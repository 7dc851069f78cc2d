"""How much memory the app needs after all its views, and one training of each system.

    python tests/benchmarks/bench_memory.py

Peaks of the processes' resident memory (Linux). explorer/jobs/memory.py has what follows from it.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]

from launch import start_browser, start_server  # noqa: E402
from page import LOADING, App  # noqa: E402
from table import processor  # noqa: E402

from explorer.config import DataConfig, ModelConfig, RunConfig, TrainingConfig  # noqa: E402
from explorer.jobs import dask_cluster  # noqa: E402
from explorer.jobs.trainings import Trainings  # noqa: E402

VIEWS = ("lesson", "map", "denoise", "classify", "kl", "train")
SYSTEMS = ("denoiser", "dual", "inception", "vae_functional", "vae_subclass", "any_beta")
IMAGES = 60_000
SECONDS = 60  # of each training, from its first batch


def peak(pid: int) -> float:
    """The most memory that a process had, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def server() -> float:
    """The app's own, after one visitor has seen all views."""
    with (
        tempfile.TemporaryDirectory() as folder,
        start_browser() as browser,
        start_server(Path(folder)) as (address, process),
    ):
        app = App(browser.new_page())
        for view in VIEWS:
            app.page.goto(f"{address}/?{urlencode({'view': view})}", timeout=LOADING)
            app.page.wait_for_timeout(15_000)
            app.settle()
        return peak(process.pid)


def training(system: str) -> float:
    """A worker's, with one training."""
    with tempfile.TemporaryDirectory() as folder:
        trainings = Trainings(Path(folder))
        config = RunConfig(
            ModelConfig(system, 2), DataConfig(subset=IMAGES), training=TrainingConfig(epochs=2)
        )
        job = trainings.start(config).id
        while trainings.status(job).state in ("queued", "starting"):  # type: ignore[union-attr]
            time.sleep(0.5)
        time.sleep(SECONDS)
        most = max(map(peak, dask_cluster.connect().run(os.getpid).values()))
        trainings.stop(job)
        while trainings.is_busy(job):
            time.sleep(0.5)
        dask_cluster.close()
    return most


if __name__ == "__main__":
    print(processor())
    print(f"app, after all views: {server():.0f} MB")
    for name in SYSTEMS:
        print(f"a worker with {name}: {training(name):.0f} MB", flush=True)
