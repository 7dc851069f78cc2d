"""Where what stands at the top of a clone is: there, or inside an installed package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSIDE = _PACKAGE / "top"  # made by the build of a wheel (pyproject.toml), in no clone

TOP = _INSIDE if _INSIDE.is_dir() else _PACKAGE.parent
PRETRAINED = TOP / "pretrained"
APP = TOP / "app.py"
