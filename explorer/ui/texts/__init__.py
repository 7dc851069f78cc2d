"""Every sentence of the app, in the language of its visitor (``explorer/sentences.py``)."""

from __future__ import annotations

import re
import threading
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import streamlit as st

from explorer import formatting
from explorer.sentences import DEFAULT, FOLDER, chosen, typeset
from explorer.sentences import LANGUAGES as LANGUAGES
from explorer.sentences import sentences as sentences
from explorer.sentences import spoken as _spoken
from explorer.ui import state, workarounds

outside = DEFAULT  # the language of threads that belong to no visitor
_run = threading.local()  # the language of what this thread runs: a page asks 200 times for it


def language() -> str:
    """The visitor's choice, or else the browser's language where the app speaks it."""
    if not workarounds.in_a_run():
        return outside
    if getattr(_run, "language", None) is None:
        chosen = state.recall(state.APP, "language")
        _run.language = chosen if chosen in LANGUAGES else _browsers()
    return str(_run.language)


def ask_for_language() -> None:
    """A run of the whole page begins: its visitor may have chosen another language."""
    _run.language = None


def _browsers() -> str:
    code = (st.context.locale or DEFAULT)[:2].lower()
    return code if code in LANGUAGES else DEFAULT


def text(name: str, **values: Any) -> str:
    """The sentence ``section.name``, its {placeholders} filled in."""
    return _spoken(language(), name, **values)


def spoken(*sections: str) -> dict[str, Any]:
    """The language, and the sentences of some sections: for a component that speaks by itself."""
    code = language()
    return {"language": code, "sentences": chosen(code, sections)}


# ---- errors, in the page's language --------------------------------------------------


def sentence(english: object) -> str:
    """What an ExplorerError says, in the page's language: errors/fr.toml has it by its English.

    In English where it is not there: a new one, or one that was cut short.
    """
    return _translated(str(english), language())


@lru_cache(maxsize=500)
def _translated(words: str, language: str) -> str:
    for english, own in _patterns(language):
        if found := english.fullmatch(words):
            return own.format(*(_translated(part, language) for part in found.groups()))
    is_number = re.fullmatch(r"-?[\d,]*\.?\d+%?", words)
    return formatting.localised(words, language) if is_number else words


@lru_cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], str]]:
    """What English sentences look like, and their translations; the most literal first."""
    file = FOLDER / "errors" / f"{language}.toml"
    known = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    ordered = sorted(known, key=lambda english: -len(english.replace("{}", "")))
    looks = [re.escape(english).replace(r"\{\}", "(.*?)") for english in ordered]
    return [
        (re.compile(look, re.DOTALL), typeset(known[english], language))
        for look, english in zip(looks, ordered, strict=True)
    ]


# ---- numbers, in the page's language -------------------------------------------------


def number(value: float, spec: str = "") -> str:
    """See :func:`explorer.formatting.number`."""
    return formatting.number(value, spec, language())


def whole(value: int) -> str:
    """A count: 10,000, or 10 000."""
    return number(value, ",d")


def numbers(values: Iterable[float], spec: str) -> str:
    """Some numbers in a row: "0.5, -1.2", or "0,5 ; -1,2" where a comma is a decimal point."""
    between = "\u202f; " if decimal_point() == "," else ", "
    return between.join(number(value, spec) for value in values)


def decimal_point() -> str:
    """What stands between the whole and the decimal part of a number."""
    return formatting.MARKS[language()][0]


def slider_format() -> str | None:
    """A ``format`` for sliders of decimals: the browser's own, where the page speaks its language.

    The mark of the decimals is the browser's to choose; elsewhere a point is shown.
    """
    return "localized" if language() == _browsers() != DEFAULT else None


def plain(value: float) -> str:
    """See :func:`explorer.formatting.plain`."""
    return formatting.localised(formatting.plain(value), language())


def small(value: float) -> str:
    """See :func:`explorer.formatting.small`."""
    return formatting.localised(formatting.small(value), language())


def in_language(figure: Any) -> Any:
    """A Plotly figure whose numbers are written as the page's language does."""
    point, thousands, _ = formatting.MARKS[language()]
    return figure.update_layout(separators=point + thousands)
