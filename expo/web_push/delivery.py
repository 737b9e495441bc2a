"""One message handed to a push service: one request with a deadline, and of the answer little more than a line."""

import re
import socket
import ssl
import time
from contextlib import closing
from functools import cache
from typing import NamedTuple
from urllib.parse import SplitResult

from expo.web_push.endpoints import read_endpoint, resolve_host

# Of the whole exchange after the name is looked up, however slowly the other side speaks.
SECONDS = 10.0
HEAD_BYTES = 8192
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})(?: |\r\n)")
RETRY_AFTER = re.compile(rb"\r\nretry-after:[ \t]*(\d{1,6})[ \t]*\r\n", re.IGNORECASE)


class ServiceAnswer(NamedTuple):
    """What a push service said: a status of HTTP, and after how many seconds to ask again, where it says so."""

    status: int
    retry_after: int | None = None


class NoAnswer(Exception):
    """The push service was not reached, or said nothing that is HTTP."""


def deliver(endpoint: str, body: bytes, headers: dict[str, str]) -> ServiceAnswer:
    """Post the body once; no redirect is followed. `headers` are ours, in ASCII.

    Raises RefusedEndpoint where nothing may be sent there, and NoAnswer.
    """
    place = read_endpoint(endpoint)
    try:
        target = resolve_host(place)
        until = time.monotonic() + SECONDS
        with closing(open_connection(place, target)) as connection:
            connection.settimeout(max(until - time.monotonic(), 0.01))
            connection.sendall(request_head(place, body, headers) + body)
            head = read_head(connection, until)
    except OSError as error:
        raise NoAnswer(str(error)) from error
    return read_answer(head)


def open_connection(place: SplitResult, target: tuple[str, int]) -> socket.socket:
    plain = socket.create_connection(target, timeout=SECONDS)
    if place.scheme != "https":
        return plain
    try:
        return tls_context().wrap_socket(plain, server_hostname=place.hostname)
    except OSError:
        plain.close()
        raise


@cache
def tls_context() -> ssl.SSLContext:
    return ssl.create_default_context()


def request_head(place: SplitResult, body: bytes, headers: dict[str, str]) -> bytes:
    path = (place.path or "/") + (f"?{place.query}" if place.query else "")
    lines = [f"POST {path} HTTP/1.1", f"Host: {place.netloc}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("ascii")


def read_head(connection: socket.socket, until: float) -> bytes:
    """At most `HEAD_BYTES`, and nothing of a body that is longer. Raises TimeoutError, an OSError, at the deadline."""
    head = b""
    while b"\r\n\r\n" not in head and len(head) < HEAD_BYTES:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError("The push service did not answer in time.")
        connection.settimeout(left)
        part = connection.recv(1024)
        if not part:
            break
        head += part
    return head


def read_answer(head: bytes) -> ServiceAnswer:
    found = STATUS.match(head)
    if not found:
        raise NoAnswer("The answer is no HTTP.")
    after = RETRY_AFTER.search(head.partition(b"\r\n\r\n")[0] + b"\r\n")
    return ServiceAnswer(int(found[1]), int(after[1]) if after else None)
