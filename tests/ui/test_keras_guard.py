"""Streamlit clears Keras's session after every script run; models must survive that.

In a process of its own: what is tested changes Keras for good.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow  # it imports TensorFlow in a process of its own

# The second convolution is named while another visitor's script run ends.
PROGRAM = """
import json, sys, threading
from streamlit.runtime.scriptrunner.script_runner import _clean_problem_modules
from explorer.models.tensorflow import import_tensorflow_quietly

import_tensorflow_quietly()
import keras

def build():
    image = keras.Input((8, 8, 1))
    x = keras.layers.Conv2D(2, 3)(image)
    visitor = threading.Thread(target=_clean_problem_modules)
    visitor.start()
    visitor.join()
    try:
        return len(keras.Model(image, keras.layers.Conv2D(2, 3)(x)).layers)
    except ValueError as error:
        return str(error)

import gc
from explorer.ui.shared.keras_guard import load_keras

without = build()
load_keras()
frozen = gc.get_freeze_count()
with_guard = build()
load_keras()
print(json.dumps({
    "without": without, "with": with_guard, "frozen": frozen, "again": gc.get_freeze_count(),
}))
"""


@pytest.fixture(scope="module")
def found() -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_without_the_guard_a_model_being_built_breaks(found: dict[str, object]) -> None:
    """Should this fail, Streamlit or Keras has changed, and the guard is no longer needed."""
    assert "used 2 times" in str(found["without"])


def test_with_the_guard_it_is_built(found: dict[str, object]) -> None:
    assert found["with"] == 3  # the input and two convolutions


def test_what_the_import_left_is_out_of_the_collector_s_way(found: dict[str, object]) -> None:
    assert int(str(found["frozen"])) > 100_000
    assert found["again"] == found["frozen"]  # a second call does nothing
