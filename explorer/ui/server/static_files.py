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
Answer = tuple[list[tuple[bytes, bytes]], bytes]  # headers and content
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
        self.answers: dict[tuple[str, bool], Answer] = {}  # by name, and whether it is packed

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

    def _answer(self, name: str, packed: bool) -> Answer:
        """A file, packed from its second visitor on: the first does not wait for that."""
        packed = packed and self.paths[name].suffix in PACKED and (name, False) in self.answers
        if (name, packed) not in self.answers:
            self.answers[name, packed] = _read(self.paths[name], packed)
        return self.answers[name, packed]


def _read(path: Path, packed: bool) -> Answer:
    body = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    headers = {"cache-control": FOREVER, "content-type": kind}
    if path.suffix in PACKED:
        headers["vary"] = "accept-encoding"
    if packed:
        body = gzip.compress(body, 6, mtime=0)
        headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(body))
    return [(key.encode(), value.encode()) for key, value in headers.items()], body


def _takes_gzip(scope: Any) -> bool:
    return any(key == b"accept-encoding" and b"gzip" in value for key, value in scope["headers"])
