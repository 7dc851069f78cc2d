"""Where this server is to be found, and by whom: for the board of a classroom."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import suppress
from functools import lru_cache
from urllib.parse import urlsplit

import streamlit as st

from explorer.ui import state
from explorer.ui.texts import text

# RFC 5737 keeps this address for documentation; to ask which way leads there sends nothing
NOWHERE = ("192.0.2.1", 9)


def show() -> None:
    """A button that shows who can reach this server, and how."""
    if st.button(
        text("app.address"), key=state.key(state.APP, "address"), icon=":material/qr_code_2:"
    ):
        st.dialog(text("app.address_title"), width="large")(_dialog)()


def _dialog() -> None:
    found = for_others(st.context.url or "", str(st.get_option("server.address") or ""), _port())
    if found is None:
        st.markdown(text("app.address_alone"))
        st.code("streamlit run app.py --server.address 0.0.0.0", None)
        return
    st.markdown(text("app.address_open"))
    st.html(f'<p style="font-size: 2.4rem; overflow-wrap: anywhere"><b>{found}</b></p>')
    st.html(
        f'<img src="{qr_code(found)}" alt="{text("app.address_code")}"'
        ' style="width: 100%; max-width: 24rem">'
    )


def for_others(seen: str, listens: str, port: int) -> str | None:
    """The address that others open; None if only this machine can.

    ``seen`` is the page's address in this visitor's browser: behind a proxy, or from another
    machine, that is it. Otherwise it follows from what the server ``listens`` to: an address,
    or nothing for all of them.
    """
    page = urlsplit(seen)
    if page.hostname and not is_this_machine(page.hostname):
        return f"{page.scheme}://{page.netloc}{page.path}".rstrip("/")
    if listens and is_this_machine(listens):
        return None
    host = listens if listens not in ("", "0.0.0.0", "::") else own_address()
    if host is None:
        return None
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{page.path}".rstrip("/")


def is_this_machine(host: str) -> bool:
    """Whether a name or an address leads to the machine that it is used on, or to a socket file."""
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost" or host.endswith(".localhost") or host.startswith("unix:")


def own_address() -> str | None:
    """This machine's address in its network; None without a network."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(NOWHERE)
        host = str(probe.getsockname()[0])
        return None if is_this_machine(host) else host
    return None


@lru_cache(maxsize=8)
def qr_code(address: str) -> str:
    """The QR code of an address: an SVG, as a data URI, black on white in the dark theme, too."""
    import segno  # not before the first picture

    return str(segno.make(address, micro=False).svg_data_uri(omitsize=True, light="#fff"))


def _port() -> int:
    return int(st.get_option("server.port"))
