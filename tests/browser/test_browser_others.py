"""A smoke of the page without a server in the other engines: Firefox and WebKit.

A map to pick from, a digit to draw, a dial to turn; each decodes what Chromium decodes. CI installs
both browsers; where one is not, its tests are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from host import serve
from webdriver import BROWSERS, Driver, missing, until

from explorer.site import writer

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DEEP = """(selector) => {
  const found = [];
  const look = (root) => {
    found.push(...root.querySelectorAll(selector));
    for (const each of root.querySelectorAll('*')) if (each.shadowRoot) look(each.shadowRoot);
  };
  look(document);
  return found;
}"""


def first(selector: str) -> str:
    """A script: the first element that fits, in whatever shadow it stands."""
    return f"({DEEP})({selector!r})[0]"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    writer.write_folder(folder)
    with serve(folder) as found:
        yield found


@pytest.fixture(scope="module", params=sorted(BROWSERS))
def driver(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    if missing(request.param):
        pytest.skip(f"{request.param} is not installed")
    with BROWSERS[request.param](tmp_path_factory.mktemp(request.param)) as started:
        yield started


def open_view(driver: Driver, address: str, view: str) -> None:
    driver.open(f"{address}?view={view}&lang=en")
    until(driver, "document.querySelector('.view')?.dataset.done === 'yes'")


def box_of(driver: Driver, selector: str) -> list[float]:
    script = f"(({first(selector)}).scrollIntoView(), (({{x, y, width, height}}) => "
    script += f"[x, y, width, height])(({first(selector)}).getBoundingClientRect()))"
    found: list[float] = driver.run(script)
    return found


def test_a_click_on_the_map_is_decoded(driver: Driver, address: str) -> None:
    open_view(driver, address, "map")
    at = f"{first('.groups[data-by=browser]')}?.dataset.at"
    before = until(driver, at)
    x, y, width, height = box_of(driver, "canvas[role=application]")
    driver.stroke([(x + 0.7 * width, y + 0.55 * height)])
    until(driver, f"{at} !== {before!r} && location.search.includes('point=')")
    grey = f"(() => {{ const canvas = {first('.groups[data-by=browser] canvas')};"
    grey += "return Math.max(...canvas.getContext('2d').getImageData(0, 0, 28, 28).data"
    grey += ".filter((_, i) => i % 4 === 0)) })()"
    assert driver.run(grey) > 200


def test_a_drawn_digit_has_a_cloud_and_a_name(driver: Driver, address: str) -> None:
    open_view(driver, address, "draw")
    x, y, width, height = box_of(driver, ".draw canvas")
    corners = [(0.3, 0.25), (0.5, 0.25), (0.7, 0.25), (0.6, 0.5), (0.5, 0.7), (0.45, 0.8)]
    driver.stroke([(x + right * width, y + down * height) for right, down in corners])
    until(driver, f"{first('canvas[data-cloud]')}.dataset.cloud.split(',').length === 6")
    assert "7" in until(driver, f"{first('.told .said')}.textContent")


def test_the_dial_moves_the_curve(driver: Driver, address: str) -> None:
    open_view(driver, address, "kl")
    turn = f"(() => {{ const input = {first('.beta input')}; input.value = Math.log(50);"
    turn += "input.dispatchEvent(new Event('input')); input.dispatchEvent(new Event('change'));"
    turn += f"return Number({first('.curve canvas')}.dataset.beta) }})()"
    assert driver.run(turn) == pytest.approx(50, rel=0.06)
    until(driver, f"Math.abs({first('canvas[data-ground]')}.dataset.beta - 50) < 3")
