"""The browser's modules without a browser: node runs tests/js, with numbers written here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from explorer.config import ANY_BETA
from explorer.models import browser, saved
from explorer.ui.components import encode
from explorer.ui.shared import browser_decoder

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
        "model": browser_decoder._model(record),
        "beta": beta,
        "points": points.tolist(),
        "pictures": [encode(picture.astype("<f4")) for picture in pictures],
    }


@pytest.mark.skipif(NODE is None, reason="needs node, which CI installs")
def test_the_modules_do_what_they_should(tmp_path: Path) -> None:
    cases = [case("vae_functional", None), case("denoiser", None)]
    cases += [case(ANY_BETA, beta) for beta in (0.003, 1.0, 500.0)]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(cases))
    done = subprocess.run(
        [str(NODE), "--test", *sorted(map(str, (ROOT / "tests" / "js").glob("*.test.js")))],
        env={**os.environ, "CASES": str(file)},
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    assert "# fail 0" in done.stdout
    assert done.stdout.count("decodes as Python does") >= len(cases)


def test_a_script_of_each_component_is_bundled_and_whole() -> None:
    from explorer.web import FOLDER, source

    names = {path.parent.name for path in FOLDER.glob("*/*.html")}
    known = ("atlas", "decoder", "digits", "draw", "film", "keeper", "link", "plane", "waiter")
    assert names == set(known)
    for name in names:
        script = source(name)["js"]
        assert "import " not in script.split("(")[0]  # one file: nothing is fetched
        assert "as default}" in script
