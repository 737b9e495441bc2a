"""Where there is a replica, public pages are read from it; whatever may write, and all that staff ask, is not."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from expo.db.replica import REPLICA, WATCH, read_replica
from expo.web.middleware import is_sent_by_visitors, is_staff_site

Environ = dict[str, Any]
Application = Callable[[Environ, Callable], Iterable[bytes]]
# It tries whether the database can be written.
WRITING_PATHS = ("/readyz", *settings.TOKEN_PATHS)
# Neither database is asked for them, nor how far one is behind the other.
FILES = ("/healthz", "/static/", "/media/")


def choose_database(application: Application) -> Application:
    return NearReads(application) if REPLICA in settings.DATABASES else application


class NearReads:
    """A WSGI application around another, which is asked again where the replica failed under an answer."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: Callable) -> Iterable[bytes]:
        if not only_reads(environ) or not WATCH.is_near():
            return self.application(environ, start_response)
        asked, begun = dict(environ), AnswerStart()
        with read_replica() as reading:
            body = self.application(environ, begun)
        if reading.failed:
            # Gone, or the question stood in the way of what arrived: the database itself has the last word.
            WATCH.fail()
            close(body)
            return self.application(asked, start_response)
        begun.pass_on(start_response)
        return body


class AnswerStart:
    """How an answer begins, held back until it is known whether it is the one."""

    def __init__(self) -> None:
        self.told: tuple = ()

    def __call__(self, *told: Any) -> None:
        self.told = told

    def pass_on(self, start_response: Callable) -> None:
        start_response(*self.told)


def only_reads(environ: Environ) -> bool:
    path = environ.get("PATH_INFO", "")
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or path in WRITING_PATHS or path.startswith(FILES):
        return False
    return not is_staff_site(path) and not is_sent_by_visitors(path)


def close(body: Any) -> None:
    if hasattr(body, "close"):
        body.close()
