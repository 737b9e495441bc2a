"""The outermost part of the server: what is done for every request before Django, or a kept page, answers it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from expo.availability.failures import Failure, failure_content
from expo.availability.maintenance import closing_failure
from expo.monitoring.exchange import Exchange, current_exchange
from expo.monitoring.metrics import count_exchange
from expo.monitoring.request_log import log_request

Environ = dict[str, Any]
Application = Callable[[Environ, Callable], Iterable[bytes]]


class Gateway:
    """A WSGI application around another: gives each request its number, closes the site, and tells of each answer.

    The number goes back as `X-Request-ID`. What answers inside may say more of itself in `current_exchange(environ)`.
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        exchange = current_exchange(environ)

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable:
            exchange.status = int(status[:3])
            return start_response(status, [*headers, ("X-Request-ID", exchange.request_id)], *error)

        if failure := closing_failure(environ):
            exchange.route = failure.code
            return ToldBody(refuse(failure, environ, start), exchange)
        return ToldBody(self.application(environ, start), exchange)


def refuse(failure: Failure, environ: Environ, start: Callable) -> list[bytes]:
    content, headers = failure_content(failure, environ)
    start(f"{int(failure.status)} {failure.status.phrase}", [*headers.items(), ("Content-Length", str(len(content)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [content]


class ToldBody:
    """The body of an answer; once the server has passed on the last of it, the log is told."""

    def __init__(self, body: Iterable[bytes], exchange: Exchange) -> None:
        self.body, self.exchange = body, exchange

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.body)

    def close(self) -> None:
        try:
            if hasattr(self.body, "close"):
                self.body.close()
        finally:
            log_request(self.exchange)
            count_exchange(self.exchange)
