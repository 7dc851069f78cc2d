"""An encoder or a classifier as plain numbers, for whoever runs it without Keras: the browser.

Each is a list of layers that read each other's outputs: convolutions, poolings, dense layers.
``web/runtime/encoder.js`` runs what is packed here; :func:`run` does so in NumPy, plainly. As
in ``browser.py``, the weights are read from the HDF5 file, without TensorFlow.
H side of a picture, C channels, D latent, F bumps of log beta (system 6).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from explorer.config import MOST_CLASSES
from explorer.models import browser
from explorer.models.saved import SavedModel

Array = np.ndarray
HIDDEN, FEATURES = 16, 100  # of the encoders' dense layer; of a branch of a classifier
ENCODER = {False: (2, 2), True: (1, 2, 2, 1)}  # strides of its convolutions; of a VAE


@dataclass(frozen=True)
class Layer:
    """``conv``: a convolution of any stride; ``pool``: the largest of 2 x 2; ``dense``.

    ``sources`` are the numbers of the layers whose outputs it reads, -1 is the image; a dense
    layer reads them flattened, one after the other. ``kernel`` is float32 (k, k, C_in, C_out)
    of a convolution, (N_in, N_out) of a dense layer; ``bias`` (C_out,). ``same``: the picture
    keeps its size, or has 1 / stride of it; else only whole patches count. ``scale`` and
    ``shift`` (F, C_out) are as those of ``browser.Step``.
    """

    kind: str
    sources: tuple[int, ...]
    kernel: Array | None = None
    bias: Array | None = None
    stride: int = 1
    same: bool = True
    activation: str = "linear"
    scale: Array | None = None
    shift: Array | None = None


@dataclass(frozen=True)
class Program:
    """Layers in the order in which they run, and the numbers of those that are asked for."""

    layers: tuple[Layer, ...]
    outputs: dict[str, int]

    def at_beta(self, beta: float) -> Program:
        """The plain program that system 6's is for one beta; any other is itself."""
        layers = browser.at_beta(self.layers, beta)
        return self if layers is self.layers else Program(layers, self.outputs)


def read_encoder(record: SavedModel) -> Program:
    """A model's encoder: pictures to ``z_mean`` and, of a VAE, ``z_log_var``.

    Raises WeightsError where the file holds no encoder of the kind its record describes.
    """
    model = record.config.model
    shape = (browser.SIDE * browser.SIDE * browser.DEEP, HIDDEN)
    with browser.opened(record, "encoder") as file:
        group = browser.group_with(file, shape)
        layers = list(_encoder_layers(group, ENCODER[model.variational]))
        heads = ("z_mean", "z_log_var") if model.variational else ("z_mean",)
        body = len(layers) - 1
        for i, _ in enumerate(heads):
            layers.append(_dense(group, i + 1, (body,), "linear", len(layers)))
            if layers[-1].kernel.shape != (HIDDEN, model.latent_dim):  # type: ignore[union-attr]
                raise ValueError(f"its codes have {layers[-1].kernel.shape[1]} numbers")  # type: ignore[union-attr]
    return Program(tuple(layers), {name: body + 1 + i for i, name in enumerate(heads)})


def read_classifier(record: SavedModel) -> Program:
    """The classifier of systems 2 and 3: pictures to ``probabilities``.

    Raises WeightsError where the file holds none.
    """
    with browser.opened(record, "classifier") as file:
        group = browser.group_with(file, (400, FEATURES))
        count = 1 if "conv2d_2" not in group else 2  # branches
        layers: list[Layer] = []
        ends = []
        for branch in range(count):
            source = -1
            for step in range(2):
                kernel, bias = browser.variables(group, "conv2d", branch + step * count)
                layers.append(Layer("conv", (source,), kernel, bias, 1, False, "relu"))
                layers.append(Layer("pool", (len(layers) - 1,), stride=2))
                source = len(layers) - 1
            layers.append(_dense(group, branch, (source,), "relu"))
            ends.append(len(layers) - 1)
        layers.append(_dense(group, count, tuple(ends), "softmax"))
        inputs, classes = layers[-1].kernel.shape  # type: ignore[union-attr]
        if inputs != count * FEATURES or not 2 <= classes <= MOST_CLASSES:
            raise ValueError("its last layer has another shape")
    return Program(tuple(layers), {"probabilities": len(layers) - 1})


def _encoder_layers(group: Any, strides: tuple[int, ...]) -> Iterator[Layer]:
    for i, stride in enumerate(strides):
        kernel, bias = browser.variables(group, "conv2d", i)
        more = browser.modulation(group, i)
        yield Layer("conv", (i - 1,), kernel, bias, stride, True, "relu", *more)
    yield _dense(group, 0, (len(strides) - 1,), "relu", len(strides))


def _dense(
    group: Any, i: int, sources: tuple[int, ...], activation: str, modulated: int | None = None
) -> Layer:
    kernel, bias = browser.variables(group, "dense", i)
    more = browser.modulation(group, modulated) if modulated is not None else ()
    return Layer("dense", sources, kernel, bias, 1, True, activation, *more)


# ---- on its way, and what it does ----------------------------------------------------


def pack(program: Program) -> tuple[dict[str, Any], bytes]:
    """What the browser is sent: layers with their offsets, outputs, and all numbers as float32.

    ``centres`` are the log betas at which the bumps of system 6 stand.
    """
    entries = []
    for layer in program.layers:
        shape = layer.kernel.shape if layer.kernel is not None else (2, 0)
        entry = {
            "kind": layer.kind,
            "sources": list(layer.sources),
            "size": shape[0] if layer.kind != "dense" else 1,
            "ins": shape[-2],
            "outs": shape[-1],
            "stride": layer.stride,
            "same": layer.same,
            "activation": layer.activation,
        }
        entries.append((entry, layer))
    layers, floats = browser.pack_arrays(entries)
    centres = browser.centres(program.layers).tolist()
    described = {"layers": layers, "outputs": program.outputs}
    return {**described, "centres": centres}, floats


def run(program: Program, images: Array) -> dict[str, Array]:
    """Images (N, 28, 28, 1) through the layers by NumPy: what is asked for, float32 (N, ...)."""
    done: dict[int, Array] = {-1: np.asarray(images, np.float32)}
    for i, layer in enumerate(program.layers):
        inputs = [done[source] for source in layer.sources]
        done[i] = _activated(_COMPUTE[layer.kind](layer, inputs), layer.activation)
    return {name: done[i] for name, i in program.outputs.items()}


def _convolved(layer: Layer, inputs: list[Array]) -> Array:
    assert layer.kernel is not None
    (x,), size, stride = inputs, len(layer.kernel), layer.stride
    if layer.same:
        before, after = padding(x.shape[1], size, stride)
        x = np.pad(x, ((0, 0), (before, after), (before, after), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    patches = windows[:, ::stride, ::stride]  # (N, H, H, C_in, k, k)
    return np.einsum("nabcij,ijcd->nabd", patches, layer.kernel, optimize=True) + layer.bias


def padding(side: int, size: int, stride: int) -> tuple[int, int]:
    """The empty rows before and after a picture, as "same" has them: the odd one after."""
    missing = max((-(-side // stride) - 1) * stride + size - side, 0)
    return missing // 2, missing - missing // 2


def _pooled(layer: Layer, inputs: list[Array]) -> Array:
    (x,) = inputs
    side = x.shape[1] // 2 * 2
    x = x[:, :side, :side].reshape(len(x), side // 2, 2, side // 2, 2, -1)
    return np.asarray(x.max(axis=(2, 4)))


def _dense_of(layer: Layer, inputs: list[Array]) -> Array:
    return np.hstack([x.reshape(len(x), -1) for x in inputs]) @ layer.kernel + layer.bias


_COMPUTE = {"conv": _convolved, "pool": _pooled, "dense": _dense_of}


def _activated(y: Array, activation: str) -> Array:
    if activation == "relu":
        return np.maximum(y, 0)
    if activation == "softmax":
        powers = np.exp(y - y.max(axis=-1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=-1, keepdims=True))
    return y
