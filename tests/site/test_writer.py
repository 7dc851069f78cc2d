"""The page without a server: what is written, what it weighs, and what it refuses."""

from __future__ import annotations

import base64
import gzip
import json
import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from random_weights import random_weights

from explorer.analysis.beta_sweep import BetaSweep
from explorer.config import ANY_BETA, NOISE_MODES, PLAIN_2D, DataConfig, ModelConfig, RunConfig
from explorer.data import mnist
from explorer.errors import ConfigError, StorageError
from explorer.models import browser, saved
from explorer.sentences import LANGUAGES
from explorer.site import DEFAULT_MODELS, content, models, writer
from explorer.training import precompute


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "page"
    writer.write_folder(out)
    return out


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return writer.write_single(tmp_path_factory.mktemp("single") / "page.html", language="fr")


def content_of(page: Path) -> dict:
    found = re.search(r'id="content">(.*?)</script>', page.read_text("utf-8"), re.DOTALL)
    assert found
    return json.loads(found[1])


def part(folder: Path, name: str) -> bytes:
    return gzip.decompress((folder / "data" / f"{name}.bin").read_bytes())


def test_a_folder_holds_a_page_and_its_parts(folder: Path) -> None:
    page = content_of(folder / "index.html")
    assert [model["name"] for model in page["models"]] == [*DEFAULT_MODELS, PLAIN_2D]
    for model in page["models"]:
        for kind in ("decoder", "codes", *(["encoder"] if model["encoder"] else [])):
            assert part(folder, f"{model['name']}.{kind}")
    for classifier in page["classifiers"]:
        assert part(folder, f"{classifier['name']}.encoder")
    assert {"site.js", "site.css", "index.html", "data"} == {p.name for p in folder.iterdir()}


def test_the_parts_are_the_models_own_numbers(folder: Path) -> None:
    record = saved.pretrained_record("vae_functional")
    floats = np.frombuffer(part(folder, "vae_functional.decoder"), "<f4")
    kernel = browser.read(record)[0].kernel.ravel()
    assert np.array_equal(floats[: kernel.size], kernel)
    codes = np.frombuffer(part(folder, "denoiser.codes"), "<f4").reshape(-1, 10)
    with np.load(saved.PRETRAINED / "denoiser.latent.npz") as arrays:
        assert np.array_equal(codes, arrays["z_mean"].astype("<f4"))
    test = mnist.load("test")
    digits = np.frombuffer(part(folder, "digits"), np.uint8).reshape(-1, 28, 28)
    assert np.abs(digits / 255.0 - test.images[..., 0]).max() < 1e-6
    assert np.array_equal(np.frombuffer(part(folder, "labels"), np.uint8), test.labels)


def test_what_a_first_digit_needs_is_at_most_1_2_megabytes(folder: Path) -> None:
    first = ["index.html", "site.js", "site.css"]
    first += [f"data/vae_functional.{kind}.bin" for kind in ("codes", "decoder")]
    first += ["data/labels.bin", "data/kernel.bin"]
    assert sum((folder / name).stat().st_size for name in first) <= 1.2e6


def test_one_file_holds_all_of_it_in_eight_megabytes(folder: Path, single: Path) -> None:
    assert single.stat().st_size <= 8e6
    text = single.read_text("utf-8")
    for file in (folder / "data").iterdir():
        written = re.search(rf'id="part-{re.escape(file.stem)}">(.*?)</script>', text)
        assert written
        plain = written[1].translate({new: old for old, new in writer.LETTERS.items()})
        assert gzip.decompress(base64.b85decode(plain)) == gzip.decompress(file.read_bytes())


def test_nothing_in_one_file_asks_for_another(single: Path) -> None:
    text = single.read_text("utf-8")
    assert not re.search(r'(src|href)="(?!data:)', text)
    assert "connect-src &#x27;none&#x27;" in text
    assert text.count("</script>") == text.count("<script")


def test_the_language_is_set_or_each_browser_s_own(folder: Path, single: Path) -> None:
    assert content_of(folder / "index.html")["language"] is None
    assert content_of(single)["language"] == "fr"
    assert '<html lang="fr">' in single.read_text("utf-8")
    for code in LANGUAGES:
        spoken = content_of(single)["sentences"][code]
        assert set(spoken) == set(content.SECTIONS)


def test_noises_and_lesson_are_those_of_the_app(folder: Path) -> None:
    page = content_of(folder / "index.html")
    assert list(page["noise"]) == list(NOISE_MODES)
    assert page["noise"]["shuffle"]["choices"] == [2, 4, 7, 14]
    names = [step["name"] for step in page["lesson"]["steps"]]
    assert all(f"lesson_{name}" in page["sentences"]["en"] for name in names)
    assert page["lesson"]["facts"]["vae_dim"] == 2


def test_written_again_it_is_the_same(folder: Path, tmp_path: Path) -> None:
    writer.write_folder(tmp_path)
    for file in folder.rglob("*.*"):
        assert file.read_bytes() == (tmp_path / file.relative_to(folder)).read_bytes()


def test_other_models_can_be_shown() -> None:
    page, _ = content.gather(["vae_collapse"], None)
    names = [model["name"] for model in page["models"]]
    assert names == ["vae_collapse", "denoiser", PLAIN_2D, "vae_functional", "any_beta"]


def test_a_vae_for_every_beta_brings_its_sweep(
    tiny_config: RunConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precompute, "measure_sweep", partial(precompute.measure_sweep, points=6))
    config = replace(tiny_config, model=ModelConfig(ANY_BETA, 2))
    record = saved.save(random_weights(), config, tmp_path / "mine")
    precompute.keep_beside(record, {}, lambda: False)
    page, parts = content.gather([str(tmp_path / "mine")], None)
    own, bundled = page["sweeps"]
    assert (own["network"], own["images"], own["count"]) == ("mine", 60, 60)
    assert (bundled["network"], bundled["images"], bundled["count"]) == ("any_beta", 10_000, 2000)
    kept = BetaSweep.from_arrays(saved.load_arrays(saved.find(record.folder)))
    moves = np.frombuffer(parts["mine.maps"], "<i2").reshape(kept.maps.shape)
    maps = moves.cumsum(axis=0) * own["unit"]
    np.testing.assert_allclose(maps, np.clip(kept.maps, -own["far"], own["far"]), atol=own["unit"])
    np.testing.assert_allclose(own["reconstruction"], kept.reconstruction_nats)


def test_a_model_of_other_pictures_brings_them(tiny_run: Path, tiny_npz: Path) -> None:
    page, parts = content.gather([str(tiny_run)], None)
    own, *others = page["models"]
    assert (own["classes"], own["count"]) == (None, 60)
    assert {model["data"] for model in others} == {"mnist"}
    test = mnist.load("test", tiny_npz)
    digits = np.frombuffer(parts[f"{own['data']}.digits"], np.uint8)
    assert np.array_equal(digits, test.pixels.ravel())
    labels = np.frombuffer(parts[f"{own['data']}.labels"], np.uint8)
    assert np.array_equal(labels, test.labels)
    codes = np.frombuffer(parts[f"{own['name']}.codes"], "<f4")
    assert codes.size == 60 * own["dim"]


def test_classes_that_are_no_digits_are_named(tiny_arrays: dict, tmp_path: Path) -> None:
    names = np.array([f"class {i}" for i in range(10)])
    np.savez(tmp_path / "named.npz", **tiny_arrays, names=names)
    record = saved.pretrained_record("vae_functional")
    config = replace(record.config, data=DataConfig(str(tmp_path / "named.npz")))
    parts: dict[str, bytes] = {}
    told = models._pictures_of(replace(record, config=config, data_sha256="12345678ab"), parts)
    assert told == {"data": "data-12345678", "classes": names.tolist(), "count": 60}
    assert set(parts) == {"data-12345678.digits", "data-12345678.labels"}


def test_another_page_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>My course</h1>")
    with pytest.raises(StorageError, match="another page"):
        writer.write_folder(tmp_path)
    assert (tmp_path / "index.html").read_text() == "<h1>My course</h1>"
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "taken"
    file.write_text("mine")
    with pytest.raises(StorageError, match="a folder is expected"):
        writer.write_folder(file)
    assert file.read_text() == "mine"


@pytest.mark.parametrize("name", ["page.zip", "page"])
def test_one_file_is_named_html(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match=r"\*\.html"):
        writer.write_single(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_unknown_languages_and_models_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="en, fr"):
        writer.write_folder(tmp_path / "a", language="de")
    with pytest.raises(ConfigError, match="model must be one of"):
        writer.write_folder(tmp_path / "b", ["nothing"])
    assert not list(tmp_path.iterdir())
