"""The classifying view: two systems on the same noisy digits, and what each gets wrong."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1.element_tree import Widget
from visitor import ROOT, Visitor
from waiting import figure, numbers, settled, written

from explorer import files
from explorer.analysis import metrics, noise_curves
from explorer.config import NOISE_MODES, NoiseConfig
from explorer.data.corruption import corrupt
from explorer.data.pictures import to_bytes
from explorer.models import saved
from explorer.ui import state
from explorer.ui.shared import denoising, models
from explorer.ui.texts import text
from explorer.ui.views.classify import mistakes

SIZE = 200


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pretrained/ with both systems; a copy of the dual stands in for a missing inception."""
    folder = tmp_path_factory.mktemp("bundle") / "pretrained"
    shutil.copytree(saved.PRETRAINED, folder)
    if not (folder / "inception.json").exists():
        manifest = json.loads((folder / "manifest.json").read_text())
        record = {**manifest["models"]["dual"], "name": "inception"}
        files.write_json(folder / "inception.json", record)
        manifest["models"]["inception"] = record
        files.write_json(folder / "manifest.json", manifest)
    return folder


@pytest.fixture(autouse=True)
def _both(built: Path, monkeypatch: pytest.MonkeyPatch, warm: None) -> None:
    monkeypatch.setattr(saved, "PRETRAINED", built)
    monkeypatch.setattr(mistakes, "PRETRAINED", built)


@pytest.fixture
def view() -> Visitor:
    return settled(Visitor("classify", size=str(SIZE)))


def by_hand(name: str, noise: NoiseConfig, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Labels and probabilities of the sample by the plain Keras model."""
    sample = denoising.sample(None, SIZE)
    noisy = corrupt(sample.images, noise, seed)
    classifier = models.network(models.record(name)).classifier
    return sample.labels, np.asarray(classifier(noisy, training=False))


def test_the_figures_are_what_the_networks_give(view: Visitor) -> None:
    shown = [str(m.value) for m in view.at.metric]
    right = []
    for side, name in enumerate(("dual", "inception")):
        labels, probabilities = by_hand(name, NoiseConfig("course", 1.0), 0)
        share = metrics.accuracy(labels, probabilities)
        error = noise_curves.standard_error(share, SIZE)
        assert shown[side] == f"{share:.1%} ± {error:.1%}"
        counts = figure(view, f"confusion_{side}")["data"][0]["text"]
        assert np.array_equal(numbers(counts), metrics.confusion(labels, probabilities))
        right.append(probabilities.argmax(axis=1) == labels)
    difference, error = noise_curves.paired_difference(*right)
    assert shown[2].startswith(f"{100 * difference:+.1f} ± {100 * error:.1f}")


def test_the_stored_figures_come_first_and_without_tensorflow(built: Path) -> None:
    code = """
import json, pathlib, sys
sys.path[:0] = sys.argv[1:3]
from explorer.models import saved as weights
weights.PRETRAINED = pathlib.Path(sys.argv[3])
from visitor import Visitor
view = Visitor("classify").assert_fine()
shown = [m.value for m in view.at.metric], len(view.at.get("plotly_chart"))
print(json.dumps([*shown, view.has("waiter"), sorted(sys.modules)]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT / "tests" / "ui"), str(ROOT), str(built)],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    shown, charts, waits, modules = json.loads(done.stdout.splitlines()[-1])
    stored = saved.read_record(built / "dual.json").metrics
    assert shown[0].startswith(f"{stored['accuracy']:.1%} ±")
    assert charts == 2
    assert waits
    assert not {"tensorflow", "keras"} & set(modules)


CHANGES: list[tuple[str, str, Any]] = [
    ("selectbox", "noise", "mask"),
    ("slider", "level_course", 1.6),
    ("number_input", "seed", 8),
    ("select_slider", "size", 500),
]


@pytest.mark.parametrize("change", CHANGES, ids=[c[1] for c in CHANGES])
def test_each_setting_changes_accuracy_confusions_and_gallery(
    view: Visitor, change: tuple[str, str, Any]
) -> None:
    before = [m.value for m in view.at.metric], view.shown("wrong")["version"]
    matrix = numbers(figure(view, "confusion_0")["data"][0]["text"])
    settled(view.choose(*change))
    assert [m.value for m in view.at.metric] != before[0]
    assert view.shown("wrong")["version"] != before[1]
    assert not np.array_equal(numbers(figure(view, "confusion_0")["data"][0]["text"]), matrix)


@pytest.mark.parametrize("name", ["first", "second"])
def test_another_system_can_be_compared(view: Visitor, name: str) -> None:
    other = {"first": "inception", "second": "dual"}[name]
    settled(view.choose("selectbox", name, other))
    assert view.at.metric[0].value == view.at.metric[1].value
    assert view.at.metric[2].value.startswith("+0.0 ± 0.0")
    assert view.link()[name] == other


def captions(view: Visitor) -> list[tuple[int, int, int]]:
    """Of each digit in the gallery: what it is, and what each system says."""
    found = [re.findall(r"\d", c) for c in view.shown("wrong")["groups"][0]["captions"]]
    return [(int(a), int(b), int(c)) for a, b, c in found]


@pytest.mark.parametrize("whose", mistakes.WHOSE)
def test_the_gallery_shows_the_mistakes_asked_for(view: Visitor, whose: str) -> None:
    settled(view.choose("slider", "level_course", 1.6))
    view.choose("selectbox", "whose", whose).assert_fine()
    fits = {
        "either": lambda t, a, b: t != a or t != b,
        "first": lambda t, a, b: t != a,
        "second": lambda t, a, b: t != b,
        "only_first": lambda t, a, b: t != a and t == b,
        "only_second": lambda t, a, b: t == a and t != b,
        "both": lambda t, a, b: t != a and t != b,
    }[whose]
    noise = NoiseConfig("course", 1.6)
    labels, first = by_hand("dual", noise, 0)
    _, second = by_hand("inception", noise, 0)
    every = list(zip(labels, first.argmax(axis=1), second.argmax(axis=1), strict=True))
    expected = [(int(t), int(a), int(b)) for t, a, b in every if fits(t, a, b)]
    assert captions(view) == expected[: mistakes.SHOWN]


def test_filters_by_true_digit_and_by_answer(view: Visitor) -> None:
    settled(view.choose("slider", "level_course", 2.0))
    true = captions(view)[0][0]
    view.choose("selectbox", "true", str(true))
    assert {t for t, _, _ in captions(view)} == {true}
    t, a, b = captions(view)[0]
    answer = a if a != t else b
    view.choose("selectbox", "predicted", str(answer)).assert_fine()
    assert all(answer in (a, b) for _, a, b in captions(view))


def test_a_second_page_shows_other_mistakes(view: Visitor) -> None:
    settled(view.choose("slider", "level_course", 2.0))
    first = view.shown("wrong")["version"]
    view.choose("number_input", "page", 2).assert_fine()
    assert view.shown("wrong")["version"] != first


def test_no_mistakes_are_a_sentence(view: Visitor) -> None:
    settled(view.choose("selectbox", "noise", "none"))
    view.choose("selectbox", "true", "0").choose("selectbox", "predicted", "1").assert_fine()
    assert text("classify.no_mistakes") in written(view)
    assert view.has("one")  # any digit can still be looked at


def test_one_digit_s_bars_are_its_probabilities(view: Visitor) -> None:
    numbers_offered = view.selectbox("number").options
    first = figure(view, "bars")["data"]
    chosen = int(re.findall(r"no\. (\d+)", numbers_offered[1])[0])
    view.choose("selectbox", "number", chosen).assert_fine()
    row = denoising.sample_index(None, SIZE).tolist().index(chosen)
    for side, name in enumerate(("dual", "inception")):
        labels, probabilities = by_hand(name, NoiseConfig("course", 1.0), 0)
        bars = numbers(figure(view, "bars")["data"][side]["y"])
        assert np.allclose(bars, 100 * probabilities[row], atol=0.01)
        assert not np.allclose(bars, numbers(first[side]["y"]))
    noisy, clean = view.pictures("one")
    sample = denoising.sample(None, SIZE)
    expected = corrupt(sample.images, NoiseConfig("course", 1.0), 0)[row]
    assert np.array_equal(noisy, to_bytes(expected[..., 0]))
    assert np.array_equal(clean, to_bytes(sample.images[row, ..., 0]))
    ticks = figure(view, "bars")["layout"]["xaxis"]["ticktext"]
    assert [i for i, tick in enumerate(ticks) if "✓" in tick] == [labels[row]]


def test_a_link_brings_the_same_view(view: Visitor) -> None:
    settled(view.choose("selectbox", "noise", "gaussian").choose("number_input", "seed", 3))
    chosen = view.selectbox("number").value
    again = settled(Visitor("classify", **{k: v for k, v in view.link().items() if k != "view"}))
    assert again.selectbox("number").value == chosen
    assert [m.value for m in again.at.metric] == [m.value for m in view.at.metric]


def test_a_missing_system_is_a_sentence(built: Path, tmp_path: Path, monkeypatch: Any) -> None:
    folder = tmp_path / "pretrained"
    shutil.copytree(built, folder)
    (folder / "inception.json").unlink()
    monkeypatch.setattr(saved, "PRETRAINED", folder)
    assert "inception" in Visitor("classify").sentence()


def test_the_tests_know_every_widget_of_the_page(view: Visitor) -> None:
    known = {name for _, name, _ in CHANGES} | {f"level_{mode}" for mode in NOISE_MODES}
    known |= {"first", "second", "whose", "true", "predicted", "page", "number"}
    settled(view.choose("slider", "level_course", 2.0))
    every = (n.key for n in view.at._tree if isinstance(n, Widget) and n.key)
    seen = {key.split(".")[1] for key in every if key.startswith(state.key("classify", ""))}
    assert seen <= known
    assert "page" in seen


def test_in_french(view: Visitor) -> None:
    view.set_language("fr")
    assert text("classify.lead") in written(view.assert_fine())
