"""What is computed of a model's codes beside its own arrays, once for all visitors.

Reconstruction errors need the decoder and seconds, so the background thread brings
them; clusters and holes are quick. Nothing is computed before it is asked for.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from explorer.models.saved import SavedModel
from explorer.ui.shared import background, models
from explorer.ui.shared.kept import kept

if TYPE_CHECKING:
    from explorer.analysis.clusters import Clusters

COLUMNS = 100  # digits in a row of the atlas
SHADES = 4  # grey levels of its thumbnails: a third of the bytes that 256 take
CHUNK = 500  # digits decoded before other threads get their turn


def atlas_name(of: SavedModel) -> str:
    """The name of the sheet that holds a model's test digits; fit for CSS."""
    return sha256(str(of.config.data.path).encode()).hexdigest()[:8]


@kept(4)
def atlas(path: str | None) -> bytes:
    """All test digits of a data file on one sheet, a PNG of four grey levels (0.7 MB)."""
    import io

    from PIL import Image

    pictures, _ = models.test_digits(path)
    rows = -(-len(pictures) // COLUMNS)
    sheet = np.zeros((rows * COLUMNS, *pictures.shape[1:]), np.uint8)
    sheet[: len(pictures)] = np.rint(pictures / 255.0 * (SHADES - 1))
    side = pictures.shape[1]
    sheet = sheet.reshape(rows, COLUMNS, side, side).swapaxes(1, 2).reshape(rows * side, -1)
    image = Image.fromarray(sheet, "P")
    image.putpalette([255 * shade // (SHADES - 1) for shade in range(SHADES) for _ in "RGB"])
    file = io.BytesIO()
    image.save(file, "PNG", bits=2, compress_level=1)  # a third of the time, and 13 % more bytes
    return file.getvalue()


def grid_png(
    of: SavedModel, x: tuple[float, ...], y: tuple[float, ...], axes: tuple[int, int], saved: bool
) -> bytes:
    """A decoded grid as a PNG: the one beside the weights if it is ``saved``, else anew."""
    where = ((), (), axes) if saved else (x, y, axes)  # short names are found sooner
    return _grid_png(of, *where, saved)


@kept(64)
def _grid_png(
    of: SavedModel, x: tuple[float, ...], y: tuple[float, ...], axes: tuple[int, int], saved: bool
) -> bytes:
    from explorer.data.pictures import png_bytes

    return png_bytes(models.arrays(of)["grid"] if saved else models.manifold(of, x, y, axes))


@kept(64)
def marks(
    of: SavedModel, axes: tuple[int, int], _flat: np.ndarray, _groups: np.ndarray, k: int = 0
) -> list[list[float]]:
    """The median [x, y] of each group of a map's points (N, 2): of each digit, or of ``k``."""
    names = np.arange(k) if k else np.unique(_groups)
    return [np.median(_flat[_groups == name], axis=0).tolist() for name in names]


@kept(64)
def clusters(of: SavedModel, k: int) -> Clusters:
    """k-means clusters of a model's codes; loads scikit-learn the first time."""
    from explorer.analysis.clusters import find

    return find(models.arrays(of)["z_mean"], models.labels(of), k)


@kept(64)
def holes(of: SavedModel, count: int) -> tuple[np.ndarray, np.ndarray, float]:
    """The emptiest places (H, D) between a model's codes, their radii, and the usual spacing."""
    from explorer.analysis import regions

    means = models.arrays(of)["z_mean"]
    return *regions.holes(means, count), regions.spacing(means)


# ---- reconstruction errors ---------------------------------------------------


def errors(of: SavedModel) -> np.ndarray | None:
    """BCE of each test digit decoded from its own code, nats per pixel float32 (N,).

    None until the background thread has them. An error that it met is raised here.
    """
    found: np.ndarray | None = background.ask(_errors_key(of), lambda: _measure(of))
    return found


def known_errors(of: SavedModel) -> np.ndarray | None:
    """The errors where they are known already; asks for nothing."""
    found: np.ndarray | None = background.known(_errors_key(of))
    return found


def _errors_key(of: SavedModel) -> tuple[str, str]:
    return "errors", of.sha256


def _measure(of: SavedModel) -> np.ndarray:
    from explorer.analysis import metrics

    decode = models.decoder(of)
    means = models.arrays(of)["z_mean"]
    pictures, _ = models.test_digits(of.config.data.path)
    pictures, parts = pictures[: len(means)], []
    for start in range(0, len(means), CHUNK):
        chunk = slice(start, start + CHUNK)
        clean = (pictures[chunk] / 255.0)[..., None]
        parts.append(metrics.bce(clean, decode(means[chunk])))
    return np.concatenate(parts).astype(np.float32)
