"""The site as its server sees it: asked by an environ, outside of Django's test client."""

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from wsgiref.util import setup_testing_defaults

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from expo.wsgi import application


@dataclass
class ServerAnswer:
    status: int
    headers: dict[str, str]
    body: str


@contextlib.contextmanager
def open_connections() -> Iterator[None]:
    """The test's transaction outlives a request, as it does with Django's test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask_server(path: str, method: str = "GET", query: str = "", body: bytes = b"", **more: str) -> ServerAnswer:
    """What the whole of the server answers; `more` are headers, as an environ names them."""
    environ = {
        "PATH_INFO": path.encode().decode("latin-1"),
        "REQUEST_METHOD": method,
        "QUERY_STRING": query,
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_HOST": "127.0.0.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(body),
        **more,
    }
    setup_testing_defaults(environ)
    begun = []
    with open_connections():
        answer = application(environ, lambda status, headers, *error: begun.append((status, dict(headers))))
        content = b"".join(answer)
        answer.close()
    [(status, headers)] = begun
    return ServerAnswer(int(status[:3]), headers, content.decode(errors="replace"))
