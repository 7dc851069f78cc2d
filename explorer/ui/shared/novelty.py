"""Other pictures through a model: their codes, and how much worse they are rebuilt than its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.models.saved import SavedModel
from explorer.ui.shared import background, models

MOST = 2000  # pictures of each
CHUNK = 500  # decoded before other threads get their turn

Array = np.ndarray


@dataclass(frozen=True)
class Seen:
    """Test pictures of one data file as a model sees them.

    ``means`` float32 (N, D), ``surprise`` (N,) nats a pixel (analysis/novelty.py), ``rebuilt``
    uint8 (N, 28, 28); they are the first N of the file.
    """

    means: Array
    surprise: Array
    rebuilt: Array


def seen(of: SavedModel, path: str | None) -> Seen | None:
    """None until the background thread has it. An error that it met is raised here."""
    found: Seen | None = background.ask(("seen", of.sha256, path), lambda: _see(of, path))
    return found


def _see(of: SavedModel, path: str | None) -> Seen:
    from explorer.analysis import novelty
    from explorer.data.pictures import to_bytes
    from explorer.training import evaluation

    network, decode = models.network(of), models.decoder(of)
    pictures, _ = models.test_digits(path)
    parts = []
    for chunk in np.array_split(pictures[:MOST], 1 + min(MOST, len(pictures)) // CHUNK):
        clean = (chunk / np.float32(255))[..., None]
        means = evaluation.encode(network, clean).mean
        decoded = decode(means)
        rebuilt = to_bytes(decoded[..., 0])
        parts.append((means, novelty.surprise(clean, decoded), rebuilt))
    means, surprise, rebuilt = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Seen(means, surprise, rebuilt)
