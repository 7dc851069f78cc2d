"""Streamlit's own files, sent from memory.

A page needs a hundred of them. Streamlit asks the disk several times for each, from other
threads: 2 to 3 ms of processor time a file, which thirty who open the page at once wait for
in turn. From memory it is a tenth of that, and packed a quarter of the bytes.
"""

from __future__ import annotations

import gzip
import mimetypes
from pathlib import Path
from typing import Any

import streamlit as st

FOLDER = Path(st.__file__).parent / "static" / "static"
# their names hold a hash of what is in them: the browser need not ask again
FOREVER = "public, immutable, max-age=31536000"
PACKED = {".js", ".css"}  # fonts and pictures are packed already


class StaticFiles:
    """ASGI middleware: answers GET for these files, and leaves all else to ``app``."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.paths = {
            path.relative_to(FOLDER).as_posix(): path
            for path in FOLDER.rglob("*")
            if path.is_file()
        }
        self.plain: dict[str, bytes] = {}
        self.packed: dict[str, bytes] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request (https://asgi.readthedocs.io/en/latest/specs/www.html)."""
        # behind a proxy the path may begin with server.baseUrlPath
        name = scope.get("path", "").partition("/static/")[2]
        if scope["type"] != "http" or scope["method"] != "GET" or name not in self.paths:
            await self.app(scope, receive, send)
            return
        headers, body = self._answer(name, _takes_gzip(scope))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _answer(self, name: str, packed: bool) -> tuple[list[tuple[bytes, bytes]], bytes]:
        """A file's headers and content; packed from its second visitor on, the first waits less."""
        path = self.paths[name]
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        headers = {"cache-control": FOREVER, "content-type": kind}
        if path.suffix in PACKED:
            headers["vary"] = "accept-encoding"
        body = self.plain.get(name)
        if body is None:
            body = self.plain[name] = path.read_bytes()
        elif packed and path.suffix in PACKED:
            if name not in self.packed:
                self.packed[name] = gzip.compress(body, 6, mtime=0)
            body = self.packed[name]
            headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(body))
        return [(key.encode(), value.encode()) for key, value in headers.items()], body


def _takes_gzip(scope: Any) -> bool:
    return any(key == b"accept-encoding" and b"gzip" in value for key, value in scope["headers"])
