"""What a Dask worker does for one job: train, and send what happens as events.

The task's messages are dicts under one topic, with the ``job`` and the ``task`` they belong
to, a ``number`` that counts up, and a ``kind``: ``starting``; ``batch`` (a few a second, some with
a frame of the film) and ``epoch``, with the fields of ``recorder.Progress``; ``saved``, when
the model is in the run's folder. All but the batches stand under a second topic, too: the
scheduler remembers them for servers that come late. A task whose worker dies is given to another
one by Dask, and goes on from its last checkpoint.
"""

from __future__ import annotations

import itertools
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.analysis import latent
from explorer.config import RunConfig
from explorer.data import mnist
from explorer.errors import ExplorerError, TrainingError
from explorer.jobs import film, status
from explorer.models import saved
from explorer.models.tensorflow import import_tensorflow_quietly
from explorer.training import run_folder, speed

if TYPE_CHECKING:
    from explorer.models.network import Network
    from explorer.training.recorder import Progress

TOPIC = "explorer-trainings"
KEPT_TOPIC = "explorer-milestones"  # the last thousand of all jobs
EVERY = 0.3  # seconds between two messages about batches
FRAMES = 0.42  # seconds between two frames of the film
BUDGET = 0.04  # the share of a training's time that its film may take
FEWEST = 50  # digits that move on with a frame, at least
# The record last: whoever reads it finds the weights that it describes
RETURNED = ("history.json", "model.latent.npz", f"model{saved.SUFFIX}", "model.json")

STOP_TOPIC = "explorer-stops"  # lists of the tasks that are to end

Send = Callable[[dict[str, Any]], None]

_stopped: set[str] = set()  # what this process has read there


def train(
    job: str, settings: str, folder: str, start: dict[str, bytes] | None = None
) -> dict[str, Any]:
    """The Dask task; see :func:`run` for what it gives back."""
    from distributed import get_worker

    worker = get_worker()
    task = str(worker.get_current_task())

    numbers = itertools.count()

    def send(message: dict[str, Any]) -> None:
        topics = [TOPIC] if message["kind"] == "batch" else [TOPIC, KEPT_TOPIC]
        worker.log_event(topics, {"job": job, "task": task, "number": next(numbers), **message})

    config = RunConfig.from_json(settings)
    return run(job, config, Path(folder), start, send, _stop_flag(task))


def run(
    job: str,
    config: RunConfig,
    folder: Path,
    start: dict[str, bytes] | None,
    send: Send,
    should_stop: Callable[[], bool],
) -> dict[str, Any]:
    """Train ``config``; ``start`` holds the files of the model to start from.

    The run's folder is used where this machine sees it; a machine without it trains in
    a temporary one. Returns ``stopped``, the model's ``files`` (for servers whose disk is
    another) and, once an epoch is complete, the ``speed`` it measured.
    """
    began = time.monotonic()
    send({"kind": "starting"})
    known = status.read(folder)
    is_here = known is not None and known.id == job
    out = folder if is_here else Path(tempfile.gettempdir()) / f"explorer-{job}"
    import_tensorflow_quietly()
    from explorer.training import fit, precompute

    if should_stop():
        return {"stopped": True, "files": {}}
    watch = Watch(config, out, send, began)
    with _files(start) as model:
        origin = saved.read_record(model) if model else None
        result = fit.fit(
            config, out, _can_resume(out, config), None, should_stop,
            watch.on_epoch, watch.on_batch, origin,
        )  # fmt: skip
    if is_here:
        send({"kind": "saved", "stopped": result.stopped})
    with suppress(ExplorerError):  # the model is there; figures can be taken later
        # somebody waits for the worker of a training that was stopped
        precompute.keep_beside(
            result.record, result.history, lambda: result.stopped or should_stop()
        )
    _clear_session()
    sent = {name: (out / name).read_bytes() for name in RETURNED if (out / name).is_file()}
    return {"stopped": result.stopped, "files": sent, "speed": watch.speed()}


class Watch:
    """Looks at a training: sends its progress and its maps, and takes its speed."""

    def __init__(self, config: RunConfig, out: Path, send: Send, began: float) -> None:
        self.config, self.out, self.send = config, out, send
        test = mnist.load("test", config.data.path)
        self.digits = test.images[: status.MAP_DIGITS]
        self.began = began
        self.encode: Any = None
        self.film: np.ndarray | None = None  # the last frame, (film.DIGITS, 1 or 2)
        # its digits, in the order in which they move on: those that are next stand first
        self.turn = np.random.default_rng(0).permutation(min(film.DIGITS, len(self.digits)))
        self.count = FEWEST  # digits that move on with the next frame
        self.next_frame = 0.0
        self.first_batch = self.last_epoch = self.sent = 0.0
        self.images = self.seen = 0

    def on_batch(self, network: Network, progress: Progress) -> None:
        """Called with each batch: how far it is and, about twice a second, a frame of the film."""
        now = time.monotonic()
        self.first_batch = self.first_batch or now
        frame = self._frame(network) if now >= self.next_frame else {}
        if frame or now - self.sent >= EVERY:
            self.sent = now
            self.send({"kind": "batch", **asdict(progress), **frame})

    def _frame(self, network: Network) -> dict[str, Any]:
        """The next frame, on which as many digits move on as there is time for, in turn: to encode
        all of them twice a second would take a sixth of the training's speed."""
        began = time.monotonic()
        if self.film is None:
            self.film = self._points(network, slice(len(self.turn))).copy()
            encoded = len(self.turn)
        else:
            rows = self.turn[: self.count]
            self.film[rows] = self._points(network, rows)
            self.turn = np.roll(self.turn, -self.count)
            encoded = self.count
        now = time.monotonic()
        each = max(now - began, 1e-6) / encoded
        self.count = int(np.clip(BUDGET * FRAMES / each, FEWEST, len(self.turn)))
        # one that took far longer than planned, as on a busy machine, puts the next one off
        first = encoded == len(self.turn)
        self.next_frame = now + max(FRAMES, 0 if first else (now - began) * (0.5 / BUDGET - 1))
        return {"film": self.film.tobytes(), "dims": self.film.shape[1]}

    def on_epoch(self, network: Network, progress: Progress) -> None:
        """Called with each complete epoch: where the test digits lie now, and the strip."""
        self.last_epoch = time.monotonic()
        batch, held_out = self.config.training.batch_size, self.config.data.validation
        self.images = round(progress.batches * batch / (1.0 - held_out))
        self.seen += self.images
        points = self._points(network)
        self.send(
            {
                "kind": "epoch",
                **asdict(progress),
                "map": points.tobytes(),
                "dims": points.shape[1],
                "strip": status.strip_path(self.out, progress.epoch).read_bytes(),
            }
        )

    def _points(self, network: Network, rows: Any = slice(None)) -> np.ndarray:
        """Where these digits lie on the first two latent dims, float32 (N, 2), or (N, 1)."""
        if self.encode is None:
            import keras

            outputs = network.encoder.output
            # without the sampling layer: a draw here would change the draws of the training
            mean = outputs["z_mean"] if isinstance(outputs, dict) else outputs
            self.encode = keras.Model(network.encoder.input, mean)
        found = latent.encode(
            lambda batch: self.encode(batch, training=False), self.digits[rows]
        ).mean
        return np.ascontiguousarray(found[:, :2], np.float32)

    def speed(self) -> dict[str, Any] | None:
        """What the training of at least one epoch measured, as ``speed.Measurement`` has it."""
        if not self.seen:
            return None
        per_image = (self.last_epoch - self.first_batch) / self.seen
        start = self.first_batch - self.began
        return asdict(speed.measured(self.config, self.images, per_image, start))


def _stop_flag(task: str) -> Callable[[], bool]:
    """Whether a server said that this task is to end; also before it began."""
    from distributed import get_client

    client = get_client()
    client.subscribe_topic(STOP_TOPIC, _note_stops)
    for event in client.get_events(STOP_TOPIC):
        _note_stops(event)
    return lambda: task in _stopped


def _note_stops(event: tuple[float, list[str]]) -> None:
    _stopped.update(event[1])


@contextmanager
def _files(contents: dict[str, bytes] | None) -> Iterator[Path | None]:
    """These files in a temporary folder, which this machine may share with no other."""
    if contents is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, content in contents.items():
            (Path(folder) / Path(name).name).write_bytes(content)
        yield Path(folder) / "model.json"


def _can_resume(out: Path, config: RunConfig) -> bool:
    """True if ``out`` has a checkpoint of these settings; otherwise it is made ready anew."""
    with suppress(TrainingError):  # a damaged checkpoint: the training starts again
        if run_folder.progress(out, config):
            return True
    run_folder.prepare(out)
    run_folder.start_anew(out)
    return False


def _clear_session() -> None:
    """Let go of the model: a worker does one training after another."""
    import keras

    keras.backend.clear_session(free_memory=True)
