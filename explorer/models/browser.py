"""A decoder as plain numbers, for whoever runs it without Keras: the browser does.

Every decoder of ours is a dense layer and four or fewer steps that keep or enlarge the
picture. A step may be a transposed convolution, a convolution, or upsampling and a
convolution; all three are one thing, said by ``Step``: each pixel of the input adds
k x k patches to the output, s pixels apart. So only one kind of step is to be written
again (``web/runtime/kernel.c``), and upsampling costs less than half, since
pixels that are copies of each other are not multiplied twice (Shi et al. 2016, "Is the
deconvolution layer the same as a convolutional layer?").

The weights are read from arrays beside their file, or from that HDF5 file itself: nothing here
imports TensorFlow.
H side of a picture, C channels, D latent, F bumps of log beta (system 6).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from explorer.beta import basis_centres, radial_basis
from explorer.config import ANY_BETA
from explorer.errors import WeightsError
from explorer.models import layer_arrays, saved
from explorer.models.saved import SavedModel
from explorer.models.weights_file import check_weights

Array = np.ndarray
Steps = TypeVar("Steps", list[Any], tuple[Any, ...])
SIDE, DEEP = 7, 64  # the dense layer's output is a picture (7, 7, 64)
# How many times larger each step makes the picture, by how many steps there are
STRIDES = {3: (2, 2, 1), 4: (1, 2, 2, 1)}


@dataclass(frozen=True)
class Step:
    """``y[s * i + a - before] += x[i] @ kernel[a]`` along both sides, then bias, activation.

    ``kernel`` is float32 (k, k, C_in, C_out), ``bias`` (C_out,). A dense layer is the step
    from a picture of one pixel with D channels to one of C_out. ``scale`` and ``shift``
    (F, C_out), where there are some, change its channels with the bumps f of log beta,
    before the activation: ``y * (1 + f @ scale) + f @ shift``.
    """

    kernel: Array
    bias: Array
    stride: int = 1
    before: int = 0
    activation: str = "relu"
    scale: Array | None = None
    shift: Array | None = None


def centres(steps: Sequence[Any]) -> Array:
    """The log betas at which the bumps of system 6 stand, rising: (F,), empty for others."""
    scale = steps[0].scale
    return basis_centres(len(scale) if scale is not None else 0)


def at_beta(steps: Steps, beta: float) -> Steps:
    """The plain steps that system 6's are for one beta (see ``explorer/models/beta_layers.py``).

    Of any kind that has ``kernel`` and ``bias``, ``scale`` and ``shift``.
    """
    count = len(centres(steps))
    if not count:
        return steps
    bumps = radial_basis(beta, count)
    return type(steps)(_folded(step, bumps) for step in steps)


def _folded(step: Any, bumps: Array) -> Any:
    if step.scale is None:
        return step
    times = 1 + bumps @ step.scale
    bias = step.bias * times + bumps @ step.shift
    return replace(step, kernel=step.kernel * times, bias=bias, scale=None, shift=None)


def transposed(kernel: Array, stride: int) -> tuple[Array, int]:
    """Conv2DTranspose, same padding: its kernel (k, k, C_out, C_in) and ``before``."""
    return kernel.transpose(0, 1, 3, 2), max(len(kernel) - stride, 0) // 2


def upsampled(kernel: Array, stride: int) -> tuple[Array, int]:
    """UpSampling2D by ``stride``, then Conv2D (same) with this kernel (k, k, C_in, C_out).

    Each pixel becomes stride x stride copies, whose patches overlap: their sum is one
    larger patch.
    """
    flipped, size = kernel[::-1, ::-1], len(kernel)
    whole = np.zeros((size + stride - 1, size + stride - 1, *kernel.shape[2:]), np.float32)
    for down in range(stride):
        for right in range(stride):
            whole[down : down + size, right : right + size] += flipped
    return whole, size // 2


def read(record: SavedModel) -> list[Step]:
    """The decoder's steps, from the verified weights file of a model.

    Raises WeightsError where the file holds no decoder of the kind its record describes.
    """
    shape = (record.config.model.latent_dim, SIDE * SIDE * DEEP)
    with opened(record, "decoder") as file:
        return list(_steps(group_with(file, shape), record))


@contextmanager
def opened(record: SavedModel, what: str) -> Iterator[Any]:
    """The verified weights of a model; WeightsError if they do not hold its ``what``.

    From the arrays beside the weights file, where they are, else from that file itself.
    """
    import h5py  # type: ignore[import-untyped]

    saved.verify(record)
    kept = layer_arrays.read(record.path, record.sha256)
    try:
        if kept is not None:
            yield kept
            return
        with saved.reading:
            check_weights(record.path, record.contents)
            with h5py.File(record.path, "r") as file:
                yield file
    except WeightsError:
        raise
    except Exception as error:  # h5py raises many kinds on a damaged file
        first_line = str(error).splitlines()[0] if str(error) else repr(error)
        raise WeightsError(
            f"{record.weights} does not hold the {what} of {record.config.model.name} "
            f"with latent_dim {record.config.model.latent_dim} ({first_line:.160})."
        ) from None


def group_with(file: Any, shape: tuple[int, int]) -> Any:
    """The one group ``layers`` whose first dense layer has this shape."""
    found: list[Any] = []
    if isinstance(file, dict):  # parts, as layer_arrays.py reads them
        found += [part for part in file.values() if _first_shape(part) == shape]

    def look(name: str, item: Any) -> None:
        if name.endswith("layers/dense/vars/0") and getattr(item, "shape", None) == shape:
            found.append(item.parent.parent.parent)

    if not isinstance(file, dict):
        file.visititems(look)
    if len(found) != 1:
        raise ValueError(f"a dense layer {shape} is expected once, but is there {len(found)} times")
    return found[0]


def _first_shape(part: Any) -> tuple[int, ...]:
    """The shape of a part's first dense layer, if it has one."""
    return tuple(part["dense"]["vars"]["0"].shape) if "dense" in part else ()


def _steps(group: Any, record: SavedModel) -> Iterator[Step]:
    kind = record.config.model.decoder
    name, enlarge = {
        "transposed": ("conv2d_transpose", transposed),
        "upsampling": ("conv2d", upsampled),
    }[kind]
    count = sum(each == name or each.startswith(f"{name}_") for each in group)
    meant = record.config.model
    if count != 3 + meant.variational or ("modulation" in group) != (meant.name == ANY_BETA):
        raise ValueError(f"its decoder has {count} enlarging layers, as another system's has")
    kernel, bias = variables(group, "dense", 0)
    yield Step(kernel[None, None], bias, 1, 0, "relu", *modulation(group, 0))
    for i, stride in enumerate(STRIDES[count]):
        kernel, bias = variables(group, name, i)
        scattered, before = enlarge(kernel, stride)
        activation = "sigmoid" if i == count - 1 else "relu"
        yield Step(scattered, bias, stride, before, activation, *modulation(group, i + 1))


def variables(group: Any, name: str, i: int) -> tuple[Array, Array]:
    """The two arrays of the i-th layer of a class, float32: kernel and bias, or scale and shift."""
    layer = group[name if i == 0 else f"{name}_{i}"]  # as Keras numbers them in a weights file
    return tuple(np.asarray(layer["vars"][name], np.float32) for name in "01")  # type: ignore[return-value]


def modulation(group: Any, i: int) -> tuple[Array, Array] | tuple[()]:
    """Scale and shift of the i-th layer of system 6; nothing of any other system."""
    return variables(group, "modulation", i) if "modulation" in group else ()


# ---- on its way --------------------------------------------------------------


def pack(steps: list[Step]) -> tuple[list[dict[str, Any]], bytes]:
    """What the browser is sent: each step's shape and offsets, and all numbers as float32.

    Offsets count numbers, not bytes; the kernel comes first, then bias, scale and shift.
    """
    entries = []
    for step in steps:
        size, _, ins, outs = step.kernel.shape
        described = {
            "size": size,
            "ins": ins,
            "outs": outs,
            "stride": step.stride,
            "before": step.before,
            "activation": step.activation,
        }
        entries.append((described, step))
    return pack_arrays(entries)


PROBE_BETA = 3.7  # no centre of a bell curve


def described(steps: list[Step]) -> tuple[dict[str, Any], bytes]:
    """All that the browser needs of a decoder but its kernel: what it is, and its numbers.

    ``probe`` holds a point and the picture that NumPy decodes from it, bytes of grey: a browser
    that draws another must not be trusted.
    """
    entries, floats = pack(steps)
    dim = steps[0].kernel.shape[2]
    point = np.linspace(-0.8, 1.1, dim)
    picture = decode(at_beta(steps, PROBE_BETA), point[None])
    grey = np.rint(255 * picture).astype(np.uint8)
    return {
        "steps": entries,
        "dim": dim,
        "centres": centres(steps).tolist(),
        "probe": {"point": point.tolist(), "beta": PROBE_BETA, "grey": grey.tobytes()},
    }, floats


def pack_arrays(entries: list[tuple[dict[str, Any], Any]]) -> tuple[list[dict[str, Any]], bytes]:
    """Each description with the offsets of its layer's arrays, and all these one after another."""
    described, parts, at = [], [], 0
    for entry, layer in entries:
        for name in ("kernel", "bias", "scale", "shift"):
            values = getattr(layer, name)
            if values is None:
                continue
            entry[name] = at
            parts.append(np.ascontiguousarray(values, "<f4").ravel())
            at += values.size
        described.append(entry)
    return described, np.concatenate(parts).tobytes()


def decode(steps: list[Step], points: Array) -> Array:
    """Points (N, D) decoded by NumPy, slowly and plainly: float32 (N, 28, 28, 1)."""
    x = np.asarray(points, np.float32)[:, None, None, :]  # a picture of one pixel
    for i, step in enumerate(steps):
        y = scatter(step, x) + step.bias
        x = np.maximum(y, 0) if step.activation == "relu" else _sigmoid(y)
        if i == 0:
            x = x.reshape(-1, SIDE, SIDE, DEEP)
    return x


def _sigmoid(y: Array) -> Array:
    """1 / (1 + exp(-y)), of any size of number."""
    return 0.5 * (1.0 + np.tanh(0.5 * y))


def scatter(step: Step, x: Array) -> Array:
    """The sum of all patches of pictures (N, H, H, C_in): (N, sH, sH, C_out)."""
    count, side, _, _ = x.shape
    size, stride = len(step.kernel), step.stride
    room = stride * side + size  # the patches of the edges reach over them
    y = np.zeros((count, room, room, step.kernel.shape[-1]), np.float32)
    for down in range(size):
        for right in range(size):
            patch = x @ step.kernel[down, right]  # (N, H, H, C_out)
            end = stride * side
            y[:, down : down + end : stride, right : right + end : stride] += patch
    inside = slice(step.before, step.before + stride * side)
    return y[:, inside, inside]
