"""The server that the browser tests ask: a busy machine must not look like a fault of the site."""

import http.server
import socket
from contextlib import ExitStack

from conftest import QuietServer


def test_a_page_may_ask_for_everything_before_the_first_answer():
    with QuietServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler) as server, ExitStack() as open_sockets:
        for _ in range(60):  # nobody accepts them yet
            open_sockets.enter_context(socket.create_connection(server.server_address, timeout=2))
