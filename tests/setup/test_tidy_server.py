"""No request of a browser test is answered within the test after it."""

import contextlib
import http.client
import threading

import pytest
from django.test.testcases import QuietWSGIRequestHandler

from tests.support.tidy_server import TidyServer


class Held:
    """An application that answers what begins with /slow/ when it is told to `go`; `asked`: whether that has come."""

    def __init__(self):
        self.asked, self.go, self.answered = threading.Event(), threading.Event(), []

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        if path.startswith("/slow/"):
            self.asked.set()
            self.go.wait()
        self.answered.append(path)
        start_response("200 OK", [("Content-Length", "0")])
        return []


@pytest.fixture
def held():
    return Held()


@pytest.fixture
def server(held):
    with TidyServer(("127.0.0.1", 0), QuietWSGIRequestHandler) as server:
        server.set_app(held)
        threading.Thread(target=server.serve_forever).start()
        yield server
        held.go.set()
        server.shutdown()


def ask(server, path):
    client = http.client.HTTPConnection(*server.server_address)
    client.request("GET", path)
    return client


def test_a_request_whose_client_has_gone_is_answered_before_the_next_test(server, held):
    ask(server, "/slow/").close()
    finishing = threading.Thread(target=server.finish_requests)
    finishing.start()
    held.asked.wait()
    before = finishing.is_alive(), [*held.answered]

    held.go.set()
    finishing.join()

    assert before == (True, [])
    assert held.answered == ["/slow/"]


def test_a_connection_that_a_browser_keeps_for_more_is_not_waited_for(server, held):
    with contextlib.closing(ask(server, "/quick/")) as client:
        client.getresponse().read()

        server.finish_requests()

    assert held.answered == ["/quick/"]
    assert not server.taken
