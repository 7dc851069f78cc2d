"""Saving and loading: what comes back is what was saved, or one sentence says why not."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from explorer import files, models
from explorer.config import ModelConfig, NoiseConfig, RunConfig, TrainingConfig
from explorer.data.mnist import Split
from explorer.errors import ConfigError, StorageError, WeightsError
from explorer.models import saved as models_saved
from explorer.models.network import Network

FILES = {"model.json", "model.weights.h5", "model.browser.npz"}
CONFIG = RunConfig(
    ModelConfig("vae_functional", 2), noise=NoiseConfig("none"), training=TrainingConfig(seed=3)
)
OTHER = replace(CONFIG, training=TrainingConfig(seed=4, epochs=7))


@pytest.fixture(scope="module")
def network() -> Network:
    return models.build(CONFIG.model, CONFIG.training.seed)


@pytest.fixture(scope="module")
def saved_once(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("saved")
    models_saved.save(network, CONFIG, folder, metrics={"bce": 0.5}, training={"best_epoch": 2})
    return folder


@pytest.fixture
def saved(saved_once: Path, tmp_path: Path) -> Path:
    """A folder with a saved model, to damage at will."""
    return Path(shutil.copytree(saved_once, tmp_path / "run"))


def one_line(error: pytest.ExceptionInfo) -> str:
    text = str(error.value)
    assert "\n" not in text
    assert len(text) < 500
    return text


def change_json(folder: Path, **values: Any) -> None:
    """Set keys of model.json; None takes a key away."""
    path = folder / "model.json"
    record = {**json.loads(path.read_text()), **values}
    path.write_text(json.dumps({k: v for k, v in record.items() if v is not None}))


def pretend_sha(folder: Path) -> None:
    """Make model.json vouch for the file that is there now, whatever it is."""
    change_json(folder, sha256=files.sha256(folder / "model.weights.h5"))


# --- there and back -----------------------------------------------------------------


def test_loaded_network_gives_the_same_output(network: Network, saved: Path, digits: Split) -> None:
    record = models_saved.read_record(saved)
    loaded = models_saved.load(record)
    assert loaded is not network
    images = digits.images[:5]
    before, after = (np.asarray(n.encoder(images)["z_mean"]) for n in (network, loaded))
    np.testing.assert_allclose(after, before, atol=1e-6)
    assert before.std() > 1e-4
    pictures = [np.asarray(n.decoder(before)) for n in (network, loaded)]
    np.testing.assert_allclose(pictures[1], pictures[0], atol=1e-6)
    untrained = models.build(CONFIG.model, seed=99)  # so that equality says something
    assert not np.allclose(np.asarray(untrained.encoder(images)["z_mean"]), before, atol=1e-4)


def test_record_holds_everything(saved: Path) -> None:
    record = models_saved.read_record(saved)
    assert record.config == CONFIG
    assert (record.seed, record.name, record.weights) == (3, "model", "model.weights.h5")
    assert record.metrics == {"bce": 0.5}
    assert record.training == {"best_epoch": 2}
    assert record.sha256 == files.sha256(record.path)
    assert {path.name for path in saved.iterdir()} == FILES


def test_a_model_is_found_by_folder_json_or_weights(saved: Path) -> None:
    paths = [saved, saved / "model.json", saved / "model.weights.h5"]
    assert {models_saved.find(p).sha256 for p in paths} == {models_saved.read_record(saved).sha256}
    assert {models_saved.find(str(p)).path for p in paths} == {saved / "model.weights.h5"}


# --- damaged, foreign, missing ------------------------------------------------------


def test_one_flipped_byte_is_noticed(saved: Path) -> None:
    path = saved / "model.weights.h5"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(WeightsError, match="corrupt or was replaced: expected sha256") as error:
        models_saved.load(models_saved.read_record(saved))
    one_line(error)


def test_weights_of_another_architecture_are_refused(saved: Path, tmp_path: Path) -> None:
    other = models.build(ModelConfig("denoiser", 10))
    other.model.save_weights(saved / "model.weights.h5")
    pretend_sha(saved)
    with pytest.raises(WeightsError, match="does not hold the weights of vae_functional") as error:
        models_saved.load(models_saved.read_record(saved))
    one_line(error)


def test_weights_of_another_latent_dim_are_refused(saved: Path) -> None:
    models.build(ModelConfig("vae_functional", 3)).model.save_weights(saved / "model.weights.h5")
    pretend_sha(saved)
    with pytest.raises(WeightsError, match="with latent_dim 2") as error:
        models_saved.load(models_saved.read_record(saved))
    one_line(error)


@pytest.mark.parametrize("content", [b"", b"\x89HDF\r\n\x1a\n", os.urandom(5000)])
def test_a_file_that_is_no_hdf5_is_refused(saved: Path, content: bytes) -> None:
    (saved / "model.weights.h5").write_bytes(content)
    pretend_sha(saved)
    with pytest.raises(WeightsError, match="does not hold the weights") as error:
        models_saved.load(models_saved.read_record(saved))
    one_line(error)


def test_missing_weights_are_named(saved: Path) -> None:
    (saved / "model.weights.h5").unlink()
    with pytest.raises(WeightsError, match=r"model\.weights\.h5, but the file is missing") as error:
        models_saved.load(models_saved.read_record(saved))
    one_line(error)


def test_missing_json_is_named(saved: Path) -> None:
    (saved / "model.json").unlink()
    for path in (saved, saved / "model.weights.h5", saved / "model.json"):
        with pytest.raises(WeightsError, match=r"expected at .*model\.json") as error:
            models_saved.find(path)
        one_line(error)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"nonsense"])
def test_json_that_cannot_be_parsed(saved: Path, content: bytes) -> None:
    (saved / "model.json").write_bytes(content)
    with pytest.raises(WeightsError, match=r"model\.json is not a readable model") as error:
        models_saved.read_record(saved)
    one_line(error)


@pytest.mark.parametrize("content", ["[]", "null", "3", "{}"])
def test_json_that_is_something_else(saved: Path, content: str) -> None:
    (saved / "model.json").write_text(content)
    with pytest.raises(WeightsError, match="lacks weights, sha256, config, data_sha256"):
        models_saved.read_record(saved)


@pytest.mark.parametrize("key", ["weights", "sha256", "config", "data_sha256"])
def test_json_that_lacks_a_key(saved: Path, key: str) -> None:
    change_json(saved, **{key: None})
    with pytest.raises(WeightsError, match=f"it lacks {key}"):
        models_saved.read_record(saved)


@pytest.mark.parametrize(
    "config",
    [[], {"model": {"name": "gan"}}, {"model": {"latent_dim": 0}}, {"model": 3}, {"extra": {}}],
)
def test_json_of_a_model_that_cannot_be_built(saved: Path, config: Any) -> None:
    change_json(saved, config=config)
    with pytest.raises(WeightsError, match="describes no model that can be built") as error:
        models_saved.read_record(saved)
    one_line(error)


@pytest.mark.parametrize("name", ["../model.weights.h5", "/etc/passwd", "a/b.weights.h5", 5])
def test_weights_outside_the_folder_are_refused(saved: Path, name: Any) -> None:
    change_json(saved, weights=name)
    with pytest.raises(WeightsError, match="must name weights in its own folder"):
        models_saved.read_record(saved)


@pytest.mark.parametrize("name", ["..", ".", ""])
def test_a_folder_is_no_weights_file(saved: Path, name: str) -> None:
    change_json(saved, weights=name)
    with pytest.raises(WeightsError):
        models_saved.load(models_saved.read_record(saved))


@pytest.mark.parametrize("value", [5, [], {"a": 1}])
def test_a_hash_that_is_no_text_is_refused(saved: Path, value: Any) -> None:
    change_json(saved, sha256=value)
    with pytest.raises(WeightsError):
        models_saved.load(models_saved.read_record(saved))


# --- saving that fails half-way -----------------------------------------------------


def still_the_old_model(folder: Path) -> None:
    record = models_saved.read_record(folder)
    assert record.config == CONFIG
    models_saved.load(record)


def full_disk(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_full_disk_while_writing_weights(saved: Path) -> None:
    network = SimpleNamespace(model=SimpleNamespace(save_weights=full_disk))
    with pytest.raises(StorageError, match="No space left on device") as error:
        models_saved.save(network, OTHER, saved)  # type: ignore[arg-type]
    one_line(error)
    still_the_old_model(saved)
    assert {path.name for path in saved.iterdir()} == FILES  # no temporary file is left


def test_a_disk_that_really_takes_no_more(network: Network, saved: Path) -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))  # the weights need more
    try:
        with pytest.raises(StorageError) as error:
            models_saved.save(network, OTHER, saved)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    one_line(error)
    still_the_old_model(saved)
    assert {path.name for path in saved.iterdir()} == FILES


def fail_at(
    monkeypatch: pytest.MonkeyPatch, suffix: str, error: BaseException
) -> Callable[[], None]:
    """Let the rename of a file with this suffix fail; call the result to mend it."""
    real = os.replace

    def replace_or_fail(source: Any, target: Any) -> None:
        if str(target).endswith(suffix):
            raise error
        real(source, target)

    monkeypatch.setattr(files.os, "replace", replace_or_fail)
    return lambda: monkeypatch.setattr(files.os, "replace", real)


class PowerCut(BaseException):
    """What no ``except`` of the project may swallow."""


@pytest.mark.parametrize("suffix", ["model.json", "model.weights.h5"])
def test_full_disk_while_moving_into_place(
    saved: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    newer = models.build(CONFIG.model, seed=50)
    fail_at(monkeypatch, suffix, OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(StorageError, match="No space left"):
        models_saved.save(newer, OTHER, saved)
    still_the_old_model(saved)


def test_crash_between_the_renames_keeps_the_old_model(
    network: Network, saved: Path, monkeypatch: pytest.MonkeyPatch, digits: Split
) -> None:
    before = files.sha256(saved / "model.weights.h5")
    newer = models.build(CONFIG.model, seed=50)
    mend = fail_at(monkeypatch, ".weights.h5", PowerCut())
    for config in (OTHER, replace(OTHER, training=TrainingConfig(seed=5))):  # twice in a row
        with pytest.raises(PowerCut):
            models_saved.save(newer, config, saved)
        written = json.loads((saved / "model.json").read_text())
        assert written["config"] == config.to_dict()  # the JSON is new already
        assert written["sha256"] != before  # and the weights are the old ones
        record = models_saved.read_record(saved)
        assert (record.config, record.sha256) == (CONFIG, before)
    images = digits.images[:3]
    loaded = models_saved.load(models_saved.read_record(saved))
    np.testing.assert_allclose(
        np.asarray(loaded.encoder(images)["z_mean"]),
        np.asarray(network.encoder(images)["z_mean"]),
        atol=1e-6,
    )
    mend()
    models_saved.save(newer, OTHER, saved)
    assert models_saved.read_record(saved).config == OTHER
    models_saved.verify(models_saved.read_record(saved))


class FakeNetwork:
    """Weights of any bytes, written slowly enough for another thread to come between."""

    conditional_encoder = conditional_decoder = classifier = None

    def __init__(self, content: str) -> None:
        self.model = self.encoder = self.decoder = self
        self.layers: list[Any] = []
        self.content = content

    def save_weights(self, path: Path) -> None:
        path.write_text(self.content)
        time.sleep(0.002)


def test_two_saves_at_once_leave_a_model_that_loads(tmp_path: Path) -> None:
    configs = [replace(CONFIG, training=TrainingConfig(seed=seed)) for seed in (1, 2)]
    models_saved.save(FakeNetwork("old"), CONFIG, tmp_path)  # type: ignore[arg-type]
    together = threading.Barrier(2)

    def work(thread: int) -> None:
        for turn in range(25):
            together.wait()
            network: Any = FakeNetwork(f"{thread} {turn}")
            models_saved.save(network, configs[thread], tmp_path)
            together.wait()
            record = models_saved.read_record(tmp_path)
            if not models_saved._intact(record):
                broken.append(turn)
            elif record.path.read_text().split()[0] != str(record.seed - 1):
                broken.append(turn)  # weights of one thread, settings of the other

    broken: list[int] = []
    threads = [threading.Thread(target=work, args=(n,)) for n in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not broken


SAVING = """
import sys, time
from dataclasses import replace
from pathlib import Path
from explorer.models import saved as weights
from explorer.config import RunConfig, TrainingConfig

class Fake:
    conditional_encoder = conditional_decoder = classifier = None
    layers = []

    def __init__(self, content):
        self.model = self.encoder = self.decoder = self
        self.content = content

    def save_weights(self, path):
        path.write_text(self.content)
        time.sleep(0.002)

seed, folder = int(sys.argv[1]), Path(sys.argv[2])
for turn in range(60):
    config = RunConfig(training=TrainingConfig(seed=seed))
    weights.save(Fake(f"{seed} {turn}"), config, folder)
"""


@pytest.mark.slow
def test_two_processes_that_save_into_one_folder_take_turns(tmp_path: Path) -> None:
    models_saved.save(
        FakeNetwork("0 0"), replace(CONFIG, training=TrainingConfig(seed=0)), tmp_path
    )  # type: ignore[arg-type]
    saving = [subprocess.Popen([sys.executable, "-c", SAVING, seed, tmp_path]) for seed in "12"]
    seen = set()
    while any(process.poll() is None for process in saving):
        try:
            record = models_saved.read_record(tmp_path)
            written = record.path.read_text()
        except FileNotFoundError:
            continue
        if files.sha256(record.path) == record.sha256:  # else it was saved anew meanwhile
            assert written.split()[0] == str(record.seed)
            seen.add(record.seed)
    assert [process.wait() for process in saving] == [0, 0]
    record = models_saved.read_record(tmp_path)
    models_saved.verify(record)
    assert record.path.read_text() == f"{record.seed} 59"
    assert {1, 2} <= seen
    assert {path.name for path in tmp_path.iterdir()} == FILES


ENDING = """
import threading, time
from explorer.models import saved as weights
from explorer.models.tensorflow import import_tensorflow_quietly

import_tensorflow_quietly()
record, begun = weights.find("vae_functional"), threading.Event()

def load():
    while True:
        weights.load(record)
        begun.set()

threading.Thread(target=load, daemon=True).start()
begun.wait()
time.sleep({wait})
"""


@pytest.mark.slow
@pytest.mark.parametrize("wait", [0.02, 0.06, 0.15])
def test_a_process_ends_though_a_thread_of_it_loads_a_model(wait: float) -> None:
    """In the middle of h5py's reading, it waited for h5py's lock for ever."""
    code = ENDING.format(wait=wait)
    assert subprocess.run([sys.executable, "-c", code], timeout=120).returncode == 0


# --- the bundled models -------------------------------------------------------------


@pytest.mark.parametrize("name", ["gan", "", "VAE_FUNCTIONAL"])
def test_unknown_names_list_the_known_ones(name: str) -> None:
    with pytest.raises(ConfigError, match="model must be one of denoiser, dual, "):
        models_saved.pretrained_record(name)
    if name:
        with pytest.raises(ConfigError, match=f"or a saved model's path, got '{name}'"):
            models_saved.find(name)


def test_a_path_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"expected at .*nowhere/model\.json"):
        models_saved.find(tmp_path / "nowhere" / "model.json")


@pytest.fixture
def bundle(saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pretrained/ of our own with one model and its manifest."""
    folder = tmp_path / "pretrained"
    folder.mkdir()
    shutil.copy(saved / "model.weights.h5", folder / "vae_functional.weights.h5")
    record = json.loads((saved / "model.json").read_text())
    record["weights"] = "vae_functional.weights.h5"
    (folder / "vae_functional.json").write_text(json.dumps(record))
    (folder / "manifest.json").write_text(json.dumps({"models": {"vae_functional": record}}))
    monkeypatch.setattr(models_saved, "PRETRAINED", folder)
    return folder


def test_a_bundled_model_is_found_by_its_name(bundle: Path) -> None:
    record = models_saved.find("vae_functional")
    assert record == models_saved.pretrained_record("vae_functional")
    models_saved.verify(record)
    assert list(models_saved.manifest()) == ["vae_functional"]


def test_manifest_must_vouch_for_the_hash(bundle: Path) -> None:
    manifest = {"models": {"vae_functional": {"sha256": "0" * 64}}}
    for values in (manifest, {"models": {}}):
        (bundle / "manifest.json").write_text(json.dumps(values))
        with pytest.raises(WeightsError, match=r"does not match pretrained/manifest\.json"):
            models_saved.pretrained_record("vae_functional")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"models": 3}'])
def test_a_damaged_manifest_is_told(bundle: Path, content: str) -> None:
    (bundle / "manifest.json").write_text(content)
    with pytest.raises(WeightsError, match=r"manifest\.json cannot be read") as error:
        models_saved.pretrained_record("vae_functional")
    one_line(error)


def test_a_missing_manifest_or_model_is_told(bundle: Path) -> None:
    with pytest.raises(WeightsError, match=r"expected at .*dual\.json"):
        models_saved.pretrained_record("dual")
    (bundle / "manifest.json").unlink()
    with pytest.raises(WeightsError, match=r"manifest\.json is expected at"):
        models_saved.pretrained_record("vae_functional")
