"""The data sets that a server has, by the names that choosers and links have for them.

MNIST is ``mnist``; one of a library has that of ``data/named.py``; what was brought is called
as its file, whose name ends with the hash of what it holds.
"""

from __future__ import annotations

from pathlib import Path

from explorer.data import kept, mnist
from explorer.ui.shared import models
from explorer.ui.texts import text

MNIST = "mnist"


def names() -> list[str]:
    """MNIST first, then those of libraries, then what was brought."""
    return [MNIST, *mnist.NAMED, *(Path(path).name for path in kept.known(models.RUNS))]


def path_of(name: str) -> str | None:
    """What a config says of a data set: None for MNIST."""
    if name == MNIST:
        return None
    return name if name in mnist.NAMED else str((models.RUNS / kept.FOLDER / name).resolve())


def name_of(path: str | None) -> str:
    """The name of a config's data set."""
    if path is None:
        return MNIST
    return path if path in mnist.NAMED else Path(path).name


def title(name: str) -> str:
    """What people call a data set."""
    if name == MNIST:
        return text("train.data_mnist")
    return text("train.data_sklearn") if name in mnist.NAMED else name


def short_title(name: str) -> str:
    """The same, as short as a legend has room for."""
    if name == MNIST:
        return "MNIST"
    return "scikit-learn" if name in mnist.NAMED else Path(name).stem
