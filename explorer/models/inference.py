"""Networks as plain functions NumPy -> NumPy, compiled once for batches of any size.

Decoders of points; and all that a network makes of a picture, encoded, decoded and named in
one call.
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

SHAPE = (IMAGE_SIDE, IMAGE_SIDE, 1)
PART = 100  # rows of one call: more go in parts, so that thirty visitors take turns


def compile_batched(
    run: Callable[[Any], list[Any]], shape: tuple[int, ...]
) -> Callable[[Array], list[Array]]:
    """``run`` on float32 (B, *shape), any B, as a function of arrays; warmed up.

    ``model.predict`` costs some 50 ms a call whatever the batch, and calling the model
    eagerly 6 ms; this is the arithmetic alone, about 1 ms for a click. The number of rows
    is left open: one trace serves all, and nothing is padded, at the speed of a trace for
    each number (measured from 1 to 100 rows).
    """
    import tensorflow as tf

    function = tf.function(  # no autograph: nothing here branches on a tensor
        run, input_signature=[tf.TensorSpec((None, *shape), tf.float32)], autograph=False
    )
    function(np.zeros((1, *shape), np.float32))

    def batched(rows: Array) -> list[Array]:
        rows = np.asarray(rows, np.float32)
        count = len(rows)
        if not count:
            rows = np.zeros((1, *shape), np.float32)  # not every kernel takes an empty batch
        parts = [function(rows[i : i + PART]) for i in range(0, len(rows), PART)]
        whole = [
            np.concatenate([o.numpy() for o in outputs]) for outputs in zip(*parts, strict=True)
        ]
        return [output[:count] for output in whole]

    return batched


def compile_decoder(network: Network) -> Callable[[Array], Array]:
    """Latent (N, D) -> images float32 (N, 28, 28, 1) in [0, 1], any N; warmed up."""
    decoder = network.decoder
    dim = int(decoder.input_shape[-1])
    batched = compile_batched(lambda z: [decoder(z, training=False)], (dim,))
    return lambda points: batched(points)[0]


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
