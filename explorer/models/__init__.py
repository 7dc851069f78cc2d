"""The one registry of architectures: a name, and the module that builds it.

    network = explorer.models.build(ModelConfig("vae_functional"))

Each module has ``build(config, seed) -> Network``. Keras is imported by the
modules, not here, so listing the names costs nothing.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from explorer.config import MODEL_NAMES, ModelConfig
from explorer.errors import ConfigError

if TYPE_CHECKING:
    from explorer.models.network import Network

_one_at_a_time = threading.Lock()  # the names of layers, too, are counted for the whole process

MODULES = {name: f"explorer.models.{name}" for name in MODEL_NAMES}


def build(config: ModelConfig, seed: int = 0, precision: str = "float32") -> Network:
    """Build one untrained system; ``seed`` fixes its initial weights and its sampling.

    ``precision`` is the policy it computes by (see ``TrainingConfig``); its weights are
    float32 always, and fit a network of the other precision.
    Raises ConfigError when ``config.name`` is not in the registry.
    """
    if config.name not in MODULES:
        raise ConfigError(f"model must be one of {', '.join(MODULES)}, got {config.name!r}.")
    with _one_at_a_time, _own_seeds(seed), _computing_in(precision):
        network: Network = import_module(MODULES[config.name]).build(config, seed)
    return network


@contextmanager
def _computing_in(precision: str) -> Iterator[None]:
    """Keras's policy for the layers made meanwhile (Micikevicius et al. 2018)."""
    import keras

    usual = keras.config.dtype_policy()  # each thread has its own
    keras.config.set_dtype_policy(precision)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(usual)


@contextmanager
def _own_seeds(seed: int) -> Iterator[None]:
    """Seeds for layers that were given none, as after ``keras.utils.set_random_seed(seed)``.

    Keras draws them from Python's ``random``, which every thread shares: Dask's and
    Streamlit's took numbers out of the sequence, and equal seeds gave other weights.
    """
    from keras.src.random import seed_generator

    shared, seed_generator.python_random = seed_generator.python_random, random.Random(seed)
    try:
        yield
    finally:
        seed_generator.python_random = shared
