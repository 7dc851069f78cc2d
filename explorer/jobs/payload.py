"""Models as bytes that travel with a task: a worker may not see the app's disk, nor the app its."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from explorer import files
from explorer.models import saved


def pack(of: saved.SavedModel | None) -> dict[str, bytes] | None:
    """The two files of a model that a training starts from; None for no model."""
    if of is None:
        return None
    values = replace(of, name="model", weights=of.path.name, arrays=None).to_dict()
    return {of.path.name: of.path.read_bytes(), "model.json": json.dumps(values).encode()}


def unpack(contents: Mapping[str, bytes], folder: Path) -> None:
    """Put what a worker sent into ``folder``, in its order, but what is there already.

    Raises StorageError when it cannot be written.
    """
    for name, content in contents.items():
        path = folder / Path(name).name
        if not path.is_file() or path.read_bytes() != content:
            files.write_bytes(path, content)
