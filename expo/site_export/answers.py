"""What the site answers at an address: asked of the very handler that a server runs, as a visitor without cookies."""

import io
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.core.wsgi import get_wsgi_application

REDIRECTS = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND, HTTPStatus.PERMANENT_REDIRECT)


@dataclass(frozen=True)
class SiteAnswer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def target(self) -> str:
        """Where a redirect leads; empty where it is none."""
        return self.headers.get("Location", "") if self.status in REDIRECTS else ""

    @property
    def is_page(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")

    @property
    def is_text(self) -> bool:
        kind = self.headers.get("Content-Type", "")
        return kind.startswith("text/") or any(name in kind for name in ("xml", "json", "javascript"))


class Site:
    """The site under one origin, such as https://expo.example.org."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.application: Any = get_wsgi_application()

    def ask(self, address: str) -> SiteAnswer:
        """The answer at an address without a query, uncompressed."""
        started: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], _failure: Any = None) -> None:
            started.update(status=int(status.split()[0]), headers=dict(headers))

        chunks = self.application(self.environ(address), start_response)
        try:
            body = b"".join(chunks)
        finally:
            # As a server does: it ends the request for those who count them.
            chunks.close()
        return SiteAnswer(started["status"], started["headers"], body)

    def environ(self, address: str) -> dict[str, Any]:
        scheme, host = urlsplit(self.origin)[:2]
        name, _colon, port = host.partition(":")
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(address).decode("latin-1"),
            "QUERY_STRING": "",
            "SERVER_NAME": name,
            "SERVER_PORT": port or {"http": "80", "https": "443"}[scheme],
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": host,
            "HTTP_X_FORWARDED_PROTO": scheme,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
