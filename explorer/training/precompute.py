"""What is kept beside the weights of a VAE for every beta: measured, and encoded, beforehand.

The maps, rates and distortions of 64 betas, and the map at every beta that a slider stops
at: the app shows them before TensorFlow is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.analysis import information, latent, metrics
from explorer.analysis.beta_sweep import DIGITS, POINTS, BetaMaps, BetaSweep, stops
from explorer.beta import HIGHEST, LOWEST, find_beta, log_of
from explorer.config import PIXELS
from explorer.data.mnist import Split
from explorer.training import evaluation

if TYPE_CHECKING:
    from explorer.models.network import Network

Array = np.ndarray


def measure_sweep(
    network: Network, test: Split, points: int = POINTS, digits: int = DIGITS
) -> BetaSweep:
    """Measure a network for every beta at ``points`` betas across its range, on ``test``."""
    betas = np.geomspace(LOWEST, HIGHEST, points)
    steps = [measure(network, test, float(beta), digits) for beta in betas]
    columns = {name: np.stack([step[name] for step in steps]) for name in steps[0]}
    return BetaSweep(betas=betas, **columns)


def measure(network: Network, test: Split, beta: float, digits: int = DIGITS) -> dict[str, Any]:
    """One point of the sweep, at any ``beta``: a :class:`BetaSweep`'s attributes, for one beta."""
    code = encode_at(network, test.images, beta)
    assert code.log_var is not None
    pictures = decode_at(network, evaluation.sample(code), beta)
    return {
        "maps": code.mean[:digits].astype(np.float16),
        "kl_per_dimension": metrics.kl_per_dimension(code.mean, code.log_var),
        "reconstruction_nats": PIXELS * metrics.bce(test.images, pictures).mean(),
        "active_units": metrics.active_units(code.mean),
        "information": information.information(code.mean, code.log_var),
    }


def encode_stops(network: Network, test: Split, known: Array, digits: int = DIGITS) -> BetaMaps:
    """Encode the first ``digits`` of ``test`` at each stop that is not among ``known`` betas."""
    wanted = [one for one in stops() if find_beta(known, one) is None]
    first = test.images[:digits]
    codes = [encode_at(network, first, float(one)).mean for one in wanted]
    return BetaMaps(np.array(wanted), np.stack(codes))


def encode_at(network: Network, images: Array, beta: float) -> latent.Latent:
    """Images (B, 28, 28, 1) through the encoder at ``beta``: mean and log variance (B, D)."""
    assert network.conditional_encoder is not None
    return latent.encode(_at(network.conditional_encoder, beta), images)


def decode_at(network: Network, points: Array, beta: float) -> Array:
    """Points (N, D) through the decoder at ``beta``: images float32 (N, 28, 28, 1)."""
    assert network.conditional_decoder is not None
    return latent.decode(_at(network.conditional_decoder, beta), points)


def _at(part: Any, beta: float) -> Any:
    """The half of a network for every beta, as a function of its other input alone."""
    log_beta = log_of(beta)

    def call(inputs: Array) -> Any:
        column = np.full((len(inputs), 1), log_beta, np.float32)
        return part([inputs, column], training=False)

    return call
