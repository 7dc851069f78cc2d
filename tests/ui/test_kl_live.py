"""One VAE for every ratio: its map, figures and curve follow the weights, and it is a film.

What needs TensorFlow is stood in for; a slow test has the real encoder.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from visitor import Visitor

from explorer.analysis.beta_sweep import STOPS, BetaMaps, BetaSweep
from explorer.beta import HIGHEST, LOWEST, beta_of, per_nat
from explorer.config import ANY_BETA, K_PRESETS
from explorer.formatting import plain
from explorer.models import saved
from explorer.ui.shared import any_beta, models
from explorer.ui.texts import text

Visit = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def _no_runs(runs: Path) -> None:
    """There are no own models."""


@pytest.fixture
def sweep() -> BetaSweep:
    return any_beta.sweep(models.record(ANY_BETA))


def points(visitor: Visitor, name: str = "exact") -> np.ndarray:
    encoded = visitor.shown(name)["points"]
    return np.frombuffer(base64.b64decode(encoded), "<f4").reshape(-1, 2)


def figures(visitor: Visitor) -> list[str]:
    """The table's column of this VAE, without its name."""
    (table,) = [m.value for m in visitor.at.markdown if m.value.startswith("|")]
    return [line.strip("|").split("|")[1].strip() for line in table.split("\n")[2:]]


def captions(visitor: Visitor) -> list[str]:
    return [str(c.value) for c in visitor.at.caption]


def beta_shown(visitor: Visitor) -> str:
    return str(visitor.at.metric[0].value)


def star(visitor: Visitor) -> tuple[float, float]:
    marks = json.loads(visitor.at.get("plotly_chart")[0].proto.spec)["data"][-1]
    where = marks["marker"]["symbol"].index("star")
    return marks["x"][where], marks["y"][where]


# ---- live --------------------------------------------------------------------


def kept(beta: float) -> np.ndarray:
    """The map that is kept beside the weights for one of the sliders' stops."""
    maps = BetaMaps.from_arrays(models.arrays(models.record(ANY_BETA)))
    place = np.abs(np.log(maps.betas / beta)).argmin()
    return maps.codes[place].astype(np.float32)


def test_it_opens_on_the_map_that_is_kept_and_loads_nothing(visit: Visit) -> None:
    visitor = visit("kl").assert_fine()
    np.testing.assert_array_equal(points(visitor), kept(0.784))
    assert text("kl.exact", count=2000) in captions(visitor)
    assert not visitor.has("waiter")
    assert visitor.shown("live")["live"]["beta"]["value"] == pytest.approx(0.784)


def test_where_no_slider_stops_the_map_lies_between_its_neighbours(visit: Visit) -> None:
    visitor = visit("kl", k2="0.00123").assert_fine()
    record = models.record(ANY_BETA)
    np.testing.assert_array_equal(points(visitor), any_beta.codes(record, 784 * 0.00123))
    arrays = models.arrays(record)
    betas = np.concatenate([arrays["ladder_betas"], arrays["stops_betas"]])
    maps = np.concatenate([arrays["ladder_maps"], arrays["stops_maps"]]).astype(np.float32)
    order = np.argsort(betas)
    at = np.interp(np.log(784 * 0.00123), np.log(betas[order]), np.arange(len(betas)))
    below, above = maps[order][int(at)], maps[order][int(at) + 1]
    np.testing.assert_allclose(points(visitor), below + at % 1 * (above - below), atol=1e-4)
    assert text("kl.between", count=2000, betas=len(betas)) in captions(visitor)
    assert not visitor.has("waiter")


def test_at_each_stop_of_the_dragged_beta_the_map_is_the_kept_one(
    sweep: BetaSweep, visit: Visit
) -> None:
    visitor = visit("kl", k1="3")
    for stop, beta in enumerate(np.geomspace(LOWEST, HIGHEST, STOPS)[::21]):
        visitor.tell("live", "beta", beta).assert_fine()
        assert text("kl.exact", count=2000) in captions(visitor)
        on_sweep = stop * 21 % 4 == 0  # every fourth is a point
        expected = sweep.maps[sweep.nearest(beta)] if on_sweep else kept(beta)
        np.testing.assert_array_equal(points(visitor), expected.astype(np.float32))


def test_all_follows_the_weights(sweep: BetaSweep, visit: Visit) -> None:
    visitor = visit("kl").choose("select_slider", "k2_slider", 0.01).assert_fine()
    visitor.choose("number_input", "k1", 2.0)
    beta = beta_of(2.0, 0.01, 2)
    reconstruction, rates = sweep.at(beta)
    likeness, code = per_nat(2.0, 0.01, 2)
    assert figures(visitor) == [
        f"{reconstruction:.1f}",
        f"{rates.sum():.2f}",
        f"{rates[0]:.2f} + {rates[1]:.2f}",
        f"{sweep.information_at(beta):.2f}",
        f"{rates.sum() - sweep.information_at(beta):.2f}",
        f"{reconstruction + rates.sum():.1f}",
        plain(likeness * reconstruction),
        plain(code * rates.sum()),
        f"{sweep.active_units[sweep.nearest(beta)]} / 2",
    ]
    np.testing.assert_array_equal(points(visitor), kept(beta))
    assert star(visitor) == pytest.approx((rates.sum(), reconstruction))
    assert visitor.shown("live")["live"]["beta"]["value"] == pytest.approx(beta)


def test_beta_that_was_dragged_sets_k2_and_keeps_k1(visit: Visit) -> None:
    visitor = visit("kl", k1="2").tell("live", "beta", 3.3).assert_fine()
    assert visitor.number_input("k1").value == 2.0
    assert visitor.number_input("k2").value == pytest.approx(2 * 3.3 / 784, rel=1e-3)
    assert float(beta_shown(visitor)) == pytest.approx(3.3, rel=1e-3)
    assert "k2" in visitor.link()


def test_the_maps_for_dragging_travel_until_a_page_has_dragged(visit: Visit) -> None:
    def points() -> dict[str, Any]:
        return dict(visitor.shown("live")["live"]["beta"]["maps"])

    visitor = visit("kl")
    first = points()
    codes = np.frombuffer(base64.b64decode(first["codes"]), "<i2")
    assert codes.size == len(first["betas"]) * 600 * 2
    visitor.number_input("k2").set_value(0.002).run()
    assert points()["codes"] == first["codes"]  # the page may not have had them yet
    visitor.tell("live", "beta", 3.3).assert_fine()
    assert points() == {**first, "codes": None}


def test_a_click_pins_the_place_in_both_planes_and_in_the_link(visit: Visit) -> None:
    visitor = visit("kl").pick("exact", 0.5, -1.0).assert_fine()
    for name in ("live", "exact"):
        assert visitor.shown(name)["pin"] == [0.5, -1.0]
    assert visitor.link()["point"] == "0.5,-1"


def test_outside_the_trained_range_its_end_is_shown_and_told(
    sweep: BetaSweep, visit: Visit
) -> None:
    visitor = visit("kl", k1="0", k2="1").assert_fine()
    assert plain(float(sweep.betas[-1])) in visitor.at.info[0].value
    np.testing.assert_array_equal(points(visitor), sweep.maps[-1].astype(np.float32))
    visitor = visit("kl", k1="0", k2="0").assert_fine()
    assert not visitor.has("exact")
    assert beta_shown(visitor) == "–"


def test_every_preset_has_its_map_and_its_nearest_model(visit: Visit) -> None:
    visitor = visit("kl")
    for name, pair in K_PRESETS.items():
        visitor.choose("button_group", "presets", name).assert_fine()
        assert beta_shown(visitor) == plain(beta_of(*pair, 2))
        assert visitor.has("exact")


def test_without_the_model_its_parts_say_so(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {n: r for n, r in saved.manifest().items() if n != ANY_BETA}
    monkeypatch.setattr(saved, "manifest", lambda: kept)
    for part in ("live", "movie"):
        visitor = visit("kl", part=part).assert_fine()
        assert visitor.at.info[0].value == text("kl.no_network")
        assert not visitor.has("exact")


def test_train_exactly_this_starts_from_this_network(visit: Visit) -> None:
    visitor = visit("kl", k1="1", k2="0.004").press("train").assert_fine()
    visitor.view = "train"
    assert visitor.link()["view"] == "train"
    assert visitor.selectbox("start").value == ANY_BETA
    visitor.choose("number_input", "latent_dim", 3).assert_fine()
    assert visitor.selectbox("start").value == ""


# ---- the film ----------------------------------------------------------------


def test_the_film_holds_every_map_once(sweep: BetaSweep, visit: Visit) -> None:
    visitor = visit("kl", part="movie").assert_fine()
    shown = visitor.shown("film")
    codes = np.frombuffer(base64.b64decode(shown["codes"]), "<i2").reshape(sweep.maps.shape)
    expected = np.clip(sweep.maps.astype(np.float32), -shown["far"], shown["far"])
    np.testing.assert_allclose(codes * shown["unit"], expected, atol=shown["unit"])
    assert shown["betas"] == pytest.approx(sweep.betas.tolist())
    assert not visitor.has("live")
    assert not visitor.has("exact")


def test_a_beta_of_the_film_is_taken_to_the_live_part(visit: Visit) -> None:
    visitor = visit("kl", part="movie").tell("film", "take", 12.5).assert_fine()
    assert visitor.button_group("part").value == "live"
    assert float(beta_shown(visitor)) == pytest.approx(12.5, rel=1e-3)


def test_it_speaks_french(visit: Visit) -> None:
    visitor = visit("kl")
    visitor.set_language("fr").assert_fine()
    assert any("La carte à bêta" in str(s.value) for s in visitor.at.subheader)
    visitor.choose("button_group", "part", "movie").assert_fine()
    assert visitor.shown("film")["words"]["play"] == "Lire"


def test_a_loss_of_one_s_own_is_looked_at(visit: Visit) -> None:
    visitor = visit("kl").tell("loss", "set", {"beta": 4.0}).assert_fine()
    assert visitor.number_input("k1").value == 1
    assert visitor.number_input("k2").value == pytest.approx(4.0 / 784, rel=1e-3)
    assert visitor.shown("split")["beta"] == pytest.approx(4.0, rel=1e-3)
    visitor.tell("loss", "set", {"beta": 1e9}).assert_fine()  # its end, as the slider's
    assert visitor.number_input("k2").value == pytest.approx(HIGHEST / 784, rel=1e-3)


def test_the_bar_of_the_kl_follows_the_plane_with_the_sweep_s_figures(
    sweep: BetaSweep, visit: Visit
) -> None:
    visitor = visit("kl")
    data = visitor.shown("split")
    assert data["follow"] == visitor.shown("live")["space"]
    np.testing.assert_allclose(data["information"], sweep.information)
    np.testing.assert_allclose(data["kl"], sweep.kl_nats)
    assert data["count"] == 10_000
