"""Streamlit's own files, sent from memory.

A page needs a hundred of them. Streamlit asks the disk several times for each, from other
threads: 2 to 3 ms of processor time a file, which thirty who open the page at once wait for
in turn. From memory it is a tenth of that.
"""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any

import streamlit as st

FOLDER = Path(st.__file__).parent / "static" / "static"
# their names hold a hash of what is in them: the browser need not ask again
HEADERS = [(b"cache-control", b"public, immutable, max-age=31536000")]


class StaticFiles:
    """ASGI middleware: answers GET for these files, and leaves all else to ``app``."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.paths = {
            path.relative_to(FOLDER).as_posix(): path
            for path in FOLDER.rglob("*")
            if path.is_file()
        }
        self.answers: dict[str, tuple[list[tuple[bytes, bytes]], bytes]] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request (https://asgi.readthedocs.io/en/latest/specs/www.html)."""
        # behind a proxy the path may begin with server.baseUrlPath
        name = scope.get("path", "").partition("/static/")[2]
        if scope["type"] != "http" or scope["method"] != "GET" or name not in self.paths:
            await self.app(scope, receive, send)
            return
        if name not in self.answers:
            self.answers[name] = _answer(self.paths[name])
        headers, body = self.answers[name]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _answer(path: Path) -> tuple[list[tuple[bytes, bytes]], bytes]:
    body = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    length = (b"content-length", str(len(body)).encode())
    return [*HEADERS, (b"content-type", kind.encode()), length], body
