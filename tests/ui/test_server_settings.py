"""What .streamlit/config.toml must say for the server to have time for its visitors."""

from __future__ import annotations

import tomllib
from pathlib import Path

from streamlit import config

from explorer.data import own
from explorer.models import archive

SETTINGS = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"


def test_the_server_neither_watches_files_nor_collects_garbage_after_each_run() -> None:
    """Both hold the interpreter: the watcher took three quarters of a core of an idle server."""
    settings = tomllib.loads(SETTINGS.read_text("utf-8"))
    assert settings["server"]["fileWatcherType"] == "none"
    assert settings["runner"]["postScriptGC"] is False


def test_app_py_is_compiled_without_magic() -> None:
    """Magic parses the script in the midst of other threads (see explorer/one_parser.py)."""
    assert config.get_option("runner.magicEnabled") is False


def test_an_upload_is_as_large_as_the_settings_say_at_most_and_no_larger_than_is_taken() -> None:
    """Streamlit refuses what is larger than its setting, ours what gets through all the same."""
    allowed = tomllib.loads(SETTINGS.read_text("utf-8"))["server"]["maxUploadSize"] << 20
    assert allowed == own.MAX_BYTES
    assert allowed >= archive.MAX_WEIGHTS
