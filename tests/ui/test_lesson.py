"""The lesson: each step opens, says what the records say, and sets the other views."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from visitor import ROOT, Visitor, data_of

from explorer.config import IMAGE_SIDE
from explorer.data import mnist
from explorer.lesson import DIGIT, MINUTES, STEPS, Step
from explorer.models import saved as models_saved
from explorer.ui import state
from explorer.ui.shared import models
from explorer.ui.texts import sentences, text
from explorer.ui.views.lesson.cloud import DRAWS

Visit = Callable[..., Visitor]
NAMES = [step.name for step in STEPS]
NUMBERS = {name: i + 1 for i, name in enumerate(NAMES)}


def at(visit: Visit, name: str, **link: str) -> Visitor:
    """A new visitor at one step."""
    return visit("lesson", step=str(NUMBERS[name]), **link).assert_fine()


def said(visitor: Visitor) -> str:
    return "\n".join(str(m.value) for m in visitor.at.markdown)


def kept(visitor: Visitor, view: str, name: str) -> Any:
    return visitor.at.session_state[state.key("kept", state.key(view, name))]


def saved(name: str) -> dict[str, np.ndarray]:
    with np.load(models_saved.PRETRAINED / f"{name}.latent.npz") as arrays:
        return dict(arrays)


# ---- the way through ---------------------------------------------------------


def test_ten_minutes_in_all() -> None:
    assert MINUTES == 10
    assert len(set(NAMES)) == len(STEPS) == 10


def test_next_and_back_go_through_all_steps(visit: Visit) -> None:
    visitor = visit("lesson").assert_fine()
    assert visitor.button("back").disabled
    seen = []
    for number in range(1, len(STEPS) + 1):
        assert visitor.link()["step"] == str(number)
        seen.append(visitor.at.subheader[0].value)
        if number < len(STEPS):
            visitor.press("next").assert_fine()
    assert seen == [sentences("en")[f"lesson_{name}"]["title"] for name in NAMES]
    assert visitor.button("next").disabled
    assert visitor.press("back").link()["step"] == str(len(STEPS) - 1)


def test_a_step_can_be_chosen_and_the_progress_tells(visit: Visit) -> None:
    visitor = visit("lesson").choose("selectbox", "step", 4).assert_fine()
    words = text("lesson.progress", number=4, count=10, minutes=1, done=3, total=10)
    progress = visitor.at.get("progress")[0].proto
    assert progress.text == words
    assert progress.value == 40


@pytest.mark.parametrize("step", ["0", "11", "x", "1.5", ""])
def test_a_step_that_is_not_there_is_the_first(visit: Visit, step: str) -> None:
    visitor = visit("lesson", step=step).assert_fine()
    assert visitor.selectbox("step").value == 1


@pytest.mark.parametrize("step", STEPS, ids=NAMES)
def test_a_step_opens_in_every_language_and_opens_its_view(
    visit: Visit, warm: None, step: Step
) -> None:
    visitor = at(visit, step.name, digit="5")
    assert_says(visitor, step, "en")
    visitor.press("open").assert_fine()
    assert visitor.link()["view"] == step.view
    visitor.view = step.view
    assert OPENED[step.name](visitor)
    visitor.open("lesson")
    visitor.at.selectbox(state.key(state.APP, "language")).set_value("fr")
    assert_says(visitor.run(), step, "fr")


def assert_says(visitor: Visitor, step: Step, language: str) -> None:
    """The step is there in this language, with its questions, and nothing is undescribed."""
    part = sentences(language)[f"lesson_{step.name}"]
    visitor.assert_fine()
    assert visitor.at.subheader[0].value == part["title"]
    assert visitor.button("open").label == part["open"]
    assert len(visitor.at.expander) == 2
    assert all(e.markdown[0].value.strip() for e in visitor.at.expander)
    assert "{" not in said(visitor) + "".join(e.label for e in visitor.at.expander)
    assert all(described(visitor))


SAYING = ("hint", "label", "text", "sentence", "sentences")  # what says what a component is


def described(visitor: Visitor) -> list[str]:
    """The words that each component, chart and image has for those who cannot see it."""
    words = [image.proto.imgs[0].alt for image in visitor.at.get("image")]
    words += [chart.proto.alt for chart in visitor.at.get("plotly_chart")]
    for component in visitor.at.get("bidi_component"):
        shown = data_of(component)
        if {"wanted", "bytes"} & set(shown):  # keepers of models and of digits show nothing
            continue
        groups = shown.get("groups")
        words += (
            [w for g in groups for w in g["labels"]]
            if groups
            else [next((shown[n] for n in SAYING if shown.get(n)), "")]
        )
    return words


@pytest.mark.slow
def test_no_step_loads_tensorflow() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from visitor import Visitor\n"
        "visitor = Visitor('lesson')\n"
        "for step in range(1, 9): visitor.choose('selectbox', 'step', step).assert_fine()\n"
        "print(sorted({'tensorflow', 'keras'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT), str(ROOT / "tests" / "ui")],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip().endswith("[]")


# ---- what it says ------------------------------------------------------------


def test_figures_are_those_of_the_records(visit: Visit) -> None:
    ae, vae = (
        models_saved.pretrained_record(name).metrics for name in ("denoiser", "vae_functional")
    )
    assert f"**{ae['reconstruction']['psnr']:.1f} dB**" in said(at(visit, "task"))
    assert f"**{100 * vae['knn_accuracy']:.0f} %**" in said(at(visit, "clusters"))
    losses = said(at(visit, "losses"))
    assert f"{vae['reconstruction_nats']:.1f} nats" in losses
    assert f"{vae['kl_nats']:.2f} nats" in losses


def test_claims_hold_for_the_bundled_models() -> None:
    """What the sentences say without a figure in them."""
    ae = models_saved.pretrained_record("denoiser").metrics
    black, noisy = (ae["baselines"][name]["psnr"] for name in ("black", "noisy"))
    assert noisy < black < ae["reconstruction"]["psnr"]
    arrays = saved("vae_functional")
    sigma = np.exp(arrays["z_log_var"] / 2)
    assert 0 < np.median(sigma) < 0.1  # "the rings are tiny", "the pictures hardly differ"
    votes = confusions(arrays["z_mean"][:3000], arrays["labels"][:3000])
    pairs = sorted(votes, key=lambda pair: -votes[pair])
    assert pairs[0] == (4, 9)
    assert {(3, 5), (3, 8), (5, 8)} & set(pairs[:5])


def confusions(points: np.ndarray, labels: np.ndarray) -> dict[tuple[int, int], int]:
    """How often each pair of digits is taken for one another by the nearest neighbour."""
    distances = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    named = labels[distances.argmin(axis=1)].astype(int)
    found: dict[tuple[int, int], int] = {}
    for true, other in zip(labels.astype(int), named, strict=True):
        if true != other:
            pair = (min(true, other), max(true, other))
            found[pair] = found.get(pair, 0) + 1
    return found


# ---- the pictures ------------------------------------------------------------


def test_the_task_shows_clean_digits_and_three_puzzles(visit: Visit) -> None:
    visitor = at(visit, "task")
    clean = mnist.load("test").take(slice(0, 6)).images[..., 0]
    np.testing.assert_array_equal(visitor.pictures("task"), np.rint(clean * 255))
    for group in (1, 2, 3):
        assert not np.array_equal(visitor.pictures("task", group), visitor.pictures("task"))


@pytest.mark.parametrize("digit", [0, 5])
def test_the_chosen_digit_is_coded_and_decoded(visit: Visit, digit: int) -> None:
    visitor = at(visit, "coder", digit=str(digit))
    arrays = saved("denoiser")
    after = visitor.pictures("coder_after")
    np.testing.assert_array_equal(after, arrays["reconstructions"][digit][None])
    bars = json.loads(visitor.at.get("plotly_chart")[0].proto.spec)["data"][0]
    shown = bars["y"] if isinstance(bars["y"], list) else decoded(bars["y"])
    np.testing.assert_allclose(shown, arrays["z_mean"][digit], rtol=1e-6)


def decoded(packed: dict[str, str]) -> np.ndarray:
    return np.frombuffer(base64.b64decode(packed["bdata"]), packed["dtype"])


def test_another_digit_changes_code_cloud_and_draws(visit: Visit, warm: None) -> None:
    visitor = at(visit, "coder")
    before = visitor.pictures("coder_after")
    visitor.choose("selectbox", "digit", 5)
    assert not np.array_equal(visitor.pictures("coder_after"), before)
    rings = visitor.choose("selectbox", "step", NUMBERS["cloud"]).shown("near")["outlines"]
    visitor.choose("selectbox", "digit", 7)
    assert visitor.shown("near")["outlines"] != rings
    mean = visitor.choose("selectbox", "step", NUMBERS["draws"]).shown("draws")["mean"]
    visitor.choose("selectbox", "digit", 0)
    assert visitor.shown("draws")["mean"] != mean


def test_a_click_on_the_clusters_shows_the_nearest_digits(visit: Visit) -> None:
    visitor = at(visit, "clusters")
    assert visitor.shown("nearest")["groups"] is None
    visitor.pick("clusters", -1.0, 0.5).assert_fine()
    means = saved("vae_functional")["z_mean"].astype(float)
    order = np.argsort(((means - [-1.0, 0.5]) ** 2).sum(axis=1), kind="stable")[:6]
    clean = np.rint(mnist.load("test").images[order, ..., 0] * 255)
    np.testing.assert_array_equal(visitor.pictures("nearest"), clean)
    assert visitor.shown("nearest")["place"] == [-1.0, 0.5]


def test_the_rings_are_those_of_the_digits_posterior(visit: Visit) -> None:
    visitor = at(visit, "cloud")
    arrays = saved("vae_functional")
    mean, sigma = arrays["z_mean"][DIGIT], np.exp(arrays["z_log_var"][DIGIT] / 2)
    for plane in ("whole", "near"):
        outlines = visitor.shown(plane)["outlines"]
        assert [outline["name"] for outline in outlines] == ["1σ", "2σ"]
        for times, outline in zip((1, 2), outlines, strict=True):
            away = (np.array(outline["line"]) - mean) / sigma
            np.testing.assert_allclose(np.hypot(*away.T), times, rtol=1e-4)
    view = visitor.shown("near")["view"]
    assert view["x"][0] < mean[0] - 2 * sigma[0] < mean[0] + 2 * sigma[0] < view["x"][1]


def test_the_draws_are_the_page_s_and_stay_as_it_told(visit: Visit) -> None:
    """What is drawn is tested in tests/js, and in a browser."""
    visitor = at(visit, "draws")
    arrays, shown = saved("vae_functional"), visitor.shown("draws")
    assert shown["mean"] == pytest.approx(arrays["z_mean"][DIGIT].tolist())
    assert shown["logVar"] == pytest.approx(arrays["z_log_var"][DIGIT].tolist())
    assert (shown["wider"], shown["draw"], shown["count"]) == (1, 0, DRAWS)
    visitor.tell("draws", "set", {"wider": 30, "draw": 2}).assert_fine()
    visitor.choose("selectbox", "step", 1).choose("selectbox", "step", NUMBERS["draws"])
    assert (visitor.shown("draws")["wider"], visitor.shown("draws")["draw"]) == (30, 2)
    visitor.tell("draws", "set", {"wider": 99, "draw": "x"}).assert_fine()
    assert (visitor.shown("draws")["wider"], visitor.shown("draws")["draw"]) == (1, 0)


def test_the_grids_and_the_walk_are_those_that_were_decoded(visit: Visit) -> None:
    assert len(at(visit, "holes").at.get("image")) == 2
    visitor = at(visit, "walk")
    grid = saved("vae_functional")["grid"]
    record = models.record("vae_functional")
    for height in (10, 1, 20):
        if height != 10:
            visitor.tell("walk", "set", {"height": height}).assert_fine()
        row = grid[(20 - height) * IMAGE_SIDE : (21 - height) * IMAGE_SIDE]
        steps = [row[:, c * IMAGE_SIDE : (c + 1) * IMAGE_SIDE] for c in range(0, 20, 2)]
        np.testing.assert_array_equal(visitor.pictures("walk"), steps)
        assert visitor.pictures("walk", 1).shape == (10, IMAGE_SIDE, IMAGE_SIDE)
        # the points that the page decodes are those of the same row
        sent = visitor.shown("walk")["rows"][0]["points"]
        points = np.frombuffer(base64.b64decode(sent), "<f4").reshape(20, 10, 2)[height - 1]
        assert np.abs(models.decode(record, points).astype(int) - steps).max() <= 2
    visitor.tell("walk", "set", {"height": 21}).assert_fine()
    assert visitor.shown("walk")["height"] == 20


def test_the_dial_moves_one_map_from_spread_to_collapse(visit: Visit) -> None:
    visitor = at(visit, "dial")
    arrays = saved("any_beta")
    shown, told = visitor.shown("dial"), visitor.shown("dial_caption")
    assert told["follow"] == shown["space"]
    betas, columns = told["betas"], told["columns"]
    np.testing.assert_allclose(betas, arrays["ladder_betas"])
    for rung in (0, 30, 63):
        codes = arrays["ladder_maps"][rung].astype(np.float32)
        inside = 100 * (np.hypot(*codes.T) < np.sqrt(-2 * np.log(0.05))).mean()
        assert columns["inside"][rung] == pytest.approx(inside)
        nats = arrays["ladder_reconstruction_nats"][rung]
        assert columns["reconstruction"][rung] == pytest.approx(nats)
        rate = arrays["ladder_kl_per_dimension"][rung].sum()
        assert columns["kl"][rung] == pytest.approx(rate, abs=1e-6)
    assert columns["inside"][0] < 95  # what the first question is about
    assert columns["inside"][0] < columns["inside"][30] < columns["inside"][63] == 100
    visitor.tell("dial", "beta", 17.5).assert_fine()
    assert visitor.shown("dial")["live"]["beta"]["value"] == 17.5
    assert visitor.shown("dial")["live"]["beta"]["maps"]["codes"] is None  # they are there


# ---- the other views ---------------------------------------------------------


def _map_shows(visitor: Visitor, model: str) -> bool:
    return bool(visitor.selectbox("model").value == model)


OPENED: dict[str, Callable[[Visitor], bool]] = {
    "task": lambda v: (
        v.selectbox("model").value == "denoiser"
        and v.link()["noise"] == "course"
        and float(v.link()["level"]) == 1.0
    ),
    "coder": lambda v: _map_shows(v, "denoiser") and kept(v, "map", "index") == 5,
    "clusters": lambda v: _map_shows(v, "vae_functional"),
    "holes": lambda v: (
        _map_shows(v, "denoiser_2d")
        and v.toggle("holes").value is True
        and v.selectbox("compare").value == "vae_functional"
    ),
    "cloud": lambda v: _map_shows(v, "vae_functional") and kept(v, "map", "index") == 5,
    "draws": lambda v: _map_shows(v, "vae_functional") and not v.toggle("holes").value,
    "dial": lambda v: bool(v.button_group("part").value == "live"),
    "pays": lambda v: bool(v.button_group("part").value == "live") and v.link()["k2"] == "0.001",
    "losses": lambda v: (v.number_input("k1").value, v.number_input("k2").value) == (3.0, 7.0),
    "walk": lambda v: _map_shows(v, "vae_functional"),
}
