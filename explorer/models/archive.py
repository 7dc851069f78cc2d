"""Models as files to take away and to bring back: ``.keras``, or weights with their JSON.

A ``.keras`` of ours is an archive of Keras that ``keras.saving.load_model`` reads anywhere (see
models/plain.py), with ``explorer.json`` (our record) and our weights added. What is
brought back is never deserialized by that function: the record says which of our
networks to build, and the weights are put into it. Everything is checked before a
folder is made for it.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from explorer import files
from explorer.config import DataConfig
from explorer.errors import StorageError, WeightsError
from explorer.models import saved
from explorer.models.saved import SUFFIX, SavedModel

RECORD = "explorer.json"  # our record inside a .keras archive
WEIGHTS = "explorer.weights.h5"  # the weights of the whole network in it, as saved here
KERAS_WEIGHTS = "model.weights.h5"  # Keras's own; in archives of earlier versions, ours as well
KEPT = f"model{SUFFIX}"  # what the weights of a run are called
MAX_WEIGHTS = 50 << 20  # bytes; the largest system with 128 dims has 10 MB with its optimizer
MAX_JSON = 1 << 20


def description(record: SavedModel, stem: str) -> bytes:
    """The JSON to go with ``<stem>.weights.h5``."""
    own = replace(record, weights=f"{stem}{SUFFIX}", arrays=None, arrays_sha256=None)
    return json.dumps(own.to_dict(), indent=2).encode()


def archive(record: SavedModel) -> bytes:
    """The model as a ``.keras`` file. Imports TensorFlow; StorageError on a full disk."""
    from explorer.models.plain import plain_model

    network = saved.load(record)
    with files.scratch() as folder:
        path = folder / "model.keras"
        plain_model(network, record.config.model).save(path)
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as made:
            made.write(record.path, WEIGHTS)
            made.writestr(RECORD, description(record, "explorer"))
        return path.read_bytes()


def take_in(uploaded: Mapping[str, bytes], runs: Path) -> SavedModel:
    """Check what was uploaded, by name, and put it into a folder of ``runs`` of its own.

    Either one ``.keras`` of this app, or a ``.weights.h5`` with its ``.json``. Raises
    WeightsError for anything else, StorageError when it cannot be written; ``runs``
    is then as it was. The same model brought twice is the one already there.
    """
    described, content = _parts(uploaded)
    with files.scratch() as folder:
        record = _checked(described, content, folder)
        target = runs / f"uploaded-{record.sha256[:10]}"
        if not (target / "model.json").is_file():
            _move(folder, target)
    return saved.read_record(target)


def _parts(uploaded: Mapping[str, bytes]) -> tuple[bytes, bytes]:
    """The JSON and the weights among the files, of allowed sizes."""
    by_end = {Path(name).suffix.lower(): content for name, content in uploaded.items()}
    if set(by_end) == {".keras"} and len(uploaded) == 1:
        return _unzipped(by_end[".keras"])
    if set(by_end) != {".json", ".h5"} or len(uploaded) != 2:
        raise WeightsError(
            "one .keras file of this app is expected, or a .weights.h5 and its .json together; "
            f"got {', '.join(sorted(uploaded)) or 'nothing'}."
        )
    _check_size("the .json", len(by_end[".json"]), MAX_JSON)
    _check_size("the .weights.h5", len(by_end[".h5"]), MAX_WEIGHTS)
    return by_end[".json"], by_end[".h5"]


def _unzipped(content: bytes) -> tuple[bytes, bytes]:
    """Our record and the weights in a .keras archive; nothing else in it is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as found:
            if RECORD not in found.namelist():
                raise WeightsError(
                    "the .keras file was not saved by this app, so its network is unknown here; "
                    "upload a model that was downloaded here."
                )
            ours = WEIGHTS if WEIGHTS in found.namelist() else KERAS_WEIGHTS
            for name, limit in ((RECORD, MAX_JSON), (ours, MAX_WEIGHTS)):
                _check_size(f"{name} in the .keras file", found.getinfo(name).file_size, limit)
            return found.read(RECORD), found.read(ours)
    except WeightsError:
        raise
    except Exception as error:  # zipfile and zlib raise many kinds on a damaged file
        raise WeightsError(f"the .keras file cannot be read ({error}).") from None


def _check_size(what: str, size: int, limit: int) -> None:
    if size > limit:
        raise WeightsError(
            f"{what} may have {limit / 2**20:.0f} MB at most, got {size / 2**20:.1f} MB."
        )


def _checked(described: bytes, content: bytes, folder: Path) -> SavedModel:
    """The uploaded model, written into ``folder`` as ours are; WeightsError unless it loads.

    Of what its JSON claims only the network, its settings and its seed are kept: its
    figures were not measured here, and its paths are another machine's.
    """
    path = folder / "model.json"
    try:
        named: Any = json.loads(described)
        path.write_text(json.dumps({**named, "weights": KEPT, "previous": None, "arrays": None}))
    except (ValueError, TypeError, RecursionError):
        raise WeightsError("the .json is not a readable model description.") from None
    (folder / KEPT).write_bytes(content)
    record = saved.read_record(path)
    data = record.config.data
    own = replace(
        record,
        config=replace(record.config, data=DataConfig(None, data.subset, data.validation)),
        data_sha256=str(record.data_sha256)[:64],
        metrics={},
        training={"uploaded": True},
        arrays=None,
        arrays_sha256=None,
    )
    saved.load(own)  # verifies the hash, builds the network, reads the weights
    files.write_json(path, own.to_dict())
    return own


def _move(made: Path, target: Path) -> None:
    """Put a finished folder in place at once, from a temporary name beside it."""
    waiting = target.with_name(f".{target.name}-{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(made, waiting, dirs_exist_ok=True)
        os.replace(waiting, target)
    except OSError as error:
        shutil.rmtree(waiting, ignore_errors=True)
        if (target / "model.json").is_file():  # somebody brought the same at the same time
            return
        raise StorageError(
            f"the model could not be saved in {target.parent}: {error.strerror or error}."
        ) from None
