"""The browser's side: ES modules, a folder a component, and the bundles that esbuild makes of them.

``npm ci && npm run build`` in this folder makes ``dist/`` anew; CI does, and compares. Whoever
installs the app needs no node. Neither Streamlit nor Python is known here: what a component is
told, and what it tells, stands at the top of its module.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent
KERNEL = FOLDER / "runtime" / "kernel.wasm"  # compiled from kernel.c, which says how
RUNTIME = FOLDER / "dist" / "runtime.js"  # decoder and encoder alone, as a plain script
STYLES = {  # of components whose own style is not all
    "plane": ("common/legend", "plane/plane"),
    "film": ("common/legend", "film/film"),
    "picked": ("digits/digits", "picked/picked"),
    "draws": ("digits/digits", "draws/draws"),
    "heights": ("digits/digits", "heights/heights"),
    "strips": ("digits/digits", "strips/strips"),
    "near": ("digits/digits", "near/near"),
    "gallery": ("digits/digits", "gallery/gallery"),
}


@lru_cache
def source(name: str) -> dict[str, str]:
    """The ``html``, ``css`` and ``js`` of a component; the script is one whole ES module."""
    styles = [FOLDER / f"{style}.css" for style in STYLES.get(name, (f"{name}/{name}",))]
    return {
        "html": (FOLDER / name / f"{name}.html").read_text("utf-8"),
        "css": "\n".join(style.read_text("utf-8") for style in styles),
        "js": (FOLDER / "dist" / f"{name}.js").read_text("utf-8"),
    }
