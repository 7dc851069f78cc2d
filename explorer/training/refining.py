"""The last part of the training of a VAE for every beta: its modulations near the collapse.

From beta 6 to 42 a little of beta decides whether a code is worth its price, and the network for
all betas is furthest behind those for one (``tests/benchmarks/README.md``). The bases that stand
there (``beta.position``) go on by themselves, on betas drawn from around, while all other weights
stay: far away nothing changes. The mean of the weights over the last steps is kept (Polyak &
Juditsky 1992).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import ops

from explorer.beta import BASES, FINE_FROM, FINE_TO, FINER
from explorer.errors import ConfigError
from explorer.models import saved
from explorer.models.beta_layers import DrawLogBeta, Modulation
from explorer.models.network import Network
from explorer.models.saved import SavedModel
from explorer.training import fit
from explorer.training.recorder import Progress

RATE = 0.002  # of Adam at the start; it falls to 0
AROUND = (3.0, 60.0)  # the betas that are drawn
MOMENTUM = 0.999  # of the mean of the weights
ROWS = range(FINE_FROM, FINE_FROM + FINER * (FINE_TO - FINE_FROM) + 1)  # the bases that go on


def refine(
    folder: Path, epochs: int, on_progress: Callable[[Progress], None] | None = None
) -> SavedModel:
    """Train the modulations of the finished training in ``folder`` on, for so many ``epochs``.

    Its model is replaced at the end; its record then says ``refined``, how many epochs they
    were, and one that says so already is left alone. ConfigError unless it is a VAE for every
    beta with the bases of this version.
    """
    record = saved.read_record(folder)
    model = record.config.model
    if (model.name, model.bases) != ("any_beta", BASES):
        raise ConfigError(
            f"only a VAE for every beta with {BASES} bases can be refined, got {model.name} "
            f"with {model.bases}."
        )
    if record.training.get("refined"):
        return record
    config = replace(record.config, training=replace(record.config.training, epochs=epochs))
    network = saved.load(record, config.training.precision)
    train, _, _ = fit.load_data(config)
    batches = fit.EpochBatches(train, config, network, record.config.training.epochs)
    near = _let_go_on(network)
    rate = keras.optimizers.schedules.CosineDecay(RATE, epochs * len(batches))
    network.model.compile(
        keras.optimizers.Adam(rate, use_ema=True, ema_momentum=MOMENTUM), jit_compile=False
    )
    callbacks = [_Tell(epochs, len(batches), on_progress)] if on_progress else []
    network.model.fit(batches, epochs=epochs, shuffle=False, verbose=0, callbacks=callbacks)
    for weight in near:  # the mean is of what they were before the others were put back
        weight.assign(weight.constraint(weight))
        weight.constraint = None
    return saved.put(network, replace(record, training={**record.training, "refined": epochs}))


def _let_go_on(network: Network) -> list[Any]:
    """Freeze all but the modulations' rows near the collapse, and draw betas around it."""
    assert network.conditional_encoder is not None
    assert network.conditional_decoder is not None
    near = []
    for half in (network.conditional_encoder, network.conditional_decoder):
        for layer in half.layers:
            if isinstance(layer, Modulation):
                near += [layer.scale, layer.shift]
            else:
                layer.trainable = False
    for weight in near:
        weight.constraint = _Others(np.asarray(weight))
    for layer in network.model.layers:
        if isinstance(layer, DrawLogBeta):
            layer.low, layer.high = (math.log(beta) for beta in AROUND)
    return near


class _Others(keras.constraints.Constraint):
    """After each step, puts back the rows (F, C) that are not to change."""

    def __init__(self, before: np.ndarray) -> None:
        self.before = before
        self.goes_on = np.isin(np.arange(len(before)), ROWS)[:, None]

    def __call__(self, w: Any) -> Any:
        return ops.where(self.goes_on, w, self.before)


class _Tell(keras.callbacks.Callback):
    """Tells how far it is, as a training does."""

    def __init__(self, epochs: int, batches: int, tell: Callable[[Progress], None]) -> None:
        super().__init__()
        self.epochs, self.batches, self.tell = epochs, batches, tell
        self.epoch, self.began = 0, time.monotonic()

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self.epoch = epoch

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self._tell(batch + 1, logs)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self._tell(self.batches, logs, epoch_done=True)

    def _tell(self, batch: int, logs: Any, epoch_done: bool = False) -> None:
        done, whole = self.epoch * self.batches + batch, self.epochs * self.batches
        left = (time.monotonic() - self.began) * (whole - done) / done
        values = {name: float(value) for name, value in (logs or {}).items()}
        self.tell(
            Progress(self.epoch + 1, self.epochs, batch, self.batches, left, values, epoch_done)
        )
