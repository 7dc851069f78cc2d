"""The programs that the Code tab shows: they run, and build the very networks they show."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from explorer import models
from explorer.beta import kl_share
from explorer.codegen.program import code_of
from explorer.config import (
    ANNEALED,
    MODEL_NAMES,
    NOISE_MODES,
    DataConfig,
    ModelConfig,
    NoiseConfig,
    RunConfig,
    TrainingConfig,
)
from explorer.data import corruption
from explorer.data.mnist import Split
from explorer.training.fit import compile_network

DECODER = {name: ("transposed", "upsampling")[i % 2] for i, name in enumerate(MODEL_NAMES)}


def config_of(name: str, path: Path, noise: str = "gaussian") -> RunConfig:
    return RunConfig(
        ModelConfig(name, 3, DECODER[name], k1=2.0, k2=0.005),
        DataConfig(path=str(path), subset=60, validation=0.25),
        NoiseConfig("none" if name == "vae_functional" else noise),
        TrainingConfig(epochs=1, batch_size=25, learning_rate=0.002, seed=11),
    )


def executed(code: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> dict[str, Any]:
    """The names that a program leaves behind, run in ``folder`` without this package."""
    assert "explorer" not in code
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {"__name__": "notebook"}
    exec(compile(code, "notebook", "exec"), names)
    return names


@pytest.mark.slow
@pytest.mark.parametrize("annealing", ["linear", "cyclical"])
@pytest.mark.parametrize("name", ANNEALED)
def test_the_program_lets_k2_grow_as_a_training_here_does(
    name: str, annealing: str, tiny_npz: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = config_of(name, tiny_npz)
    config = replace(
        config,
        model=replace(config.model, annealing=annealing),
        noise=NoiseConfig("none"),
        training=replace(config.training, epochs=4, batch_size=15),
    )
    shares: list[float] = []
    code = code_of(config).replace(
        "        self.step += 1\n",
        "        self.step += 1\n"
        "        shares.append(float(keras.ops.convert_to_numpy(kl_share)))\n",
    )
    assert "        shares.append" in code
    found = executed(f"shares = []\n{code}", monkeypatch, tmp_path)
    shares = found["shares"]
    assert shares == pytest.approx([kl_share(annealing, i / 12) for i in range(12)])
    history = found["history"].history
    assert history["val_loss"] == pytest.approx(
        [r + kl for r, kl in zip(history["val_r_loss"], history["val_kl_loss"], strict=True)],
        rel=1e-3,
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", MODEL_NAMES)
def test_the_program_runs_and_its_network_is_ours(
    name: str, tiny_npz: Path, digits: Split, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = config_of(name, tiny_npz)
    found = executed(code_of(config), monkeypatch, tmp_path)
    ours = models.build(config.model, 1)
    assert (tmp_path / "best.weights.h5").is_file()
    assert len(found["history"].history["val_loss"]) == 1
    assert len(found["x_train"]) == 45
    assert len(found["x_val"]) == 15
    theirs = found["model"].get_weights()
    assert [w.shape for w in theirs] == [w.shape for w in ours.model.get_weights()]
    assert found["model"].count_params() == ours.model.count_params()
    halves = (ours.conditional_encoder or ours.encoder, ours.conditional_decoder or ours.decoder)
    kinds = [[type(part).__name__ for part in half.layers] for half in halves]
    written = [
        [type(part).__name__ for part in found[half].layers] for half in ("encoder", "decoder")
    ]
    assert written == [[k.replace("SamplingLayer", "Sampling") for k in half] for half in kinds]
    ours.model.set_weights(theirs)
    images = digits.images[:8]
    for mine, other in zip(outputs(ours, images), outputs_of(found, images), strict=True):
        np.testing.assert_allclose(other, mine, atol=1e-6)
    if config.model.variational:
        assert_same_loss(found, ours, config, digits)


OLD_KERAS = os.environ.get("EXPLORER_OLD_KERAS", "")  # a folder with Keras 3.3; .ci/run makes it


@pytest.mark.slow
@pytest.mark.skipif(not OLD_KERAS, reason="EXPLORER_OLD_KERAS names no folder with an old Keras")
@pytest.mark.parametrize("name", MODEL_NAMES)
def test_the_program_runs_with_the_oldest_keras(name: str, tiny_npz: Path, tmp_path: Path) -> None:
    check = "import keras; assert keras.__version__.startswith('3.3.')\n"
    (tmp_path / "program.py").write_text(check + code_of(config_of(name, tiny_npz)))
    done = subprocess.run(
        [sys.executable, "program.py"], cwd=tmp_path, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": OLD_KERAS}, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert (tmp_path / "best.weights.h5").is_file()


def test_a_program_takes_the_digits_from_a_file_beside_it(
    tiny_npz: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a network; what asks Keras for them fails here."""
    shutil.copy(tiny_npz, tmp_path / "mnist.npz")
    monkeypatch.setattr("keras.datasets.mnist.load_data", lambda: pytest.fail("no network here"))
    code = code_of(RunConfig(ModelConfig("denoiser"), noise=NoiseConfig("none")))
    data_only = code[: code.index("# ---- the network")]
    found = executed(data_only, monkeypatch, tmp_path)
    assert found["x_train"].shape == (216, 28, 28, 1)  # a tenth is held out
    assert found["x_test"].shape == (60, 28, 28, 1)


def outputs(network: Any, images: np.ndarray) -> list[np.ndarray]:
    """Latent mean, decoded picture and, where there is one, the classes of some images."""
    code = network.encoder(images)
    found = [code[key] for key in ("z_mean", "z_log_var")] if isinstance(code, dict) else [code]
    found.append(network.decoder(found[0]))
    if network.classifier is not None:
        found.append(network.classifier(images))
    return [np.asarray(part) for part in found]


def outputs_of(names: dict[str, Any], images: np.ndarray) -> list[np.ndarray]:
    def half(name: str) -> Any:
        """A half of the network; one that takes log beta too, at the program's beta."""
        if "log_beta" not in names:
            return names[name]
        return lambda x: names[name]([np.asarray(x), np.full((len(x), 1), names["log_beta"][0])])

    class Parts:
        encoder, decoder = half("encoder"), half("decoder")
        classifier = names.get("classifier")

    return outputs(Parts, images)


def assert_same_loss(found: dict[str, Any], ours: Any, config: RunConfig, digits: Split) -> None:
    """Means over many draws of z, within a few standard errors of each other."""
    compile_network(ours, config.training, 1)
    images = np.repeat(digits.images[:20], 20, axis=0)
    fed, target = ours.pack(images, images, None)
    mine = ours.model.evaluate(fed, target, verbose=0, return_dict=True, batch_size=200)
    theirs = found["model"].evaluate(fed, target, verbose=0, return_dict=True, batch_size=200)
    assert mine.keys() == theirs.keys()
    drawn = config.model.name == "any_beta"  # its beta is drawn as well, one in each stratum
    assert theirs["kl_loss"] == pytest.approx(mine["kl_loss"], rel=0.02 if drawn else 1e-4)
    assert theirs["r_loss"] == pytest.approx(mine["r_loss"], rel=0.01)


@pytest.mark.parametrize("mode", [mode for mode in NOISE_MODES if mode != "none"])
def test_the_corruption_is_ours(mode: str, digits: Split) -> None:
    """Alike picture by picture where it is drawn from one stream, else in distribution."""
    config = RunConfig(ModelConfig("denoiser"), noise=NoiseConfig(mode))
    tree = ast.parse(code_of(config))
    wanted = [node for node in tree.body if getattr(node, "name", "") == "corrupt"]
    imports = "import numpy as np\nfrom skimage.util import random_noise\n"
    names: dict[str, Any] = {}
    exec(imports + ast.unparse(ast.Module(wanted, [])), names)
    theirs = names["corrupt"](digits.images, np.random.default_rng(0))
    mine = corruption.corrupt(digits.images, config.noise, 0)
    assert theirs.shape == mine.shape
    assert theirs.dtype == np.float32
    assert theirs.mean() == pytest.approx(mine.mean(), rel=0.02)
    changed = [np.abs(x - digits.images).mean(axis=(0, 3)) for x in (theirs, mine)]  # (28, 28)
    assert changed[0].mean() == pytest.approx(changed[1].mean(), rel=0.03)
    for axis in (0, 1):  # where in the picture it changes much, and where little
        np.testing.assert_allclose(changed[0].mean(axis), changed[1].mean(axis), atol=0.03)


def test_bundled_data_come_from_keras(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_arrays: dict
) -> None:
    """Keras has a function that loads the digits which are bundled here."""
    config = RunConfig(ModelConfig("denoiser"), noise=NoiseConfig("none"))
    config = replace(config, training=TrainingConfig(epochs=1))
    fake = [(tiny_arrays[f"x_{s}"], tiny_arrays[f"y_{s}"]) for s in ("train", "test")]
    monkeypatch.setattr(keras.datasets.mnist, "load_data", lambda: tuple(fake))
    data_only, _, _ = code_of(config).partition("# ---- the network")
    found = executed(data_only, monkeypatch, tmp_path)
    assert found["x_train"].dtype == np.float32
    assert len(found["x_train"]) + len(found["x_val"]) == 240


def test_a_setting_changes_the_program() -> None:
    """Each setting of a run is in its program, but where data are stored."""
    base = RunConfig(noise=NoiseConfig("gaussian"))
    before = code_of(base)
    for part, name, value in (
        ("model", "latent_dim", 5), ("model", "decoder", "upsampling"), ("model", "k1", 3.0),
        ("model", "k2", 7.0), ("model", "name", "denoiser"), ("data", "subset", 500),
        ("data", "validation", 0.2), ("data", "path", "digits.npz"), ("noise", "level", 0.1),
        ("noise", "mode", "s&p"), ("training", "epochs", 7), ("training", "batch_size", 77),
        ("training", "learning_rate", 0.01), ("training", "schedule", "constant"),
        ("training", "seed", 77), ("training", "precision", "mixed_bfloat16"),
        ("model", "name", "any_beta"),
    ):  # fmt: skip
        changed = replace(base, **{part: replace(getattr(base, part), **{name: value})})
        assert code_of(changed) != before, name
        assert max(map(len, code_of(changed).splitlines())) <= 100
