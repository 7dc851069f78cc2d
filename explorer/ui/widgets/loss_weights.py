"""How the app names pairs of loss weights."""

from __future__ import annotations

from explorer.ui.texts import text


def preset_title(name: str) -> str:
    return text(f"kl.preset_{name}")
