"""The saved state of a training: all of it comes back, or one sentence says why not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from explorer import models
from explorer.config import ModelConfig, RunConfig, TrainingConfig
from explorer.data.mnist import Split
from explorer.errors import StorageError, TrainingError
from explorer.models.network import Network
from explorer.training import checkpoint, fit

pytestmark = pytest.mark.usefixtures("without_graphs")

CONFIG = RunConfig(ModelConfig("vae_functional", 2), training=TrainingConfig(seed=3))
PROGRESS = {"epoch": 2, "best": 0.25, "history": {"loss": [0.5, 0.25]}}


def compiled(seed: int) -> Network:
    network = models.build(CONFIG.model, seed)
    fit.compile_network(network, CONFIG.training, 10)
    network.model.optimizer.build(network.model.trainable_variables)
    return network


def all_values(network: Network) -> list[np.ndarray]:
    optimizer = network.model.optimizer.variables
    return [np.asarray(v).copy() for v in [*network.model.variables, *optimizer]]


@pytest.fixture(scope="module")
def trained(digits: Split) -> Network:
    """A network after one batch, so that its optimizer has something to remember."""
    network = compiled(seed=3)
    images = digits.images[:16]
    inputs, _ = network.pack(images, images, None)
    network.model.fit(inputs, batch_size=16, verbose=0)
    return network


@pytest.fixture(scope="module")
def other() -> Network:
    return compiled(seed=4)


@pytest.fixture
def state(trained: Network, tmp_path: Path) -> Path:
    path = tmp_path / "state.npz"
    checkpoint.save_state(path, trained, CONFIG, PROGRESS)
    return path


def test_every_variable_and_the_progress_come_back(
    trained: Network, other: Network, state: Path, digits: Split
) -> None:
    expected = all_values(trained)
    assert not all(np.array_equal(a, b) for a, b in zip(expected, all_values(other), strict=True))
    checkpoint.restore_state(state, other)
    for a, b in zip(expected, all_values(other), strict=True):
        np.testing.assert_array_equal(a, b)
    assert int(other.model.optimizer.iterations) == 1
    assert checkpoint.read_progress(state, CONFIG) == PROGRESS
    images = digits.images[:4]  # the random state too: the next draw of z is the same
    drawn = [np.asarray(n.encoder(images)["z"]) for n in (trained, other)]
    np.testing.assert_allclose(drawn[0], drawn[1], atol=1e-6)


def test_the_file_needs_no_pickle_and_leaves_no_temporary(state: Path, trained: Network) -> None:
    with np.load(state, allow_pickle=False) as saved:
        assert json.loads(saved["meta"].tobytes())["config"] == CONFIG.to_dict()
        assert len(saved.files) == 1 + len(all_values(trained))
    assert [p.name for p in state.parent.iterdir()] == ["state.npz"]


def test_nothing_to_resume(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"nothing to resume: .*state\.npz is expected"):
        checkpoint.read_progress(tmp_path / "state.npz", CONFIG)


def test_other_settings_are_refused_and_named(state: Path) -> None:
    changed = replace(
        CONFIG,
        training=replace(CONFIG.training, learning_rate=0.5),
        model=replace(CONFIG.model, k2=7.0),
    )
    with pytest.raises(TrainingError) as error:
        checkpoint.read_progress(state, changed)
    text = str(error.value)
    assert "k2 0.001 then, 7.0 now" in text
    assert "learning_rate 0.001 then, 0.5 now" in text
    assert "latent_dim" not in text


@pytest.mark.parametrize("damage", ["empty", "cut", "text", "flip", "folder"])
def test_a_damaged_state_is_told(state: Path, damage: str) -> None:
    content = bytearray(state.read_bytes())
    if damage == "folder":
        state.unlink()
        state.mkdir()
    else:
        content[200] ^= 0xFF  # within the first array, meta
        kinds = {"empty": b"", "cut": content[:5000], "text": b"hello", "flip": bytes(content)}
        state.write_bytes(kinds[damage])
    with pytest.raises(TrainingError) as error:
        checkpoint.read_progress(state, CONFIG)
    assert "\n" not in str(error.value)
    expected = "nothing to resume" if damage == "folder" else "is not a readable training state"
    assert expected in str(error.value)


def test_a_state_without_its_progress_is_told(tmp_path: Path) -> None:
    for meta in ({}, {"config": CONFIG.to_dict()}, {"config": 3, "progress": {}}, []):
        path = tmp_path / "state.npz"
        np.savez(path, meta=np.frombuffer(json.dumps(meta).encode(), np.uint8))
        with pytest.raises(TrainingError, match="not a readable training state"):
            checkpoint.read_progress(path, CONFIG)


def test_arrays_that_do_not_fit_are_refused(state: Path) -> None:
    wider = models.build(replace(CONFIG.model, latent_dim=3))
    wider.model.compile(keras.optimizers.Adam())
    wider.model.optimizer.build(wider.model.trainable_variables)
    with pytest.raises(TrainingError, match="not a readable training state") as error:
        checkpoint.restore_state(state, wider)
    assert "\n" not in str(error.value)


def test_missing_arrays_are_told(state: Path, other: Network) -> None:
    with np.load(state) as saved:
        fewer = {key: saved[key] for key in saved.files[:-1]}
    np.savez(state, **fewer)
    with pytest.raises(TrainingError, match="not a readable training state"):
        checkpoint.restore_state(state, other)


def test_a_full_disk_keeps_the_state_before(
    state: Path, trained: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checkpoint.np, "savez", full)
    with pytest.raises(StorageError, match="No space left on device"):
        checkpoint.save_state(state, trained, CONFIG, {**PROGRESS, "epoch": 3})
    assert checkpoint.read_progress(state, CONFIG) == PROGRESS
    assert [p.name for p in state.parent.iterdir()] == ["state.npz"]
