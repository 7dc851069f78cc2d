"""The callback that watches a training: progress, best model, state, strips, stop."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np

from explorer.config import RunConfig
from explorer.data import pictures
from explorer.data.corruption import corrupt
from explorer.data.mnist import Split
from explorer.files import write_json
from explorer.models import saved
from explorer.models.network import Network
from explorer.training import checkpoint

STRIP_SEED = 2_000_003  # corrupts the strip's digits, the same way every epoch


@dataclass(frozen=True)
class Progress:
    """Where a training is: epoch from 1, batch from 1, seconds left, this epoch's means.

    ``epoch_done`` is true once an epoch; ``logs`` then has the validation figures too.
    """

    epoch: int
    epochs: int
    batch: int
    batches: int
    seconds_left: float
    logs: dict[str, float]
    epoch_done: bool = False


def reconstruct(network: Network, images: np.ndarray) -> np.ndarray:
    """Images (B, 28, 28, 1) through encoder and decoder; a VAE decodes its z_mean."""
    latent = network.encoder(images, training=False)
    if isinstance(latent, dict):
        latent = latent["z_mean"]
    return np.asarray(network.decoder(latent, training=False))


class Recorder(keras.callbacks.Callback):
    """Keeps a run's folder up to date. Everything is written atomically."""

    def __init__(
        self,
        network: Network,
        config: RunConfig,
        out: Path,
        test: Split,
        batches: int,
        data_sha256: str,
        monitor: str,
        progress: dict[str, Any] | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
        on_epoch: Callable[[Network, Progress], None] | None = None,
        on_batch: Callable[[Network, Progress], None] | None = None,
        origin: dict[str, Any] | None = None,
    ) -> None:
        super().__init__()
        self.network, self.config, self.out = network, config, out
        self.clean = test.images
        self.noisy = corrupt(test.images, config.noise, STRIP_SEED)
        self.batches, self.data_sha256, self.monitor = batches, data_sha256, monitor
        self.on_progress = on_progress or (lambda progress: None)
        self.should_stop = should_stop or (lambda: False)
        self.on_epoch = on_epoch or (lambda network, progress: None)
        self.on_batch = on_batch or (lambda network, progress: None)
        self.origin = origin or {}
        before = progress or {"best": math.inf, "history": {}, "epoch": 0}
        self.best: float = before["best"]
        self.history: dict[str, list[float]] = before["history"]
        self.epoch: int = before["epoch"]
        self.record = saved.read_record(out) if progress else None
        self.stopped = False
        self.diverged: str = ""

    def on_train_begin(self, logs: Any = None) -> None:
        self.started, self.first_epoch = time.monotonic(), self.epoch

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self.epoch = epoch

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        values = {k: float(v) for k, v in (logs or {}).items()}
        if self._not_finite(values):
            return
        progress = self._progress(batch + 1, values)
        self.on_batch(self.network, progress)
        self.on_progress(progress)
        if self.should_stop():
            self.stopped = self.model.stop_training = True

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        if self.should_stop():  # the validation after an epoch takes seconds as well
            self.stopped = self.model.stop_training = self.model.stop_evaluating = True

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        if self.stopped or self.diverged:
            return  # a part of an epoch says nothing about the model
        values = {k: float(v) for k, v in (logs or {}).items()}
        if self._not_finite(values) or self._spoilt():
            return
        self.epoch = epoch + 1
        for key, value in values.items():
            self.history.setdefault(key, []).append(value)
        if self._is_best(values):
            self.best = values[self.monitor]
            self._save(epoch + 1, values)
        self._write_strip(epoch + 1)
        write_json(self.out / "history.json", self.history)
        progress = {"epoch": epoch + 1, "best": self.best, "history": self.history}
        checkpoint.save_state(self.out / checkpoint.STATE, self.network, self.config, progress)
        done = self._progress(self.batches, values, epoch_done=True)
        self.on_epoch(self.network, done)
        self.on_progress(done)

    def _is_best(self, values: dict[str, float]) -> bool:
        """Whether this epoch's model is kept. While k2 grows, the losses of two epochs cannot be
        compared, unless they were taken on images held out: then the last is the best."""
        grows = self.network.kl_share is not None and self.monitor == "loss"
        return grows or values[self.monitor] < self.best

    def finish(self) -> saved.SavedModel | None:
        """The best model's record. A training stopped in its first epoch saves what it has."""
        if self.record is None and self.stopped:
            self._save(0, {})
        return self.record

    def _save(self, epoch: int, values: dict[str, float]) -> None:
        training = {"best_epoch": epoch, "monitor": self.monitor, **values, **self.origin}
        self.record = saved.save(
            self.network, self.config, self.out,
            data_sha256=self.data_sha256, training=training,
        )  # fmt: skip

    def _not_finite(self, values: dict[str, float]) -> bool:
        bad = [f"{key} = {value}" for key, value in values.items() if not math.isfinite(value)]
        if bad and not self.diverged:
            self.diverged = bad[0]
            self.model.stop_training = True
        return bool(bad)

    def _spoilt(self) -> bool:
        """True if a weight is NaN: relu makes 0 of it, so the loss alone would not tell."""
        weights = self.network.model.trainable_weights
        if not self.diverged and not all(np.isfinite(np.asarray(w)).all() for w in weights):
            self.diverged = "nan in its weights"
            self.model.stop_training = True
        return bool(self.diverged)

    def _progress(self, batch: int, logs: dict[str, float], epoch_done: bool = False) -> Progress:
        epochs = self.config.training.epochs
        current = self.epoch - 1 if epoch_done else self.epoch
        done = (current - self.first_epoch) * self.batches + batch
        left = (epochs - current) * self.batches - batch
        seconds = (time.monotonic() - self.started) * left / done
        return Progress(current + 1, epochs, batch, self.batches, seconds, logs, epoch_done)

    def _write_strip(self, epoch: int) -> None:
        """What goes in, what comes out, what was meant: three rows of the same test digits."""
        rows = [self.noisy, reconstruct(self.network, self.noisy), self.clean]
        path = self.out / "strips" / f"epoch-{epoch:03d}.png"
        pictures.write_png(path, pictures.tile(rows), scale=3)
