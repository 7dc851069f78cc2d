"""The callback that lets k2 grow while a VAE is trained.

Once (Bowman et al. 2016, "Generating sentences from a continuous space") or in cycles (Fu et al.
2019, "Cyclical annealing schedule"); :func:`explorer.beta.kl_share` has both.
"""

from __future__ import annotations

from typing import Any

import keras

from explorer.beta import kl_share


class Annealing(keras.callbacks.Callback):
    """Sets the share of k2 before each batch; while the model is validated, all of it counts.

    The share follows from how much of the training is over, so a resumed one goes on as it would
    have.

    Args:
        share: the network's ``kl_share``.
        annealing: ``linear`` or ``cyclical``.
        epochs, batches: of the whole training, and of an epoch.
    """

    def __init__(self, share: Any, annealing: str, epochs: int, batches: int) -> None:
        super().__init__()
        self.share, self.annealing = share, annealing
        self.epochs, self.batches = epochs, batches
        self.epoch = 0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self.epoch = epoch

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        done = (self.epoch * self.batches + batch) / (self.epochs * self.batches)
        self.share.assign(kl_share(self.annealing, done))

    def on_test_begin(self, logs: Any = None) -> None:
        self.share.assign(1.0)

    def on_train_end(self, logs: Any = None) -> None:
        self.share.assign(1.0)
