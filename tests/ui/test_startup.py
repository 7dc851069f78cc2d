"""What the server does before its first visitor comes, and the files it sends from memory."""

from __future__ import annotations

import asyncio
import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from streamlit.web.server.app_discovery import discover_asgi_app

from explorer.ui.server.static_files import FOLDER, StaticFiles

ROOT = Path(__file__).resolve().parents[2]
AHEAD = """
import json, sys
from explorer.ui.server import startup
startup.read_ahead()
from explorer.data import mnist
from explorer.ui.shared import models
def refuse(*_): raise AssertionError("it is read again")
mnist.load = refuse
record = models.record("vae_functional")
sizes = [len(part) for part in (models.arrays(record)["z_mean"], *models.test_digits(None))]
from explorer.data import pictures
from explorer.models import browser
pictures.png_bytes = browser.decode = refuse
from explorer.ui.shared import codes
from explorer.ui.views.map import walk_and_samples
walk_and_samples.draw_ahead(record)
assert b"PNG" in codes.grid_png(record, (0.0,), (0.0,), (0, 1), saved=True)[:8]
print(json.dumps([sizes, models.plain_decoder(record) is not None, sorted(sys.modules)]))
"""
# what a page asks for first: a script of each size, a style sheet, a font
NAMES = sorted(
    {
        max(FOLDER.rglob(kind), key=lambda path: path.stat().st_size).relative_to(FOLDER).as_posix()
        for kind in ("*.js", "*.css", "*.woff2")
    }
)


def test_streamlit_finds_the_server_and_the_script_in_one_file() -> None:
    found = discover_asgi_app(ROOT / "app.py")
    assert found.import_string == "app:app"
    done = subprocess.run(
        [sys.executable, "-c", "import app; print(app.app.script_path)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()) == ROOT / "app.py"


def test_what_the_first_page_shows_is_read_ahead() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", AHEAD], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    sizes, decodes, modules = json.loads(done.stdout.splitlines()[-1])
    assert sizes == [10_000] * 3
    assert decodes
    assert "explorer.ui.views.map.view" in modules
    assert not {"tensorflow", "keras", "sklearn", "scipy"} & set(modules)


def ask(
    path: str, method: str = "GET", accepts: str = "", visitors: int = 1
) -> tuple[dict[str, Any], bytes] | str:
    """What the middleware answers the last of them; "passed on" where it leaves that to the app."""
    sent: list[dict[str, Any]] = []

    async def app(*_: Any) -> None:
        sent.append({"type": "passed on"})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope: dict[str, Any] = {"type": "http", "method": method, "path": path}
    scope["headers"] = [(b"host", b"here"), (b"accept-encoding", accepts.encode())]
    files = StaticFiles(app)
    for _ in range(visitors):
        sent.clear()
        asyncio.run(files(scope, None, send))
    if sent[0]["type"] == "passed on":
        return "passed on"
    start, body = sent
    assert start["status"] == 200
    return {k.decode(): v.decode() for k, v in start["headers"]}, body["body"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("base", ["", "/explorer"])
def test_streamlits_files_are_sent_as_they_are(base: str, name: str) -> None:
    headers, body = ask(f"{base}/static/{name}")
    assert body == (FOLDER / name).read_bytes()
    kind = {"js": "text/javascript", "css": "text/css", "woff2": "font/woff2"}
    varies = {} if name.endswith("woff2") else {"vary": "accept-encoding"}
    assert headers == {
        "content-length": str(len(body)),
        "content-type": kind[name.rsplit(".", 1)[1]],
        "cache-control": "public, immutable, max-age=31536000",
        **varies,
    }


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("accepts", ["gzip, deflate, br", ""])
def test_the_second_visitor_gets_them_packed_who_can_unpack_them(name: str, accepts: str) -> None:
    plain = (FOLDER / name).read_bytes()
    headers, body = ask(f"/static/{name}", accepts=accepts, visitors=3)
    assert headers["content-length"] == str(len(body))
    if accepts and not name.endswith("woff2"):
        assert headers["content-encoding"] == "gzip"
        assert gzip.decompress(body) == plain
        assert len(body) < 0.5 * len(plain)
    else:
        assert "content-encoding" not in headers
        assert body == plain


@pytest.mark.parametrize(
    "path",
    ["/", "/_stcore/health", "/static/", "/static/js", "/static/../index.html",
     "/static/js/../../index.html", "/static//etc/passwd", f"/static/{FOLDER}/{NAMES[0]}"],
)  # fmt: skip
def test_all_else_is_left_to_the_app(path: str) -> None:
    assert ask(path) == "passed on"
    assert ask(f"/static/{NAMES[0]}", "HEAD") == "passed on"


def test_a_socket_is_left_to_the_app() -> None:
    passed: list[Any] = []

    async def app(scope: Any, *_: Any) -> None:
        passed.append(scope)

    scope = {"type": "lifespan"}
    asyncio.run(StaticFiles(app)(scope, None, None))
    assert passed == [scope]
