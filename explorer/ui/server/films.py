"""Frames of trainings' films, for pages that show one: ``film?job=ID&after=EPOCHS``.

A page asks twice a second while a training runs. By a run of the page's script that would cost the
server fifty times as much.
"""

from __future__ import annotations

import asyncio
import math
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from explorer.jobs import film
from explorer.ui.shared.models import RUNS

PATH = "/film"
JOB = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")  # the name of a folder in runs/


class Films:
    """ASGI middleware: answers GET for that path, and leaves all else to ``app``."""

    def __init__(self, app: Any, runs: Path = RUNS) -> None:
        self.app, self.runs = app, runs

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request: the records of film.py; 400 if it is no question of ours."""
        # behind a proxy the path may begin with server.baseUrlPath
        path = scope.get("path", "")
        if scope["type"] != "http" or scope["method"] != "GET" or not path.endswith(PATH):
            await self.app(scope, receive, send)
            return
        asked = _asked(scope.get("query_string", b""))
        status, body = 400, b""
        if asked is not None:
            job, after = asked
            status, body = 200, await asyncio.to_thread(film.after, self.runs / job, after)
        headers = [
            (b"content-type", b"application/octet-stream"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _asked(query: bytes) -> tuple[str, float] | None:
    """The job, and after how many epochs; None for anything else."""
    try:
        fields = parse_qs(query.decode("ascii"), max_num_fields=4)
        job, after = fields["job"][0], float(fields["after"][0])
    except (ValueError, KeyError):
        return None
    return (job, after) if JOB.fullmatch(job) and math.isfinite(after) else None
