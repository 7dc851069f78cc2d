"""Small messages are sent at once: on the socket that listens, and on all that it accepts."""

from __future__ import annotations

import socket

from explorer.ui.server.sockets import send_at_once


def test_connections_do_not_hold_small_messages_back() -> None:
    def is_prompt(one: socket.socket) -> bool:
        return one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0

    with socket.socket() as listener:  # without its protocol, as Streamlit makes it
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with socket.create_connection(listener.getsockname()), listener.accept()[0] as early:
            assert not is_prompt(early)
            send_at_once.cache_clear()
            send_at_once()
            assert is_prompt(listener)
            assert is_prompt(early)
            with socket.create_connection(listener.getsockname()), listener.accept()[0] as late:
                assert is_prompt(late)
        assert listener.fileno() > 0  # nothing was closed
