"""Ports for servers that tests start."""

import secrets
import socket
from contextlib import suppress

# Systems give connections those above: one of these nobody is given before the server is there.
LOWEST, HIGHEST = 10_000, 32_000


def free_port() -> int:
    """One of this machine that nobody listens at."""
    while True:
        port = LOWEST + secrets.randbelow(HIGHEST - LOWEST)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
