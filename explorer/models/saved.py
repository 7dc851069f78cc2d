"""Save and load models: ``<name>.weights.h5`` with ``<name>.json`` beside it.

The JSON (a *record*, read as a :class:`SavedModel`) holds the settings that rebuild the
network, the sha256 of the weights, metrics and seed. Loading verifies the hash, so a damaged
or foreign file is refused with a sentence. Nothing is ever unpickled.
"""

from __future__ import annotations

import atexit
import threading
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from explorer import files
from explorer.config import BUNDLED_NAMES, RunConfig
from explorer.errors import ConfigError, WeightsError
from explorer.installed import PRETRAINED as PRETRAINED
from explorer.models import layer_arrays
from explorer.models.weights_file import check_weights

if TYPE_CHECKING:
    from explorer.models.network import Network

SUFFIX = ".weights.h5"

reading = threading.Lock()  # of HDF5 files: by one thread at a time, and by none at the end


@dataclass(frozen=True)
class SavedModel:
    """What is known of a saved model; ``folder``/``weights`` is the file itself."""

    name: str
    folder: Path
    weights: str
    sha256: str
    config: RunConfig
    data_sha256: str
    metrics: dict[str, Any] = field(default_factory=dict)
    training: dict[str, Any] = field(default_factory=dict)
    arrays: str | None = None
    arrays_sha256: str | None = None

    @property
    def path(self) -> Path:
        return self.folder / self.weights

    @property
    def contents(self) -> str:
        """What its file should hold, as a sentence says it."""
        model = self.config.model
        return f"the weights of {model.name} with latent_dim {model.latent_dim}"

    @property
    def seed(self) -> int:
        return self.config.training.seed

    def to_dict(self) -> dict[str, Any]:
        values = asdict(self)
        del values["folder"]
        return {**values, "seed": self.seed}


def record_path(path: str | Path) -> Path:
    """The JSON of a model given as its ``.json``, its ``.weights.h5``, or its run's folder."""
    path = Path(path)
    if path.is_dir():
        return path / "model.json"
    if path.name.endswith(SUFFIX):
        return path.with_name(path.name.removesuffix(SUFFIX) + ".json")
    return path


def read_record(path: str | Path) -> SavedModel:
    """Read a model's JSON; WeightsError says what is missing or wrong.

    While a save is under way, or after one was cut off, the JSON may already describe weights
    that are not in place: the record it kept of the previous ones is then the one that holds.
    """
    file = record_path(path)
    try:
        record, previous = files.read_json(file, _records)
    except FileNotFoundError:
        raise WeightsError(
            f"a saved model is expected at {file} (with its weights), but there is none."
        ) from None
    except (OSError, ValueError) as error:
        raise WeightsError(f"{file.name} is not a readable model description ({error}).") from None
    if previous and not _intact(record):
        before = _parse(previous, file)
        if _intact(before):
            return before
    return cast(SavedModel, record)


def _records(values: Any, file: Path) -> tuple[SavedModel, Any]:
    """A model's record, and what its JSON kept of the one before."""
    return _parse(values, file), values.get("previous")


def _parse(values: Any, file: Path) -> SavedModel:
    needed = ("weights", "sha256", "config", "data_sha256")
    missing = [key for key in needed if not isinstance(values, dict) or key not in values]
    if missing:
        raise WeightsError(
            f"{file.name} is not a model description of this project: "
            f"it lacks {', '.join(missing)}."
        )
    try:
        config = RunConfig.from_dict(values["config"])
    except ConfigError as error:
        raise WeightsError(f"{file.name} describes no model that can be built: {error}") from None
    for part in ("weights", "arrays"):
        if Path(str(values.get(part) or "-")).name != (values.get(part) or "-"):
            raise WeightsError(f"{file.name} must name {part} in its own folder.")
    if not isinstance(values["sha256"], str):
        raise WeightsError(f"{file.name} must give sha256 as text, got {values['sha256']!r:.80}.")
    if not all(isinstance(values.get(part, {}), dict) for part in ("metrics", "training")):
        raise WeightsError(f"{file.name} must give metrics and training as named values.")
    known = {f: values[f] for f in SavedModel.__dataclass_fields__ if f in values}
    name = file.name.removesuffix(".json")
    return SavedModel(**{**known, "name": name, "folder": file.parent, "config": config})


def _intact(record: SavedModel) -> bool:
    return record.path.is_file() and files.sha256(record.path) == record.sha256


def pretrained_record(name: str) -> SavedModel:
    """The record of one of the bundled models; the manifest vouches for its hash."""
    if name not in BUNDLED_NAMES:
        raise ConfigError(f"model must be one of {', '.join(BUNDLED_NAMES)}, got {name!r}.")
    record = read_record(PRETRAINED / f"{name}.json")
    promised = manifest().get(name, {}).get("sha256")
    if promised != record.sha256:
        raise WeightsError(
            f"pretrained/{name}.json does not match pretrained/manifest.json "
            f"(sha256 {record.sha256[:12]}… against {str(promised)[:12]}…)."
        )
    return record


def manifest() -> dict[str, Any]:
    """``pretrained/manifest.json``: the records of all bundled models by name."""
    path = PRETRAINED / "manifest.json"
    try:
        return dict(files.read_json(path)["models"])
    except FileNotFoundError:
        raise WeightsError(
            f"pretrained/manifest.json is expected at {path}, but is missing."
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"pretrained/manifest.json cannot be read ({error}).") from None


def find(name_or_path: str | Path) -> SavedModel:
    """A bundled model by its name, or any saved one by a path."""
    if str(name_or_path) in BUNDLED_NAMES:
        return pretrained_record(str(name_or_path))
    looks_like_path = any(c in str(name_or_path) for c in "/\\.") or Path(name_or_path).exists()
    if not looks_like_path:
        raise ConfigError(
            f"model must be one of {', '.join(BUNDLED_NAMES)}, or a saved model's path, "
            f"got {str(name_or_path)!r}."
        )
    return read_record(name_or_path)


def verify(record: SavedModel) -> None:
    """Raise WeightsError unless the weights file is there and its sha256 is the record's."""
    if not record.path.is_file():
        raise WeightsError(f"weights are expected at {record.path}, but the file is missing.")
    found = files.sha256(record.path)
    if found != record.sha256:
        raise WeightsError(
            f"{record.weights} is corrupt or was replaced: expected sha256 "
            f"{record.sha256[:12]}…, got {found[:12]}…."
        )


def load_arrays(record: SavedModel) -> dict[str, np.ndarray]:
    """The arrays beside a model's weights, z_mean among them; WeightsError where there are none."""
    try:
        with np.load(record.folder / str(record.arrays), allow_pickle=False) as kept:
            found = {name: kept[name] for name in kept.files}
        if "z_mean" not in found:
            raise ValueError("it holds no z_mean")
        return found
    except Exception as error:  # a missing or damaged zip raises many kinds
        raise WeightsError(
            f"the latent coordinates of {record.name} are expected in {record.arrays}, "
            f"but it cannot be read ({error})."
        ) from None


def load(record: SavedModel) -> Network:
    """Verify the hash, rebuild the network, load its weights. Imports TensorFlow."""
    from explorer import models

    verify(record)
    with reading:
        check_weights(record.path, record.contents)
        network = models.build(record.config.model, record.seed)
        _end_after_loading()
        try:
            network.model.load_weights(record.path)
        except Exception as error:  # h5py and Keras raise many kinds on a foreign file
            first = (str(error).strip().splitlines() or [repr(error)])[0]
            words = f"{record.weights} does not hold {record.contents} ({first:.160})."
            raise WeightsError(words) from None
    return network


@lru_cache
def _end_after_loading() -> None:
    """Have the process wait for a model that a thread of it is loading.

    It would else wait for ever, for h5py's lock. Called once TensorFlow is imported: what is
    registered last is called first, before TensorFlow is taken down.
    """
    atexit.register(reading.acquire, timeout=10)


def save(
    network: Network,
    config: RunConfig,
    folder: Path,
    name: str = "model",
    data_sha256: str = "",
    metrics: dict[str, Any] | None = None,
    training: dict[str, Any] | None = None,
) -> SavedModel:
    """Write weights and record; whatever happens, the folder holds a model that loads."""
    weights = f"{name}{SUFFIX}"
    record = SavedModel(
        name, folder, weights, "", config, data_sha256, metrics or {}, training or {}
    )
    return put(network, record)


def put(network: Network, record: SavedModel) -> SavedModel:
    """Write a network's weights where ``record`` says; returns it with their sha256.

    The weights go to a temporary name first; the JSON that describes both the new and the
    previous weights is put in place before they are. Two saves to one folder take turns.
    """

    def write(temporary: Path) -> None:
        nonlocal record
        network.model.save_weights(temporary)
        record = replace(record, sha256=files.sha256(temporary))
        write_record(record)

    with files.lock(record.folder):
        files.write_atomically(record.path, write)
        layer_arrays.write(network, record.path, record.sha256)
    return record


def write_record(record: SavedModel) -> None:
    """Put a record's JSON in place, keeping inside it the one it replaces."""
    path = record.folder / f"{record.name}.json"
    values = record.to_dict()
    try:
        previous = read_record(path).to_dict()
    except WeightsError:
        previous = {}
    if previous and previous["sha256"] != record.sha256:
        values["previous"] = previous
    files.write_json(path, values)
