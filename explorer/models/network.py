"""What every architecture's ``build`` returns: the whole model and its named parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import keras


@dataclass(frozen=True)
class Network:
    """A system to train (``model``) and the parts one calls afterwards.

    Attributes:
        model: what ``fit`` trains and what is saved.
        encoder: image (B, 28, 28, 1) -> latent (B, D); for a VAE a dict of
            ``z_mean``, ``z_log_var`` and a sampled ``z``, each (B, D).
        decoder: latent (B, D) -> image (B, 28, 28, 1) in [0, 1].
        pack: (corrupted, clean, labels) -> the ``(inputs, targets)`` of ``fit``.
        classifier: image -> class probabilities (B, 10), or None.
        optimizer: ``adam`` or ``rmsprop``, as the course trains this system.
        conditional_encoder, conditional_decoder: of a network for every beta: both take
            ``[x, log_beta]``, log_beta (B, 1), where the two above answer for one beta.
        kl_share: a VAE's weight that says what share of its k2 counts, where that is annealed.
        compile_options: the ``loss``, ``loss_weights`` and ``metrics`` of ``compile``.
    """

    model: keras.Model
    encoder: keras.Model
    decoder: keras.Model
    pack: Callable[[Any, Any, Any], tuple[Any, Any]]
    classifier: keras.Model | None = None
    optimizer: str = "adam"
    conditional_encoder: keras.Model | None = None
    conditional_decoder: keras.Model | None = None
    kl_share: Any = None
    compile_options: dict[str, Any] = field(default_factory=dict)
