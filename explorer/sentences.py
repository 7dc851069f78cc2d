"""Every sentence of the project, by language, and how its {placeholders} are filled in.

The sentences stand in ``explorer/ui/texts``, a folder a language, a file a view, that a teacher
can edit. Words in {braces} are filled in; ``{count:# digit|digits}`` is a count with its noun,
singular and plural. Nothing here knows a page or its visitor: ``ui/texts`` does.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from numbers import Real
from pathlib import Path
from typing import Any

from explorer import formatting

FOLDER = Path(__file__).parent / "ui" / "texts"
LANGUAGES = {"en": "English", "fr": "Français"}
DEFAULT = "en"


class Words(string.Formatter):
    """Fills in the placeholders of a sentence, as English has numbers.

    ``{epochs:# epoch|epochs}`` is a count with its noun: "1 epoch", "2,000 epochs".
    """

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec.startswith("#"):
            one, many = format_spec[1:].split("|")
            return self.format_field(value, ",") + (one if self.is_one(value) else f" {many}")
        return str(super().format_field(value, format_spec))

    def is_one(self, count: float) -> bool:
        """Whether a count takes the singular."""
        return count == 1


class FrenchWords(Words):
    """10,000.5 as 10 000,5, and 0 in the singular."""

    def format_field(self, value: Any, format_spec: str) -> str:
        written = super().format_field(value, format_spec)
        is_number = isinstance(value, Real) and not format_spec.startswith("#")
        return formatting.localised(written, "fr") if is_number else written

    def is_one(self, count: float) -> bool:
        return -2 < count < 2


FORMATTERS: dict[str, Words] = {"en": Words(), "fr": FrenchWords()}


# French has a space before these marks and within its quotes. A file holds plain ones, and no
# line may end there: narrow ones that hold together, and those of a word's width.
HELD = (
    (re.compile(r" (?=[;?!](?!\w))"), "\u202f"),
    (re.compile(r" (?=[»%]|:(?![\w/]))|(?<=«) "), "\u00a0"),
)


def typeset(words: str, language: str) -> str:
    """A sentence of a file as it is shown: French spaces that belong to a mark stay with it."""
    for plain, held in HELD if language == "fr" else ():
        words = plain.sub(held, words)
    return words


@lru_cache
def sentences(language: str) -> dict[str, dict[str, str]]:
    """All of one language, by section and name."""
    sections: dict[str, dict[str, str]] = {}
    for file in sorted((FOLDER / language).glob("*.toml")):
        sections |= {
            section: {name: typeset(words, language) for name, words in entries.items()}
            for section, entries in tomllib.loads(file.read_text("utf-8")).items()
        }
    return sections


def spoken(language: str, name: str, **values: Any) -> str:
    """The sentence ``section.name`` of a language, or in English, its {placeholders} filled in."""
    section, entry = name.split(".")
    own = sentences(language).get(section, {}).get(entry)  # a teacher may have taken it out
    sentence = own or sentences(DEFAULT)[section][entry]
    return FORMATTERS[language].format(sentence, **values) if values else sentence


def chosen(language: str, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Some sections of one language, with English where it has no sentence of its own."""
    english, own = sentences(DEFAULT), sentences(language)
    return {name: english[name] | own.get(name, {}) for name in names}
