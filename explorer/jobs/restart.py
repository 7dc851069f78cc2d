"""What a training that goes on finds: is its checkpoint whole; how to begin anew without loss."""

from __future__ import annotations

import zipfile
from pathlib import Path

from explorer import files
from explorer.config import RunConfig
from explorer.errors import CheckpointError, TrainingError
from explorer.jobs import status, worker
from explorer.training import checkpoint, run_folder


def check(folder: Path, config: RunConfig) -> None:
    """Raise CheckpointError when there is a checkpoint in ``folder``, but not a whole one."""
    state = folder / checkpoint.STATE
    try:
        if run_folder.progress(folder, config):
            with zipfile.ZipFile(state) as arrays:
                damaged = arrays.testzip()
            if damaged:
                raise zipfile.BadZipFile(f"{damaged} in it is damaged")
    except (TrainingError, OSError, zipfile.BadZipFile, ValueError, EOFError) as error:
        model = (
            f" The best model until then is whole: it would be kept as {_free(folder).name}."
            if status.has_model(folder)
            else ""
        )
        raise CheckpointError(
            f"the training {folder.name} cannot go on: its checkpoint {state.name} is damaged "
            f"({_short(error)}); it can only be started anew.{model}"
        ) from None


def begin_anew(folder: Path) -> None:
    """Clear the folder for a new start; a model that is in it is kept in a folder beside it.

    Raises StorageError when it cannot be kept; then nothing was cleared.
    """
    if status.has_model(folder):
        kept = _free(folder)
        for name in worker.RETURNED:
            if (folder / name).is_file():
                files.write_bytes(kept / name, (folder / name).read_bytes())
    run_folder.start_anew(folder)


def _free(folder: Path) -> Path:
    """The first of ``<job>-kept``, ``<job>-kept-2`` ... that is no folder yet."""
    names = [f"{folder.name}-kept", *(f"{folder.name}-kept-{n}" for n in range(2, 100))]
    return next(p for p in map(folder.with_name, names) if not status.has_model(p))


def _short(error: Exception) -> str:
    """The reason alone, without the path that the sentence names already."""
    reason = " ".join(str(error).split()).rstrip(".")
    start = "is not a readable training state ("
    return reason.split(start)[-1].removesuffix(")") if start in reason else reason
