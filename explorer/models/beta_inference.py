"""The encoder of a VAE for every beta, compiled: where digits lie at a beta just asked for.

For one beta the network is a system 4 (:func:`explorer.models.any_beta.fold`): its weights
are folded first, then go in beside the images. One trace serves all betas, no state is
shared between visitors, and without the scales and shifts between its layers the encoder
takes two thirds of the time (measured: 2,000 digits in 0.22 s of one core).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.config import IMAGE_SIDE, ModelConfig

if TYPE_CHECKING:
    from explorer.models.network import Network

Array = np.ndarray
PART = 250  # images of one call: more go in parts, so that visitors take turns
Encode = Callable[[Array, float], Array]


def compile_encoder(network: Network, config: ModelConfig) -> Encode:
    """(images float32 (B, 28, 28, 1), beta) -> z_mean float32 (B, D), any B; warmed up.

    ``network`` is one of system 6 with the settings ``config``.
    """
    import tensorflow as tf

    from explorer import models
    from explorer.models import any_beta

    plain = models.build(replace(config, name="vae_functional")).encoder
    shapes = [variable.shape for variable in plain.trainable_variables]
    state = list(plain.non_trainable_variables)

    def run(images: Any, *weights: Any) -> Any:
        code, _ = plain.stateless_call(list(weights), state, images, training=False)
        return code["z_mean"]

    image = tf.TensorSpec((None, IMAGE_SIDE, IMAGE_SIDE, 1), tf.float32)
    signature = [image, *(tf.TensorSpec(s) for s in shapes)]
    function = tf.function(run, input_signature=signature, autograph=False)

    def encode(images: Array, beta: float) -> Array:
        weights = [tf.constant(array) for array in any_beta.fold(network, beta)[: len(shapes)]]
        parts = [
            function(np.asarray(images[start : start + PART], np.float32), *weights).numpy()
            for start in range(0, len(images), PART)
        ]
        return np.concatenate(parts)

    encode(np.zeros((1, IMAGE_SIDE, IMAGE_SIDE, 1), np.float32), 1.0)
    return encode
