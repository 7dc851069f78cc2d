"""A visitor without a browser: Streamlit's protocol over a websocket.

``Visitor`` keeps what a page keeps (the elements on it, its fragments, the messages it
has cached, its address) and sends what a page sends: a widget's value, the message of a
component's trigger. Thirty of them need less than one Chromium.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

sys.path.append(str(Path(__file__).resolve().parents[1] / "ui"))

from reports import report_of

AGE = 50  # runs that a page keeps an unused message for (global.maxCachedMessageAge)
LOOK_SECONDS = 0.7  # between two questions of waiter.js
LARGEST = 1 << 26  # bytes of a message


@dataclass
class Element:
    """One element of the page: its proto, the fragment and the run it was drawn in."""

    proto: Any
    fragment: str
    run: str


@dataclass
class Answer:
    """What came since the visitor last did something: bytes, new data, whether all of it."""

    bytes: int = 0
    fragment: str = ""  # that was to answer
    fresh: set[str] = field(default_factory=set)  # ids of components that show other data
    finished: bool = False


@dataclass
class Cached:
    """A message that the page keeps, as it says in each request."""

    message: ForwardMsg
    fragment: str
    used: int  # the number of the run that last drew it


class Visitor:
    """``async with Visitor("127.0.0.1:8501", "view=map") as visitor: ...``"""

    def __init__(self, address: str, query: str = "") -> None:
        self.address, self.query, self.page = address, query, ""
        self.elements: dict[str, Element] = {}  # by id
        self.answer = Answer()
        self.complaints: list[str] = []  # errors that the page showed, all along
        self._run, self._runs = "", 0
        self._cache: dict[str, Cached] = {}  # by hash
        self._states: dict[str, WidgetState] = {}  # of the sliders
        self._timers: dict[str, asyncio.Task[None]] = {}  # by fragment
        self._news = asyncio.Condition()
        self._posts: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def __aenter__(self) -> Visitor:
        self._socket: ClientConnection = await connect(
            f"ws://{self.address}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            compression=None,
            max_size=LARGEST,
            open_timeout=60,
            ping_timeout=None,
        )
        self._reader = asyncio.create_task(self._read())
        await self._ask([])
        return self

    async def __aexit__(self, *error: object) -> None:
        self._cancel(list(self._timers))
        if self._posts:
            self._posts[1].close()
        await self._socket.close()
        await asyncio.gather(self._reader, return_exceptions=True)

    # ---- what a visitor does -----------------------------------------------------

    async def trigger(self, name: str, event: str, value: Any) -> None:
        """What a component's script sends with ``setTriggerValue(event, value)``."""
        element = self.find(name)
        await self._act(report_of(element.proto.id, event, value), element)

    async def post(self, path: str, content: Any) -> None:
        """What a page posts, over one connection that it keeps."""
        if self._posts is None:
            host, port = self.address.split(":")
            self._posts = await asyncio.open_connection(host, int(port))
        reader, writer = self._posts
        body = json.dumps(content).encode()
        head = f"POST /{path} HTTP/1.1\r\nHost: {self.address}\r\n"
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        status = (await reader.readuntil(b"\r\n\r\n")).split()[1]
        if status != b"204":
            raise ConnectionError(f"the server answered {status!r}")

    async def slide(self, name: str, value: float) -> None:
        """Release a slider at ``value``."""
        element = self.find(name)
        state = self._states[element.proto.id] = _at(element.proto.id, value)
        await self._act(state, element)

    def value(self, name: str) -> float:
        """Where a slider stands."""
        return float(self._states[self.find(name).proto.id].double_array_value.data[0])

    async def press(self, name: str) -> None:
        """Press a button."""
        element = self.find(name)
        await self._act(WidgetState(id=element.proto.id, trigger_value=True), element)

    async def until(self, true: Callable[[], Any], seconds: float = 60) -> None:
        """Wait for messages until ``true()``; TimeoutError if it takes longer."""
        async with asyncio.timeout(seconds), self._news:
            await self._news.wait_for(lambda: true() or self._reader.done())
        if not true():
            raise ConnectionError("the server closed the connection")

    async def answered(self, name: str, seconds: float = 60) -> None:
        """Wait until a component shows other data than before; LookupError if none comes."""
        await self.until(lambda: self.is_answered(name) or self.answer.finished, seconds)
        if not self.is_answered(name):
            raise LookupError(f"the run ended and {name} shows what it showed before")

    def has(self, name: str) -> bool:
        return any(_is_named(name, each) for each in self.elements)

    def find(self, name: str) -> Element:
        """The element with this key, or the one with a model's hash after it."""
        found = [element for each, element in self.elements.items() if _is_named(name, each)]
        if not found:
            raise KeyError(f"{name} is not on the page: there are {sorted(self.elements)}")
        return found[-1]

    def data(self, name: str) -> dict[str, Any]:
        """The data of a component."""
        return dict(json.loads(_content(self.find(name))))

    def is_answered(self, name: str) -> bool:
        """Whether the component has shown other data since the visitor last did something."""
        return any(_is_named(name, each) for each in self.answer.fresh)

    # ---- to the server -----------------------------------------------------------

    async def _act(self, state: WidgetState, element: Element) -> None:
        self.answer = Answer(fragment=element.fragment)
        await self._ask([state], element.fragment)

    async def _ask(self, states: list[WidgetState], fragment: str = "", auto: bool = False) -> None:
        message = BackMsg()
        ask = message.rerun_script
        ask.query_string, ask.page_script_hash = self.query, self.page
        ask.fragment_id, ask.is_auto_rerun = fragment, auto
        new = {state.id for state in states}
        kept = [state for state in self._states.values() if state.id not in new]
        ask.widget_states.widgets.extend([*kept, *states])
        ask.cached_message_hashes.extend(self._cache)
        ask.context_info.locale = "en"
        await self._socket.send(message.SerializeToString())

    def _every(self, fragment: str, seconds: float) -> None:
        """Ask for this fragment again and again, as ``run_every`` wishes."""

        async def repeat() -> None:
            while True:
                await asyncio.sleep(seconds)
                await self._ask([], fragment, auto=True)

        self._cancel([fragment])
        self._timers[fragment] = asyncio.create_task(repeat())

    def _cancel(self, fragments: list[str]) -> None:
        for fragment in fragments:
            if fragment in self._timers:
                self._timers.pop(fragment).cancel()

    # ---- from the server ---------------------------------------------------------

    async def _read(self) -> None:
        with suppress(ConnectionClosed):
            async for raw in self._socket:
                assert isinstance(raw, bytes)
                self.answer.bytes += len(raw)
                self._take(self._whole(ForwardMsg.FromString(raw)))
                async with self._news:
                    self._news.notify_all()
        async with self._news:
            self._news.notify_all()

    def _whole(self, message: ForwardMsg) -> ForwardMsg:
        """The message itself, or the one that the page has kept and it refers to."""
        if message.metadata.cacheable:
            self._cache[message.hash] = Cached(message, message.delta.fragment_id, self._runs)
        if message.WhichOneof("type") != "ref_hash":
            return message
        known = self._cache[message.ref_hash]
        known.used = self._runs
        whole = ForwardMsg()
        whole.CopyFrom(known.message)
        whole.metadata.CopyFrom(message.metadata)
        return whole

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.page = message.new_session.page_script_hash
            self._run = message.metadata.run.script_run_id  # of all deltas that follow
            if not message.metadata.run.fragment_ids:
                self._cancel(list(self._timers))
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "auto_rerun":
            self._every(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "stop_auto_rerun":
            self._cancel(list(message.stop_auto_rerun.fragment_ids))
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._draw(message)
        elif kind == "script_finished":
            self._finish(message)

    def _draw(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = str(element.WhichOneof("type"))
        proto = getattr(element, kind)
        if kind == "exception" or (kind == "alert" and proto.format == Alert.ERROR):
            self.complaints.append(str(getattr(proto, "message", "") or proto.body))
        name = getattr(proto, "id", "")
        if not name:
            return
        if kind == "slider" and (proto.set_value or name not in self._states):
            self._states[name] = _at(name, proto.value[0] if proto.set_value else proto.default[0])
        before = self.elements.pop(name, None)  # put last: the newest
        now = self.elements[name] = Element(proto, message.delta.fragment_id, self._run)
        if kind == "bidi_component" and (before is None or _content(before) != _content(now)):
            self.answer.fresh.add(name)

    def _finish(self, message: ForwardMsg) -> None:
        """What was not drawn again is gone; what the page no longer needs is forgotten."""
        if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return
        self._runs += 1
        run, fragments = message.metadata.run.script_run_id, set(message.metadata.run.fragment_ids)
        for name, element in list(self.elements.items()):
            if element.run != run and (not fragments or element.fragment in fragments):
                del self.elements[name]
        for name, known in list(self._cache.items()):
            if self._runs - known.used > AGE and (not fragments or known.fragment in fragments):
                del self._cache[name]
        if not fragments or self.answer.fragment in fragments:
            self.answer.finished = True
        if "waiter" not in self._timers and any("waiter" in name for name in self.elements):
            self._timers["waiter"] = asyncio.create_task(self._look())

    async def _look(self) -> None:
        """Ask as waiter.js does."""
        await asyncio.sleep(LOOK_SECONDS)
        del self._timers["waiter"]
        waiting = [e for name, e in self.elements.items() if "waiter" in name]
        for element in waiting:
            state = report_of(element.proto.id, "look", self._runs)
            await self._ask([state], element.fragment)


def _is_named(name: str, identity: str) -> bool:
    return identity.endswith(f"-{name}") or f"-{name}." in identity


def _at(name: str, value: float) -> WidgetState:
    """The state of a slider."""
    state = WidgetState(id=name)
    state.double_array_value.data.append(value)
    return state


def _content(element: Element) -> str | bytes:
    """What a component shows, as it was sent."""
    return element.proto.bytes or element.proto.json
