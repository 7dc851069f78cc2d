"""The page without a server, in Chromium: from a folder on any host, and as one file on a stick.

Every request but those for the page's own folder fails the test, and so does any word on the
console.
"""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from host import serve
from launch import ROOT, installed
from page import App, picture
from playwright.sync_api import Browser, Locator, Page, expect
from random_weights import random_weights

from explorer.analysis import latent, metrics
from explorer.config import ANY_BETA, ModelConfig, RunConfig
from explorer.data import mnist
from explorer.lesson import STEPS
from explorer.models import browser as browser_models
from explorer.models import browser_encoder, saved
from explorer.sentences import LANGUAGES, sentences
from explorer.site import writer
from explorer.training import evaluation, precompute

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Lighthouse's own slowdown, and the index of the processor on which it was first measured
USUAL_SLOWDOWN, USUAL_INDEX = 4.0, 2800.0
LIGHTHOUSE = ROOT / "explorer" / "web" / "node_modules" / ".bin" / "lighthouse"
VIEWS = ("lesson", "map", "denoise", "draw", "kl")
WORDS = sentences("en")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    writer.write_folder(out)
    return out


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return writer.write_single(tmp_path_factory.mktemp("stick") / "explorer.html")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The folder on a host that knows nothing of it."""
    with serve(folder) as address:
        yield address


OpenSite = Callable[..., Page]


@pytest.fixture
def open_site(browser: Browser, address: str) -> Iterator[OpenSite]:
    """Open a view: ``open_site("map", model="denoiser")``; ``options`` are the browser's."""
    apps: list[App] = []

    def open_page(view: str = "map", options: Any = None, at: str = "", **link: Any) -> Page:
        context = browser.new_context(
            **{"viewport": {"width": 1300, "height": 1000}, **(options or {})}
        )
        app = App(context.new_page(), host=None if at.startswith("file:") else "127.0.0.1")
        apps.append(app)
        app.watch()
        app.page.goto(f"{at or address}?{urlencode({'view': view, **link})}")
        ready(app.page)
        return app.page

    yield open_page
    complaints = [complaint for app in apps for complaint in app.complaints]
    for app in apps:
        app.page.context.close()
    assert not complaints, "\n".join(complaints)


def ready(page: Page) -> None:
    page.locator(".view[data-done]").wait_for(timeout=60_000)


def panel(page: Page, number: int = 0) -> Locator:
    """The picked point's pictures."""
    return page.locator(".groups[data-by]").nth(number)


def point_of(rows: Locator) -> list[float]:
    return [float(value) for value in str(rows.get_attribute("data-at")).split(",")]


def assert_shows(canvas: Locator, z: np.ndarray) -> None:
    """It shows what NumPy decodes from z with the decoder of the VAE."""
    steps = browser_models.read(saved.pretrained_record("vae_functional"))
    expected = np.rint(255 * browser_models.decode(steps, z[None])[0, ..., 0])
    assert np.abs(picture(canvas)[..., 0] - expected).max() <= 1


def beta_of(canvas: Locator) -> float:
    return float(str(canvas.get_attribute("data-beta")))


def link(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def await_link(page: Page, name: str, value: str = "") -> None:
    """Wait until the address has this value, or any."""
    expect(page).to_have_url(re.compile(rf"[?&]{name}={re.escape(quote(value))}"))


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"select[data-name={name}]").select_option(value)
    ready(page)


# ---- the map -----------------------------------------------------------------


def test_a_click_is_decoded_and_named_and_linked(open_site: OpenSite) -> None:
    page = open_site()
    rows = panel(page)
    plane = page.locator("canvas[role=application]").first
    box = plane.bounding_box()
    assert box
    before = rows.get_attribute("data-at")
    plane.click(position={"x": box["width"] * 0.7, "y": box["height"] * 0.6})
    expect(rows).not_to_have_attribute("data-at", str(before))
    z = np.array(point_of(rows))
    assert_shows(rows.locator("canvas").first, z)
    with np.load(saved.PRETRAINED / "vae_functional.latent.npz") as arrays:
        near, distances = latent.neighbours(arrays["z_mean"], z, 9)
    captions = rows.locator(".group").nth(2).locator("figcaption").all_inner_texts()
    assert captions == [f"{distance:.2f}" for distance in distances[1:]]
    digit = mnist.load("test").labels[near[0]]
    assert f"{digit}" in rows.locator(".title").nth(1).inner_text()
    await_link(page, "point")
    again = open_site(**link(page))
    assert point_of(panel(again)) == pytest.approx(z.tolist(), rel=1e-5, abs=1e-5)
    assert (
        panel(again).locator(".title").all_inner_texts() == rows.locator(".title").all_inner_texts()
    )


def test_keys_move_the_pin_and_a_neighbour_and_chance_pick(open_site: OpenSite) -> None:
    page = open_site()
    rows = panel(page)
    page.locator("canvas[role=application]").first.focus()
    before, x = rows.get_attribute("data-at"), point_of(rows)[0]
    page.keyboard.press("ArrowRight")
    expect(rows).not_to_have_attribute("data-at", str(before))
    assert point_of(rows)[0] > x
    name = rows.locator("button").first.get_attribute("title")
    rows.locator("button").first.click()
    await_link(page, "index")
    assert f" {link(page)['index']}:" in rows.locator(".title").nth(1).inner_text()
    assert name
    before = link(page)["index"]
    page.get_by_role("button", name=WORDS["map"]["random"]).click()
    expect(rows.locator(".title").nth(1)).not_to_contain_text(f" {before}:")


def test_two_models_follow_each_other(open_site: OpenSite) -> None:
    page = open_site(model="denoiser", compare="vae_functional")
    first, second = panel(page), panel(page, 1)
    page.get_by_role("button", name=WORDS["map"]["random"]).first.click()
    await_link(page, "index")
    titles = [rows.locator(".title").nth(1).inner_text() for rows in (first, second)]
    assert titles[0] == titles[1]
    assert len(point_of(first)) == 10
    assert len(point_of(second)) == 2


def test_a_lasso_makes_a_gallery(open_site: OpenSite) -> None:
    page = open_site()
    box = page.locator("canvas[role=application]").first.bounding_box()
    assert box
    page.keyboard.down("Shift")
    corners = [(0.3, 0.3), (0.6, 0.3), (0.6, 0.6), (0.3, 0.6), (0.3, 0.3)]
    for i, (right, down) in enumerate(corners):
        page.mouse.move(box["x"] + right * box["width"], box["y"] + down * box["height"], steps=4)
        if i == 0:
            page.mouse.down()
    page.mouse.up()
    page.keyboard.up("Shift")
    gallery = page.locator(".gallery")
    expect(gallery).to_be_visible()
    count = int(str(gallery.locator(".groups").get_attribute("data-count")))
    assert count > 100
    told = gallery.locator(".counts").inner_text()
    assert sum(int(part.split(":")[-1]) for part in told.split(" · ")) == count
    assert gallery.locator("canvas").count() == 32
    gallery.get_by_role("button", name=WORDS["gallery"]["clear"]).click()
    expect(gallery).to_be_hidden()


def test_a_walk_and_samples_are_decoded_here(open_site: OpenSite) -> None:
    page = open_site()
    walk, samples = page.locator(".strips .walk"), page.locator(".strips .prior")
    page.locator(".walk_from").select_option("1")
    await_link(page, "walk_from", "1")
    assert walk.locator("canvas").count() == 12
    record = saved.pretrained_record("vae_functional")
    with np.load(saved.PRETRAINED / "vae_functional.latent.npz") as arrays:
        ones = latent.centre_of(arrays["z_mean"], mnist.load("test").labels, 1)
    expected = np.rint(
        255 * browser_models.decode(browser_models.read(record), ones[None])[0, ..., 0]
    )
    assert np.abs(picture(walk.locator("canvas").first)[..., 0] - expected).max() <= 1
    before = picture(samples.locator("canvas").first)
    page.get_by_role("button", name=WORDS["strips"]["again"]).click()
    assert not np.array_equal(picture(samples.locator("canvas").first), before)


def test_the_grid_lies_behind_the_points_where_it_is_wanted(open_site: OpenSite) -> None:
    page = open_site()
    page.get_by_role("button", name=WORDS["live"]["ground"]).first.click()
    await_link(page, "ground", "1")
    again = open_site(**link(page))
    expect(again.locator("canvas[data-ground]").first).to_be_attached()


# ---- the other views -----------------------------------------------------------


def test_a_dragged_beta_moves_grid_and_curve(open_site: OpenSite) -> None:
    page = open_site("kl")
    slider = page.locator(".beta:visible input")
    curve = page.locator(".curve canvas")
    assert beta_of(curve) == pytest.approx(0.784)
    slider.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    beta = beta_of(curve)
    assert beta > 2
    grid = page.locator("canvas[role=application]").nth(1)
    assert beta_of(grid) == pytest.approx(beta)
    assert float(link(page)["k2"]) == pytest.approx(beta / 784, rel=1e-4)
    again = open_site(**link(page))
    assert beta_of(again.locator(".curve canvas")) == pytest.approx(beta, rel=1e-4)


def test_presets_and_the_film_lead_to_their_beta(open_site: OpenSite) -> None:
    page = open_site("kl")
    page.get_by_role("button", name=WORDS["kl"]["preset_collapse"]).click()
    ready(page)
    assert beta_of(page.locator(".curve canvas")) == pytest.approx(1829.333, rel=1e-3)
    page.get_by_role("button", name=WORDS["kl"]["part_movie"]).click()
    ready(page)
    page.locator(".scrub").fill("32")
    page.get_by_role("button", name=WORDS["kl_movie"]["take"]).click()
    ready(page)
    expect(page.locator(".curve canvas")).to_be_visible()
    assert math.log(float(link(page)["k2"]) * 784) == pytest.approx(math.log(1.5), abs=0.5)


def test_of_two_networks_one_is_chosen_with_its_pictures(
    open_site: OpenSite, tiny_config: RunConfig, tmp_path: Path
) -> None:
    config = replace(tiny_config, model=ModelConfig(ANY_BETA, 2))
    record = saved.save(random_weights(), config, tmp_path / "mine")
    precompute.keep_beside(record, {}, lambda: False)
    writer.write_folder(tmp_path / "page", [str(record.folder)])
    with serve(tmp_path / "page") as address:
        page = open_site("kl", at=f"{address}/")
        split = page.locator("[data-part=split]")
        expect(split).to_contain_text("ln 60")
        page.get_by_label(WORDS["kl"]["network"]).select_option("any_beta")
        ready(page)
        expect(split).to_contain_text("ln 10,000")
        assert link(page)["network"] == "any_beta"
        film = open_site("kl", at=f"{address}/", part="movie")
        expect(film.locator(".view")).to_contain_text("60 test pictures")


def test_noise_is_put_on_and_taken_off(open_site: OpenSite) -> None:
    page = open_site("denoise")
    groups = page.locator(".group")
    expect(groups).to_have_count(3)
    rows = page.locator("tbody tr")
    decibels, nats = np.array([r.locator("td").all_inner_texts() for r in rows.all()], float).T
    restored, noisy, black, mean = decibels
    assert restored > mean > black > noisy  # as on the whole test set: 16.3, 11, 9.7, 7.4 dB
    some = mnist.load("test").images[[3, 2, 1, 18, 4, 8, 11, 0, 61, 7]]
    average = np.broadcast_to(evaluation.mean_image(mnist.load("train")), some.shape)
    assert mean == pytest.approx(metrics.psnr(some, average).mean(), abs=0.06)
    assert nats[3] == pytest.approx(metrics.bce(some, average).mean(), abs=0.0006)
    assert nats[0] == min(nats)
    named = groups.nth(1).locator("figcaption").all_inner_texts()
    right = sum(
        caption.split("→ ")[1].startswith(str(digit)) for digit, caption in enumerate(named)
    )
    assert right >= 7  # 90 % of all noisy digits
    choose(page, "noise", "none")
    clean, same = (picture(groups.nth(i).locator("canvas").first) for i in (0, 1))
    assert np.array_equal(clean, same)
    assert link(page)["noise"] == "none"


def test_what_is_drawn_is_encoded_sampled_and_decoded(open_site: OpenSite) -> None:
    page = open_site("draw")
    board = page.locator(".draw canvas")
    box = board.bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.25 * box["height"])
    page.mouse.down()
    for right, down in ((0.7, 0.25), (0.45, 0.8)):
        page.mouse.move(box["x"] + right * box["width"], box["y"] + down * box["height"], steps=8)
    page.mouse.up()
    expect(page.locator(".told .said")).to_contain_text("7")
    plane = page.locator(".map canvas[data-cloud]")
    cloud = [float(value) for value in str(plane.get_attribute("data-cloud")).split(",")]
    mean, sigma, z = (np.array(cloud[i : i + 2]) for i in (0, 2, 4))
    digit = picture(page.locator("canvas[data-name=x]"))[..., 0] / 255.0
    program = browser_encoder.read_encoder(saved.pretrained_record("vae_functional"))
    code = browser_encoder.run(program, digit[None, ..., None])
    assert mean == pytest.approx(code["z_mean"][0], abs=0.02)  # the canvas has whole greys
    assert sigma == pytest.approx(np.exp(code["z_log_var"][0] / 2), rel=0.05)
    assert_shows(page.locator("canvas[data-name=x_decoded]"), z)
    page.get_by_role("button", name=WORDS["sketch"]["again"]).click()
    other = [float(value) for value in str(plane.get_attribute("data-cloud")).split(",")]
    assert other[:4] == cloud[:4]
    assert other[4:] != cloud[4:]
    page.get_by_role("button", name=WORDS["own"]["clear"]).click()
    expect(plane).to_have_attribute("data-cloud", "")


def test_a_test_digit_can_be_taken_without_a_pointer(open_site: OpenSite) -> None:
    page = open_site("draw")
    page.get_by_role("button", name=WORDS["sketch"]["example"]).press("Enter")
    expect(page.locator(".map canvas[data-cloud]")).not_to_have_attribute("data-cloud", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_of_the_lesson_is_live(open_site: OpenSite, language: str) -> None:
    page = open_site("lesson", lang=language)
    own = sentences(language)
    for number, step in enumerate(STEPS, 1):
        expect(page.locator("h2")).to_have_text(own[f"lesson_{step.name}"]["title"])
        assert page.locator(".picture canvas").count() > 0
        assert "{" not in page.locator(".view").inner_text()
        if number < len(STEPS):
            page.get_by_role("button", name=own["lesson"]["next"]).click()
            ready(page)
    page.get_by_role("button", name=own["lesson_walk"]["open"]).click()
    ready(page)
    assert link(page)["walk_from"] == "4"
    page.go_back()
    expect(page.locator("h2")).to_have_text(own["lesson_walk"]["title"])


# ---- the page around them --------------------------------------------------------


def test_one_file_opens_from_a_stick_and_asks_for_nothing(
    open_site: OpenSite, single: Path
) -> None:
    for view in VIEWS:
        page = open_site(view, at=single.as_uri())
        assert page.locator("canvas").count() > 0
        asked = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
        assert [url for url in asked if not url.startswith(("data:", "blob:"))] == []
    page = open_site("map", at=single.as_uri())
    assert panel(page).get_attribute("data-by") == "browser"


def test_an_embedded_view_stands_alone_and_leaves_out_what_it_is_told(
    open_site: OpenSite, browser: Browser, address: str, folder: Path
) -> None:
    page = open_site(embed="true", hide="strips,legend,grid")
    assert page.locator("main > header").count() == 0
    expect(page.locator("[data-part=strips]")).to_be_hidden()
    expect(page.locator("[data-part=grid]")).to_be_hidden()
    expect(page.locator(".legend").first).to_be_hidden()
    expect(page.locator("canvas[role=application]").first).to_be_visible()
    frame = f'<iframe src="{address}?view=draw&embed=true" width="900" height="700"></iframe>'
    (folder / "course.html").write_text(frame)
    other = browser.new_page()
    # the same host by another name is another origin, as a learning platform is
    other.goto(f"{address.replace('127.0.0.1', 'localhost')}course.html")
    expect(other.frame_locator("iframe").locator(".draw canvas")).to_be_visible()
    other.close()


def test_the_language_is_the_browser_s_or_the_address_s(open_site: OpenSite) -> None:
    page = open_site(options={"locale": "fr-FR"})
    assert page.title() == f"{sentences('fr')['app']['title']}: {sentences('fr')['views']['map']}"
    assert page.locator("html").get_attribute("lang") == "fr"
    choose(page, "lang", "en")
    await_link(page, "lang", "en")
    assert page.locator("h1").inner_text() == WORDS["app"]["title"]


def test_without_webassembly_it_decodes_all_the_same(open_site: OpenSite) -> None:
    page = open_site()
    page.context.add_init_script("delete globalThis.WebAssembly")
    page.reload()
    ready(page)
    assert page.evaluate("typeof WebAssembly") == "undefined"
    rows = panel(page)
    expect(rows).to_have_attribute("data-by", "browser")
    assert_shows(rows.locator("canvas").first, np.array(point_of(rows)))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(open_site: OpenSite, view: str, scheme: str, language: str) -> None:
    page = open_site(view, {"color_scheme": scheme}, lang=language)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    told = [f"{rule['id']}: {node['html'][:150]}" for rule in found for node in rule["nodes"]]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("view", VIEWS)
def test_a_phone_scrolls_down_and_never_sideways(open_site: OpenSite, view: str) -> None:
    page = open_site(view, {"viewport": {"width": 360, "height": 740}, "has_touch": True})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_content_of_the_page_is_json_and_whole(folder: Path, open_site: OpenSite) -> None:
    page = open_site()
    content = json.loads(page.locator("#content").inner_text())
    assert set(content["sentences"]) == set(LANGUAGES)


def lighthouse(browser: Browser, address: str, report: Path, slowdown: float) -> dict[str, Any]:
    """Google's measure of a page, as a phone on a slow line would have it."""
    command = [str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--output-path={report}"]
    command += ["--only-categories=performance,accessibility,best-practices"]
    command += [f"--throttling.cpuSlowdownMultiplier={slowdown:.2f}"]
    command += ["--chrome-flags=--headless --no-sandbox --disable-gpu"]
    chrome = installed() or browser.browser_type.executable_path
    subprocess.run(command, check=True, timeout=300, env={**os.environ, "CHROME_PATH": chrome})
    return dict(json.loads(report.read_text()))


@pytest.mark.alone
def test_lighthouse_gives_95_for_speed_access_and_practice(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    """The phone is as slow whatever machine measures: it is slowed down by its own index.

    The best of five counts, as what else runs on a machine only makes a page slower.
    """
    if not LIGHTHOUSE.exists():
        pytest.skip("needs Lighthouse: npm ci in explorer/web, as CI does")
    slowdown, best = USUAL_SLOWDOWN, {"performance": 0.0}
    for _ in range(5):
        found = lighthouse(browser, address, tmp_path / "report.json", slowdown)
        scores = {name: category["score"] for name, category in found["categories"].items()}
        best = max(best, scores, key=lambda each: each["performance"])
        if min(best.values()) >= 0.95:
            return
        index = found["environment"]["benchmarkIndex"]
        slowdown = max(1.0, USUAL_SLOWDOWN * index / USUAL_INDEX)
    raise AssertionError(f"{best} at a processor's index of {index}")
