"""What pages post: picks that they have answered by themselves (``ui/shared/told.py``)."""

from __future__ import annotations

from typing import Any

from explorer.ui.shared import told

PATH = "/told"


class Posts:
    """ASGI middleware: answers POST for that path, and leaves all else to ``app``."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request: 204 if it was a pick, else 400."""
        # behind a proxy the path may begin with server.baseUrlPath
        path = scope.get("path", "")
        if scope["type"] != "http" or scope["method"] != "POST" or not path.endswith(PATH):
            await self.app(scope, receive, send)
            return
        content = await _body(receive)
        status = 204 if content is not None and told.note(content) else 400
        headers = [(b"content-length", b"0")] if status != 204 else []
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


async def _body(receive: Any) -> bytes | None:
    """All that comes; None if it is more than a pick can be, of which the rest is not read."""
    content = b""
    while True:
        message = await receive()
        content += message.get("body", b"")
        if len(content) > told.LARGEST:
            return None
        if message["type"] != "http.request" or not message.get("more_body"):
            return content
