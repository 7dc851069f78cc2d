"""Remake ``pretrained/``: train each system by its recipe, then publish it.

A published model is ``<name>.weights.h5`` with ``<name>.json`` (settings, hashes,
test figures, history), ``<name>.latent.npz`` (where the test digits lie, and the
app's first pictures, so that they are drawn without TensorFlow), and a place in
``manifest.json``. Importing this module loads no TensorFlow.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer import files
from explorer.config import (
    BUNDLED_NAMES,
    CLEAN,
    DEDICATED,
    K_PRESETS,
    PLAIN_2D,
    SKLEARN_VAE,
    DataConfig,
    NoiseConfig,
    RunConfig,
    TrainingConfig,
    default_config,
)
from explorer.data import mnist
from explorer.errors import ConfigError, DataError, WeightsError
from explorer.models import saved
from explorer.models.saved import SavedModel
from explorer.training import precompute
from explorer.training import run_folder as training_run_folder

if TYPE_CHECKING:
    from explorer.models.network import Network
    from explorer.training.recorder import Progress

Array = np.ndarray


@dataclass(frozen=True)
class Recipe:
    """How one bundled model is trained: ``weighing`` names the weights of a VAE's loss.

    ``start`` is the bundled model whose weights it starts from, if any; ``noise`` is what
    it learns to undo and ``latent_dim`` the size of its codes, if not the usual ones of its
    system; ``data`` names another data set than MNIST.
    """

    system: str
    epochs: int
    weighing: str = ""
    precision: str = "float32"
    start: str = ""
    noise: str = ""
    latent_dim: int = 0
    data: str | None = None


COLLAPSED = ("k2_extreme", "collapse")

RECIPES: dict[str, Recipe] = {
    "denoiser": Recipe("denoiser", 18),
    "dual": Recipe("dual", 18),
    "inception": Recipe("inception", 18),
    "vae_functional": Recipe("vae_functional", 30, "course"),
    "vae_subclass": Recipe("vae_subclass", 20, "balanced"),
    "any_beta": Recipe("any_beta", 60, "course", "mixed_bfloat16", start="vae_functional"),
    CLEAN: Recipe("dual", 18, noise="none"),
    PLAIN_2D: Recipe("denoiser", 40, noise="none", latent_dim=2),
    **{
        f"vae_{name}": Recipe("vae_functional", 60, name, "mixed_bfloat16", "vae_functional")
        for name in DEDICATED
    },
    # ten are enough to collapse, and then they cost what the mean image does: 205.8 nats
    **{f"vae_{name}": Recipe("vae_functional", 10, name, "mixed_bfloat16") for name in COLLAPSED},
    # 1,438 digits alone do not get a VAE going: it begins with what MNIST's has learnt
    SKLEARN_VAE: Recipe(
        "vae_functional", 60, "course", start="vae_functional", data=mnist.SKLEARN_DIGITS
    ),
}


def recipe(name: str, epochs: int | None = None, subset: int | None = None) -> RunConfig:
    """The settings that made ``pretrained/<name>``; fewer epochs or images to try them out.

    All 60,000 training images, none held out; the test set is for the figures alone.
    """
    if name not in RECIPES:
        raise ConfigError(f"model must be one of {', '.join(BUNDLED_NAMES)}, got {name!r}.")
    made = RECIPES[name]
    base = default_config(made.system)
    k1, k2 = K_PRESETS.get(made.weighing, (base.model.k1, base.model.k2))
    return replace(
        base,
        model=replace(
            base.model, k1=k1, k2=k2, latent_dim=made.latent_dim or base.model.latent_dim
        ),
        noise=NoiseConfig(made.noise) if made.noise else base.noise,
        data=DataConfig(made.data, subset, 0.0),
        training=TrainingConfig(
            epochs=made.epochs if epochs is None else epochs,
            batch_size=64,
            learning_rate=0.001,
            seed=123,
            precision=made.precision,
        ),
    )


def train(
    config: RunConfig,
    folder: Path,
    force: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    start: str = "",
) -> bool:
    """Train ``config`` in ``folder`` to its end; False if it was stopped before.

    It starts from the weights of the saved model ``start``, if one is named. An
    interrupted training goes on, a finished one is left alone, unless ``force`` starts
    anew. TrainingError if the folder belongs to other settings.
    """
    before = None if force else training_run_folder.progress(folder, config)
    if before and before["epoch"] >= config.training.epochs:
        return True
    if force:
        training_run_folder.start_anew(folder)
    from explorer.training import fit

    start_from = saved.find(start) if start else None
    done = fit.fit(config, folder, bool(before), on_progress, start_from=start_from)
    return not done.stopped


def publish(run_folder: Path, out: Path, name: str) -> SavedModel:
    """Measure the model of a training on the test set, and put it in ``out``.

    Writes ``<name>.latent.npz``, the weights, the record, and the manifest's entry.
    Raises WeightsError if the run's model is missing, damaged or no ``name``, and
    DataError if it was trained on other data than it would be measured on.
    """
    run = saved.read_record(run_folder)
    saved.verify(run)
    system = recipe(name).model.name
    if run.config.model.name != system:
        raise WeightsError(f"{run_folder} holds a {run.config.model.name}, not a {system}.")
    if mnist.data_hash(run.config.data.path) != run.data_sha256:
        raise DataError(f"{run_folder} was trained on other data than it would be measured on.")
    from explorer.training import evaluation

    test = mnist.load("test", run.config.data.path)
    mean_image = evaluation.mean_image(mnist.load("train", run.config.data.path))
    network = saved.load(run)
    arrays = precompute.first_view(network, run.config, test)
    if network.conditional_encoder is not None:  # minutes
        sweep = precompute.measure_sweep(network, test)
        assert sweep is not None  # nobody stops it
        arrays |= (
            sweep.to_arrays() | precompute.encode_stops(network, test, sweep.betas).to_arrays()
        )
    report = evaluation.evaluate(network, run, test, mean_image)
    training = {**run.training, "history": _history(run.folder)}
    return _put(network, out, name, replace(run, metrics=report, training=training), arrays)


def _put(
    network: Network, out: Path, name: str, measured: SavedModel, arrays: dict[str, Array]
) -> SavedModel:
    """Write everything of one model: first its arrays, last its entry in the manifest.

    The network was loaded, not compiled: without the optimizer's state, which only
    a training needs, its file is a third of the run's.
    """
    arrays_path = out / f"{name}.latent.npz"
    precompute.write_arrays(arrays_path, arrays)
    record = replace(
        measured,
        name=name,
        folder=out,
        weights=f"{name}{saved.SUFFIX}",
        arrays=arrays_path.name,
        arrays_sha256=files.sha256(arrays_path),
    )
    record = saved.put(network, record)
    files.write_json(out / f"{name}.json", record.to_dict())  # without the one it replaced
    _enter(out / "manifest.json", record)
    return record


def _history(folder: Path) -> Any:
    try:
        return json.loads((folder / "history.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WeightsError(f"{folder / 'history.json'} cannot be read ({error}).") from None


def _manifest(path: Path) -> dict[str, Any]:
    """The manifest's models by name; none if there is no manifest yet."""
    try:
        return dict(json.loads(path.read_text(encoding="utf-8"))["models"])
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"{path} is not a readable manifest ({error}).") from None


def _enter(path: Path, record: SavedModel) -> None:
    models = {**_manifest(path), record.name: record.to_dict()}
    ordered = {name: models[name] for name in BUNDLED_NAMES if name in models}
    files.write_json(path, {"models": ordered})
