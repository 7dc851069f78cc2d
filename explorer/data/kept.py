"""Where the pictures lie that somebody brought: in ``runs/data``, named by what they hold."""

from __future__ import annotations

import hashlib
from pathlib import Path

from explorer import files

FOLDER = "data"  # inside the folder of the runs


def known(runs: Path) -> list[str]:
    """The paths of what was brought, by name."""
    return sorted(str(path.resolve()) for path in (runs / FOLDER).glob("*.npz"))


def keep(content: bytes, name: str, runs: Path) -> Path:
    """Write an .npz there; the same twice is kept once."""
    stem = "".join(c for c in Path(name).stem[:60] if c.isprintable()) or "pictures"
    path = runs / FOLDER / f"{stem}-{hashlib.sha256(content).hexdigest()[:8]}.npz"
    if not path.is_file():
        files.write_bytes(path, content)
    return path.resolve()
