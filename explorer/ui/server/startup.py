"""What the server does before its first visitor comes.

A browser loads some hundred files of Streamlit's own before it asks for a page. Meanwhile what
the first page needs is imported and read, so that it is there when it is asked for.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from typing import Any

from starlette.middleware import Middleware

from explorer.errors import ExplorerError
from explorer.one_parser import parse_in_turn
from explorer.sentences import LANGUAGES, sentences
from explorer.ui import workarounds
from explorer.ui.server import quick_state, reruns
from explorer.ui.server.films import Films
from explorer.ui.server.posts import Posts
from explorer.ui.server.sockets import send_at_once
from explorer.ui.server.static_files import StaticFiles
from explorer.ui.shared import turns

# what Streamlit and NumPy import at a first visit: the page's icon is a long expression
SLOW_TO_IMPORT = (
    "streamlit.emojis",
    "streamlit.runtime.backend_operation_handler",
    "streamlit.web.skills",
    "numpy.random",
)
MIDDLEWARE = [Middleware(StaticFiles), Middleware(Posts), Middleware(Films)]


def before_runtime() -> None:
    """What has to be settled before Streamlit makes its runtime, earlier than ``prepare``."""
    workarounds.look_for_no_components()


@asynccontextmanager
async def prepare(app: Any) -> AsyncIterator[None]:
    """The server's life, as ``st.App`` asks for it: its socket is bound, nobody is served yet."""
    parse_in_turn()
    send_at_once()
    workarounds.ask_nothing_outside()
    reruns.lose_nothing()
    quick_state.look_up_one()
    threading.Thread(target=read_ahead, name="read ahead", daemon=True).start()
    yield


@turns.PAGES.turn()
def read_ahead() -> None:
    """Import, read and draw what a first visit shows. The page tells what cannot be read."""
    for module in SLOW_TO_IMPORT:
        with suppress(ImportError):
            import_module(module)
    from explorer.ui import shell  # noqa: F401  it takes a while to import, as the view does
    from explorer.ui.shared import codes, models
    from explorer.ui.views.map import walk_and_samples
    from explorer.ui.views.map.settings import DEFAULT_MODEL

    inspect.stack()  # as Streamlit does at its first element; slow once
    for language in LANGUAGES:
        sentences(language)
    with suppress(ExplorerError):
        record = models.record(DEFAULT_MODEL)
        models.test_digits(record.config.data.path)
        codes.grid_png(record, (), (), (0, 1), saved=True)
        walk_and_samples.draw_ahead(record)
