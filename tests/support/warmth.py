"""Whether an answer came out of the store of finished pages: such a one asks the database for the marks at most."""

import io
from http import HTTPStatus

from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from expo.versions.tables import MARKS
from expo.warm.application import WarmApplication

BEHIND = HTTPStatus.IM_A_TEAPOT


def is_warm(client, path, **headers) -> bool:
    with CaptureQueriesContext(connection) as asked:
        client.get(path, headers=headers)
    return all(MARKS in query["sql"] for query in asked.captured_queries)


def ask_application(path, method="GET", **environ):
    """Status, headers and body as a server gets them; BEHIND where Django would have been asked."""
    told = []

    def behind(environ, start_response):
        start_response(f"{BEHIND.value} {BEHIND.phrase}", [])
        return [b""]

    request = RequestFactory().generic(method, path)
    asked = {**request.environ, "wsgi.input": io.BytesIO(), **environ}
    body = b"".join(WarmApplication(behind)(asked, lambda status, headers: told.extend([status, dict(headers)])))
    return int(told[0].split()[0]), told[1], body
