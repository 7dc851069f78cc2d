"""One ``ast.parse`` at a time, where Python needs it.

Before 3.12 Python counts the depth of the syntax tree that it makes in one place for all
threads, and a garbage collection in its midst may hand the interpreter to another thread:
if that one makes a tree too, the first fails with "SystemError: AST constructor recursion
depth mismatch". NumPy reads the head of every saved array with it, ``inspect.signature``
and TensorFlow's tracing use it, and a class opens the app in thirty threads.
"""

from __future__ import annotations

import ast
import sys
from functools import lru_cache, wraps
from threading import RLock
from typing import Any


@lru_cache
def parse_in_turn() -> None:
    """Let the threads of this process use ``ast.parse`` one after the other, from now on."""
    if sys.version_info >= (3, 12):
        return
    parse, turn = ast.parse, RLock()

    @wraps(parse)
    def alone(*args: Any, **kwargs: Any) -> Any:
        with turn:
            return parse(*args, **kwargs)

    ast.parse = alone
