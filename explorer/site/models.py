"""What a page without a server needs of each model: its networks, its codes, its figures.

Numbers travel as ``parts``, bytes by name; what describes them travels as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from explorer.analysis import latent, mixture
from explorer.analysis.beta_sweep import BetaSweep, inside, reach, whole_numbers
from explorer.beta import HIGHEST, LOWEST
from explorer.config import ANY_BETA, BUNDLED_NAMES, CLEAN, IMAGE_SIDE, PLAIN_2D
from explorer.data import mnist, pictures
from explorer.lesson import LOSSES
from explorer.models import browser, browser_encoder, saved
from explorer.models.saved import SavedModel

Parts = dict[str, bytes]

MNIST = "mnist"  # the data set of all that is no map
CLASSIFIERS = ("inception", CLEAN)
FINE = 4095  # steps from the middle of a sweep's maps to their edge: 15 to a pixel
GRID = 20  # cells on a side of the decoded grid


def described(name: str, parts: Parts) -> dict[str, Any]:
    """One model for the map: what it is, its networks, codes and pictures; fills ``parts``."""
    record = saved.find(name)
    model = record.config.model
    means = _codes(record)
    own = _page_name(record)
    steps, floats = browser.described(browser.read(record))
    parts[f"{own}.decoder"] = floats
    parts[f"{own}.codes"] = means.tobytes()
    return {
        "name": own,
        "system": own if name in BUNDLED_NAMES else model.name,
        "bundled": name in BUNDLED_NAMES,
        "key": record.sha256[:16],
        "sha256": record.sha256,
        "dim": model.latent_dim,
        **_pictures_of(record, parts),
        "variational": model.variational,
        "beta": model.beta if model.name == ANY_BETA else None,
        "grid": _grid(means, model.variational),
        "mixture": mixture.fit(means).to_lists(decimals=3),
        "decoder": _without_bytes(steps),
        # trained to undo nothing, and no VAE to draw for: what it is given stands on the map
        "encoder": None
        if name == PLAIN_2D
        else _encoder(own, browser_encoder.read_encoder(record), parts),
    }


def _page_name(record: SavedModel) -> str:
    """A bundled model's name, or the folder of its run."""
    return record.name if record.folder == saved.PRETRAINED else record.folder.name


def _codes(record: SavedModel) -> np.ndarray:
    """Where the test digits lie, (N, D); a training of the command line keeps no map of them."""
    if record.arrays is not None:
        return saved.load_arrays(record)["z_mean"].astype("<f4")
    from explorer.models.tensorflow import import_tensorflow_quietly

    import_tensorflow_quietly()
    from explorer.training import evaluation

    test = mnist.load("test", record.config.data.path)
    return evaluation.latent_arrays(saved.load(record), test)["z_mean"].astype("<f4")


def _pictures_of(record: SavedModel, parts: Parts) -> dict[str, Any]:
    """Which pictures lie on a model's map, and the names of their classes; fills ``parts``."""
    path = record.config.data.path
    if path is None:
        return {"data": MNIST, "classes": None, "count": len(mnist.load("test"))}
    data = f"data-{record.data_sha256[:8]}"
    test = mnist.load("test", path)
    if f"{data}.labels" not in parts:
        digits(parts, test, f"{data}.")
    names = mnist.class_names(path)
    known = None if names == mnist.DIGITS else list(names)
    return {"data": data, "classes": known, "count": len(test)}


def _without_bytes(steps: dict[str, Any]) -> dict[str, Any]:
    """A decoder's description as JSON can hold it."""
    probe = steps["probe"]
    return {**steps, "probe": {**probe, "grey": list(probe["grey"])}}


def _encoder(name: str, program: browser_encoder.Program, parts: Parts) -> dict[str, Any]:
    entries, floats = browser_encoder.pack(program)
    parts[f"{name}.encoder"] = floats
    return entries


def _grid(means: np.ndarray, variational: bool) -> dict[str, list[float]]:
    """Where the decoded grid lies: as the app's does unless another is chosen."""
    if variational:
        x = y = latent.grid_points("quantile", GRID)
    else:
        x, y = (
            latent.fitted_points(means[:, axis], GRID) for axis in (0, min(1, means.shape[1] - 1))
        )
    return {"x": [float(value) for value in x], "y": [float(value) for value in y]}


def classifier(name: str, parts: Parts) -> dict[str, Any]:
    """A network that names digits; fills ``parts``."""
    record = saved.find(name)
    program = browser_encoder.read_classifier(record)
    key = f"classifier {record.sha256[:16]}"
    return {"name": name, "key": key, "encoder": _encoder(name, program, parts)}


def sweeps_of(names: Iterable[str]) -> dict[str, BetaSweep]:
    """The sweeps of those that are VAEs for every beta and have one, by their names on the page."""
    found = {}
    for record in map(saved.find, names):
        is_one = record.config.model.name == ANY_BETA and record.arrays is not None
        arrays = saved.load_arrays(record) if is_one else {}
        if BetaSweep.is_in(arrays):
            found[_page_name(record)] = BetaSweep.from_arrays(arrays)
    return found


def sweep(name: str, found: BetaSweep, parts: Parts) -> dict[str, Any]:
    """A VAE for every beta at 64 betas: figures, and maps as whole numbers; fills ``parts``.

    Each map after the first is told by what has moved since the one before: half the bytes.
    """
    far = reach(found)
    maps = whole_numbers(found.maps, far, FINE)
    parts[f"{name}.maps"] = np.diff(maps, axis=0, prepend=np.zeros_like(maps[:1])).tobytes()
    return {
        "network": name,
        "low": LOWEST,
        "high": HIGHEST,
        "betas": found.betas.tolist(),
        "kl": found.kl_nats.tolist(),
        "information": found.information.tolist(),
        "reconstruction": found.reconstruction_nats.tolist(),
        "inside": inside(found).tolist(),
        "active": found.active_units.tolist(),
        "far": far,
        "unit": far / FINE,
        "count": found.maps.shape[1],
        "images": found.images,
    }


def digits(parts: Parts, test: mnist.Split, data: str = "") -> None:
    """All test digits of a data set and their labels, into ``parts``; their names begin so."""
    parts[f"{data}digits"] = pictures.to_bytes(test.pixels[..., 0]).tobytes()
    parts[f"{data}labels"] = test.labels.astype(np.uint8).tobytes()


def losses(parts: Parts) -> list[dict[str, Any]]:
    """The grids of VAEs that were trained for one weighing alone, every third cell of each."""
    told = []
    for name in LOSSES:
        record = saved.find(name)
        thinned = pictures.every_cell(saved.load_arrays(record)["grid"], 3)
        parts[f"{name}.grid"] = thinned.tobytes()
        model, metrics = record.config.model, record.metrics
        told.append(
            {
                "name": name,
                "side": thinned.shape[0] // IMAGE_SIDE,
                "k1": model.k1,
                "k2": model.k2,
                "beta": model.beta,
                "reconstruction": metrics["reconstruction_nats"],
                "kl": metrics["kl_nats"],
            }
        )
    return told
