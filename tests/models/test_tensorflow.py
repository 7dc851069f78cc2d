"""How TensorFlow is imported: in silence, and with oneDNN's kernels unless somebody says no."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from explorer.models.tensorflow import import_tensorflow_quietly


@pytest.mark.parametrize(("own", "expected"), [(None, "1"), ("0", "0"), ("1", "1")])
def test_onednn_is_on_unless_a_setting_of_ones_own_says_otherwise(
    own: str | None, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("keras", "tensorflow"):  # as if they were there: the import itself is slow
        monkeypatch.setitem(sys.modules, module, sys.modules.get(module, sys))
    monkeypatch.delenv("TF_ENABLE_ONEDNN_OPTS", raising=False)
    if own is not None:
        monkeypatch.setenv("TF_ENABLE_ONEDNN_OPTS", own)
    import_tensorflow_quietly()
    assert os.environ["TF_ENABLE_ONEDNN_OPTS"] == expected


@pytest.mark.slow
def test_the_import_is_silent_and_the_kernels_are_there() -> None:
    code = (
        "from explorer.models.tensorflow import import_tensorflow_quietly as quietly; quietly();"
        "from tensorflow.python.util import _pywrap_util_port as port; print(port.IsMklEnabled())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("True", "")
