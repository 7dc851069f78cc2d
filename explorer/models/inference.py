"""Networks as plain functions NumPy -> NumPy, compiled once for batches of any size."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from explorer.models.network import Network

Array = np.ndarray

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
