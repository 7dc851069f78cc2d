"""The decoder in the browser: it draws what Keras draws, under the pointer, without a server."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pytest
from page import LOADING, App, picture
from playwright.sync_api import Browser, Locator, Page, expect

from explorer import models, web
from explorer.config import BUNDLED_NAMES, ModelConfig, RunConfig
from explorer.models import browser as models_browser
from explorer.models import saved
from explorer.models.saved import SavedModel
from explorer.ui.components import encode
from explorer.ui.shared import browser_models
from explorer.ui.texts import text

pytestmark = pytest.mark.browser

OpenApp = Callable[..., App]
MARGIN = 34  # pixels left of a plane
DESKTOP = {"viewport": {"width": 1280, "height": 1400}}
EXACT = 1e-4
POINTS = 100
RUNTIME = web.RUNTIME.read_text("utf-8")
DECODE = """({ model, points, beta }) => {
    const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const floats = new Float32Array(bytes(model.floats).buffer);
    const { Decoder } = latentRuntime;
    const decoder = new Decoder({ ...model, kernel: bytes(model.kernel), floats });
    decoder.follow(beta);
    const z = new Float32Array(bytes(points).buffer);
    const all = new Float32Array((z.length / model.dim) * 784);
    for (let i = 0; i * model.dim < z.length; i++)
        all.set(decoder.floatsOf(z.subarray(i * model.dim, (i + 1) * model.dim)), i * 784);
    const raw = new Uint8Array(all.buffer);
    let text = "";
    for (let i = 0; i < raw.length; i += 8192)
        text += String.fromCharCode(...raw.subarray(i, i + 8192));
    return btoa(text);
}"""


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Page:
    """A page with nothing but the runtime."""
    page = browser.new_page()
    page.add_script_tag(content=RUNTIME)
    return page


def in_browser(
    page: Page, record: SavedModel, z: np.ndarray, beta: float | None = None
) -> np.ndarray:
    """Points (N, D) decoded by the page: float32 (N, 28, 28, 1)."""
    given = {
        "model": browser_models._model(record),
        "points": encode(z.astype("<f4")),
        "beta": beta,
    }
    raw = base64.b64decode(page.evaluate(DECODE, given))
    return np.frombuffer(raw, "<f4").reshape(-1, 28, 28, 1)


def points(dim: int) -> np.ndarray:
    return np.random.default_rng(3).normal(0, 1.5, (POINTS, dim)).astype(np.float32)


# ---- the same pictures


def test_the_browser_decodes_as_numpy_does(blank: Page) -> None:
    record = saved.pretrained_record("vae_functional")
    z = points(2)
    expected = models_browser.decode(models_browser.read(record), z)
    assert np.abs(in_browser(blank, record, z) - expected).max() <= EXACT


@pytest.mark.slow
@pytest.mark.parametrize("name", [n for n in BUNDLED_NAMES if n in saved.manifest()])
def test_the_browser_decodes_as_keras_does(blank: Page, name: str) -> None:
    record = saved.pretrained_record(name)
    z = points(record.config.model.latent_dim)
    expected = np.asarray(saved.load(record).decoder(z, training=False))
    found = in_browser(blank, record, z, record.config.model.beta)
    assert np.abs(found - expected).max() <= EXACT


@pytest.mark.slow
@pytest.mark.parametrize("name", ["vae_subclass", "denoiser", "any_beta"])
@pytest.mark.parametrize("decoder", ["transposed", "upsampling"])
def test_systems_just_trained_too(blank: Page, name: str, decoder: str, tmp_path: Path) -> None:
    """With weights of no pattern; the one for every beta at five of them."""
    config = RunConfig(ModelConfig(name, 3, decoder))
    network = models.build(config.model, seed=1)
    rng = np.random.default_rng(0)
    for variable in network.model.trainable_variables:
        variable.assign(np.asarray(variable) + rng.normal(0, 0.1, variable.shape))
    record = saved.save(network, config, tmp_path)
    z = points(3)
    if network.conditional_decoder is None:
        expected = np.asarray(network.decoder(z, training=False))
        assert np.abs(in_browser(blank, record, z) - expected).max() <= EXACT
        return
    for beta in (0.001, 0.02, 1.0, 37.5, 2000.0):
        log_beta = np.full((len(z), 1), np.log(beta), np.float32)
        expected = np.asarray(network.conditional_decoder([z, log_beta], training=False))
        assert np.abs(in_browser(blank, record, z, beta) - expected).max() <= EXACT, beta


# ---- on the map


@pytest.fixture
def open_live(browser: Browser, server: str) -> Iterator[Callable[..., App]]:
    """Open the map and wait until it decodes, which it does before TensorFlow is loaded."""
    apps: list[App] = []

    def open_page(init: str = "", options: Any = None, live: bool = True, **link: str) -> App:
        page = browser.new_context(**(options or DESKTOP)).new_page()
        page.set_default_timeout(LOADING)
        page.add_init_script(init)
        app = App(page)
        apps.append(app)
        app.watch()
        page.goto(f"{server}/?{urlencode({'view': 'map', **link})}")
        if live:
            ready = page.locator("canvas[data-live=ready]").first
            expect(ready).to_be_visible(timeout=LOADING)
        app.settle()
        return app

    yield open_page
    complaints = [complaint for app in apps for complaint in app.complaints]
    for app in apps:
        app.page.context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def app(open_live: OpenApp) -> App:
    return open_live()


def spot(plane: Locator, right: float, down: float) -> tuple[float, float]:
    """Where shares of a plane's square are on the page."""
    plane.scroll_into_view_if_needed()
    box = plane.bounding_box()
    assert box
    side = box["width"] - MARGIN
    return box["x"] + MARGIN + right * side, box["y"] + down * side


SEEN = """(plane) => {
    const pen = plane.parentElement.querySelector(".seen").getContext("2d");
    const grey = pen.getImageData(0, 0, 28, 28).data.filter((_, i) => i % 4 === 0);
    return [plane.dataset.at, [...grey]];
}"""


def seen(app: App, plane: Locator | None = None) -> tuple[np.ndarray, list[float]]:
    """The picture in a plane's tip, uint8 (28, 28), and the place it says it is of."""
    plane = app.map if plane is None else plane
    canvas = plane.locator("xpath=..").locator(".seen")
    expect(canvas).to_be_visible()
    written, grey = plane.evaluate(SEEN)  # both at once: a walk may be playing
    shown = np.array(grey, np.uint8).reshape(28, 28)
    return shown, [float(value) for value in written.split(",")]


def by_hand(place: list[float], name: str = "vae_functional") -> np.ndarray:
    steps = models_browser.read(saved.pretrained_record(name))
    return np.rint(255 * models_browser.decode(steps, np.array([place]))[0, ..., 0])


def await_pick(app: App, act: Callable[[], Any]) -> None:
    """Do something, and wait until another point is shown, whoever draws it: page or server."""
    before = app.digits().get_attribute("data-at")
    act()
    expect(app.digits()).not_to_have_attribute("data-at", str(before), timeout=LOADING)
    app.settle()


def close(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(np.abs(one.astype(float) - other).max() <= 1)


def test_the_picture_follows_the_pointer(app: App) -> None:
    """And the server hears nothing of it."""
    sent: list[str] = []
    title = app.title()
    app.page.on("request", lambda request: sent.append(request.url))
    places = []
    for plane in (app.map, app.grid):
        for right, down in ((0.15, 0.8), (0.7, 0.3)):
            app.page.mouse.move(*spot(plane, right, down))
            shown, place = seen(app, plane)
            assert close(shown, by_hand(place))
            places.append(place)
    assert places[0][0] < places[1][0]
    assert places[0][1] < places[1][1]
    assert app.title() == title
    # a blob: address is the page's own memory (a thread that the browser starts late)
    assert [url for url in sent if not url.startswith("blob:")] == []


@pytest.mark.slow
def test_a_click_pins_what_was_seen(app: App) -> None:
    at = spot(app.map, 0.05, 0.05)  # where no digits are
    app.page.mouse.move(*at)
    shown, place = seen(app)
    await_pick(app, lambda: app.page.mouse.click(*at))
    written = ", ".join(f"{value:.2f}" for value in place)
    assert app.title() == text("map.decoded", point=written)
    assert close(picture(app.digits().locator("canvas").nth(0))[..., 0], shown)


def drag(app: App, corners: list[tuple[float, float]], steps: int = 8) -> None:
    app.page.mouse.move(*spot(app.map, *corners[0]))
    app.page.mouse.down()
    for corner in corners[1:]:
        app.page.mouse.move(*spot(app.map, *corner), steps=steps)
    app.page.mouse.up()


@pytest.mark.slow
def test_a_drag_draws_a_walk_that_plays(app: App) -> None:
    title = app.title()
    drag(app, [(0.2, 0.3), (0.7, 0.3), (0.7, 0.7)])
    expect(app.map).to_have_attribute("data-walk", "plays")
    found = []
    for _ in range(6):
        shown, place = seen(app)
        found.append((shown, place))
        app.page.wait_for_timeout(250)
    assert len({tuple(place) for _, place in found}) > 3
    assert np.abs(found[0][0].astype(int) - found[-1][0]).max() > 50
    expect(app.map).to_have_attribute("data-walk", "drawn", timeout=30_000)  # there and back
    app.page.get_by_role("button", name=text("live.play")).first.click()
    expect(app.map).to_have_attribute("data-walk", "plays")
    app.map.press("Escape")
    expect(app.map).to_have_attribute("data-walk", "drawn")
    assert app.title() == title  # a walk picks nothing


@pytest.mark.slow
def test_arrow_keys_decode_at_once_and_tell_the_server(app: App) -> None:
    await_pick(app, lambda: app.page.mouse.click(*spot(app.map, 0.05, 0.05)))
    before, start = seen(app)
    await_pick(app, lambda: app.page.keyboard.press("ArrowDown"))
    shown, place = seen(app)
    assert place[0] == pytest.approx(start[0])
    assert place[1] < start[1]
    assert close(shown, by_hand(place))
    assert not np.array_equal(shown, before)
    told = app.map.locator("xpath=..").locator(".said")
    expect(told).to_have_text(re.compile(rf"{place[0]:.2f}, {place[1]:.2f} · \d"))
    assert app.title() == text("map.decoded", point=f"{place[0]:.2f}, {place[1]:.2f}")


def view_of(app: App) -> list[float]:
    return [float(value) for value in str(app.map.get_attribute("data-view")).split(",")]


@pytest.mark.slow
def test_it_zooms_and_moves(app: App) -> None:
    app.map.focus()
    app.page.keyboard.press("+")
    near = view_of(app)
    app.page.get_by_role("button", name=text("live.closer")).first.click()
    nearer = view_of(app)
    assert nearer[1] - nearer[0] < near[1] - near[0]
    assert near[0] < nearer[0] < nearer[1] < near[1]
    app.page.get_by_role("button", name=text("live.hand")).first.click()
    drag(app, [(0.3, 0.3), (0.6, 0.5)])
    moved = view_of(app)
    assert moved[0] < nearer[0]  # dragged to the right: what was left of it comes into view
    assert moved[2] > nearer[2]
    assert moved[1] - moved[0] == pytest.approx(nearer[1] - nearer[0])
    app.page.mouse.wheel(0, -200)
    app.page.wait_for_timeout(200)
    assert view_of(app)[1] - view_of(app)[0] < moved[1] - moved[0]
    app.map.focus()
    app.page.keyboard.press("0")
    app.page.mouse.move(*spot(app.map, 0.5, 0.5))
    whole = view_of(app)
    assert whole[0] < near[0] < near[1] < whole[1]


@pytest.mark.slow
def test_the_grid_behind_the_points(app: App) -> None:
    before = picture(app.map)
    switch = app.page.get_by_role("button", name=text("live.ground")).first
    switch.click()
    expect(app.map).to_have_attribute("data-ground", re.compile("^20 "), timeout=30_000)
    assert not np.array_equal(picture(app.map), before)
    app.settle()
    expect(app.page).to_have_url(re.compile("ground=1"))
    first = app.map.get_attribute("data-ground")
    app.map.focus()
    app.page.keyboard.press("+")  # decoded anew for what is in view
    expect(app.map).not_to_have_attribute("data-ground", str(first), timeout=30_000)
    app.page.keyboard.press("0")
    switch.click()
    expect(app.page).to_have_url(re.compile("ground=0"))
    app.page.mouse.move(5, 5)


@pytest.mark.slow
def test_more_dimensions_are_a_slice_through_the_picked_point(open_live: OpenApp) -> None:
    app = open_live(model="denoiser")
    await_pick(app, lambda: app.page.get_by_role("button", name=text("map.random")).click())
    pinned = app.title()
    numbers = [float(number) for number in re.findall(r"-?\d+\.\d\d", pinned)]
    app.page.mouse.move(*spot(app.map, 0.03, 0.03))
    shown, place = seen(app)
    numbers[:2] = place
    near = by_hand(numbers, "denoiser")  # the title has two decimals of each number
    assert np.abs(shown.astype(float) - near).max() < 30
    await_pick(app, lambda: app.page.mouse.click(*spot(app.map, 0.03, 0.03)))
    assert close(picture(app.digits().locator("canvas").nth(0))[..., 0], shown)


PHONE = {
    "viewport": {"width": 400, "height": 850},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}


class Fingers:
    """Real touches, as Chromium's own protocol makes them."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.session = app.page.context.new_cdp_session(app.page)

    def put(self, kind: str, *places: tuple[float, float]) -> None:
        spots = [spot(self.app.map, *place) for place in places]
        touches = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(spots)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


@pytest.mark.slow
def test_fingers(open_live: OpenApp) -> None:
    """A tap pins, a finger that moves decodes and draws a walk, two fingers zoom."""
    app = open_live(options=PHONE)
    box = app.map.bounding_box()
    assert box
    await_pick(app, lambda: app.map.tap(position={"x": 60, "y": 40}))
    assert app.map.evaluate("c => getComputedStyle(c).touchAction") == "pan-y"

    fingers = Fingers(app)
    fingers.put("touchStart", (0.2, 0.5))
    for step in range(6):
        fingers.put("touchMove", (0.2 + 0.1 * step, 0.5))
    shown, place = seen(app)
    assert close(shown, by_hand(place))
    fingers.put("touchEnd")
    expect(app.map).to_have_attribute("data-walk", "plays")
    fingers.put("touchStart", (0.45, 0.5), (0.55, 0.5))
    for step in range(1, 5):
        fingers.put("touchMove", (0.45 - 0.06 * step, 0.5), (0.55 + 0.06 * step, 0.5))
    fingers.put("touchEnd")
    app.page.wait_for_timeout(200)
    low, high, _, _ = view_of(app)
    app.map.press("0")
    app.page.wait_for_timeout(200)
    whole = view_of(app)
    assert high - low < 0.6 * (whole[1] - whole[0])


# ---- beta


@pytest.mark.slow
@pytest.mark.skipif("any_beta" not in saved.manifest(), reason="it is not bundled")
def test_picture_and_grid_follow_beta_while_it_is_dragged(open_live: OpenApp) -> None:
    app = open_live(view="kl")
    steps = models_browser.read(saved.pretrained_record("any_beta"))
    plane = app.page.locator("canvas[data-live=ready]").first
    slider = app.page.locator(".beta input").first
    shown = app.page.locator(".beta canvas").first
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box
    address, grids, y = app.page.url, set(), box["y"] + box["height"] / 2
    app.page.mouse.move(box["x"] + 0.5 * box["width"], y)
    app.page.mouse.down()
    for share in (0.6, 0.75, 0.9):
        app.page.mouse.move(box["x"] + share * box["width"], y, steps=3)
        app.page.wait_for_timeout(600)
        beta = float(str(plane.get_attribute("data-beta")))
        expected = models_browser.decode(models_browser.at_beta(steps, beta), np.zeros((1, 2)))
        assert close(picture(shown)[..., 0], np.rint(255 * expected[0, ..., 0]))
        grids.add(plane.get_attribute("data-ground"))
    assert len(grids) == 3
    assert app.page.url == address  # the server hears of it when it is let go
    app.page.mouse.up()
    expect(app.page).not_to_have_url(address, timeout=LOADING)


# ---- without a network, and where it cannot run


@pytest.mark.slow
def test_it_works_offline(open_live: OpenApp) -> None:
    """Whatever is asked beyond this machine is refused; nothing is asked (App.watch)."""
    app = open_live()
    app.page.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())
    app.page.reload()
    expect(app.map).to_have_attribute("data-live", "ready", timeout=LOADING)
    app.page.mouse.move(*spot(app.map, 0.4, 0.6))
    shown, place = seen(app)
    assert close(shown, by_hand(place))
    assert app.complaints == []


WRONG = """
    const Own = WebAssembly.Instance;
    WebAssembly.Instance = function (...given) {
        return { exports: { ...new Own(...given).exports, relu: () => {} } };
    };
"""


@pytest.mark.slow
def test_without_webassembly_it_decodes_all_the_same(open_live: OpenApp) -> None:
    app = open_live("delete window.WebAssembly")
    app.page.mouse.move(*spot(app.map, 0.4, 0.4))
    shown, place = seen(app)
    assert close(shown, by_hand(place))


@pytest.mark.slow
def test_where_it_draws_other_pictures_the_server_decodes_and_says_so(open_live: OpenApp) -> None:
    app = open_live(WRONG, live=False)
    expect(app.page.get_by_text(text("live.failed"))).to_be_visible(timeout=LOADING)
    expect(app.digits("prior")).to_be_attached(timeout=LOADING)
    app.settle()
    app.await_change(app.digits(), lambda: app.click_at(app.grid, 0.3, 0.3))
    app.page.mouse.move(*spot(app.map, 0.4, 0.4))
    expect(app.page.locator(".tip").first).to_be_visible()
    expect(app.page.locator(".seen").first).to_be_hidden()


@pytest.mark.slow
def test_without_a_worker_the_page_decodes_the_grid_itself(open_live: OpenApp) -> None:
    app = open_live("window.Worker = class { constructor() { throw new Error('no'); } }")
    app.page.get_by_role("button", name=text("live.ground")).first.click()
    expect(app.map).to_have_attribute("data-ground", re.compile("^20 "), timeout=LOADING)
