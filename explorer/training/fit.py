"""Train one system: fresh noise each epoch, best model kept, strips, logs, resume.

A run's folder holds ``model.weights.h5`` and ``model.json`` (the best epoch so
far), ``state.npz`` (to resume), ``history.json``, ``strips/epoch-001.png`` ...
and ``logs/`` for TensorBoard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import keras
import numpy as np

from explorer import models
from explorer.config import RunConfig, TrainingConfig
from explorer.data import mnist
from explorer.data.corruption import corrupt
from explorer.data.mnist import Split
from explorer.errors import DataError, TrainingError
from explorer.files import write_json
from explorer.models import saved as models_saved
from explorer.models.network import Network
from explorer.training import checkpoint, run_folder
from explorer.training.annealing import Annealing
from explorer.training.recorder import Progress, Recorder

if TYPE_CHECKING:
    import tensorflow as tf

AHEAD = 2  # batches that are made while others are trained on
VALIDATION_SEED = 1_000_003  # corrupts the validation images, the same way every epoch
STRIP_DIGITS = 5


@dataclass(frozen=True)
class Result:
    """How a training ended: ``record`` is the best model, saved; ``stopped`` if cut short."""

    record: models_saved.SavedModel
    history: dict[str, list[float]]
    stopped: bool


class EpochBatches:
    """Batches of one epoch: images in a new order, under new noise, from (seed, epoch).

    Fresh noise each epoch is what keeps a small network from learning the noise
    by heart; taking it from the epoch number lets a resumed training see exactly
    what an uninterrupted one would have seen. Who has iterated over one epoch iterates over
    the next.
    """

    def __init__(
        self,
        split: Split,
        config: RunConfig,
        network: Network,
        epoch: int,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        self.should_stop = should_stop
        self.split, self.config, self.network, self.epoch = split, config, network, epoch
        self.batch_size = config.training.batch_size
        self._prepared: tuple[int, Split, np.ndarray | None] | None = None

    def __len__(self) -> int:
        return -(-len(self.split) // self.batch_size)

    def __getitem__(self, index: int) -> tuple[Any, ...]:
        if self._prepared is None or self._prepared[0] != self.epoch:
            self._prepared = (self.epoch, *self._prepare())
        _, clean, corrupted = self._prepared
        rows = slice(index * self.batch_size, (index + 1) * self.batch_size)
        images = mnist.as_floats(clean.pixels[rows])
        seen = images if corrupted is None else corrupted[rows]
        inputs, targets = self.network.pack(seen, images, clean.labels[rows])
        return (inputs,) if targets is None else (inputs, targets)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        for index in range(len(self)):
            batch = self[index]
            if index == len(self) - 1:  # nobody may ask for more than the last one
                self.epoch += 1
            yield batch

    def _prepare(self) -> tuple[Split, np.ndarray | None]:
        """The digits in this epoch's order, and what is seen of them: None for themselves."""
        seed = self.config.training.seed
        order = np.random.default_rng([seed, self.epoch]).permutation(len(self.split))
        clean = self.split.take(order)
        if self.config.noise.mode == "none":
            return clean, None
        images = mnist.as_floats(clean.pixels)
        return clean, corrupt(
            images, self.config.noise, seed + 7919 * (self.epoch + 1), self.should_stop
        )


def as_dataset(batches: EpochBatches) -> tf.data.Dataset:
    """The batches as ``fit`` takes them: all of an epoch each time it is iterated over.

    Keras would make a dataset of its own, whose autotuning has a thread that sleeps ever longer;
    an epoch ends only when it wakes up (14 s after 26 s of work, measured with TensorFlow 2.21).
    """
    import tensorflow as tf

    def of_any_size(values: np.ndarray) -> tf.TensorSpec:
        return tf.TensorSpec((None, *values.shape[1:]), values.dtype)

    signature = tf.nest.map_structure(of_any_size, batches[0])
    dataset = tf.data.Dataset.from_generator(batches.__iter__, output_signature=signature)
    length = tf.data.experimental.assert_cardinality(len(batches))
    return _untuned(dataset.apply(length).prefetch(AHEAD))


def _untuned(dataset: tf.data.Dataset) -> tf.data.Dataset:
    import tensorflow as tf

    options = tf.data.Options()
    options.autotune.enabled = False
    return dataset.with_options(options)


class EpochLogs(keras.callbacks.TensorBoard):
    """The losses of each epoch for TensorBoard.

    Keras' own also makes a summary of each batch, even where it writes those of epochs only:
    1 to 4 ms of a step of 30 to 50 (measured with Keras 3.15).
    """

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Nothing: the recorder reads the losses of batches."""


def compile_network(network: Network, config: TrainingConfig, steps_per_epoch: int) -> None:
    """Give the network its optimizer (Adam or RMSprop) and learning-rate schedule."""
    rate: Any = config.learning_rate
    if config.schedule == "cosine":  # Loshchilov & Hutter 2017, without restarts
        rate = keras.optimizers.schedules.CosineDecay(rate, config.epochs * steps_per_epoch)
    kinds = {"adam": keras.optimizers.Adam, "rmsprop": keras.optimizers.RMSprop}
    network.model.compile(
        kinds[network.optimizer](rate),
        jit_compile=False,  # measured on CPUs: XLA halves the speed
        **network.compile_options,
    )


def load_data(config: RunConfig) -> tuple[Split, Split | None, Split]:
    """Training images, validation images (or None), and the first test digits for strips."""
    seed = config.training.seed
    chosen = mnist.subset(mnist.load("train", config.data.path), config.data.subset, seed)
    if config.model.classifies and chosen.labels.max(initial=0) >= config.model.classes:
        raise DataError(
            f"a classifier of {config.model.classes} classes is to be trained, but the data have "
            f"{chosen.labels.max() + 1}."
        )
    train, validation = mnist.hold_out(chosen, config.data.validation, seed)
    test = mnist.load("test", config.data.path).take(slice(0, STRIP_DIGITS))
    return train, validation, test


def fit(
    config: RunConfig,
    out: Path,
    resume: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    on_epoch: Callable[[Network, Progress], None] | None = None,
    on_batch: Callable[[Network, Progress], None] | None = None,
    start_from: models_saved.SavedModel | None = None,
) -> Result:
    """Train ``config.model`` and keep the best epoch in the folder ``out``.

    Args:
        config: all settings; equal settings give equal batches, noise and start.
        out: folder, made if need be. A model already there is only ever replaced
            by a finished epoch of this training, or kept if ``resume`` is true.
        resume: go on from ``out/state.npz``, which must have the same settings.
        on_progress: called after each batch and epoch.
        should_stop: asked after each batch, and while the noise of an epoch is drawn or
            its model validated; any thread may ask. True ends the training, keeping the
            best model so far (or the present one when no epoch is complete).
        on_epoch, on_batch: called with the network after each epoch, and each batch, to look
            into it.
        start_from: a saved model whose weights are the start; a resumed training
            has them in its state already.

    Raises ConfigError when the network of ``start_from`` is another one,
    TrainingError when a loss is not a finite number or ``resume`` cannot be honoured,
    DataError for unusable data, StorageError when a file cannot be written.
    """
    state = out / checkpoint.STATE
    progress = checkpoint.read_progress(state, config) if resume else None
    train, validation, test = load_data(config)
    network = models.build(config.model, config.training.seed, config.training.precision)
    if start_from and not progress:
        copy_weights(start_from, network, config)
    first = progress["epoch"] if progress else 0
    batches = EpochBatches(train, config, network, first, should_stop)
    compile_network(network, config.training, len(batches))
    network.model.optimizer.build(network.model.trainable_variables)
    if progress:
        checkpoint.restore_state(state, network)

    recorder = Recorder(
        network, config, out, test, len(batches), mnist.data_hash(config.data.path),
        monitor="val_loss" if validation else "loss",
        progress=progress, on_progress=on_progress, should_stop=should_stop,
        on_epoch=on_epoch, on_batch=on_batch,
        origin={"start_from": start_from.sha256} if start_from else None,
    )  # fmt: skip
    callbacks = [recorder, EpochLogs(out / "logs", write_graph=False)]
    if network.kl_share is not None:
        epochs = config.training.epochs
        share = network.kl_share
        callbacks.append(Annealing(share, config.model.annealing, epochs, len(batches)))
    try:
        network.model.fit(
            as_dataset(batches),
            validation_data=_validation(validation, config, network),
            epochs=config.training.epochs,
            initial_epoch=first,
            shuffle=False,  # they are, each epoch anew
            verbose=0,
            callbacks=callbacks,
        )
    except KeyboardInterrupt:
        recorder.stopped = True
    record = recorder.finish()
    write_json(out / "history.json", recorder.history)
    if recorder.diverged:
        raise TrainingError(
            f"the loss must stay a finite number, but it became {recorder.diverged} in epoch "
            f"{recorder.epoch + 1}; try a lower learning rate. The best model so far is in {out}."
            if record
            else f"the loss must stay a finite number, but it became {recorder.diverged} before "
            "the first epoch was over; try a lower learning rate. Nothing was saved."
        )
    assert record is not None
    return Result(record, recorder.history, recorder.stopped)


def copy_weights(start_from: models_saved.SavedModel, network: Network, config: RunConfig) -> None:
    """Put the weights of a saved model into a new network of the same architecture.

    Those of a VAE for every beta are first folded for the beta that is to be trained;
    into one, those of a VAE for a single beta go below its modulations.
    """
    run_folder.check_start(start_from, config)
    saved = models_saved.load(start_from)
    same_kind = start_from.config.model.name == config.model.name
    if same_kind and (saved.kl_share is None) == (network.kl_share is None):
        network.model.set_weights(saved.model.get_weights())
        return
    from explorer.models import any_beta
    from explorer.models.plain import halves

    if saved.conditional_encoder is not None and network.conditional_encoder is None:
        arrays = any_beta.fold(saved, config.model.beta)
    else:
        arrays = [np.asarray(weight) for weight in halves(saved.encoder, saved.decoder)]
    if network.conditional_encoder is not None:
        any_beta.unfold(network, arrays)
        return
    for place, array in zip(halves(network.encoder, network.decoder), arrays, strict=True):
        place.assign(array)


def _validation(split: Split | None, config: RunConfig, network: Network) -> Any:
    """The validation set as ``fit`` takes it, corrupted once and for all."""
    if split is None:
        return None
    corrupted = corrupt(split.images, config.noise, VALIDATION_SEED)
    inputs, targets = network.pack(corrupted, split.images, split.labels)
    import tensorflow as tf  # batches of a fixed set; slices of arrays would be copied anew

    parts = inputs if targets is None else (inputs, targets)
    whole = tf.data.Dataset.from_tensor_slices((parts,) if targets is None else parts)
    return _untuned(whole.batch(500))
