"""The browser's modules without a browser: node runs tests/js, with numbers written here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import js_numbers
import numpy as np
import pytest

from explorer.config import ANY_BETA
from explorer.data import mnist
from explorer.models import browser, browser_encoder, saved
from explorer.ui.components import encode
from explorer.ui.shared import browser_models
from explorer.web import KERNEL

ROOT = Path(__file__).resolve().parents[1]
NODE = shutil.which("node")


def case(name: str, beta: float | None) -> dict[str, object]:
    """A model as the page gets it, and what NumPy decodes from some points."""
    record = saved.pretrained_record(name)
    dim = record.config.model.latent_dim
    points = np.random.default_rng(1).normal(0, 1.5, (30, dim)).astype(np.float32)
    steps = browser.read(record)
    if name == ANY_BETA:
        steps = browser.at_beta(steps, beta if beta is not None else 1.0)
    pictures = browser.decode(steps, points)
    return {
        "name": f"{name} at {beta}",
        "model": browser_models._model(record),
        "beta": beta,
        "points": points.tolist(),
        "pictures": [encode(picture.astype("<f4")) for picture in pictures],
    }


def encoder_case(name: str, beta: float | None = None, classifier: bool = False) -> dict[str, Any]:
    """An encoder or a classifier as a page gets it, and what NumPy has of some pictures."""
    record = saved.pretrained_record(name)
    read = browser_encoder.read_classifier if classifier else browser_encoder.read_encoder
    program = read(record)
    images = np.random.default_rng(2).choice(mnist.load("test").images, 12)
    described, floats = browser_encoder.pack(program)
    found = browser_encoder.run(program.at_beta(beta or 1.0), images)
    return {
        "name": f"{name} at {beta}",
        "model": {
            **described,
            "kernel": encode(KERNEL.read_bytes()),
            "floats": encode(floats),
        },
        "beta": beta,
        "pictures": encode(images.astype("<f4")),
        "count": len(images),
        "expected": {key: encode(values.astype("<f4")) for key, values in found.items()},
    }


@pytest.mark.skipif(NODE is None, reason="needs node, which CI installs")
def test_the_modules_do_what_they_should(tmp_path: Path) -> None:
    cases = [case("vae_functional", None), case("denoiser", None)]
    cases += [case(ANY_BETA, beta) for beta in (0.003, 1.0, 500.0)]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(cases))
    encoders = [encoder_case(name) for name in ("vae_functional", "vae_subclass", "denoiser")]
    encoders += [encoder_case(name, classifier=True) for name in ("dual", "inception")]
    encoders += [encoder_case(ANY_BETA, beta) for beta in (0.003, 1.0, 500.0)]
    others = tmp_path / "encoders.json"
    others.write_text(json.dumps(encoders))
    numbers = {"WORDS": js_numbers.words, "SPACE": js_numbers.space, "INPUTS": js_numbers.inputs}
    numbers |= {"LOSSES": js_numbers.losses, "AXES": js_numbers.axes}
    numbers |= {"FRAMES": js_numbers.frames, "SEEN": js_numbers.seen}
    for name, make in numbers.items():
        (tmp_path / name).write_text(json.dumps(make()))
    done = subprocess.run(
        [str(NODE), "--test", *sorted(map(str, (ROOT / "tests" / "js").glob("*.test.js")))],
        env={
            **os.environ,
            "CASES": str(file),
            "ENCODERS": str(others),
            **{name: str(tmp_path / name) for name in numbers},
        },
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    assert "# fail 0" in done.stdout
    assert done.stdout.count("spoils as scikit-image does") >= len(js_numbers.LEVELS)
    assert done.stdout.count("weighs as NumPy does") >= 64
    assert done.stdout.count("decodes as Python does") >= len(cases)
    assert done.stdout.count("encodes as Python does") >= len(encoders)


@pytest.mark.slow
@pytest.mark.skipif(NODE is None, reason="needs node, which CI installs")
def test_every_bundled_encoder_is_exact_over_200_pictures(tmp_path: Path) -> None:
    """In JavaScript, against Keras: codes at any beta, and the two classifiers."""
    import keras

    from explorer.config import BUNDLED_NAMES

    images = np.random.default_rng(3).choice(mnist.load("test").images, 200)
    cases = []
    for name in BUNDLED_NAMES:
        record = saved.pretrained_record(name)
        network = saved.load(record)
        for beta in (0.002, 0.9, 60.0) if name == ANY_BETA else (None,):
            case = encoder_case(name, beta)
            if beta is None:
                code = network.encoder(images, training=False)
            else:
                column = np.full((200, 1), np.log(beta), np.float32)
                inputs = [keras.ops.convert_to_tensor(x) for x in (images, column)]
                assert network.conditional_encoder is not None
                code = network.conditional_encoder(inputs, training=False)
            expected = {"z_mean": code} if not isinstance(code, dict) else dict(code)
            expected.pop("z", None)
            cases.append((case, expected))
        if network.classifier is not None:
            seen = network.classifier(images, training=False)
            cases.append((encoder_case(name, classifier=True), {"probabilities": seen}))
    for case, expected in cases:
        case["pictures"], case["count"] = encode(images.astype("<f4")), len(images)
        case["expected"] = {k: encode(np.asarray(v, "<f4")) for k, v in expected.items()}
    file = tmp_path / "encoders.json"
    file.write_text(json.dumps([case for case, _ in cases]))
    done = subprocess.run(
        [str(NODE), "--test", str(ROOT / "tests" / "js" / "encoder.test.js")],
        env={**os.environ, "ENCODERS": str(file)},
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    assert done.stdout.count("encodes as Python does") >= len(cases) > len(BUNDLED_NAMES)


def test_a_script_of_each_component_is_bundled_and_whole() -> None:
    from explorer.web import FOLDER, source

    names = {path.parent.name for path in FOLDER.glob("*/*.html")}
    own = {
        "caption",
        "decoder",
        "digits",
        "draw",
        "draws",
        "film",
        "gallery",
        "heights",
        "keeper",
        "link",
        "near",
        "picked",
    }
    own |= {"pictures", "plane", "strips", "sketch", "waiter", "loss", "split", "training"}
    assert names == own | {"curve"}  # which only the page without a server shows
    for name in own:
        script = source(name)["js"]
        assert "import " not in script.split("(")[0]  # one file: nothing is fetched
        assert " as default" in script
