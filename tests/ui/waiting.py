"""Views whose sums another thread does: wait for them, and send what a component reports."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import numpy as np
from visitor import SECONDS, Visitor

from explorer.ui import state


def settled(visitor: Visitor) -> Visitor:
    """Run the app again until there is nothing left to wait for, as waiter.js does."""
    end = time.monotonic() + SECONDS
    while visitor.assert_fine().has("waiter"):
        assert time.monotonic() < end, "the waiter still waits"
        time.sleep(0.05)
        visitor.run()
    return visitor


def written(visitor: Visitor) -> str:
    """All words of the page but its widgets'."""
    kinds = ("markdown", "caption", "info", "metric")
    return "\n".join(str(e.value) for kind in kinds for e in visitor.at.get(kind))


def figure(visitor: Visitor, name: str) -> dict[str, Any]:
    """The Plotly figure of a chart, found by its key."""
    key = state.key(visitor.view, name)
    found = [c for c in visitor.at.get("plotly_chart") if c.proto.id.endswith(key)]
    assert len(found) == 1, [c.proto.id for c in visitor.at.get("plotly_chart")]
    return dict(json.loads(found[0].proto.spec))


def numbers(values: Any) -> np.ndarray:
    """An array of a Plotly figure: a list, or bytes in base64 with their type."""
    if isinstance(values, list):
        return np.array(values, float)
    found = np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"])
    return found.reshape([int(side) for side in values.get("shape", "-1").split(",")])
