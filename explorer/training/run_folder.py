"""The folder of one training: is there a model in it, how far did it get, start anew."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from explorer import files
from explorer.config import ANY_BETA, ModelConfig, RunConfig
from explorer.errors import ConfigError, StorageError, TrainingError
from explorer.models import saved
from explorer.training import checkpoint


def holds_model(folder: Path) -> bool:
    """True if a model was saved in ``folder``, whole or not."""
    return any((folder / f"model{suffix}").exists() for suffix in (".json", saved.SUFFIX))


def progress(folder: Path, config: RunConfig) -> dict[str, Any] | None:
    """How far the training of ``config`` in ``folder`` got; None if it has not ended an epoch.

    Raises TrainingError if what is there belongs to other settings, or is damaged.
    """
    state = folder / checkpoint.STATE
    return checkpoint.read_progress(state, config) if state.is_file() else None


def saved_config(folder: Path) -> RunConfig:
    """The settings of the training in ``folder``, to resume it.

    Raises TrainingError when there is no state to resume from.
    """
    state = folder / checkpoint.STATE
    if not state.is_file():
        raise TrainingError(f"nothing to resume: {state} is expected, but there is none.")
    return saved.read_record(folder).config


def history(record: saved.SavedModel) -> dict[str, Any]:
    """What was noted of each epoch of a model's training; nothing where that is not known.

    A bundled or finished one holds it in its record, a run from the command line beside it.
    """
    found = record.training.get("history")
    if found is None:
        try:
            found = files.read_json(record.folder / "history.json")
        except (OSError, ValueError):
            return {}
    return found if isinstance(found, dict) else {}


def losses(record: saved.SavedModel) -> list[float]:
    """The loss of each epoch of a model's training; none where that is not known."""
    found = history(record).get("loss")
    if not isinstance(found, list) or not all(isinstance(loss, int | float) for loss in found):
        return []
    return found


def prepare(folder: Path) -> None:
    """Make ``folder`` if need be; StorageError when that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:  # ValueError: a name with NUL in it
        reason = getattr(error, "strerror", None) or str(error)
        raise StorageError(f"the folder {folder} cannot be made: {reason}.") from None


def start_anew(folder: Path) -> None:
    """Take away what an earlier training left, but its model, which the new one replaces."""
    try:
        for name in ("strips", "logs"):
            if (folder / name).is_dir():
                shutil.rmtree(folder / name)
        for name in (checkpoint.STATE, "history.json", "film.bin"):
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"{folder} cannot be cleared: {error.strerror or error}.") from None


def same_network(one: ModelConfig, other: ModelConfig) -> bool:
    """Whether the weights of one fit into the other; k1 and k2 change no weight's place."""
    kinds = [
        (
            model.name,
            model.latent_dim,
            model.decoder,
            model.classes if model.classifies else 0,
            model.bases if model.name == ANY_BETA else 0,
        )
        for model in (one, other)
    ]
    return kinds[0] == kinds[1]


def folds_into(one: ModelConfig, other: ModelConfig) -> bool:
    """Whether one is a VAE for every beta, and the other one like it for a single beta."""
    every = [model.name == ANY_BETA for model in (one, other)]
    both = one.variational and other.variational
    return (
        both
        and any(every)
        and same_network(replace(one, name=other.name, bases=other.bases), other)
    )


def check_start(start_from: saved.SavedModel, config: RunConfig) -> None:
    """Raise ConfigError unless the weights of ``start_from`` fit into the network of ``config``.

    Those of a VAE for every beta fit into systems 4 and 5 too, once folded for their beta,
    and theirs into it.
    """
    then, now = start_from.config.model, config.model
    if not same_network(then, now) and not folds_into(then, now):
        raise ConfigError(
            f"a training can only start from a model of its own kind: {now.name} with latent_dim "
            f"{now.latent_dim} and {now.decoder} decoder was asked for, but {start_from.name} is "
            f"{then.name} with latent_dim {then.latent_dim} and {then.decoder} decoder."
        )
