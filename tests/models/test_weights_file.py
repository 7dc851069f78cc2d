"""A weights file is looked into before it is believed: what it declares, not what it weighs."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from explorer import files
from explorer.errors import WeightsError
from explorer.models import saved
from explorer.models.weights_file import check_weights

FIRST = "layers/functional/layers/conv2d/vars/0"


@pytest.fixture
def damaged(tmp_path: Path, tiny_run: Path) -> Callable[[Callable[[Any], None]], Path]:
    """A copy of a model's weights, changed by a function of the open file."""

    def make(change: Callable[[Any], None]) -> Path:
        path = tmp_path / "m.weights.h5"
        path.write_bytes((tiny_run / "model.weights.h5").read_bytes())
        with h5py.File(path, "r+") as file:
            change(file)
        return path

    return make


def first(file: Any) -> str:
    """The name of one of its arrays."""
    found: list[str] = []
    file.visititems(lambda name, item: found.append(name) if hasattr(item, "shape") else None)
    return found[0]


def declares(shape: tuple[int, ...]) -> Callable[[Any], None]:
    def change(file: Any) -> None:
        name = first(file)
        del file[name]
        file.create_dataset(name, shape, np.float32, chunks=True)

    return change


def fill(value: float) -> Callable[[Any], None]:
    def change(file: Any) -> None:
        file[first(file)][0, 0] = value

    return change


def point(link: Any) -> Callable[[Any], None]:
    def change(file: Any) -> None:
        name = first(file)
        del file[name]
        file[name] = link

    return change


def store_outside(file: Any) -> None:
    name = first(file)
    shape = file[name].shape
    del file[name]
    file.create_dataset(
        name, shape, np.float32, external=[("/etc/hostname", 0, h5py.h5f.UNLIMITED)]
    )


def make_virtual(file: Any) -> None:
    name = first(file)
    shape = file[name].shape
    del file[name]
    layout = h5py.VirtualLayout(shape, np.float32)
    layout[:] = h5py.VirtualSource("/etc/hostname", "x", shape)
    file.create_virtual_dataset(name, layout)


def make_many(file: Any) -> None:
    for number in range(2500):
        file.create_group(f"more/{number}")


def write_words(file: Any) -> None:
    file["words"] = "these are none"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (declares((2**30,)), "declare 64 MB at most, got 4"),
        (declares((8192, 16384)), "declare 64 MB at most, got 51"),
        (fill(np.nan), "not finite"),
        (fill(-np.inf), "not finite"),
        (point(h5py.ExternalLink("/etc/hostname", "x")), "is a link to elsewhere"),
        (point(h5py.SoftLink("/nowhere")), "is a link to elsewhere"),
        (store_outside, "are elsewhere"),
        (make_virtual, "are elsewhere"),
        (make_many, "2000 groups and arrays at most"),
        (write_words, "is no array of numbers"),
    ],
)
def test_what_is_no_plain_weights_file_is_refused(
    damaged: Any, change: Callable[[Any], None], expected: str
) -> None:
    with pytest.raises(WeightsError, match=expected) as caught:
        check_weights(damaged(change), "the weights of a VAE")
    assert "m.weights.h5 does not hold the weights of a VAE (" in str(caught.value)
    assert len(str(caught.value)) < 300


def test_models_of_ours_pass() -> None:
    for name in saved.manifest():
        record = saved.pretrained_record(name)
        check_weights(record.path, record.contents)


UPLOAD = """
import resource, sys, time
from explorer.{module}
from explorer.errors import ExplorerError
from explorer.models.tensorflow import import_tensorflow_quietly
from pathlib import Path
import_tensorflow_quietly()
import explorer.models.vae_functional, explorer.training.evaluation
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
content = Path(sys.argv[1]).read_bytes()
try:
    {call}
    print("accepted")
except ExplorerError as error:
    print(error)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print((after - before) / 1024, time.monotonic() - start)
"""


def cost(path: Path, module: str, call: str) -> tuple[str, float, float]:
    """What an upload is answered, in a process of its own: words, MB at its peak, seconds."""
    code = UPLOAD.format(module=module, call=call)
    done = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=True, timeout=120
    )
    words, figures = done.stdout.strip().splitlines()
    megabytes, seconds = map(float, figures.split())
    return words, megabytes, seconds


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(resource, "RUSAGE_SELF"), reason="memory is measured on Unix")
@pytest.mark.parametrize("kind", ["weights", "npz", "npz, allowed", "png", "png, 16 bits"])
def test_no_upload_costs_more_than_500_mb_or_10_s(
    kind: str, damaged: Any, tiny_run: Path, tmp_path: Path
) -> None:
    from PIL import Image

    path = tmp_path / "upload"
    call = "drawing.as_mnist(drawing.read(content, 'x.png'))"
    module, expected = "data import drawing", "stands out"
    if kind == "weights":
        path = damaged(declares((2**30,)))
        record = files.read_json(tiny_run / "model.json")
        files.write_json(tmp_path / "m.json", {**record, "sha256": files.sha256(path)})
        told = f"Path({str(tmp_path / 'm.json')!r}).read_bytes()"
        out = f"Path({str(tmp_path / 'runs')!r})"
        call = f"archive.take_in({{'m.weights.h5': content, 'm.json': {told}}}, {out})"
        module, expected = "models import archive", "declare 64 MB at most"
    elif kind.startswith("npz"):
        count = 300_000 if kind == "npz" else 80_000
        black = np.zeros((count, 28, 28), np.uint8)
        labels = np.zeros(count, np.uint8)
        with path.open("wb") as file:
            np.savez_compressed(
                file, x_train=black, y_train=labels, x_test=black[:100], y_test=labels[:100]
            )
        call = f"own.take_in(content, 'x.npz', Path({str(tmp_path / 'runs')!r}))"
        module, expected = "data import own", "too large" if kind == "npz" else "accepted"
    else:
        mode = "RGBA" if kind == "png" else "I;16"
        Image.new(mode, (8192, 4096)).save(path, "PNG")
    words, megabytes, seconds = cost(path, module, call)
    assert expected in words
    assert megabytes < 500
    assert seconds < 10
