"""The address for the board of a classroom: what it is, and when there is none."""

from __future__ import annotations

import ipaddress
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from visitor import Visitor

from explorer.ui.texts import text
from explorer.ui.widgets import address


@pytest.mark.parametrize(
    ("seen", "listens", "expected"),
    [
        ("http://localhost:8501/", "127.0.0.1", None),
        ("http://[::1]:8501/", "::1", None),
        ("http://localhost:8501/", "unix:///run/app.sock", None),
        ("http://localhost:8501/", "0.0.0.0", "http://10.1.2.3:8501"),
        ("http://localhost:8501/latent", "", "http://10.1.2.3:8501/latent"),
        ("", "", "http://10.1.2.3:8501"),
        ("http://localhost:8501/", "192.168.7.7", "http://192.168.7.7:8501"),
        ("http://localhost:8501/", "fd00::7", "http://[fd00::7]:8501"),
        ("http://192.168.7.7:8501/", "0.0.0.0", "http://192.168.7.7:8501"),
        ("https://hub.school.example/latent/", "127.0.0.1", "https://hub.school.example/latent"),
    ],
)
def test_the_address_for_others(
    seen: str, listens: str, expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address, "own_address", lambda: "10.1.2.3")
    assert address.for_others(seen, listens, 8501) == expected


def test_without_a_network_nobody_else_can_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "own_address", lambda: None)
    assert address.for_others("http://localhost:8501/", "0.0.0.0", 8501) is None


@given(st.ip_addresses())
def test_loopback_alone_is_this_machine(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    assert address.is_this_machine(str(ip)) == ip.is_loopback


def test_the_app_says_that_it_is_alone() -> None:
    visitor = Visitor("lesson").assert_fine()
    visitor.of_app("button", "address").click()
    visitor.run().assert_fine()
    assert text("app.address_alone") in [m.value for m in visitor.at.markdown]


def test_the_code_is_drawn_whole() -> None:
    """Its modules, counted in the drawing, are those of the code."""
    import segno

    url = "http://10.1.2.3:8501"
    drawn = unquote(address.qr_code(url))
    width, _ = segno.make(url, micro=False).symbol_size(border=4)
    assert drawn.startswith("data:image/svg+xml")
    assert f'viewBox="0 0 {width} {width}"'.replace('"', "'") in drawn.replace('"', "'")
