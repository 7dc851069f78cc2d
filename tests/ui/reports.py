"""What the browser sends when one of our components reports something."""

from __future__ import annotations

import json
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState


def report_of(component: str, event: str, value: Any) -> WidgetState:
    """The state of ``setTriggerValue(event, value)`` in the component of this id.

    Streamlit does not document its name; if it moves, nothing that is reported arrives, and
    most tests of planes tell.
    """
    return WidgetState(
        id=f"$$STREAMLIT_INTERNAL_KEY_{component}__events",
        json_trigger_value=json.dumps([{"event": event, "value": value}]),
    )
