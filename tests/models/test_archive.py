"""Models taken away load elsewhere; brought back they are the same; foreign ones are refused."""

from __future__ import annotations

import io
import json
import pickle
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
from random_weights import random_weights

from explorer import files, models
from explorer.config import ANY_BETA, MODEL_NAMES, ModelConfig, RunConfig
from explorer.data.mnist import Split
from explorer.errors import StorageError, WeightsError
from explorer.models import archive as models_archive
from explorer.models import saved as models_saved
from explorer.models.network import Network
from explorer.models.saved import SavedModel
from explorer.training import evaluation
from explorer.training.recorder import reconstruct


@pytest.fixture(scope="module")
def record(tiny_run: Path) -> SavedModel:
    return models_saved.read_record(tiny_run)


@pytest.fixture(scope="module")
def archive(record: SavedModel) -> bytes:
    return models_archive.archive(record)


def pair(record: SavedModel) -> dict[str, bytes]:
    return {
        "mine.weights.h5": record.path.read_bytes(),
        "mine.json": models_archive.description(record, "mine"),
    }


def assert_same_model(one: SavedModel, two: SavedModel, digits: Split) -> None:
    images = digits.images[:5]
    pictures = [reconstruct(models_saved.load(r), images) for r in (one, two)]
    np.testing.assert_array_equal(*pictures)


def test_the_pair_comes_back_as_the_same_model(
    record: SavedModel, tmp_path: Path, digits: Split
) -> None:
    found = models_archive.take_in(pair(record), tmp_path)
    assert found.folder.parent == tmp_path
    assert found.sha256 == record.sha256
    assert found.config.model == record.config.model
    assert found.config.data.path is None  # no path of another machine
    assert found.metrics == {}
    assert_same_model(found, record, digits)
    assert models_archive.take_in(pair(record), tmp_path) == found
    assert len(list(tmp_path.iterdir())) == 1


def test_the_archive_comes_back_as_the_same_model(
    archive: bytes, record: SavedModel, tmp_path: Path, digits: Split
) -> None:
    found = models_archive.take_in({"model.keras": archive}, tmp_path)
    assert_same_model(found, record, digits)


OPEN = """
import sys, keras, numpy as np
images = np.load("images.npy")
for name in sys.argv[1:]:
    model = keras.saving.load_model(f"{name}.keras")
    found = model(images, training=False)
    found = found if isinstance(found, dict) else {"ae": found}
    if "z_mean" in found:
        encoder, decoder = model.get_layer("encoder"), model.get_layer("decoder")
        np.testing.assert_array_equal(encoder(images)["z_mean"], found["z_mean"])
        np.testing.assert_array_equal(decoder(found["z_mean"]), found["image"])
    np.savez(f"{name}.npz", **{key: np.asarray(value) for key, value in found.items()})
assert not any(name.startswith("explorer") for name in sys.modules)
"""


def network_of(name: str) -> Network:
    if name == ANY_BETA:
        return random_weights(k2=0.004, latent_dim=3)
    return models.build(ModelConfig(name, 3, k2=0.004), 5)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, digits: Split) -> Path:
    """What plain Keras makes of each system's archive: files named by the systems."""
    folder = tmp_path_factory.mktemp("opened")
    for name in MODEL_NAMES:
        config = RunConfig(ModelConfig(name, 3, k2=0.004))
        record = models_saved.save(network_of(name), config, folder)
        (folder / f"{name}.keras").write_bytes(models_archive.archive(record))
    np.save(folder / "images.npy", digits.images[:3])
    subprocess.run([sys.executable, "-c", OPEN, *MODEL_NAMES], cwd=folder, check=True)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", MODEL_NAMES)
def test_plain_keras_opens_the_archive(name: str, opened: Path, digits: Split) -> None:
    """Oracle: ``keras.saving.load_model`` in a process that never imports this project."""
    network = network_of(name)
    with np.load(opened / f"{name}.npz") as found:
        if ModelConfig(name).variational:
            code = evaluation.encode(network, digits.images[:3])
            np.testing.assert_allclose(found["z_mean"], code.mean, atol=1e-5)
            np.testing.assert_allclose(found["z_log_var"], code.log_var, atol=1e-5)
            pictures = evaluation.decode(network, code.mean)
            np.testing.assert_allclose(found["image"], pictures, atol=1e-5)
        else:
            expected = network.model(digits.images[:3], training=False)
            expected = expected if isinstance(expected, dict) else {"ae": expected}
            for key, value in expected.items():
                np.testing.assert_allclose(found[key], value, atol=1e-6)


def test_an_archive_of_an_earlier_version_comes_back(
    record: SavedModel, tmp_path: Path, digits: Split
) -> None:
    """It held Keras's weights alone, of the whole network."""
    path = tmp_path / "old.keras"
    models_saved.load(record).model.save(path)
    with zipfile.ZipFile(path) as made:
        (tmp_path / "model.weights.h5").write_bytes(made.read(models_archive.KERAS_WEIGHTS))
    old = replace(record, sha256=files.sha256(tmp_path / "model.weights.h5"))
    with zipfile.ZipFile(path, "a") as made:
        made.writestr(models_archive.RECORD, models_archive.description(old, "model"))
    found = models_archive.take_in({"old.keras": path.read_bytes()}, tmp_path / "runs")
    assert_same_model(found, record, digits)


def refused(uploaded: dict[str, bytes], runs: Path, match: str) -> None:
    """It is refused with one sentence, and nothing is left of it."""
    before = sorted(runs.rglob("*"))
    with pytest.raises(WeightsError, match=match) as caught:
        models_archive.take_in(uploaded, runs)
    assert "\n" not in str(caught.value)
    assert sorted(runs.rglob("*")) == before


def test_damaged_and_foreign_pairs_are_refused(record: SavedModel, tmp_path: Path) -> None:
    good = pair(record)
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "model.json").write_text("{}")
    damaged = good["mine.weights.h5"][:-1] + b"x"
    refused({**good, "mine.weights.h5": damaged}, tmp_path, "corrupt or was replaced")
    refused({**good, "mine.json": b"[" * 100_000}, tmp_path, "not a readable model description")
    refused({**good, "mine.json": b"[1]"}, tmp_path, "not a readable model description")
    refused({**good, "mine.json": b'{"a": 1}'}, tmp_path, "it lacks")
    refused({"mine.json": good["mine.json"]}, tmp_path, "and its .json together; got mine.json")
    refused({}, tmp_path, "got nothing")
    refused({"a.pkl": pickle.dumps(1), "b.json": b"{}"}, tmp_path, "expected")
    refused({**good, "mine.json": b"{" + b" " * (1 << 20)}, tmp_path, "1 MB at most")


def test_weights_of_another_network_are_refused(record: SavedModel, tmp_path: Path) -> None:
    other = replace(record, config=replace(record.config, model=ModelConfig("denoiser", 2)))
    uploaded = {**pair(record), "mine.json": models_archive.description(other, "mine")}
    refused(uploaded, tmp_path, "does not hold the weights of denoiser")


def test_what_is_no_hdf5_is_refused_even_with_its_hash(record: SavedModel, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(pickle.dumps({"a": 1}))
    lying = replace(record, sha256=files.sha256(path))
    uploaded = {
        "mine.weights.h5": path.read_bytes(),
        "mine.json": models_archive.description(lying, "mine"),
    }
    refused(uploaded, tmp_path, "does not hold the weights")


def test_a_path_in_the_json_leads_nowhere(record: SavedModel, tmp_path: Path) -> None:
    values = json.loads(models_archive.description(record, "mine"))
    values |= {"weights": "../../secret", "arrays": "../../secret", "name": "../../secret"}
    values["config"]["data"]["path"] = "/etc/passwd"
    found = models_archive.take_in(
        {**pair(record), "mine.json": json.dumps(values).encode()}, tmp_path
    )
    assert (found.weights, found.arrays, found.name) == ("model.weights.h5", None, "model")
    assert found.config.data.path is None


def test_foreign_and_damaged_archives_are_refused(archive: bytes, tmp_path: Path) -> None:
    foreign = io.BytesIO()
    with zipfile.ZipFile(foreign, "w") as made:
        made.writestr("config.json", "{}")
    refused({"m.keras": foreign.getvalue()}, tmp_path, "was not saved by this app")
    refused({"m.keras": archive[:-400]}, tmp_path, "cannot be read")
    refused({"m.keras": b"no zip"}, tmp_path, "cannot be read")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(models_archive.RECORD, "{}")
        made.writestr(models_archive.WEIGHTS, bytes(models_archive.MAX_WEIGHTS + 1))
    refused({"m.keras": bomb.getvalue()}, tmp_path, "50 MB at most")


def test_a_folder_that_cannot_be_written_is_a_sentence(record: SavedModel, tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file, no folder")
    with pytest.raises(StorageError, match="could not be saved"):
        models_archive.take_in(pair(record), tmp_path / "runs")


def test_code_in_an_archive_is_never_run(archive: bytes, tmp_path: Path) -> None:
    """Of a .keras only our record and the weights are read, whatever its config.json says."""
    trap = tmp_path / "sprung"
    code = f"lambda x: __import__('os').mkdir({str(trap)!r}) or x"
    lambda_layer = keras.layers.Lambda(eval(code))
    with zipfile.ZipFile(io.BytesIO(archive)) as found:
        parts = {name: found.read(name) for name in found.namelist()}
    network = keras.Sequential([keras.Input((1,))])
    config = json.loads(network.to_json())
    config["config"]["layers"].append(keras.saving.serialize_keras_object(lambda_layer))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as sent:
        for name, content in {**parts, "config.json": json.dumps(config).encode()}.items():
            sent.writestr(name, content)
    record = models_archive.take_in({"m.keras": made.getvalue()}, tmp_path / "runs")
    models_saved.load(record)
    assert not trap.exists()


def test_a_full_disk_is_one_sentence(record: SavedModel, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = models_archive.take_in(pair(record), tmp_path)
    other = models.build(ModelConfig("vae_functional", 3), seed=2)
    saved = models_saved.save(
        other, RunConfig(ModelConfig("vae_functional", 3)), tmp_path / "other"
    )
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(StorageError, match="room for temporary files") as brought:
            models_archive.take_in(pair(saved), tmp_path)
        with pytest.raises(StorageError, match="room for temporary files"):
            models_archive.archive(record)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "\n" not in str(brought.value)
    assert {path.name for path in tmp_path.iterdir()} == {before.folder.name, "other"}
    models_saved.load(before)
