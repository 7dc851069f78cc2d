"""Recipes of the bundled models, and what publishing a training writes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import h5py
import numpy as np
import pytest

from explorer import files
from explorer.analysis.latent import grid_points
from explorer.config import (
    BUNDLED_NAMES,
    DEDICATED,
    K_PRESETS,
    MODEL_NAMES,
    SKLEARN_VAE,
    VAE_NAMES,
    RunConfig,
)
from explorer.data import mnist
from explorer.data.mnist import Split
from explorer.errors import ConfigError, DataError, StorageError, TrainingError, WeightsError
from explorer.models import saved as models_saved
from explorer.training import evaluation, pretrain


@pytest.fixture(scope="module")
def published(tiny_run: Path, tmp_path_factory: pytest.TempPathFactory) -> models_saved.SavedModel:
    out = tmp_path_factory.mktemp("pretrained")
    return pretrain.publish(tiny_run, out, "vae_functional")


def test_there_is_a_recipe_for_every_bundled_model() -> None:
    assert tuple(pretrain.RECIPES) == BUNDLED_NAMES
    for name in BUNDLED_NAMES:
        config = pretrain.recipe(name)
        path = mnist.SKLEARN_DIGITS if name == SKLEARN_VAE else None
        assert (config.data.path, config.data.subset, config.data.validation) == (path, None, 0.0)
        assert config.training.seed == 123
    assert [pretrain.recipe(name).model.name for name in MODEL_NAMES] == list(MODEL_NAMES)


def test_the_vaes_recipes_are_the_presets() -> None:
    """Each preset of the two weights has a bundled model that was trained with it."""
    models = {name: pretrain.recipe(name).model for name in BUNDLED_NAMES}
    pairs = {name: (model.k1, model.k2) for name, model in models.items()}
    dedicated = {f"vae_{name}": K_PRESETS[name] for name in DEDICATED}
    assert {name: pairs[name] for name in dedicated} == dedicated
    assert set(K_PRESETS) - set(DEDICATED) == {"course"}
    assert pairs["vae_functional"] == pairs["any_beta"] == K_PRESETS["course"]
    assert len(DEDICATED) == 9
    every = pretrain.RECIPES["any_beta"]
    for name in set(DEDICATED) - set(pretrain.COLLAPSED):  # or they could not be compared
        alone = pretrain.RECIPES[f"vae_{name}"]
        assert (alone.epochs, alone.start, alone.precision) == (60, every.start, every.precision)
        assert alone.epochs == every.epochs
    assert all(pretrain.recipe(name).noise.mode == "none" for name in VAE_NAMES)
    assert pretrain.recipe("denoiser").noise.mode == "course"


def test_a_recipe_can_be_tried_out_with_less() -> None:
    config = pretrain.recipe("dual", epochs=2, subset=500)
    assert (config.training.epochs, config.data.subset) == (2, 500)


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(ConfigError, match="model must be one of denoiser.*got 'gan'"):
        pretrain.recipe("gan")


def test_published_is_what_was_trained(
    published: models_saved.SavedModel, tiny_run: Path, tiny_arrays: dict
) -> None:
    images = tiny_arrays["x_test"][..., None].astype(np.float32) / 255
    run, copy = (
        models_saved.load(record) for record in (models_saved.read_record(tiny_run), published)
    )
    for a, b in zip(run.model.get_weights(), copy.model.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)
    codes = [evaluation.encode(network, images).mean for network in (run, copy)]
    np.testing.assert_array_equal(*codes)
    assert published.config == models_saved.read_record(tiny_run).config


def test_published_weights_carry_no_optimizer(
    published: models_saved.SavedModel, tiny_run: Path
) -> None:
    with h5py.File(tiny_run / "model.weights.h5") as run, h5py.File(published.path) as copy:
        assert "optimizer" in run
        assert "optimizer" not in copy
    assert published.path.stat().st_size < 0.5 * (tiny_run / "model.weights.h5").stat().st_size


def test_the_record_and_the_manifest_vouch_for_every_file(
    published: models_saved.SavedModel,
) -> None:
    assert published.sha256 == files.sha256(published.path)
    assert published.arrays
    assert published.arrays_sha256 == files.sha256(published.folder / published.arrays)
    manifest = json.loads((published.folder / "manifest.json").read_text())
    beside = json.loads((published.folder / "vae_functional.json").read_text())
    assert manifest == {"models": {"vae_functional": beside}}
    assert beside["metrics"]["images"] == 60
    assert len(beside["training"]["history"]["kl_loss"]) == 2


def test_the_first_view_is_the_models_own(
    published: models_saved.SavedModel, tiny_arrays: dict
) -> None:
    network = models_saved.load(published)
    images = tiny_arrays["x_test"][..., None].astype(np.float32) / 255
    with np.load(published.folder / str(published.arrays)) as saved:
        arrays = dict(saved)
    code = evaluation.encode(network, images)
    np.testing.assert_allclose(arrays["z_mean"], code.mean, atol=1e-5)
    np.testing.assert_allclose(arrays["z_log_var"], code.log_var, atol=1e-5)
    np.testing.assert_array_equal(arrays["labels"], tiny_arrays["y_test"])
    np.testing.assert_allclose(arrays["grid_x"], grid_points("quantile", 20))
    corner = evaluation.decode(network, np.array([[arrays["grid_x"][0], arrays["grid_y"][-1]]]))
    np.testing.assert_allclose(arrays["grid"][:28, :28], corner[0, ..., 0] * 255, atol=1)
    again = evaluation.decode(network, code.mean[:12])[..., 0] * 255
    np.testing.assert_allclose(arrays["reconstructions"], again, atol=1)


def test_a_second_model_joins_the_manifest_in_the_usual_order(
    published: models_saved.SavedModel, tiny_run: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shutil.copytree(published.folder, out)
    pretrain.publish(tiny_run, out, "vae_half")
    assert list(json.loads((out / "manifest.json").read_text())["models"]) == [
        "vae_functional",
        "vae_half",
    ]
    models_saved.verify(models_saved.read_record(out / "vae_half.json"))


def test_a_run_of_another_system_is_refused(tiny_run: Path, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="holds a vae_functional, not a denoiser"):
        pretrain.publish(tiny_run, tmp_path, "denoiser")
    assert list(tmp_path.iterdir()) == []


def test_a_run_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="is expected at"):
        pretrain.publish(tmp_path / "run", tmp_path, "denoiser")


def test_other_data_than_trained_on_are_refused(
    tiny_run: Path, tiny_arrays: dict, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    shutil.copytree(tiny_run, run)
    values = json.loads((run / "model.json").read_text())
    (run / "model.json").write_text(json.dumps({**values, "data_sha256": "0" * 64}))
    with pytest.raises(DataError, match="trained on other data"):
        pretrain.publish(run, tmp_path / "out", "vae_functional")


def test_a_damaged_manifest_is_told_and_left_alone(tiny_run: Path, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(WeightsError, match="is not a readable manifest"):
        pretrain.publish(tiny_run, tmp_path, "vae_functional")
    assert (tmp_path / "manifest.json").read_text() == "{"


def test_a_folder_that_cannot_be_written_is_told(tiny_run: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(StorageError, match="could not be saved"):
        pretrain.publish(tiny_run, blocked, "vae_functional")


def test_a_finished_training_is_left_alone_and_other_settings_refused(
    tiny_run: Path, tiny_config: RunConfig, digits: Split
) -> None:
    before = files.sha256(tiny_run / "model.weights.h5")
    assert pretrain.train(tiny_config, tiny_run)
    assert files.sha256(tiny_run / "model.weights.h5") == before
    with pytest.raises(TrainingError, match="other settings"):
        pretrain.train(pretrain.recipe("vae_functional"), tiny_run)
