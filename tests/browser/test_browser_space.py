"""What the browser measures of a latent space: real distances, hidden halves, fitted priors.

On the page without a server, against NumPy and SciPy; and in the app, that it is there.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from page import LOADING, App, picture
from playwright.sync_api import Locator, Page, expect
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from test_browser_site import (  # noqa: F401 fixtures
    OpenSite,
    address,
    await_link,
    folder,
    link,
    open_site,
    panel,
    point_of,
    ready,
)

from explorer.analysis import latent
from explorer.data import mnist
from explorer.models import browser as browser_models
from explorer.models import browser_encoder, saved
from explorer.sentences import sentences
from explorer.ui.texts import text

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OpenApp = Callable[..., App]
WORDS = sentences("en")
VAE = "vae_functional"
GRID = 120  # places on a side of SciPy's grid
WAIT = 60_000  # milliseconds


@cache
def decoded(points: bytes) -> np.ndarray:
    """Probabilities of the pixels (N, 784) at points, float32 bytes of (N, 2)."""
    steps = browser_models.read(saved.pretrained_record(VAE))
    z = np.frombuffer(points, np.float32).reshape(-1, 2)
    parts = [browser_models.decode(steps, part) for part in np.array_split(z, 1 + len(z) // 400)]
    return np.concatenate(parts).reshape(len(z), 784).astype(np.float64)


def embedded(points: np.ndarray) -> np.ndarray:
    return 2 * np.arcsin(np.sqrt(decoded(np.asarray(points, np.float32).tobytes()).clip(0, 1)))


def codes() -> tuple[np.ndarray, np.ndarray]:
    with np.load(saved.PRETRAINED / f"{VAE}.latent.npz") as arrays:
        return arrays["z_mean"], arrays["labels"]


# ---- distances that are real ---------------------------------------------------


def straight_length(start: np.ndarray, end: np.ndarray) -> float:
    places = embedded(latent.walk(start, end, 120))
    return float(np.linalg.norm(np.diff(places, axis=0), axis=1).sum())


@cache
def graph() -> tuple[np.ndarray, np.ndarray, coo_array]:
    """Axes of a grid over the codes, and what each step to a neighbour costs."""
    means, _ = codes()
    low, high = np.quantile(means, [0.001, 0.999], axis=0)
    x, y = (np.linspace(a, b, GRID) for a, b in zip(low, high, strict=True))
    across, up = np.meshgrid(x, y)
    places = embedded(np.stack([across.ravel(), up.ravel()], axis=1)).reshape(GRID, GRID, 784)
    numbers = np.arange(GRID * GRID).reshape(GRID, GRID)
    rows, columns, costs = [], [], []
    for right, above in [(1, 0), (0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (-1, 2)]:
        here = (slice(0, GRID - above), slice(max(0, -right), GRID - max(0, right)))
        there = (slice(above, GRID), slice(max(0, right), GRID + min(0, right)))
        rows.append(numbers[here].ravel())
        columns.append(numbers[there].ravel())
        costs.append(np.linalg.norm(places[here] - places[there], axis=2).ravel())
    parts = (np.concatenate(part) for part in (costs, rows, columns))
    cost, row, column = parts
    return x, y, coo_array((cost, (row, column)), shape=(GRID**2, GRID**2))


def lengths(page: Page) -> tuple[float, float]:
    """What the page measured: straight on, and the shortest way."""
    hint = page.locator(".shortest .hint")
    straight, shortest = str(hint.get_attribute("data-lengths")).split()
    return float(straight), float(shortest)


def test_the_shortest_ways_between_all_digits_are_scipys(open_site: OpenSite) -> None:  # noqa: F811
    page = open_site(ways="1")
    hint = page.locator(".shortest .hint")
    expect(hint).to_have_attribute("data-lengths", text_of_two_numbers(), timeout=WAIT)
    means, labels = codes()
    centres = [latent.centre_of(means, labels, digit) for digit in range(10)]
    x, y, costs = graph()
    nodes = [
        int(np.abs(y - up).argmin()) * GRID + int(np.abs(x - across).argmin())
        for across, up in centres
    ]
    _, before = dijkstra(costs, directed=False, indices=nodes, return_predecessors=True)

    def scipys(start: int, end: int) -> float:
        """SciPy's path, measured as finely as the page measures: steps of a grid cut corners."""
        path = [nodes[end]]
        while path[-1] != nodes[start]:
            path.append(int(before[start, path[-1]]))
        inner = [np.array([x[node % GRID], y[node // GRID]]) for node in path[-2:0:-1]]
        corners = [centres[start], *inner, centres[end]]
        pieces = [latent.walk(a, b, 12)[:-1] for a, b in pairwise(corners)]
        places = embedded(np.concatenate([*pieces, corners[-1][None]]))
        return float(np.linalg.norm(np.diff(places, axis=0), axis=1).sum())

    longer, found = [], []
    for start in range(10):
        page.locator(".walk_from").select_option(str(start))
        for end in range(start + 1, 10):
            page.locator(".walk_to").select_option(str(end))
            straight, shortest = lengths(page)
            assert straight == pytest.approx(
                straight_length(centres[start], centres[end]), rel=0.01
            )
            assert shortest <= straight
            found.append(shortest / scipys(start, end))
            longer.append(straight / shortest - 1)
    # smoothed, it is shorter than SciPy's zigzag over the grid; never much longer
    assert max(found) < 1.03
    assert 0.9 < float(np.median(found)) < 1.01
    assert 0.03 < float(np.median(longer)) < 0.2
    assert max(longer) > 0.2
    expect(page.locator(".shortest canvas")).to_have_count(12)


def text_of_two_numbers() -> object:
    import re

    return re.compile(r"^[\d.]+ [\d.]+$")


def test_steps_of_equal_change_change_the_picture_equally(open_site: OpenSite) -> None:  # noqa: F811
    page = open_site(walk_from="1", walk_to="8", even="1")
    canvases = page.locator(".strips .walk > .groups canvas")
    expect(canvases).to_have_count(12)
    shown = [picture(canvases.nth(i))[..., 0].ravel() / 255 for i in range(12)]
    steps = np.diff(2 * np.arcsin(np.sqrt(np.array(shown))), axis=0)
    even = np.linalg.norm(steps, axis=1)
    means, labels = codes()
    ends = [latent.centre_of(means, labels, digit) for digit in (1, 8)]
    plain = np.linalg.norm(np.diff(embedded(latent.walk(*ends, 12)), axis=0), axis=1)
    assert even.std() / even.mean() < 0.4 * plain.std() / plain.mean()


def test_the_layer_of_change_is_dark_where_the_picture_changes(open_site: OpenSite) -> None:  # noqa: F811
    page = open_site()
    canvas = page.locator("canvas[role=application]").first
    page.get_by_role("button", name=WORDS["live"]["change"]).first.click()
    expect(canvas).to_have_attribute("data-change", "drawn", timeout=WAIT)
    await_link(page, "change", "1")
    box = canvas.bounding_box()
    assert box
    found = []
    for right, down in ((0.4, 0.3), (0.6, 0.5), (0.8, 0.2), (0.3, 0.7)):
        page.mouse.move(box["x"] + right * box["width"], box["y"] + down * box["height"])
        words = page.locator(".tip .words").first.inner_text()
        at = [float(v) for v in str(canvas.get_attribute("data-at")).split(",")]
        step = 0.02
        places = embedded(np.array([at, [at[0] + step, at[1]], [at[0], at[1] + step]], np.float32))
        rates = [np.linalg.norm(places[i] - places[0]) / step for i in (1, 2)]
        told = float(words.split(" · ")[-1].removesuffix(" / z"))
        found.append((told, math.hypot(*rates) / math.sqrt(2)))
    for told, exact in found:
        assert told == pytest.approx(exact, rel=0.25)  # of the nearest place of its grid
    again = open_site(**link(page))
    again_canvas = again.locator("canvas[role=application]").first
    expect(again_canvas).to_have_attribute("data-change", "drawn", timeout=WAIT)


# ---- a prior that fits, principal axes, a slider a dim --------------------------


def test_samples_of_the_mixture_are_decoded_and_drawn_anew(open_site: OpenSite) -> None:  # noqa: F811
    page = open_site(model="denoiser")
    fitted = page.locator(".fitted canvas")
    expect(fitted).to_have_count(12)
    before = picture(fitted.first)
    page.get_by_role("button", name=WORDS["strips"]["again"]).click()
    assert not np.array_equal(picture(fitted.first), before)
    program = browser_encoder.read_classifier(saved.pretrained_record("inception"))

    def sureness(part: str) -> float:
        canvases = page.locator(f"{part} > .groups canvas")
        shown = [picture(canvases.nth(i))[..., 0] / 255 for i in range(canvases.count())]
        images = np.array(shown, np.float32)[..., None]
        return float(browser_encoder.run(program, images)["probabilities"].max(axis=1).mean())

    page.locator("input.samples").fill("36")
    expect(fitted).to_have_count(36)
    assert sureness(".fitted") > max(0.93, sureness(".strips .prior") + 0.02)


def test_a_slider_of_a_dim_moves_the_picked_point_along_it(open_site: OpenSite) -> None:  # noqa: F811
    page = open_site(model="denoiser", axis_x="-1")
    rows = panel(page)
    page.locator(".dims summary").click()
    sliders = page.locator(".dims input")
    expect(sliders).to_have_count(10)
    before = point_of(rows)
    sliders.nth(4).focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    moved = np.array(point_of(rows)) - before
    assert moved[4] > 0.05
    np.testing.assert_allclose(np.delete(moved, 4), 0, atol=1e-6)
    await_link(page, "point")
    again = open_site(**link(page))
    assert point_of(panel(again)) == pytest.approx(point_of(rows), rel=1e-4, abs=1e-4)


# ---- what a digit could be --------------------------------------------------------


def evidence(page: Page) -> list[float]:
    """log p by the grid, then the bounds of 1, 10, 100 and 1,000 draws."""
    could = page.locator("details.could")
    expect(could).to_have_attribute("data-state", "found", timeout=WAIT)
    return [float(v) for v in str(could.get_attribute("data-evidence")).split()]


def joint(x: np.ndarray, z: np.ndarray) -> np.ndarray:
    """log p(x, z) of one digit (784) at points (N, 2)."""
    p = decoded(z.astype(np.float32).tobytes()).clip(1e-6, 1 - 1e-6)
    prior = -0.5 * (z**2).sum(axis=1) - math.log(2 * math.pi)
    return (x * np.log(p) + (1 - x) * np.log(1 - p)).sum(axis=1) + prior


def by_sampling(x: np.ndarray) -> float:
    """log p(x) by importance sampling; what it draws from knows nothing of the encoder.

    Cells of the plane, flatter than the posterior (a quarter of its logarithm) so that none which
    matters is left out: of a digit that is hard to read, the encoder's cloud may lie beside it all.
    """
    side, step = np.linspace(-6, 6, 121, retstep=True)
    cells = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    heights = joint(x, cells)
    shares = np.exp(np.maximum((heights - heights.max()) / 4, -12))
    shares /= shares.sum()
    rng = np.random.default_rng(0)
    drawn = rng.choice(len(cells), 4_000, p=shares)
    z = cells[drawn] + rng.uniform(-step / 2, step / 2, (len(drawn), 2))
    weights = joint(x, z) - np.log(shares[drawn] / step**2)
    return float(weights.max() + math.log(np.exp(weights - weights.max()).mean()))


@pytest.mark.parametrize("index", [12, 63])  # in the encoder's cloud; all beside it
def test_bounds_rise_to_what_importance_sampling_says(open_site: OpenSite, index: int) -> None:  # noqa: F811
    page = open_site("draw")
    digits = mnist.load("test").pixels
    page.evaluate(f"Math.random = () => {(index + 0.5) / len(digits)}")
    page.locator(".example").click()
    page.locator("details.could > summary").click()
    page.locator("details.could select").select_option("nothing")
    found = evidence(page)
    assert all(b >= a - 0.3 for a, b in pairwise(found[1:]))
    assert found[-1] <= found[0] + 0.3
    x = picture(page.locator("canvas[data-name=x]"))[..., 0].astype(np.float64).ravel() / 255
    np.testing.assert_allclose(x, digits[index].ravel() / 255, atol=1 / 255)
    assert found[0] == pytest.approx(by_sampling(x), abs=0.35)


def test_half_a_digit_leaves_more_open_than_a_whole_one(open_site: OpenSite) -> None:  # noqa: F811
    page = open_site("draw")
    page.evaluate(
        "() => { let s = 1; Math.random = () => (s = (s * 48271) % 0x7fffffff) / 0x7fffffff; }"
    )
    could = page.locator("details.could")  # of the same eight digits every time
    entropies: dict[str, list[float]] = {"lower": [], "nothing": []}
    gaps: dict[str, list[float]] = {"lower": [], "nothing": []}
    page.locator("details.could > summary").click()
    for _ in range(8):
        page.locator(".example").click()
        for hidden in entropies:
            page.locator("details.could select").select_option(hidden)
            log_p, elbo, *_ = evidence(page)
            gaps[hidden].append(log_p - elbo)
            shares = [share for _, share in json.loads(str(could.get_attribute("data-classes")))]
            entropies[hidden].append(-sum(share * math.log(share) for share in shares))
        assert page.locator(".islands canvas").count() >= 1
    assert sum(entropies["lower"]) > sum(entropies["nothing"])
    assert sum(gaps["lower"]) > sum(gaps["nothing"])
    veiled = picture(page.locator("canvas[data-name=x]"))[..., 0]
    assert veiled.max() > 100  # nothing is hidden now
    page.locator("details.could select").select_option("lower")
    veiled = picture(page.locator("canvas[data-name=x]"))[..., 0]
    assert np.all(veiled[14:] == veiled[20, 3])


# ---- which loss have you got ---------------------------------------------------------


def test_a_loss_is_weighed_and_looked_at(open_site: OpenSite) -> None:  # noqa: F811
    page = open_site("kl")
    page.locator("details[data-part=loss] > summary").click()
    answer = page.locator(".loss .answer")
    expect(answer).to_have_attribute("data-beta", "0.784")
    page.locator("[data-preset=keras]").click()
    expect(answer).to_have_attribute("data-beta", "1")
    page.locator(".loss .pixels").select_option("mean")
    expect(answer).to_contain_text("784")
    page.locator(".loss .k2").fill("abc")
    expect(answer).to_contain_text("is expected")
    expect(page.locator(".loss .k2")).to_have_attribute("aria-invalid", "true")
    page.locator(".loss .k2").fill("0,01")  # a comma is a decimal point too
    expect(answer).to_contain_text("7.84")
    page.locator(".loss .use").click()
    ready(page)
    beta = float(str(page.locator(".curve canvas").get_attribute("data-beta")))
    assert beta == pytest.approx(7.84, rel=1e-3)
    parts = str(page.locator(".split .bar").get_attribute("data-parts")).split()
    sweep = page.evaluate("JSON.parse(document.getElementById('content').textContent).sweeps[0]")
    rate = float(np.interp(math.log(7.84), np.log(sweep["betas"]), sweep["kl"]))
    assert sum(map(float, parts)) == pytest.approx(rate, abs=0.01)


# ---- in the app ------------------------------------------------------------------------


def tool(app: App, name: str) -> Locator:
    return app.page.get_by_role("button", name=text(f"live.{name}")).first


def test_the_app_measures_them_too(open_app: OpenApp) -> None:
    app = open_app("map", model=VAE)
    expect(app.page.locator("canvas[data-live=ready]").first).to_be_attached(timeout=LOADING)
    tool(app, "change").click()
    drawn = app.page.locator("canvas[data-change=drawn]")
    expect(drawn).to_be_attached(timeout=LOADING)
    app.page.locator("input.ways").check()
    hint = app.page.locator(".shortest .hint")
    expect(hint).to_have_attribute("data-lengths", text_of_two_numbers(), timeout=LOADING)
    app.page.locator(".walk_from").select_option("1")
    app.page.locator(".walk_to").select_option("8")
    expect(app.page.locator(".shortest canvas")).to_have_count(12)
    straight, shortest = lengths(app.page)
    assert straight > 1.05 * shortest
    expect(app.page.locator(".fitted canvas")).to_have_count(12, timeout=LOADING)
    app.settle()
    app.page.reload()
    expect(drawn).to_be_attached(timeout=LOADING)  # by the link


def test_the_app_weighs_a_loss(open_app: OpenApp) -> None:
    app = open_app("kl")
    app.page.get_by_text(text("loss.title")).click()
    app.page.locator("[data-preset=beta_vae]").click()
    expect(app.page.locator(".loss .answer")).to_have_attribute("data-beta", "4")
    app.page.locator(".loss .use").click()
    expect(app.page.get_by_test_id("stMetricValue")).to_have_text("4")
    expect(app.page.locator(".split .bar")).to_be_visible()


def test_the_app_says_what_a_hidden_half_could_be(open_app: OpenApp) -> None:
    app = open_app("draw")
    app.page.locator(".example").click(timeout=LOADING)
    expect(app.page.locator("canvas[data-name=x]")).to_have_attribute(
        "aria-label", text("sketch.digit")
    )
    app.page.locator("details.could > summary").click()
    could = app.page.locator("details.could")
    for _ in range(20):  # the test digits are on their way
        app.page.locator(".example").click()
        app.page.wait_for_timeout(500)
        if could.get_attribute("data-state") == "found":
            break
    assert len(evidence(app.page)) == 5
    assert mnist.load("test").labels[0] == 7
