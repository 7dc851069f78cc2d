"""What the widgets show is what the server believes: views left and opened, in any order.

A view is left while a request of its own is on its way, on servers that load TensorFlow
for the first time; and three tabs make seeded random moves. After each move every widget
shows what was last set there, in the page's language, and the address says the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from launch import start_server
from page import LOADING, App
from playwright.sync_api import Browser, BrowserContext, WebSocketRoute, expect

from explorer.ui.texts import LANGUAGES, sentences
from explorer.ui.views import VIEWS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SERVERS, MOVES, TABS, SEED = 20, 160, 3, 20261125
OPENING = {  # what the map's widgets show to whoever opens it
    "map.model": "VAE, functional API (2-D)",
    "map.grid": "normal quantiles",
    "map.size": "20",
}
# What of the address a widget shows: its label, and the section that names the options
LINKED = {
    "lesson": {"step": ("lesson.step", "")},
    "map": {
        "model": ("map.model", "models."),
        "grid_vae": ("map.grid", "map.grid_"),
        "size": ("map.size", ""),
        "colour": ("layers.colour", "layers.colour_"),
    },
    "draw": {"model": ("sketch.model", "models.")},
    "denoise": {"model": ("denoise.model", "models."), "seed": ("noise.seed", "")},
    "classify": {"first": ("classify.first", "models."), "second": ("classify.second", "models.")},
    "kl": {"k1": ("kl.k1_exact", ""), "k2": ("kl.k2_exact", "")},
    "train": {"latent_dim": ("train.latent_dim", ""), "epochs": ("train.epochs", "")},
}
AUTOENCODERS = ("denoiser", "dual", "inception", "dual_clean")
CHOOSERS = (
    "map.model", "map.grid", "layers.colour", "denoise.model", "noise.mode",
    "classify.second", "lesson.step", "train.system", "train.subset",
)  # fmt: skip
SLIDERS = {  # by their labels, and the view that has them
    "map.size": "map", "strips.steps": "map", "strips.samples": "map", "kl.k2": "kl",
    "denoise.count": "denoise",
}  # fmt: skip
FOLLOWING = (
    "kl.k1",
    "kl.k2",
    "kl.k1_exact",
    "kl.k2_exact",
    "denoise.digits",
    "train.k1",
    "train.k2",
)
WIDGETS = """() => Object.fromEntries(
    [...document.querySelectorAll("input[aria-label]")]
        .filter((e) => !["checkbox", "radio", "file"].includes(e.type))
        .map((e) => [e.ariaLabel, e.value]))"""


@lru_cache
def labels(language: str) -> dict[str, str]:
    """What each sentence says, by its name."""
    return {
        f"{section}.{entry}": words
        for section, entries in sentences(language).items()
        for entry, words in entries.items()
    }


@lru_cache
def meanings(words: str, language: str) -> frozenset[str]:
    """The names of all sentences that can say this, whatever their placeholders hold."""
    found = {words}
    for name, template in labels(language).items():
        parts = re.split(r"\{[^}]*\}", template)
        if re.fullmatch(".*".join(map(re.escape, parts)), words):
            found.add(name)
    return frozenset(found)


def widgets(app: App, language: str = "en") -> dict[str, str]:
    """What each widget on the page shows, by the name of its label."""
    found: dict[str, str] = app.page.evaluate(WIDGETS)
    return {name: found[label] for name, label in labels(language).items() if label in found}


def until(check: Callable[[], list[str]], app: App, seconds: float = 60) -> None:
    """Wait until ``check`` finds nothing wrong; fail with what it last found."""
    for _ in range(int(seconds * 10)):
        if not (wrong := check()):
            return
        app.page.wait_for_timeout(100)
    script = app.page.locator("[data-testid=stApp]").get_attribute("data-test-script-state")
    seen = app.page.locator("[data-testid=stMain]").inner_text()[:600]
    raise AssertionError("\n".join([*wrong, f"the script is {script}; the page says: {seen}"]))


def shows(view: str) -> str:
    """What is on the page only while this view is."""
    return f'[class*="st-key-{view}-"]:visible'


def view_button(app: App, view: str, language: str = "en") -> Any:
    return app.page.get_by_role("radio", name=labels(language)[f"views.{view}"], exact=True)


@pytest.mark.parametrize("number", range(SERVERS))
def test_a_new_server_and_a_view_left_at_once(
    browser: Browser, tmp_path: Path, number: int
) -> None:
    """The map is left while its waiter asks for TensorFlow, and opened again."""
    with start_server(tmp_path) as (address, _):
        page = browser.new_page(viewport={"width": 1280, "height": 1400})
        app = App(page)
        page.goto(address)
        page.locator("canvas[data-drawn]").first.wait_for(timeout=LOADING)
        page.wait_for_timeout(150 * (number % 7))
        view_button(app, ("lesson", "kl", "denoise")[number % 3]).click()
        if number % 2:  # what is clicked on a page that is being left
            app.page.mouse.click(600, 500)
        page.wait_for_timeout(200 * (number % 5))
        open_map(app)
        app.settle()

        def wrong() -> list[str]:
            shown = widgets(app)
            return [
                f"{name} shows {shown.get(name)}, not {value}"
                for name, value in OPENING.items()
                if shown.get(name) != value
            ]

        until(wrong, app)
        page.close()


def open_map(app: App) -> None:
    view_button(app, "map").click()
    expect(app.digits("prior")).to_be_attached(timeout=LOADING)


class Tab:
    """One visitor's page, and what was last set or seen in each of its widgets."""

    def __init__(self, app: App) -> None:
        self.app, self.language, self.view = app, "en", "map"
        self.seen: dict[tuple[str, str], frozenset[str]] = {}
        self.free: set[str] = set()  # widgets that the last move may have changed

    def wrong(self) -> list[str]:
        """How widgets, page and address differ from what was set and from each other."""
        found = [*self._wrong_widgets(), *self._wrong_address(), *self._wrong_page()]
        button = view_button(self.app, self.view, self.language)
        if not button.count() or button.get_attribute("aria-checked") != "true":
            found.append(f"the view is not {self.view}, or the page not in {self.language}")
        return found

    def _wrong_widgets(self) -> list[str]:
        found = []
        for name, value in widgets(self.app, self.language).items():
            meant, before = meanings(value, self.language), self.seen.get((self.view, name))
            if before and not before & meant and name not in (*self.free, *FOLLOWING):
                found.append(f"{self.view}: {name} shows {value}, not {sorted(before)[:3]}")
        return found

    def _wrong_address(self) -> list[str]:
        # not page.url, which may miss one of two addresses that follow each other closely
        href = self.app.page.evaluate("location.href")
        asked = {n: v[0] for n, v in parse_qs(urlsplit(href).query).items()}
        if not asked:
            return []  # the opening page, as it opens
        if asked["view"] != self.view:
            return [f"the address says {asked['view']}, not {self.view}"]
        shown, found = widgets(self.app, self.language), []
        for name, (label, options) in LINKED[self.view].items():
            value = shown.get(label)
            if value is None or name not in asked:
                continue
            if name == "grid_vae" and asked["model"] in AUTOENCODERS:
                continue  # their grid has a name of its own; a link keeps both
            if options:
                agrees = f"{options}{asked[name]}" in meanings(value, self.language)
            else:
                agrees = float(asked[name]) == float(re.match(r"[\d.e-]+", value)[0])  # type: ignore[index]
            if not agrees:
                found.append(f"{label} shows {value}; the address says {name}={asked[name]}")
        return found

    def _wrong_page(self) -> list[str]:
        """The decoded grid, the walk and the samples have as many digits as was set."""
        if self.view != "map":
            return []
        shown, app, found = widgets(self.app, self.language), self.app, []
        label = app.grid.get_attribute("aria-label") or ""
        if not re.search(rf"\b{shown.get('map.size')}\b", label):
            found.append(f"the grid is {label!r}, the slider {shown.get('map.size')}")
        for name, row in (("steps", "walk"), ("samples", "prior")):
            slider = app.page.locator(f".strips .{name}")
            if not slider.count():
                continue
            value, there = int(slider.input_value()), app.digits(row).locator("canvas").count()
            if there != value:
                found.append(f"{row} has {there} digits, and not the {value} of {name}")
        return found

    def remember(self) -> None:
        for name, value in widgets(self.app, self.language).items():
            self.seen[self.view, name] = meanings(value, self.language)

    # ---- moves ---------------------------------------------------------------

    def move(self, random: Random) -> str:
        """Something a visitor does, drawn at random; what it was."""
        moves = [self.open, self.open, self.choose, self.choose, self.slide, self.click]
        return random.choice([*moves, self.hurry, self.speak])(random)

    def open(self, random: Random) -> str:
        self.view = random.choice(VIEWS)
        view_button(self.app, self.view, self.language).click()
        return f"open {self.view}"

    def hurry(self, random: Random) -> str:
        """Two views and a click in between, none of them waited for."""
        first = self.open(random)
        self.app.page.mouse.click(random.randint(450, 1100), random.randint(420, 700))
        return f"{first}, click, {self.open(random)}"

    def choose(self, random: Random) -> str:
        page, known = self.app.page, labels(self.language)
        every = {n: page.get_by_role("combobox", name=known[n], exact=True) for n in CHOOSERS}
        there = [name for name, chooser in every.items() if chooser.count()]
        if not there:
            return self.click(random)
        name = random.choice(there)
        options = self.app.open_list(every[name])
        option = options.nth(random.randrange(min(6, options.count())))
        words = option.inner_text()
        option.click()
        self.free = set(widgets(self.app, self.language)) - {name}  # another model, other axes
        self.seen[self.view, name] = meanings(words, self.language)
        return f"choose {name}: {words}"

    def slide(self, random: Random) -> str:
        known = labels(self.language)
        every = {
            n: self.app.page.locator(f'input[type=range][aria-label="{known[n]}"]') for n in SLIDERS
        }
        # those of a view that was left may be there for a moment yet
        own = [name for name in SLIDERS if SLIDERS[name] == self.view]
        there = [name for name in own if every[name].count()]
        if not there:
            return self.open(random)
        name = random.choice(there)
        every[name].press(random.choice(("ArrowLeft", "ArrowRight")))
        self.seen[self.view, name] = meanings(every[name].input_value(), "en")
        return f"slide {name}"

    def click(self, random: Random) -> str:
        """Anywhere on a plane, where there is one."""
        planes = self.app.page.locator("canvas[data-drawn]:visible")
        if planes.count():
            box = planes.first.bounding_box()
            assert box
            share = random.uniform(0.2, 0.8), random.uniform(0.2, 0.8)
            planes.first.click(
                position={"x": box["width"] * share[0], "y": box["height"] * share[1]}
            )
        return "click"

    def speak(self, random: Random) -> str:
        language = "fr" if self.language == "en" else "en"
        self.app.choose(labels(self.language)["app.language"], LANGUAGES[language])
        self.language = language
        return f"speak {language}"


def test_random_moves_in_three_tabs(browser: Browser, tmp_path: Path) -> None:
    random = Random(SEED)
    with start_server(tmp_path) as (address, _):
        context = browser.new_context(viewport={"width": 1280, "height": 1400})
        tabs = [Tab(open_tab(context, address)) for _ in range(TABS)]
        done: list[str] = []
        for _ in range(MOVES):
            tab = random.choice(tabs)
            tab.app.page.bring_to_front()  # as who moves there does; others wait for a slow clock
            tab.free = set()
            done.append(f"tab {tabs.index(tab)}: {tab.move(random)}")
            tab.app.settle()
            try:
                until(tab.wrong, tab.app)
            except AssertionError as error:
                raise AssertionError("\n".join([*done[-8:], str(error)])) from error
            tab.remember()
        assert [c for tab in tabs for c in tab.app.complaints] == []


def open_tab(context: BrowserContext, address: str) -> App:
    """The map as soon as it is seen: TensorFlow is still being loaded."""
    app = App(context.new_page())
    app.watch()
    app.page.goto(address)
    app.page.locator("canvas[data-drawn]").first.wait_for(timeout=LOADING)
    return app


class Held:
    """One direction of a page's socket: what is sent, or held until it is released."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] | None = None

    def send(self, to: WebSocketRoute, sent: str | bytes) -> None:
        if self.waiting is None:
            to.send(sent)
        else:
            self.waiting.append(lambda: to.send(sent))

    def hold(self) -> None:
        self.waiting = []

    def release(self) -> None:
        waiting, self.waiting = self.waiting or [], None
        for send in waiting:
            send()


@pytest.mark.parametrize("between", [("lesson",), ("lesson", "draw"), ("lesson", "draw", "kl")])
def test_what_an_answer_refers_to_is_still_in_the_browser(
    browser: Browser, server: str, between: tuple[str, ...]
) -> None:
    """Streamlit's page says which messages it keeps as it asks, and drops old ones as a run ends.

    Here the map is asked for before the page hears of another run's end, and the server hears
    of that question after it.
    """
    page = browser.new_page()
    to_page, to_server = Held(), Held()

    def route(socket: WebSocketRoute) -> None:
        server_side = socket.connect_to_server()
        socket.on_message(lambda sent: to_server.send(server_side, sent))
        server_side.on_message(lambda sent: to_page.send(socket, sent))

    page.route_web_socket("**/_stcore/stream", route)
    app = App(page)
    page.goto(f"{server}/?view=map")
    expect(app.digits("prior")).to_be_attached(timeout=LOADING)
    for view in between:
        app.settle()
        view_button(app, view).click()
        expect(page.locator(shows(view)).first).to_be_visible(timeout=LOADING)
    app.settle()
    to_page.hold()
    view_button(app, "classify").click()
    page.wait_for_timeout(2000)  # the server is done by now
    to_server.hold()
    view_button(app, "map").click()
    to_page.release()
    page.wait_for_timeout(1000)
    to_server.release()
    expect(app.digits("prior")).to_be_attached(timeout=LOADING)
    assert not page.get_by_role("dialog").count()
    page.close()


def test_two_changes_of_one_moment_are_both_answered(open_app: Callable[..., App]) -> None:
    """The browser sends them as one request, for a run of the plane's part of the page only."""
    app = open_app()
    expect(app.digits("prior")).to_be_attached(timeout=LOADING)
    app.settle()
    tool = app.page.get_by_role("button", name=labels("en")["live.ground"], exact=True).first
    large = app.page.get_by_role("switch", name=labels("en")["app.projector"])
    at_once = "both => both.forEach((button) => button.click())"
    app.page.evaluate(at_once, [tool.element_handle(), large.element_handle()])
    expect(app.page).to_have_url(re.compile("view=map.*ground=1"))
    expect(app.page.locator("html")).to_have_css("font-size", "21px")
    app.settle()
    denoise = view_button(app, "denoise")
    app.page.evaluate(at_once, [tool.element_handle(), denoise.element_handle()])
    expect(app.page).to_have_url(re.compile("view=denoise"))
    expect(app.page.locator(shows("denoise")).first).to_be_visible(timeout=LOADING)


def test_who_waits_asks_no_longer_when_it_is_there(browser: Browser, tmp_path: Path) -> None:
    """Nor does one whose words changed meanwhile, or whose view was left."""
    with start_server(tmp_path) as (address, _):
        app = App(browser.new_page())
        asked: list[Any] = []
        keep = lambda frame: asked.append(frame)  # noqa: E731
        app.page.on("websocket", lambda socket: socket.on("framesent", keep))
        app.page.goto(address)
        app.page.locator("canvas[data-drawn]").first.wait_for(timeout=LOADING)
        view_button(app, "denoise").click()
        looks = lambda: sum(b'"look"' in frame for frame in asked if isinstance(frame, bytes))  # noqa: E731
        until(lambda: [] if looks() else ["nobody waits"], app)
        app.choose(labels("en")["app.language"], LANGUAGES["fr"])
        view_button(app, "map", "fr").click()
        expect(app.digits("prior")).to_be_attached(timeout=LOADING)
        view_button(app, "denoise", "fr").click()
        restored = app.page.get_by_role("heading", name=labels("fr")["denoise.restored"])
        expect(restored).to_be_attached(timeout=LOADING)
        expect(app.page.locator(".st-key-denoise-waiter")).to_have_count(0, timeout=LOADING)
        app.settle()
        before = looks()
        app.page.wait_for_timeout(3000)
        assert looks() == before
        app.page.close()


# ---- the browser's history -----------------------------------------------------------


def test_back_and_forward_go_through_views_and_picks(open_app: Callable[..., App]) -> None:
    app = open_app("lesson", step=2)
    view_button(app, "map").click()
    expect(app.digits("prior")).to_be_attached(timeout=LOADING)
    app.settle()
    first = app.title()
    app.await_change(app.digits(), lambda: app.click_at(app.grid, 0.2, 0.3))
    second, address = app.title(), app.page.url
    app.settle()
    app.await_change(app.digits(), lambda: app.click_at(app.grid, 0.8, 0.7))
    app.settle()
    app.page.go_back()
    expect(app.digits().locator("h4").nth(0)).to_have_text(second)
    app.settle()
    app.page.go_back()
    expect(app.digits().locator("h4").nth(0)).to_have_text(first)
    app.settle()
    app.page.go_back()
    expect(app.page.get_by_role("combobox", name="Step")).to_have_value(re.compile("^2"))
    expect(view_button(app, "lesson")).to_be_checked()
    app.settle()
    for _ in range(2):
        app.page.go_forward()
        app.settle()
    expect(app.digits().locator("h4").nth(0)).to_have_text(second)
    assert app.page.url == address


def test_back_from_the_first_change_is_the_opening_page(open_app: Callable[..., App]) -> None:
    app = open_app()
    app.page.goto(app.page.url.split("?")[0])  # without a link
    expect(app.digits("prior")).to_be_attached(timeout=LOADING)
    app.settle()
    assert "?" not in app.page.url
    slider = app.page.locator('input[type=range][aria-label="Cells on a side"]')
    app.await_redraw(app.grid, lambda: slider.press("ArrowRight"))
    app.settle()
    assert "size=21" in app.page.url
    app.page.go_back()
    expect(slider).to_have_value("20")
    assert "?" not in app.page.url


def test_the_link_is_copied(open_app: Callable[..., App]) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    app = open_app("denoise", {"permissions": permissions}, noise="gaussian", level="0,4")
    app.page.get_by_role("button", name="Copy the link").click()
    expect(app.page.get_by_text("Copied", exact=True)).to_be_visible()
    copied = app.page.evaluate("navigator.clipboard.readText()")
    assert copied == app.page.url
    assert "noise=gaussian" in copied
    assert "level=0.4" in copied  # a decimal comma was understood


def test_a_link_is_shown_where_it_cannot_be_copied(open_app: Callable[..., App]) -> None:
    app = open_app("denoise", {"permissions": []}, embed="true", noise="mist")
    expect(app.page.get_by_text("The link says noise=mist")).to_be_visible()
    app.page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }"
    )
    app.page.get_by_role("button", name="Copy the link").click()
    shown = app.page.get_by_label("Copy it from here")
    expect(shown).to_be_visible()
    assert "embed" not in shown.input_value()
    assert "view=denoise" in shown.input_value()
