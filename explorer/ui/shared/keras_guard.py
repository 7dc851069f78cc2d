"""Load Keras into Streamlit's process so that neither harms the other.

After every script run, of any visitor, Streamlit calls
``keras.backend.clear_session()`` and then a full garbage collection. The first
pulls the naming state from under a model that another thread is building ("The
name conv2d is used 2 times") and drops TensorFlow's kernel caches; the second
walks through a million objects of TensorFlow with the interpreter locked. Each
held up the picture of a click by tenths of a second.
"""

from __future__ import annotations

import gc

from explorer.models.tensorflow import import_tensorflow_quietly


def load_keras() -> None:
    """Import TensorFlow and Keras once, and keep Streamlit's clean-up off them.

    Our models are few, shared and kept for good: there is no session to clear.
    ``.streamlit/config.toml`` turns off the collection after each run; what
    TensorFlow's import left is frozen, so that ordinary collections skip it.
    """
    import_tensorflow_quietly()
    import keras

    if keras.backend.clear_session is not _clear_nothing:
        keras.backend.clear_session = _clear_nothing
        gc.collect()
        gc.freeze()


def _clear_nothing(free_memory: bool = True) -> None:
    """Stands in for ``keras.backend.clear_session`` in the app's process."""
