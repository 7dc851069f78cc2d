"""What is kept beside a model's weights: measured, encoded and decoded beforehand.

The first pictures of each; of a VAE for every beta also the maps, rates and distortions of 64
betas, and of the bundled one the map at every beta that a slider stops at. The app shows them
before TensorFlow is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer import files
from explorer.analysis import information, latent, metrics
from explorer.analysis.beta_sweep import DIGITS, POINTS, BetaMaps, BetaSweep, stops
from explorer.beta import HIGHEST, LOWEST, find_beta, log_of
from explorer.config import PIXELS, RunConfig
from explorer.data import mnist
from explorer.data.mnist import Split
from explorer.data.pictures import to_bytes
from explorer.models import saved
from explorer.models.saved import SavedModel
from explorer.training import evaluation

if TYPE_CHECKING:
    import keras

    from explorer.models.network import Network

Array = np.ndarray

GRID = 20  # cells a side of the grid that is decoded beforehand
RECONSTRUCTIONS = 12  # test digits whose reconstructions are kept


def keep_beside(
    record: SavedModel, history: dict[str, list[float]], should_stop: Callable[[], bool]
) -> SavedModel:
    """Measure the model of a run on its test pictures, and keep what the app shows beside it.

    ``history``: the losses of its epochs. Whatever ends first because of ``should_stop``, the
    arrays of :func:`first_view` are written; then the figures of ``evaluation.evaluate``, and
    the sweep of a VAE for every beta with two latent dims, over the first test pictures.
    Returns the record as it is written; raises as these do.
    """
    network, path = saved.load(record), record.config.data.path
    test = mnist.load("test", path)
    arrays = first_view(network, record.config, test)
    noted = {**record.training, "history": history}
    found = _put_beside(replace(record, training=noted), arrays)
    if should_stop():
        return found
    mean_image = evaluation.mean_image(mnist.load("train", path))
    report = evaluation.evaluate(network, record, test, mean_image)
    found = replace(found, metrics=report)
    with files.lock(found.folder):
        saved.write_record(found)
    if network.conditional_encoder is None or record.config.model.latent_dim != 2:
        return found
    sweep = measure_sweep(network, test.take(slice(0, DIGITS)), should_stop=should_stop)
    return _put_beside(found, arrays | sweep.to_arrays()) if sweep else found


def _put_beside(record: SavedModel, arrays: dict[str, Array]) -> SavedModel:
    """Write the arrays, then the record that names them."""
    file = record.folder / f"{record.name}.latent.npz"
    with files.lock(record.folder):
        write_arrays(file, arrays)
        found = replace(record, arrays=file.name, arrays_sha256=files.sha256(file))
        saved.write_record(found)
    return found


def first_view(network: Network, config: RunConfig, test: mnist.Split) -> dict[str, Array]:
    """The arrays that the app's first picture is drawn from, N test digits in their order.

    - ``z_mean``, ``z_log_var`` (VAEs): float32 (N, D), of the clean digits;
    - ``labels``: uint8 (N,);
    - ``grid``: uint8, the grid over dims 0 and 1 decoded, top row with the largest y;
      ``grid_x``, ``grid_y``: its axes' values, rising. A VAE's is laid by quantiles of
      the prior through the origin, an autoencoder's over its digits, through their mean;
    - ``reconstructions``: uint8 (12, 28, 28), the first digits decoded from z_mean.
    """
    arrays = evaluation.latent_arrays(network, test)
    means = arrays["z_mean"]

    def decoder(points: Array) -> Array:
        return evaluation.decode(network, points)

    x, y, centre = _axes(means, config.model.variational)
    arrays["labels"] = test.labels.astype(np.uint8)
    arrays["grid"] = to_bytes(latent.manifold(decoder, x, y, centre))
    arrays["grid_x"], arrays["grid_y"] = x, y
    arrays["reconstructions"] = to_bytes(decoder(means[:RECONSTRUCTIONS])[..., 0])
    return arrays


def _axes(means: Array, variational: bool) -> tuple[Array, Array, Array]:
    """The grid's values on dims 0 and 1, and its centre (D,). With one dim there is no y."""
    dims = means.shape[1]
    if variational:
        x = latent.grid_points("quantile", GRID)
        return x, x if dims > 1 else np.zeros(1), np.zeros(dims)
    x = latent.fitted_points(means[:, 0], GRID)
    y = latent.fitted_points(means[:, 1], GRID) if dims > 1 else np.zeros(1)
    return x, y, means.mean(axis=0, dtype=np.float64)


def write_arrays(path: Path, arrays: dict[str, Array]) -> None:
    """Put the arrays of :func:`first_view` in place, atomically."""

    def write(temporary: Path) -> None:
        with temporary.open("wb") as file:
            np.savez_compressed(file, **arrays)  # type: ignore[arg-type]

    files.write_atomically(path, write)


def measure_sweep(
    network: Network,
    test: Split,
    points: int = POINTS,
    digits: int = DIGITS,
    should_stop: Callable[[], bool] = lambda: False,
) -> BetaSweep | None:
    """Measure a network for every beta at ``points`` betas across its range, on ``test``.

    ``should_stop`` is asked before each of them; None once it says so.
    """
    betas = np.geomspace(LOWEST, HIGHEST, points)
    steps = []
    for beta in betas:
        if should_stop():
            return None
        steps.append(measure(network, test, float(beta), digits))
    columns = {name: np.stack([step[name] for step in steps]) for name in steps[0]}
    return BetaSweep(betas=betas, **columns, images=len(test))


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


def _at(part: keras.Model, beta: float) -> Any:
    """The half of a network for every beta, as a function of its other input alone."""
    log_beta, compiled = log_of(beta), _compiled(part)

    def call(inputs: Array) -> Any:
        return compiled(inputs, np.full((len(inputs), 1), log_beta, np.float32))

    return call


@lru_cache(4)  # both halves of a network, and of the one that is measured beside it
def _compiled(part: keras.Model) -> Callable[[Array, Array], Any]:
    """One trace for any number of rows: a call of the model itself costs 50 ms before it begins."""
    import tensorflow as tf

    def run(inputs: Any, log_beta: Any) -> Any:
        return part([inputs, log_beta], training=False)

    signature = [tf.TensorSpec((None, *shape[1:]), tf.float32) for shape in part.input_shape]
    return tf.function(run, input_signature=signature, autograph=False)
