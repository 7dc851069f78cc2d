"""The view of the two weights: every control moves the numbers, and models stand as they are.

The part with VAEs trained for one ratio alone; test_kl_live.py has the others.
"""

from __future__ import annotations

import base64
import json
import math
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import vae_bundle
from visitor import Visitor

from explorer.beta import BANDS, beta_of, nearest_step
from explorer.config import K_PRESETS
from explorer.formatting import plain
from explorer.models import saved
from explorer.ui import state
from explorer.ui.shared import models
from explorer.ui.shared.dedicated import columns, nearest, of_data
from explorer.ui.texts import LANGUAGES, text
from explorer.ui.views import VIEWS
from explorer.ui.views.kl.settings import LINK

Visit = Callable[..., Visitor]
PRESETS = tuple(K_PRESETS.values())
K1_HEAVY = ("vae_k1_extreme", "vae_k1_heavy", "vae_tenth")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundled VAE for each preset; made once, never changed."""
    folder = tmp_path_factory.mktemp("bundle") / "pretrained"
    shutil.copytree(saved.PRETRAINED, folder)
    vae_bundle.fill(folder)
    return folder


@pytest.fixture
def full(built: Path, runs: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The app takes that folder for pretrained/, and there are no own runs."""
    monkeypatch.setattr(saved, "PRETRAINED", built)
    return built


@pytest.fixture
def trained(visit: Visit) -> Visit:
    """Visits of the part that shows VAEs trained for one ratio alone."""
    return lambda **link: visit("kl", part="trained", **link)


def beta_shown(visitor: Visitor) -> str:
    return str(visitor.at.metric[0].value)


def written(visitor: Visitor) -> str:
    """All that the page says."""
    return "\n".join(str(m.value) for m in [*visitor.at.markdown, *visitor.at.info])


def weights_of(visitor: Visitor) -> tuple[float, float]:
    return visitor.number_input("k1").value, visitor.number_input("k2").value


def preset_title(name: str) -> str:
    return text(f"kl.preset_{name}")


def maps(visitor: Visitor) -> list[np.ndarray]:
    """The points of the three maps, float32 (N, 2) each."""
    shown = [visitor.shown(f"points.{band}") for band in BANDS]
    return [np.frombuffer(base64.b64decode(m["points"]), "<f4").reshape(-1, 2) for m in shown]


# ---- the controls ------------------------------------------------------------


def test_it_opens_with_the_courses_weights(full: Path, trained: Visit) -> None:
    visitor = trained().assert_fine()
    assert weights_of(visitor) == K_PRESETS["course"]
    assert beta_shown(visitor) == "0.784"
    assert visitor.button_group("presets").value == "course"
    assert "= (0.001 / 1) × 2 × 784 / 2 = **0.784**" in written(visitor)


def test_a_preset_sets_both_weights_and_shows_its_model(full: Path, trained: Visit) -> None:
    visitor = trained(k1="0.5", k2="0.5")
    for name, pair in K_PRESETS.items():
        visitor.choose("button_group", "presets", name).assert_fine()
        assert weights_of(visitor) == pytest.approx(pair)
        assert beta_shown(visitor) == plain(beta_of(*pair, 2))
        assert preset_title(name) in visitor.at.info[0].value
        assert visitor.button_group("presets").value == name
        sliders = [visitor.select_slider(f"{weight}_slider").value for weight in ("k1", "k2")]
        assert sliders == [nearest_step(weight) for weight in pair]


def test_a_slider_moves_its_number_and_beta(full: Path, trained: Visit) -> None:
    visitor = trained().choose("select_slider", "k1_slider", 0.5).assert_fine()
    assert weights_of(visitor) == (0.5, 0.001)
    assert beta_shown(visitor) == "1.568"
    visitor.choose("select_slider", "k2_slider", 0.0025).assert_fine()
    assert weights_of(visitor) == (0.5, 0.0025)
    assert beta_shown(visitor) == "3.92"
    assert visitor.button_group("presets").value is None


def test_an_exact_number_moves_its_slider_and_stays_exact(full: Path, trained: Visit) -> None:
    visitor = trained().choose("number_input", "k1", 0.123).assert_fine()
    assert visitor.select_slider("k1_slider").value == 0.125
    visitor.choose("number_input", "k2", 0.00333).assert_fine()
    assert visitor.select_slider("k2_slider").value == 0.003
    assert weights_of(visitor) == (0.123, 0.00333)
    assert beta_shown(visitor) == plain(784 * 0.00333 / 0.123)
    visitor.choose("select_slider", "k2_slider", 0.05)
    assert weights_of(visitor) == (0.123, 0.05)


def test_without_weights_there_is_one_sentence_and_nothing_to_train(
    full: Path, trained: Visit
) -> None:
    visitor = trained(k1="0", k2="0").assert_fine()
    assert beta_shown(visitor) == "–"
    assert text("kl.nothing") in written(visitor)
    assert "/ 784" not in written(visitor)
    assert visitor.button("train").disabled
    assert list(visitor.at.info) == []


@pytest.mark.parametrize(
    ("k1", "k2", "sentence", "beta", "nearest"),
    [
        ("0", "1", "kl.only_kl", "∞", "collapse"),
        ("1", "0", "kl.only_likeness", "0", "k1_extreme"),
    ],
)
def test_one_weight_alone_has_its_sentence_and_the_outermost_model(
    full: Path, trained: Visit, k1: str, k2: str, sentence: str, beta: str, nearest: str
) -> None:
    visitor = trained(k1=k1, k2=k2).assert_fine()
    assert text(sentence) in written(visitor)
    assert beta_shown(visitor) == beta
    assert preset_title(nearest) in visitor.at.info[0].value


@pytest.mark.parametrize("nonsense", ["-1", "nan", "inf", "much", "1e9", ""])
def test_a_link_cannot_bring_a_weight_that_is_none(nonsense: str) -> None:
    with pytest.raises(ValueError, match="."):
        LINK["k1"](nonsense)


@pytest.mark.parametrize("nonsense", ["1", "1,2,3", "nan,0", "a,b"])
def test_a_link_cannot_bring_a_place_that_is_none(nonsense: str) -> None:
    with pytest.raises(ValueError, match="."):
        LINK["point"](nonsense)


def test_nonsense_in_a_link_is_left_out(full: Path, trained: Visit) -> None:
    visitor = trained(k1="-1", k2="0.005", point="x").assert_fine()
    assert weights_of(visitor) == (1.0, 0.005)


def test_a_link_holds_the_weights(full: Path, trained: Visit) -> None:
    visitor = trained().choose("number_input", "k2", 0.0123)
    assert visitor.link()["k2"] == "0.0123"
    again = trained(**{k: v for k, v in visitor.link().items() if k not in ("view", "part")})
    assert weights_of(again) == (1.0, 0.0123)


def test_another_view_can_ask_for_a_preset_once(full: Path, trained: Visit) -> None:
    visitor = trained()
    visitor.at.session_state[state.key("kept", state.key("kl", "preset"))] = "collapse"
    assert weights_of(visitor.run()) == (3.0, 7.0)
    visitor.choose("number_input", "k2", 0.5)
    assert weights_of(visitor) == (3.0, 0.5)


def test_train_exactly_this_hands_the_weights_over(full: Path, trained: Visit) -> None:
    visitor = trained(k1="2", k2="0.004").press("train")
    kept = {name: _kept(visitor, "train", name) for name in ("system", "k1", "k2", "latent_dim")}
    assert kept == {"system": "vae_functional", "k1": 2.0, "k2": 0.004, "latent_dim": 2}
    if "train" in VIEWS:
        visitor.view = "train"
        assert visitor.link()["view"] == "train"
        assert weights_of(visitor) == (2.0, 0.004)


def _kept(visitor: Visitor, view: str, name: str) -> Any:
    return visitor.at.session_state[state.key("kept", state.key(view, name))]


# ---- the three maps ----------------------------------------------------------


def test_three_maps_stand_side_by_side_each_of_its_own_model(full: Path, trained: Visit) -> None:
    visitor = trained().assert_fine()
    heavy_k1, course, heavy_k2 = maps(visitor)
    with np.load(full / "vae_functional.latent.npz") as arrays:
        means = arrays["z_mean"][: len(course)]
    np.testing.assert_array_equal(course, means)
    np.testing.assert_allclose(heavy_k1, 6 * means, rtol=1e-6)
    np.testing.assert_array_equal(heavy_k2, means * np.float32([1, 0]))
    for band in BANDS:
        view = visitor.shown(f"points.{band}")["view"]
        assert view["x"][0] <= -3 < 3 <= view["x"][1]  # never closer in than the prior
        assert visitor.shown(f"cells.{band}")["picture"]


def test_figures_of_each_model_are_its_records(full: Path, trained: Visit) -> None:
    visitor = trained()
    (table,) = [m.value for m in visitor.at.markdown if m.value.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.split("\n")]
    assert rows[0][1:] == [text(f"kl.band_{band}") for band in BANDS]
    assert all(len(row) == 4 for row in rows)
    shown = {row[0]: row[1:] for row in rows[2:]}
    for i, name in enumerate(("vae_k1_heavy", "vae_functional", "vae_k2_heavy")):
        metrics = json.loads((full / f"{name}.json").read_text("utf-8"))["metrics"]
        for row, value in (
            ("kl.row_reconstruction", f"{metrics['reconstruction_nats']:.1f}"),
            ("kl.row_kl", f"{metrics['kl_nats']:.2f}"),
            ("kl.row_kl_dims", " + ".join(f"{n:.2f}" for n in metrics["kl_per_dimension"])),
            ("kl.row_neg_elbo", f"{metrics['neg_elbo']:.1f}"),
            ("kl.row_r_loss", f"{metrics['r_loss']:.4f}"),
            ("kl.row_kl_loss", plain(metrics["kl_loss"])),
            ("kl.row_active", f"{metrics['active_units']} / 2"),
            ("kl.row_knn", f"{metrics['knn_accuracy']:.1%}"),
        ):
            assert shown[text(row)][i] == value


def test_collapse_is_named_and_so_is_a_nearest_model_that_is_far(
    full: Path, trained: Visit
) -> None:
    visitor = trained(k2="0.54")
    assert text("kl.far", yours=plain(784 * 0.54)) in visitor.at.info[0].value
    visitor.choose("select_slider", "k2_slider", 0.002)
    assert "far from your" not in visitor.at.info[0].value
    assert [w.value for w in visitor.at.warning] == [text("kl.asleep", active=1, dim=2)]
    visitor.choose("button_group", "presets", "collapse")
    assert [w.value for w in visitor.at.warning] == [text("kl.collapsed", kl=0.0)]
    assert visitor.shown("points.k2_heavy")["marks"] == []  # ten names on one spot


def test_a_missing_model_leaves_a_sentence_in_its_column(
    full: Path, trained: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {n: r for n, r in saved.manifest().items() if n not in K1_HEAVY}
    monkeypatch.setattr(saved, "manifest", lambda: kept)
    visitor = trained().assert_fine()
    missing = text("kl.missing", band=text("kl.band_k1_heavy"))
    assert missing in [w.value for w in visitor.at.warning]
    assert visitor.has("points.balanced")
    assert not visitor.has("points.k1_heavy")


def test_the_nearest_is_found_among_all_bundled(full: Path) -> None:
    records = of_data(None)
    assert [r.config.model.beta for r in records] == sorted(beta_of(*p, 2) for p in PRESETS)
    for k2 in (1e-6, 2e-4, 7e-4, 1.2e-3, 2e-3, 0.06, 1.0):
        by_hand = min(records, key=lambda r: abs(math.log(r.config.model.beta / (784 * k2))))
        assert nearest(1.0, k2, records) == by_hand
        chosen = [c.record for c in columns(1.0, k2, records) if c.chosen]
        assert chosen == [by_hand]


# ---- one place in all three --------------------------------------------------


def test_a_click_is_decoded_by_all_three(full: Path, trained: Visit) -> None:
    for column in columns(*K_PRESETS["course"], of_data(None)):
        models.decoder(column.record)
    visitor = trained()
    assert not visitor.has("place")
    visitor.pick("points.balanced", 0.5, -1.0).assert_fine()
    shown = visitor.shown("place")
    assert shown["pin"] == {"x": 0.5, "y": -1.0}
    pictures = visitor.pictures("place")
    assert pictures.shape == (3, 28, 28)
    by_hand = models.decode(models.record("vae_functional"), np.float32([[0.5, -1.0]]))
    np.testing.assert_array_equal(pictures[1], by_hand[0])
    assert visitor.link()["point"] == "0.5,-1"
    visitor.pick("cells.k1_heavy", 1.5, 0.0)
    assert visitor.shown("place")["pin"] == {"x": 1.5, "y": 0.0}


# ---- rate and distortion -----------------------------------------------------


def marks(visitor: Visitor) -> dict[str, Any]:
    chart = json.loads(visitor.at.get("plotly_chart")[0].proto.spec)
    return dict(chart["data"][-1])


def test_all_vaes_are_in_the_plane_and_the_nearest_is_the_star(
    full: Path, copy_run: Callable[..., Path], trained: Visit
) -> None:
    visitor = trained()
    titles = [preset_title(p) for p in vae_bundle.FIGURES]
    assert marks(visitor)["customdata"] == titles
    for name in ("course", "collapse"):
        visitor.choose("button_group", "presets", name)
        assert marks(visitor)["marker"]["symbol"].index("star") == titles.index(preset_title(name))
    copy_run("mine")
    assert marks(visitor.run())["customdata"][-1] == "mine"


def test_a_run_without_figures_or_damaged_is_left_out(
    full: Path, runs: Path, copy_run: Callable[..., Path], trained: Visit
) -> None:
    copy_run("bare", metrics={})
    (runs / "broken").mkdir()
    (runs / "broken" / "model.json").write_text("no JSON")
    assert len(marks(trained().assert_fine())["customdata"]) == len(PRESETS)


def test_it_opens_in_every_language(full: Path, trained: Visit) -> None:
    visitor = trained()
    bands = {"en": "k1 too heavy", "fr": "k1 trop lourd"}
    for language in LANGUAGES:
        visitor.at.selectbox(state.key(state.APP, "language")).set_value(language)
        visitor.run().assert_fine()
        assert bands[language] in [s.value for s in visitor.at.subheader]
