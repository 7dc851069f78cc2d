"""The one registry of architectures: a name, and the module that builds it.

    network = explorer.models.build(ModelConfig("vae_functional"))

Each module has ``build(config, seed) -> Network``. Keras is imported by the
modules, not here, so listing the names costs nothing.
"""

from __future__ import annotations

import threading
from importlib import import_module
from typing import TYPE_CHECKING

from explorer.config import MODEL_NAMES, ModelConfig
from explorer.errors import ConfigError

if TYPE_CHECKING:
    from explorer.models.network import Network

# Seeds and names of layers come from the process's own state: a second thread that
# builds meanwhile would take numbers out of this one's sequence.
_one_at_a_time = threading.Lock()

MODULES = {name: f"explorer.models.{name}" for name in MODEL_NAMES}


def build(config: ModelConfig, seed: int = 0) -> Network:
    """Build one untrained system; ``seed`` fixes its initial weights and its sampling.

    Raises ConfigError when ``config.name`` is not in the registry.
    """
    if config.name not in MODULES:
        raise ConfigError(f"model must be one of {', '.join(MODULES)}, got {config.name!r}.")
    import keras

    with _one_at_a_time:
        keras.utils.set_random_seed(seed)
        network: Network = import_module(MODULES[config.name]).build(config, seed)
    return network
