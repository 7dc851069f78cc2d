"""What .streamlit/config.toml must say for the server to have time for its visitors."""

from __future__ import annotations

import tomllib
from pathlib import Path

SETTINGS = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"


def test_the_server_neither_watches_files_nor_collects_garbage_after_each_run() -> None:
    """Both hold the interpreter: the watcher took three quarters of a core of an idle server."""
    settings = tomllib.loads(SETTINGS.read_text("utf-8"))
    assert settings["server"]["fileWatcherType"] == "none"
    assert settings["runner"]["postScriptGC"] is False
