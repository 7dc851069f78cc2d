"""What is missing, corrupt or foreign is told in one sentence, never by a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from visitor import Visitor

from explorer.models import saved

Visit = Callable[[], Visitor]


def damage(path: Path) -> None:
    """Flip one byte in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def test_a_missing_description(visit: Visit, bundle: Path) -> None:
    (bundle / "vae_functional.json").unlink()
    assert "a saved model is expected at" in visit().sentence()


def test_in_french_the_sentence_is_french_and_the_log_english(
    visit: Visit, bundle: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (bundle / "vae_functional.json").unlink()
    told = visit().set_language("fr").sentence()
    assert told.startswith("on attend un modèle enregistré à ")
    assert told.endswith("mais il n'y en a pas.")
    assert "a saved model is expected at" in caplog.text


def test_a_missing_model_leaves_the_others_usable(visit: Visit, bundle: Path) -> None:
    (bundle / "vae_functional.json").unlink()
    visitor = visit()
    visitor.choose("selectbox", "model", "denoiser").assert_fine()
    assert visitor.has("points")


def test_a_missing_manifest(visit: Visit, bundle: Path) -> None:
    (bundle / "manifest.json").unlink()
    assert "manifest.json is expected" in visit().sentence()


def test_a_description_that_the_manifest_does_not_vouch_for(visit: Visit, bundle: Path) -> None:
    path = bundle / "vae_functional.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "sha256": "0" * 64}))
    assert "does not match" in visit().sentence()


def test_missing_coordinates(visit: Visit, bundle: Path) -> None:
    (bundle / "vae_functional.latent.npz").unlink()
    assert "latent coordinates of vae_functional are expected" in visit().sentence()


def test_damaged_coordinates(visit: Visit, bundle: Path) -> None:
    damage(bundle / "vae_functional.latent.npz")
    assert "latent coordinates of vae_functional are expected" in visit().sentence()


def test_coordinates_of_something_else(visit: Visit, bundle: Path) -> None:
    np.savez(bundle / "vae_functional.latent.npz", other=np.zeros(3))
    assert "vae_functional" in visit().sentence()


def test_corrupt_weights_are_told_when_they_are_needed(visit: Visit, bundle: Path) -> None:
    """The map itself needs no weights: it stays, and a click tells what is wrong."""
    damage(bundle / "vae_functional.weights.h5")
    visitor = visit()
    assert visitor.has("points")
    visitor.pick("cells", 0.5, 0.5)
    assert "is corrupt or was replaced" in visitor.sentence()
    assert visitor.has("points")


def test_missing_weights_are_told_when_they_are_needed(visit: Visit, bundle: Path) -> None:
    (bundle / "vae_functional.weights.h5").unlink()
    visitor = visit()
    visitor.pick("cells", 0.5, 0.5)
    assert "the file is missing" in visitor.sentence()


def test_weights_of_another_architecture(
    visit: Visit, copy_run: Callable[..., Path], warm: None
) -> None:
    """An intact file, but a description that builds another network."""
    config = saved.pretrained_record("denoiser").config.to_dict()
    folder = copy_run("foreign", config={**config, "model": {**config["model"], "latent_dim": 2}})
    visitor = visit()
    visitor.choose("selectbox", "model", str(folder)).pick("cells", 0.5, 0.5)
    assert "does not hold the weights of denoiser" in visitor.sentence()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "not a readable model description"),
        ("[]", "it lacks weights, sha256, config, data_sha256"),
        ("{}", "it lacks weights, sha256, config, data_sha256"),
        ("\x00\xff", "not a readable model description"),
    ],
    ids=["cut off", "a list", "empty", "binary"],
)
def test_a_damaged_description_of_an_own_run(
    visit: Visit, runs: Path, content: str, words: str
) -> None:
    (runs / "broken").mkdir()
    (runs / "broken" / "model.json").write_bytes(content.encode("latin-1"))
    visitor = visit().assert_fine()  # it does no harm until it is chosen
    assert visitor.selectbox("model").options[-1] == "broken"
    visitor.choose("selectbox", "model", str(runs / "broken"))
    assert words in visitor.sentence()
    visitor.choose("selectbox", "model", "vae_functional").assert_fine()


def test_a_setting_that_no_model_has(visit: Visit, copy_run: Callable[..., Path]) -> None:
    folder = copy_run("odd", config={"model": {"name": "gan"}})
    visitor = visit()
    visitor.choose("selectbox", "model", str(folder))
    assert "model must be one of" in visitor.sentence()


def test_an_own_data_file_that_is_gone(
    visit: Visit, copy_run: Callable[..., Path], tmp_path: Path
) -> None:
    config = saved.pretrained_record("vae_functional").config.to_dict()
    gone = str(tmp_path / "gone.npz")
    folder = copy_run("gone", config={**config, "data": {"path": gone}}, arrays=None)
    visitor = visit()
    visitor.choose("selectbox", "model", str(folder))
    assert "a data file (.npz) is expected at" in visitor.sentence()


def test_a_run_removed_while_it_is_shown(
    visit: Visit, copy_run: Callable[..., Path], tmp_path: Path
) -> None:
    folder = copy_run("short-lived")
    visitor = visit()
    visitor.choose("selectbox", "model", str(folder)).assert_fine()
    as_chosen = visitor.at._tree.get_widget_states()
    folder.rename(tmp_path / "elsewhere")
    visitor.at._run(as_chosen)  # what the browser sends does not change
    visitor.assert_fine()
    assert visitor.selectbox("model").value == "vae_functional"
