"""In front of Django's handler: what is kept is sent before a request, a session or a language is made of it."""

from collections.abc import Callable, Iterable

from expo.monitoring.exchange import current_exchange
from expo.warm.addresses import Environ
from expo.warm.store import STORE

Application = Callable[[Environ, Callable], Iterable[bytes]]
STATUS = {200: "200 OK", 304: "304 Not Modified"}


class WarmApplication:
    """A WSGI application that asks the store first, and the one behind it for all else."""

    def __init__(self, behind: Application) -> None:
        self.behind = behind

    def __call__(self, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        sent = STORE.send(environ)
        if sent is None:
            return self.behind(environ, start_response)
        current_exchange(environ).route = sent.route
        start_response(STATUS[sent.status], sent.headers)
        return [sent.body]
