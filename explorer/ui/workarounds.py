"""What Streamlit knows and does not document, asked for in this one place.

tests/ui/test_workarounds.py tells when one of these stops working. What the server loses
between two runs is mended in server/reruns.py.
"""

from __future__ import annotations

from typing import Any

from streamlit import net_util
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner import get_script_run_ctx


def in_a_run() -> bool:
    """Whether this thread runs the page of a visitor."""
    return get_script_run_ctx(suppress_warning=True) is not None


def is_history_navigation() -> bool:
    """Whether this run answers a step back or forward in the browser's history.

    The address alone does not tell: a click that was sent before the last address arrived
    still comes with the one before it.
    """
    context = get_script_run_ctx(suppress_warning=True)
    return bool(getattr(context, "is_history_navigation", False))


def ask_nothing_outside() -> None:
    """Keep Streamlit from asking a service on the internet for this machine's address.

    It does so for each connection that another site's page opens, and waits for the answer
    while everybody waits. Such a connection is refused all the same.
    """
    if hasattr(net_util, "_external_ip"):
        net_util._external_ip = "127.0.0.1"  # allowed anyway


def look_for_no_components() -> None:
    """Keep Streamlit from asking each installed package whether it brings components.

    It parses what every one says of itself, four times, before it serves anybody: 0.3 s with
    170 packages. Our components need no such search (see ``components/``).
    """
    if hasattr(manifest_scanner, "scan_component_manifests"):
        manifest_scanner.scan_component_manifests = lambda max_workers=None: []


def drop_upload(file: Any) -> None:
    """Take an uploaded file out of memory, where it would stay for as long as the visit."""
    context = get_script_run_ctx(suppress_warning=True)
    remove = getattr(context and context.uploaded_file_mgr, "remove_file", None)
    if context and remove:  # Streamlit's own manager has it
        remove(session_id=context.session_id, file_id=file.file_id)
