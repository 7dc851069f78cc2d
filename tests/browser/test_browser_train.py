"""Training in a real browser: settings and code at once; a real training, stopped, then mapped."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from launch import start_server
from page import LOADING, App, picture
from PIL import Image
from playwright.sync_api import Browser, expect

from explorer.ui.texts import text

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OpenApp = Callable[..., App]
PATIENCE = 300_000  # milliseconds: a worker imports TensorFlow first


def test_the_code_is_that_of_the_settings(open_app: OpenApp, tmp_path: Path) -> None:
    app = open_app("train", system="denoiser", latent_dim=7)
    app.page.get_by_role("radio", name=text("train.tab_code")).click()
    block = app.page.get_by_test_id("stCode")
    expect(block).to_contain_text("LATENT_DIM = 7")
    expect(block).to_contain_text("Conv2DTranspose")
    number = app.page.get_by_role("spinbutton", name=text("train.latent_dim"))
    number.fill("9")
    number.press("Enter")
    expect(block).to_contain_text("LATENT_DIM = 9")
    expect(app.page).to_have_url(re.compile("latent_dim=9"))
    with app.page.expect_download() as download:
        app.page.get_by_role("button", name=text("train.code_take")).click()
    download.value.save_as(tmp_path / "program.py")
    assert "LATENT_DIM = 9" in (tmp_path / "program.py").read_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_telephone(open_app: OpenApp, scheme: str) -> None:
    options = {"viewport": {"width": 400, "height": 900}, "color_scheme": scheme}
    app = open_app("train", options)
    expect(app.page.get_by_role("button", name=text("train.start_button"))).to_be_visible()
    room = app.page.locator("[data-testid=stMain]").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert room[0] <= room[1]


def test_a_training_is_watched_stopped_and_mapped(open_app: OpenApp) -> None:
    """1,000 digits, many epochs: it lives on without its page, and is found by its link."""
    app = open_app("train", subset=1000, epochs=90, batch_size=64, seed=int(time.time()) % 10_000)
    app.page.get_by_role("button", name=text("train.start_button")).click()
    stop = app.page.get_by_role("button", name=text("train.stop"), exact=True)
    expect(stop).to_be_visible()
    expect(app.page.locator(".js-plotly-plot .main-svg").first).to_be_visible(timeout=PATIENCE)
    expect(app.plane(0)).to_be_visible(timeout=PATIENCE)
    expect(app.page.get_by_role("img").first).to_be_attached()
    expect(app.plane(0)).to_have_attribute("data-frames", re.compile(r"\d+"), timeout=PATIENCE)
    first = app.plane(0).get_attribute("data-frames")
    expect(app.plane(0)).not_to_have_attribute("data-frames", str(first), timeout=PATIENCE)
    expect(app.page).to_have_url(re.compile("job=vae_functional-"))
    link = app.page.url
    app.page.goto("about:blank")  # the browser leaves, and comes back by the link
    app.page.goto(link)
    expect(stop).to_be_visible()
    scrubber = app.page.get_by_role("slider", name=text("train.scrub"))
    expect(scrubber).to_be_visible(timeout=PATIENCE)  # once two epochs are over
    stop.click()
    ended = app.page.get_by_text(text("train.end_stopped", done=0)[:8])
    expect(ended).to_be_visible(timeout=PATIENCE)
    app.page.get_by_role("button", name=text("train.to_map")).click()
    chooser = app.page.get_by_role("combobox", name=text("map.model"), exact=True)
    expect(chooser).to_be_visible(timeout=PATIENCE)
    job = re.search(r"job=([\w-]+)", link)
    assert job
    expect(app.page).to_have_url(re.compile(f"model=.*{job[1]}"), timeout=PATIENCE)
    expect(app.plane(0)).to_be_visible(timeout=PATIENCE)


def test_the_map_moves_with_the_batches_and_all_of_it_can_be_gone_through(
    open_app: OpenApp, tmp_path: Path
) -> None:
    """One epoch of 20,000 digits: its film begins long before the epoch is over."""
    seed = int(time.time()) % 10_000
    link = {"subset": 20_000, "epochs": 1, "batch_size": 32, "annealing": "linear", "seed": seed}
    app = open_app("train", **link)
    app.page.get_by_role("button", name=text("train.start_button")).click()
    expect(app.page).to_have_url(re.compile("job=vae_functional-"))  # not what ran before
    canvas = app.plane(0)
    expect(canvas).to_have_attribute(
        "data-frames", re.compile(r"^([3-9]|\d\d+)$"), timeout=PATIENCE
    )
    expect(canvas).to_have_attribute("data-at", re.compile(r"^0\.\d+"))  # within the epoch
    told = app.page.locator(".training .told")
    expect(told).to_contain_text(re.compile(r"\d+% of k2 counts"))
    ended = app.page.get_by_text(text("train.end_finished", done=1)[:8])
    expect(ended).to_be_visible(timeout=PATIENCE)
    expect(canvas).to_have_attribute("data-at", "1")
    frames = int(str(canvas.get_attribute("data-frames")))
    scrubber = app.page.get_by_role("slider", name=text("film.scrub"))
    scrubber.fill("0")
    expect(canvas).to_have_attribute("data-frame", "0")
    first = picture(canvas)
    expect(told).to_contain_text("0% of k2")
    app.page.get_by_role("button", name=text("film.play")).click()
    expect(canvas).to_have_attribute("data-frame", str(frames - 1), timeout=30_000)
    assert not np.array_equal(picture(canvas), first)
    app.settle()  # Streamlit makes no file for a button of the run before
    with app.page.expect_download(timeout=LOADING) as download:
        app.page.get_by_role("button", name=text("film.gif")).click()
    download.value.save_as(tmp_path / "film.gif")
    with Image.open(tmp_path / "film.gif") as gif:
        assert gif.n_frames == min(160, frames)  # type: ignore[attr-defined]


def test_a_page_closed_in_the_midst_of_an_upload_leaves_nothing_behind(
    browser: Browser, tmp_path: Path, tiny_npz: Path
) -> None:
    """The next visit brings the same file, whole; the half one was kept nowhere."""
    large = tmp_path / "large.npz"
    with np.load(tiny_npz) as found:
        arrays = {name: found[name] for name in found.files}
    arrays["ballast"] = np.random.default_rng(0).integers(0, 255, 4_000_000, np.uint8)
    np.savez(large, **arrays)
    with start_server(tmp_path) as (address, process):
        first = open_train(browser, address)
        network = first.page.context.new_cdp_session(first.page)
        network.send("Network.enable")
        network.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 200_000},
        )
        with first.page.expect_request(re.compile("upload_file")):
            first.page.locator("input[type=file]").first.set_input_files(large)
        first.page.wait_for_timeout(2000)
        first.page.context.close()
        second = open_train(browser, address)
        second.page.locator("input[type=file]").first.set_input_files(large)
        chosen = second.page.get_by_role("combobox", name=text("train.data"), exact=True)
        expect(chosen).to_have_value(re.compile(r"large-\w+\.npz"), timeout=LOADING)
        second.page.context.close()
        assert process.poll() is None
        assert second.complaints == []
    (kept,) = (tmp_path / "runs" / "data").iterdir()
    assert kept.read_bytes() == large.read_bytes()
    # the server may log that a visitor left; nothing of ours was in it, but what passes all on
    log = (tmp_path / "log.txt").read_text()
    for name in ("static_files.py", "posts.py", "films.py"):
        log = log.replace(f"explorer/ui/server/{name}", "")
    assert "explorer/" not in log


def open_train(browser: Browser, address: str) -> App:
    app = App(browser.new_context().new_page())
    app.watch()
    app.page.goto(f"{address}/?view=train", timeout=LOADING)
    app.settle()
    app.page.get_by_text(text("train.more")).click()
    return app


def test_pictures_of_one_s_own_are_brought_and_looked_at(open_app: OpenApp, tmp_path: Path) -> None:
    """A zip of dark bars on white paper: shown, kept, and through MNIST's model they stand out."""
    with zipfile.ZipFile(tmp_path / "bars.zip", "w") as archive:
        for i in range(60):
            bar = np.full((40, 40), 240, np.uint8)
            bar[4 : 36 : 8 + i % 3] = 20
            content = io.BytesIO()
            Image.fromarray(bar if i % 2 else bar.T).save(content, "PNG")
            archive.writestr(f"{'across' if i % 2 else 'down'}/{i}.png", content.getvalue())
    app = open_app("train")
    app.page.get_by_text(text("bring.title")).click()
    app.page.locator("input[type=file]").first.set_input_files(tmp_path / "bars.zip")
    keep = app.page.get_by_role("button", name=text("bring.keep", count=60))
    expect(keep).to_be_visible(timeout=LOADING)
    shown = picture(app.digits().locator("canvas").first)
    assert np.median(shown[..., 0]) < 60  # light on dark, as is advised
    keep.click()
    expect(app.page.get_by_text(re.compile("60 pictures of 40 x 40"))).to_be_visible(
        timeout=LOADING
    )
    expect(app.page).to_have_url(re.compile(r"data=bars-[0-9a-f]{8}\.npz"))
    kept = re.search(r"bars-[0-9a-f]{8}", app.page.url)
    assert kept
    seen = open_app("map", others=f"{kept[0]}.npz")
    auroc = seen.page.get_by_test_id("stMetricValue").last
    expect(auroc).to_have_text(re.compile(r"^(1\.0|0\.9)"), timeout=LOADING)
    plane = seen.page.locator(".st-key-part_others canvas[data-drawn]")
    expect(plane).to_be_visible()
    seen.page.locator(".st-key-part_others .legend button").nth(1).click()
    expect(seen.page.locator(".st-key-part_others .legend button.off")).to_have_count(1)
