"""All that a network makes of pictures, as one function NumPy -> NumPy, compiled.

A gallery of noisy digits is encoded, decoded and named in one call (see
:mod:`explorer.models.inference`), a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.config import IMAGE_SIDE
from explorer.models.inference import compile_batched

if TYPE_CHECKING:
    from explorer.models.network import Network

Array = np.ndarray

SHAPE = (IMAGE_SIDE, IMAGE_SIDE, 1)


@dataclass(frozen=True)
class Restored:
    """B pictures through a network.

    ``codes`` (B, D) are z_mean for a VAE, ``images`` (B, 28, 28, 1) decoded from them;
    ``probabilities`` (B, 10) are None for a network without a classifier.
    """

    codes: Array
    images: Array
    probabilities: Array | None


Restore = Callable[[Array], Restored]
Classify = Callable[[Array], Array]


def compile_restorer(network: Network) -> Restore:
    """Images float32 (B, 28, 28, 1) -> :class:`Restored`, any B; warmed up."""

    def run(images: Any) -> list[Any]:
        code = network.encoder(images, training=False)
        mean = code["z_mean"] if isinstance(code, dict) else code
        outputs = [mean, network.decoder(mean, training=False)]
        if network.classifier is not None:
            outputs.append(network.classifier(images, training=False))
        return outputs

    batched = compile_batched(run, SHAPE)

    def restore(images: Array) -> Restored:
        codes, restored, *probabilities = batched(images)
        return Restored(codes, restored, probabilities[0] if probabilities else None)

    return restore


def compile_classifier(network: Network) -> Classify:
    """Images float32 (B, 28, 28, 1) -> class probabilities (B, 10), any B; warmed up.

    The network must have a classifier.
    """
    assert network.classifier is not None
    classifier = network.classifier
    batched = compile_batched(lambda images: [classifier(images, training=False)], SHAPE)
    return lambda images: batched(images)[0]
