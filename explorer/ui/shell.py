"""What surrounds every view: its name and the choice of views, language, large type."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import streamlit as st

from explorer.ui import links, state
from explorer.ui.components import link_button
from explorer.ui.errors import as_sentence
from explorer.ui.shared import told, turns, visitors
from explorer.ui.texts import LANGUAGES, ask_for_language, language, text
from explorer.ui.views import VIEWS
from explorer.ui.widgets import address
from explorer.ui.widgets.tabs import choose_tab

# Streamlit leaves a hand's breadth empty above the first line; a projector has none to spare
STYLE = (
    ".stMainBlockContainer { padding: 2.2rem 2rem }"
    # on a phone Streamlit's own bar lies over the first lines
    "@media (max-width: 640px) { .stMainBlockContainer { padding-top: 4rem }"
    " table { font-size: 0.85rem } .stMarkdown :is(th, td) { padding: 0.3rem 0.2rem } }"
    # captions and the keys of shortcuts are too pale to be read from the back of a room
    "[data-testid=stCaptionContainer] { opacity: 0.8 }"
    "kbd { color: inherit !important; opacity: 1 !important }"
    # so are the colours of code
    ".stCode .token.comment { color: light-dark(#5f6470, #a3a7b3) !important }"
    ".stCode .token.keyword { color: light-dark(#0d5aa7, #6cb4ff) !important }"
    ".stCode :is(.token.number, .token.boolean) { color: light-dark(#0a6b5e, #45d1bc) !important }"
    ".stCode :is(.token.string, .token.triple-quoted-string)"
    " { color: light-dark(#0b6a2c, #52d17e) !important }"
    # a main button's words, on the light red of the dark theme
    ".stButton [data-testid=stBaseButton-primary] { color: light-dark(#fff, #171614) }"
    ".stButton [data-testid=stBaseButton-primary]:is(:hover, :focus-visible, :active)"
    " { background-color: light-dark(#96202f, #f5a3ab) }"
)
LARGE_TYPE = "html { font-size: 21px !important }"  # all of Streamlit's sizes follow this one
DEFAULT_VIEW = "map"


@turns.PAGES.turn()
def show() -> None:
    """The whole page: only the chosen view is imported and run."""
    ask_for_language()
    told.adopt()  # before the address may say otherwise
    asked = links.arrive(VIEWS, DEFAULT_VIEW)
    given: dict[str, str] = {}
    if asked:
        state.put(state.APP, "view", asked)
        given = links.restore(asked, _module(asked).LINK)
    large = state.recall(state.APP, "projector", False)
    st.html(f"<style>{STYLE}{LARGE_TYPE if large else ''}{_left_out()}</style>")
    with state.showing(state.recall(state.APP, "view", DEFAULT_VIEW), language()):
        view = _choose_view()
        module = _module(view)
        as_sentence(module.show)()
        with st.sidebar:
            _settings()
    for lost in links.lost(view, given):
        st.toast(text("app.link_lost", what=f"{lost:.60}"), icon=":material/link_off:")
    links.publish(view, module.LINK)
    visitors.note_looks()


def _left_out() -> str:
    """The style that hides what the address leaves out, and of an embedded page the other views.

    What has a name for it is a container with the key ``part_<name>``; legends and buttons of
    planes listen to a custom property, which reaches into every component.
    """
    names = links.hidden() | ({"tabs"} if st.context.is_embedded else set())
    parts = [f"[class*=st-key-part_{name}]" for name in sorted(names)]
    parts += [f"[data-testid=stColumn]:has({part})" for part in parts]  # it leaves no gap
    if "settings" in names:
        parts += ["[data-testid=stSidebar]", "[data-testid=stExpandSidebarButton]"]
    style = f"{', '.join(parts)} {{ display: none !important }}" if parts else ""
    told = [f"--latent-{name}: none;" for name in sorted(names & {"legend", "tools"})]
    return style + (f":root {{ {' '.join(told)} }}" if told else "")


def _module(view: str) -> Any:
    return import_module(f"explorer.ui.views.{view}")


def _choose_view() -> str:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="part_tabs"):
        st.markdown(f"### {text('app.title')}", width="content")
        return choose_tab(state.APP, "view", text("app.view"), VIEWS, _name, DEFAULT_VIEW)


def _name(view: str) -> str:
    return text(f"views.{view}")


def _settings() -> None:
    """What a teacher sets once: the language, and large type for a projector."""
    state.keep(state.APP, "language", language())  # the browser's, until another is chosen
    st.selectbox(
        text("app.language"),
        LANGUAGES,
        format_func=_language,
        **state.sticky(state.APP, "language", language(), LANGUAGES),
    )
    st.toggle(
        text("app.projector"),
        **state.sticky(state.APP, "projector", False),
        help=text("app.projector_help"),
    )
    words = {"label": "copy", "copied": "copied", "failed": "copy_failed"}
    link_button(
        {name: text(f"app.{entry}") for name, entry in words.items()}, state.key(state.APP, "link")
    )
    st.caption(text("app.link_hint"))
    address.show()


def _language(code: str) -> str:
    return LANGUAGES[code]
