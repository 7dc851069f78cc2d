"""The view of the two weights on other pictures than MNIST: their own network, film and VAEs."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from visitor import Visitor

from explorer import files
from explorer.analysis.beta_sweep import PREFIX, STOP_BETAS, STOP_CODES
from explorer.config import ANY_BETA, SKLEARN_VAE, DataConfig
from explorer.data import mnist
from explorer.data.mnist import SKLEARN_DIGITS
from explorer.models import saved
from explorer.ui.shared import any_beta, dedicated, models
from explorer.ui.texts import text

Visit = Callable[..., Visitor]
COUNT = 359  # test digits of scikit-learn


@pytest.fixture
def own(copy_run: Callable[..., Path], runs: Path) -> Callable[..., Path]:
    """Make a run of the bundled network that says it was trained on scikit-learn's digits."""
    config = saved.find(ANY_BETA).config
    config = replace(config, data=DataConfig(SKLEARN_DIGITS))
    labels = mnist.load("test", SKLEARN_DIGITS).labels

    def make(name: str, measured: bool = True) -> Path:
        shutil.rmtree(runs / name, ignore_errors=True)
        folder = copy_run(name, ANY_BETA, config=config.to_dict(), metrics={})
        file = folder / f"{ANY_BETA}.latent.npz"
        with np.load(file) as found:
            arrays = {key: found[key] for key in found.files}
        for key in (STOP_BETAS, STOP_CODES):
            del arrays[key]
        for key in [key for key in arrays if key.startswith(PREFIX) and not measured]:
            del arrays[key]
        if measured:
            arrays[f"{PREFIX}maps"] = arrays[f"{PREFIX}maps"][:, :COUNT]
            arrays[f"{PREFIX}images"] = np.array(COUNT)
        np.savez(file, **{**arrays, "labels": labels, "z_mean": arrays["z_mean"][:COUNT]})
        record = {**files.read_json(folder / "model.json"), "arrays_sha256": files.sha256(file)}
        files.write_json(folder / "model.json", record)
        return folder

    return make


def marks(visitor: Visitor) -> list[str]:
    data = json.loads(visitor.at.get("plotly_chart")[0].proto.spec)["data"]
    return list(data[-1]["text"])


def test_the_live_part_shows_their_own_network(own: Callable[..., Path], visit: Visit) -> None:
    folder = own("mine")
    visitor = visit("kl", data=SKLEARN_DIGITS).assert_fine()
    record = models.record(str(folder))
    assert visitor.shown("live")["live"]["key"] == record.sha256[:16]
    data = visitor.shown("exact")
    digits = np.frombuffer(base64.b64decode(data["digits"]), np.uint8)
    np.testing.assert_array_equal(digits, mnist.load("test", SKLEARN_DIGITS).labels)
    captions = [str(caption.value) for caption in visitor.at.caption]
    assert text("kl.between", count=COUNT, betas=64) in captions
    (table,) = [m.value for m in visitor.at.markdown if m.value.startswith("|")]
    head = table.split("\n")[0]
    assert text("kl.measure", count=COUNT) in head
    assert "0.784" in head.split("|")[3]  # vae_sklearn, of the course's weights
    assert visitor.shown("split")["count"] == COUNT
    assert visitor.link()["data"] == SKLEARN_DIGITS


def test_the_map_between_two_measured_betas_lies_between_their_maps(
    own: Callable[..., Path], visit: Visit
) -> None:
    record = models.record(str(own("mine")))
    sweep = any_beta.sweep(record)
    low, high = np.log(sweep.betas[30:32])
    middle = any_beta.codes(record, float(np.exp((low + high) / 2)))
    np.testing.assert_allclose(middle, sweep.maps[30:32].astype(float).mean(axis=0), atol=1e-3)


def test_the_curve_has_the_vaes_of_these_pictures_alone(
    own: Callable[..., Path], copy_run: Callable[..., Path], visit: Visit
) -> None:
    own("mine")
    of_theirs = visit("kl", data=SKLEARN_DIGITS).assert_fine()
    assert len(marks(of_theirs)) == 2  # vae_sklearn, and where one is
    config = replace(saved.find("vae_half").config, data=DataConfig(SKLEARN_DIGITS))
    copy_run("half", "vae_half", config=config.to_dict())
    assert len(marks(visit("kl", data=SKLEARN_DIGITS))) == 3
    names = [record.folder.name for record in dedicated.measured(None, dedicated.of_data(None))]
    assert "half" not in names


def test_the_film_plays_their_maps(own: Callable[..., Path], visit: Visit) -> None:
    own("mine")
    visitor = visit("kl", data=SKLEARN_DIGITS, part="movie").assert_fine()
    data = visitor.shown("film")
    assert len(base64.b64decode(data["codes"])) == 64 * COUNT * 2 * 2
    digits = np.frombuffer(base64.b64decode(data["digits"]), np.uint8)
    np.testing.assert_array_equal(digits, mnist.load("test", SKLEARN_DIGITS).labels)


def test_without_a_network_one_can_be_trained_from_the_bundled_one(visit: Visit) -> None:
    for part in ("live", "movie"):
        visitor = visit("kl", data=SKLEARN_DIGITS, part=part).assert_fine()
        assert [info.value for info in visitor.at.info] == [text("kl.no_network")]
    visitor.press("train_network").assert_fine()
    visitor.view = "train"
    chosen = [visitor.selectbox(name).value for name in ("system", "data", "start")]
    assert chosen == [ANY_BETA, SKLEARN_DIGITS, ANY_BETA]
    assert visitor.number_input("latent_dim").value == 2


def test_one_that_is_not_measured_is_named(own: Callable[..., Path], visit: Visit) -> None:
    folder = own("mine", measured=False)
    visitor = visit("kl", data=SKLEARN_DIGITS).assert_fine()
    assert text("kl.no_sweep", run="mine", path=folder) in [c.value for c in visitor.at.caption]
    assert not visitor.has("live")
    own("mine")  # its worker has measured it by now
    assert visitor.run().assert_fine().has("live")


def test_of_several_networks_one_is_chosen(own: Callable[..., Path], visit: Visit) -> None:
    first, second = own("first"), own("second")
    visitor = visit("kl", data=SKLEARN_DIGITS).assert_fine()
    assert visitor.selectbox("network").value == str(first)
    visitor.choose("selectbox", "network", str(second)).assert_fine()
    assert visitor.link()["network"] == str(second)
    visitor.press("train").assert_fine()
    visitor.view = "train"
    assert visitor.selectbox("start").value == str(second)
    assert visitor.selectbox("data").value == SKLEARN_DIGITS


def test_the_trained_part_has_theirs(visit: Visit) -> None:
    visitor = visit("kl", data=SKLEARN_DIGITS, part="trained").assert_fine()
    assert visitor.has("points.balanced")
    assert not visitor.has("points.k1_heavy")
    record = models.record(SKLEARN_VAE)
    digits = np.frombuffer(base64.b64decode(visitor.shown("points.balanced")["digits"]), np.uint8)
    np.testing.assert_array_equal(digits, models.labels(record))
    (table,) = [m.value for m in visitor.at.markdown if m.value.startswith("|")]
    assert text("kl.measure", count=COUNT) in table


def test_data_without_any_vae_say_where_to_train_some(
    runs: Path, tiny_npz: Path, visit: Visit
) -> None:
    folder = runs / "data"
    folder.mkdir()
    (folder / "some-0.npz").write_bytes(tiny_npz.read_bytes())
    visitor = visit("kl", data="some-0.npz", part="trained").assert_fine()
    wanted = text("kl.none_trained", part=text("kl.part_own"))
    assert wanted in [info.value for info in visitor.at.info]
