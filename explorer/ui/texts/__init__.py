"""Every sentence of the app, in one TOML file a language that a teacher can edit."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
LANGUAGE = "en"


@lru_cache
def _texts(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def text(name: str, **values: Any) -> str:
    """The sentence ``section.name``, its {placeholders} filled in."""
    section, entry = name.split(".")
    sentence: str = _texts(LANGUAGE)[section][entry]
    return sentence.format(**values) if values else sentence
