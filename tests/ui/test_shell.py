"""What surrounds the views: their choice, languages, links, large type."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from visitor import ROOT, Visitor, data_of

from explorer.config import BUNDLED_NAMES
from explorer.ui import state
from explorer.ui.texts import LANGUAGES, sentences
from explorer.ui.views import VIEWS

OPENING = """
import json, sys
from streamlit.testing.v1 import AppTest
at = AppTest.from_file(sys.argv[1], default_timeout=120)
at.query_params["view"] = sys.argv[2]
at.run()
print(json.dumps({
    "exceptions": [e.value for e in at.exception],
    "errors": [e.value for e in at.error],
    "modules": [name for name in sys.modules],
}))
"""


@pytest.fixture(scope="module", params=VIEWS)
def opened(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    """Each view opened by its link, by the first visitor of a new server."""
    command = [sys.executable, "-W", "ignore", "-c", OPENING, str(ROOT / "app.py"), request.param]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    return request.param, json.loads(done.stdout.splitlines()[-1])


@pytest.mark.slow
def test_a_view_opens_and_loads_neither_tensorflow_nor_other_views(
    opened: tuple[str, dict[str, Any]],
) -> None:
    view, found = opened
    assert found["exceptions"] == found["errors"] == []
    assert not {"tensorflow", "keras", "distributed", "sklearn"} & set(found["modules"])
    others = {f"explorer.ui.views.{other}" for other in VIEWS if other != view}
    assert not others & set(found["modules"])


def headings(visitor: Visitor) -> list[str]:
    return [element.value for element in [*visitor.at.markdown, *visitor.at.caption]]


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_speaks_every_language(view: str) -> None:
    visitor = Visitor(view).assert_fine()
    before = headings(visitor)
    visitor.set_language("fr").assert_fine()
    assert headings(visitor) != before
    assert f"### {sentences('fr')['app']['title']}" in headings(visitor)
    english = {s for part in sentences("en").values() for s in part.values() if len(s) > 25}
    french = {s for part in sentences("fr").values() for s in part.values()}
    assert not (english - french) & set(headings(visitor))
    visitor.set_language("en").assert_fine()
    assert headings(visitor) == before


def written(visitor: Visitor) -> list[str]:
    """All words on the page, and in the data of its components, but for programs."""
    kinds = ("markdown", "caption", "metric", "info", "warning", "success", "subheader")
    shown = [element for kind in kinds for element in visitor.at.get(kind)]
    found = [str(element.value) for element in shown]
    found += [e.proto.help for e in shown if "help" in e.proto.DESCRIPTOR.fields_by_name]
    found += [label for e in visitor.at.get("selectbox") for label in e.options]
    for component in visitor.at.get("bidi_component"):
        data = data_of(component)
        found += [str(data.get("label", ""))]
        groups = data.get("groups") or []
        if isinstance(groups, dict):  # of both strips below the map
            groups = [*groups["walk"], *groups["prior"]]
        for row in groups:
            found += [row["title"], *row["labels"], *row["captions"]]
    return [re.sub(r"`[^`]*`|\$[^$]*\$|https?://\S+", "", words) for words in found]


@pytest.mark.parametrize("view", VIEWS)
def test_french_numbers_have_a_comma(warm: None, view: str) -> None:
    visitor = Visitor(view).set_language("fr").assert_fine()
    pages = [visitor]
    if view == "lesson":
        pages += [Visitor("lesson", step=str(n)).set_language("fr") for n in range(2, 9)]
    found = [words for page in pages for words in written(page)]
    assert [words for words in found if re.search(r"\d\.\d|\d,000\b", words)] == []
    if view in ("map", "classify", "kl", "lesson"):
        assert any(re.search(r"\d,\d", words) for words in found)


def test_languages_are_named_in_their_own_words() -> None:
    visitor = Visitor()
    assert visitor.of_app("selectbox", "language").options == list(LANGUAGES.values())


def test_large_type_is_a_switch() -> None:
    visitor = Visitor()

    def style() -> str:
        return str(visitor.at.get("html")[0].proto.body)

    assert "font-size: 21px" not in style()
    visitor.of_app("toggle", "projector").set_value(True)
    visitor.run()
    assert "font-size: 21px" in style()


def test_every_view_can_be_reached_from_every_other() -> None:
    visitor = Visitor(VIEWS[0])
    for view in [*VIEWS, *reversed(VIEWS)]:
        visitor.open(view).assert_fine()
        assert visitor.link()["view"] == view


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_models_have_one_name(language: str) -> None:
    """The browser answers with the words of the chosen option, not with its place."""
    for view in ("map", "denoise"):
        visitor = Visitor(view).set_language(language)
        options = visitor.selectbox("model").options
        assert len(options) == len(set(options)) >= len(BUNDLED_NAMES)


def test_an_unknown_view_in_a_link_opens_the_map() -> None:
    visitor = Visitor("nowhere").assert_fine()
    assert visitor.link()["view"] == "map"


def test_language_and_size_outlive_a_change_of_view() -> None:
    visitor = Visitor().set_language("fr")
    visitor.of_app("toggle", "projector").set_value(True)
    visitor.run()
    for view in VIEWS:
        visitor.open(view)
        assert visitor.at.session_state[state.key("app", "language")] == "fr"
        assert visitor.at.session_state[state.key("app", "projector")] is True


@pytest.mark.parametrize("view", VIEWS)
def test_no_button_has_the_name_of_something_remembered(view: str) -> None:
    """Its present value would be taken for it: ``state.recall`` asks the widget first."""
    visitor = Visitor(view).assert_fine().run()
    buttons = [b.key for b in visitor.at.get("button") if b.key]
    assert "app.address" in buttons
    assert [key for key in buttons if state.key("kept", key) in visitor.at.session_state] == []
    assert state.key("kept", "app.visitor") in visitor.at.session_state
