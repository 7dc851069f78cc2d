"""The arrays of a network's layers beside its weights, for whoever runs it without Keras.

How Keras lays out an HDF5 file is its own affair; so ``<name>.browser.npz`` is written from the
network itself when a model is saved: ``decoder/conv2d_1/0`` is the first array (a kernel, a scale)
of the decoder's second convolution. It holds the hash of the weights it belongs to. The bundled
models have none: their files stay as they are, and ``browser.py`` reads them.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer import files

if TYPE_CHECKING:
    from explorer.models.network import Network

SUFFIX = ".browser.npz"
HASH = "sha256"
Group = dict[str, Any]  # of a part: {"dense_1": {"vars": {"0": array, "1": array}}}, as in HDF5


def parts_of(network: Network) -> dict[str, Any]:
    """Encoder, decoder and classifier of a network; system 6's take a beta."""
    parts = {
        "encoder": network.conditional_encoder or network.encoder,
        "decoder": network.conditional_decoder or network.decoder,
        "classifier": network.classifier,
    }
    return {name: part for name, part in parts.items() if part is not None}


def arrays_of(network: Network) -> dict[str, np.ndarray]:
    """The weights of every layer, float32, by part, layer and number."""
    found = {}
    for part, model in parts_of(network).items():
        counted: Counter[str] = Counter()
        for layer in model.layers:
            if not layer.weights:
                continue
            kind = _snake_case(type(layer).__name__)
            name = f"{kind}_{counted[kind]}" if counted[kind] else kind
            counted[kind] += 1
            for number, weight in enumerate(layer.weights):
                found[f"{part}/{name}/{number}"] = np.asarray(weight, np.float32)
    return found


def _snake_case(name: str) -> str:
    """``Conv2DTranspose`` as ``conv2d_transpose``, as Keras names layers."""
    apart = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", apart).lower()


def write(network: Network, weights: Path, sha256: str) -> Path:
    """Put the arrays beside a weights file that has this hash; StorageError if they cannot be."""
    arrays: dict[str, Any] = {HASH: np.array(sha256), **arrays_of(network)}
    return files.write_atomically(beside(weights), lambda temporary: np.savez(temporary, **arrays))


def beside(weights: Path) -> Path:
    return weights.with_name(weights.name.removesuffix(".weights.h5") + SUFFIX)


def read(weights: Path, sha256: str) -> dict[str, Group] | None:
    """The parts of a network, from beside its weights; None if there are none for this hash."""
    try:
        with beside(weights).open("rb") as file, np.load(file, allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in kept.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None
    if str(arrays.pop(HASH, "")) != sha256:
        return None
    parts: dict[str, Group] = {}
    for name, array in arrays.items():
        part, layer, number = name.split("/")
        parts.setdefault(part, {}).setdefault(layer, {"vars": {}})["vars"][number] = array
    return parts
