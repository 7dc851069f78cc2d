"""What all visitors share: records, arrays and decoders, each loaded once, read-only.

The network and the compiled decoder alone need TensorFlow, which a thread loads once the first
picture is on screen; until then, and for a few points always, NumPy decodes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import numpy as np
import streamlit as st

from explorer.config import BUNDLED_NAMES
from explorer.data import mnist
from explorer.errors import ExplorerError
from explorer.models import saved as models_saved
from explorer.models.saved import SavedModel
from explorer.models.saved import load_arrays as _load_arrays
from explorer.ui.shared import background
from explorer.ui.shared.kept import kept

if TYPE_CHECKING:
    from explorer.models.browser import Step

PRINCIPAL = (-1, -2)  # axes of a plane that are no dims, but the codes' principal axes
FEW = 48  # points that NumPy decodes as fast as TensorFlow (tests/benchmarks/bench_decode.py)
RUNS = Path(os.environ.get("EXPLORER_RUNS", "runs"))


def names() -> list[str]:
    """The bundled models, then the folders of ``runs/`` that hold a trained model."""
    trained = sorted(str(path.parent) for path in RUNS.glob("*/model.json"))
    return [*BUNDLED_NAMES, *trained]


def record(name: str) -> SavedModel:
    """A model's record as its files say now, for a training may replace it."""
    return models_saved.find(name)


def trained_on(path: str | None) -> Iterator[SavedModel]:
    """All models of a data set that can be read, the bundled ones first."""
    for name in names():
        try:
            found = record(name)
        except ExplorerError:
            continue  # the map says what is wrong with it, when it is chosen there
        if found.config.data.path == path:
            yield found


def name_of(of: SavedModel) -> str:
    """What ``record`` was asked for: a bundled model's name, or the path of its run."""
    return of.name if of.folder == models_saved.PRETRAINED else str(of.folder)


@kept(24)
def arrays(of: SavedModel) -> Mapping[str, np.ndarray]:
    """The arrays beside a model's weights: z_mean, z_log_var, labels, grid and so on."""
    if of.arrays is None:
        from explorer.training import evaluation

        test = mnist.load("test", of.config.data.path)
        return read_only(evaluation.latent_arrays(network(of), test))
    return read_only(_load_arrays(of))


def read_only(found: dict[str, np.ndarray]) -> Mapping[str, np.ndarray]:
    """Arrays by name that nobody can write into."""
    for array in found.values():
        array.setflags(write=False)
    return MappingProxyType(found)


@kept(4)
def test_digits(path: str | None) -> tuple[np.ndarray, np.ndarray]:
    """Test pictures uint8 (N, 28, 28) and labels, read-only and shared."""
    from explorer.data.pictures import to_bytes

    split = mnist.load("test", path)
    pictures = to_bytes(split.pixels[..., 0])
    labels = split.labels.copy()
    for array in (pictures, labels):
        array.setflags(write=False)
    return pictures, labels


def class_names(path: str | None) -> tuple[str, ...]:
    """The names of a data file's classes; none where it has none, digits where it is gone."""
    try:
        return mnist.class_names(path)
    except ExplorerError:
        return mnist.DIGITS


def class_name(path: str | None, label: int) -> str:
    """What a picture with this label is called: a digit, or the name of its class."""
    names = class_names(path)
    return names[int(label)] if int(label) < len(names) else "–"


@kept(12)
def network(of: SavedModel) -> Any:
    """The whole network of a saved model (explorer.models.network.Network)."""
    from explorer.ui.shared.keras_guard import load_keras

    load_keras()
    return models_saved.load(of)


@kept(12)
def decoder(of: SavedModel) -> Callable[[np.ndarray], np.ndarray]:
    """The compiled decoder of a saved model; loads TensorFlow the first time."""
    from explorer.models.inference import compile_decoder

    decode = compile_decoder(network(of))
    _ready()[of.sha256] = decode
    return decode


@st.cache_resource(show_spinner=False)
def _ready() -> WeakValueDictionary[str, Any]:
    """The decoders that are loaded, by their models' hashes, for as long as they are kept."""
    return WeakValueDictionary()


@st.cache_resource(show_spinner=False)
def _failed() -> set[str]:
    """Hashes of the models that could not be loaded: whoever asks gets the sentence at once."""
    return set()


def is_ready(of: SavedModel) -> bool:
    """Whether ``decode`` answers at once, or tells why it cannot."""
    return plain_decoder(of) is not None or is_loaded(of)


def is_loaded(of: SavedModel) -> bool:
    """Whether ``decoder`` does: TensorFlow is loaded, and the model."""
    return of.sha256 in _ready() or of.sha256 in _failed()


def warm_up(of: SavedModel) -> None:
    """Load a decoder in the background; an error is shown by whoever needs it."""

    def load() -> None:
        try:
            decoder(of)
        except ExplorerError:
            _failed().add(of.sha256)

    if not is_loaded(of):
        background.start_once(f"warm-up {of.folder}/{of.name}", load)


@kept(24)
def decoder_steps(of: SavedModel) -> list[Step]:
    """A decoder's steps, for the browser and for NumPy; WeightsError if its file has none."""
    from explorer.models import browser  # h5py, not before the first picture

    return browser.read(of)


@kept(24)
def plain_decoder(of: SavedModel) -> Callable[[np.ndarray], np.ndarray] | None:
    """The decoder in NumPy: points (N, D) to float32 (N, 28, 28, 1); None where it cannot be.

    Of a few points it is faster than TensorFlow, for which nobody has to wait then.
    """
    from explorer.models import browser

    try:
        steps = browser.at_beta(decoder_steps(of), of.config.model.beta)
    except ExplorerError:  # Keras will say what is wrong, if anything is
        return None

    def decode_all(points: np.ndarray) -> np.ndarray:
        parts = np.array_split(points, 1 + len(points) // FEW)
        return np.concatenate([browser.decode(steps, part) for part in parts])

    return decode_all


@kept(500)
def decode(of: SavedModel, points: np.ndarray) -> np.ndarray:
    """Points (N, D) decoded to pictures uint8 (N, 28, 28), read-only and shared."""
    from explorer.data.pictures import to_bytes

    pictures = to_bytes(quickest_decoder(of, len(points))(points)[..., 0])
    pictures.setflags(write=False)
    return pictures


def quickest_decoder(of: SavedModel, count: int) -> Callable[[np.ndarray], np.ndarray]:
    """NumPy for a few points, and for more as long as TensorFlow is not loaded."""
    plain = plain_decoder(of) if count <= FEW or not is_loaded(of) else None
    return plain or decoder(of)


def labels(of: SavedModel) -> np.ndarray:
    """The test digits' labels (N,), from the arrays where they are kept with them."""
    known = arrays(of).get("labels")
    return known if known is not None else test_digits(of.config.data.path)[1]


@kept(64)
def manifold(
    of: SavedModel, x: tuple[float, ...], y: tuple[float, ...], axes: tuple[int, int]
) -> np.ndarray:
    """The decoded grid over two latent dims, the others at their mean: uint8 picture."""
    from explorer.analysis import latent
    from explorer.data.pictures import to_bytes

    centre = grid_centre(arrays(of)["z_mean"])
    decode_points = quickest_decoder(of, len(x) * len(y))
    across = principal(of)[0] if axes == PRINCIPAL else axes
    return to_bytes(latent.manifold(decode_points, np.array(x), np.array(y), centre, across))


@kept(24)
def principal(of: SavedModel) -> tuple[np.ndarray, np.ndarray]:
    """The principal axes (2, D) of a model's codes, and their mean (D,)."""
    from explorer.analysis import latent

    return latent.principal(arrays(of)["z_mean"])


def grid_centre(means: np.ndarray) -> np.ndarray:
    """Where the dims lie that a plane does not show: at their mean, (D,)."""
    return means.mean(axis=0)
