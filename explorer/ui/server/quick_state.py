"""Have a widget look up its own value, and not everybody's.

To see whether one value is None, each selectbox, slider and number field asks Streamlit for a
dict of all state of the visit, and each component of ours in it is wrapped anew for that, in a
class of its own. With a dozen widgets and components that is a seventh of a page's time
(tests/benchmarks/bench_first.py). Here they get the same mapping, which is filled when it is
asked for; tests/ui/test_quick_state.py compares the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import wraps
from typing import Any

from streamlit.runtime.state.safe_session_state import SafeSessionState


class StateView(Mapping[str, Any]):
    """What ``filtered_state`` has, one value at a time where that is enough."""

    def __init__(self, state: Any, all_of_it: Any) -> None:
        self._state, self._all_of_it = state, all_of_it

    def __getitem__(self, key: str) -> Any:
        return self._state[key]

    def __contains__(self, key: object) -> bool:
        return key in self._state

    def __iter__(self) -> Iterator[str]:
        return iter(self._all_of_it())

    def __len__(self) -> int:
        return len(self._all_of_it())

    def __repr__(self) -> str:
        return repr(self._all_of_it())


State: Any = SafeSessionState


def look_up_one() -> None:
    """Hand out such mappings, once a process."""
    whole = getattr(State, "filtered_state", None)
    if not isinstance(whole, property) or hasattr(whole.fget, "__wrapped__"):
        return  # it is made otherwise, or done

    @wraps(whole.fget)  # type: ignore[arg-type]
    def filtered_state(self: Any) -> StateView:
        return StateView(self, lambda: whole.fget(self))  # type: ignore[misc]

    State.filtered_state = property(filtered_state)
