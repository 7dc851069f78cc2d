"""All that a network makes of pictures, as one function NumPy -> NumPy, compiled.

Like :mod:`explorer.compiled`, for the way in as well as out: a gallery of noisy digits
is encoded, decoded and named in one call of a fixed batch shape, a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.config import IMAGE_SIDE

if TYPE_CHECKING:
    from explorer.models.network import Network

Array = np.ndarray

# One digit, a gallery, a sample: three shapes, so that TensorFlow traces thrice and no more.
BATCHES = (1, 12, 100)
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

    batched = _compile(run)

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
    batched = _compile(lambda images: [classifier(images, training=False)])
    return lambda images: batched(images)[0]


def _compile(run: Callable[[Any], list[Any]]) -> Callable[[Array], list[Array]]:
    """``run`` traced once for each size of ``BATCHES``; larger inputs go in parts."""
    import tensorflow as tf

    def trace(size: int) -> Callable[[Array], list[Any]]:
        function = tf.function(run, input_signature=[tf.TensorSpec((size, *SHAPE), tf.float32)])
        function(np.zeros((size, *SHAPE), np.float32))
        return lambda batch: [output.numpy() for output in function(batch)]

    traced = {size: trace(size) for size in BATCHES}

    def batched(images: Array) -> list[Array]:
        images = np.asarray(images, np.float32)
        size = batch_size(len(images))
        parts = []
        for start in range(0, max(1, len(images)), size):
            part = images[start : start + size]
            padded = np.zeros((size, *SHAPE), np.float32)
            padded[: len(part)] = part
            parts.append([output[: len(part)] for output in traced[size](padded)])
        return [np.concatenate(outputs) for outputs in zip(*parts, strict=True)]

    return batched


def batch_size(count: int) -> int:
    """Which of ``BATCHES`` takes this many images: the smallest that needs few calls."""
    return next((size for size in BATCHES[:-1] if count <= 2 * size), BATCHES[-1])
