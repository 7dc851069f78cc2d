"""The whole state of a training in one file, so that it can go on after any stop."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.config import RunConfig
from explorer.errors import TrainingError
from explorer.files import write_atomically

if TYPE_CHECKING:
    from explorer.models.network import Network

STATE = "state.npz"


def _variables(network: Network) -> list[Any]:
    # model.variables has the weights and the sampling layer's random state
    return [*network.model.variables, *network.model.optimizer.variables]


def save_state(path: Path, network: Network, config: RunConfig, progress: dict[str, Any]) -> None:
    """Write every variable (weights, random states, optimizer) and ``progress``, atomically."""
    meta = json.dumps({"config": config.to_dict(), "progress": progress})
    arrays = {f"v{i}": np.asarray(v) for i, v in enumerate(_variables(network))}

    def write(temporary: Path) -> None:
        with temporary.open("wb") as file:
            np.savez(file, meta=np.frombuffer(meta.encode(), np.uint8), **arrays)  # type: ignore[arg-type]

    write_atomically(path, write)


def read_progress(path: Path, config: RunConfig) -> dict[str, Any]:
    """The ``progress`` saved at ``path``; TrainingError if it is another run's or damaged."""
    if not path.is_file():
        raise TrainingError(f"nothing to resume: {path} is expected, but there is none.")
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as saved:
            meta = json.loads(saved["meta"].tobytes())
        before, progress = RunConfig.from_dict(meta["config"]), meta["progress"]
    except Exception as error:  # a damaged zip raises many kinds
        raise TrainingError(f"{path} is not a readable training state ({error}).") from None
    if before != config:
        changed = ", ".join(_differences(before.to_dict(), config.to_dict()))
        raise TrainingError(
            f"{path} belongs to a training with other settings ({changed}); "
            "resume with the same ones, or start in another folder."
        )
    return dict(progress)


def restore_state(path: Path, network: Network) -> None:
    """Put the saved variables back into a compiled network of the same settings."""
    variables = _variables(network)
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as saved:
            arrays = [saved[f"v{i}"] for i in range(len(variables))]
        for variable, array in zip(variables, arrays, strict=True):
            variable.assign(array)
    except Exception as error:
        raise TrainingError(f"{path} is not a readable training state ({error}).") from None


def _differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [
        f"{key} {before[section][key]!r} then, {after[section][key]!r} now"
        for section in before
        for key in before[section]
        if before[section][key] != after[section][key]
    ]
