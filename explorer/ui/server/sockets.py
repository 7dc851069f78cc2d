"""Have the server send what it has at once.

Streamlit opens its socket without naming TCP as the protocol, and asyncio then leaves
Nagle's algorithm on: of an answer's small messages the second waits for the browser's
acknowledgement of the first, which its system holds back for some 40 ms.
"""

from __future__ import annotations

import os
import socket
import stat
from contextlib import suppress
from functools import lru_cache

HANDLES = range(3, 1024)  # an app that has just started has fewer open


@lru_cache
def send_at_once() -> None:
    """Set TCP_NODELAY on this process's sockets; those accepted later inherit it.

    Once a process: it is called by the first run, of the first visitor.
    """
    for handle in HANDLES:
        with suppress(OSError):  # not open
            if not stat.S_ISSOCK(os.fstat(handle).st_mode):
                continue
            with socket.socket(fileno=os.dup(handle)) as each:
                if each.family in (socket.AF_INET, socket.AF_INET6):
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
