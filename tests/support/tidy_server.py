"""The server of browser tests, which can be made to finish what it was asked before the next test begins.

A browser that is closed drops its connections; the server answers what it was asked on them all the same. Such a
request would render its page, and read the database, within the next test: a client there takes each page rendered in
its process for its own.
"""

import contextlib
import socket
import threading

from django.core.servers.basehttp import ThreadedWSGIServer

from tests.support.patience import PATIENCE


class TidyServer(ThreadedWSGIServer):
    def __init__(self, *args, **kwargs):
        self.changed = threading.Condition()
        self.taken: set[socket.socket] = set()
        super().__init__(*args, **kwargs)

    def process_request(self, request, client_address):
        with self.changed:
            self.taken.add(request)
            self.changed.notify_all()
        super().process_request(request, client_address)

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self.changed:
                self.taken.discard(request)
                self.changed.notify_all()

    def finish_requests(self) -> None:
        """Return when all that came until now is answered; connections that are kept for more are closed.

        Raises AssertionError for one that takes longer than anything does.
        """
        # Connections are taken in the order in which they came: once this one is closed, all before it are taken.
        with socket.create_connection(self.server_address, timeout=PATIENCE) as last:
            last.sendall(b"\r\n")
            last.recv(1)
        with self.changed:
            assert self.changed.wait_for(self.has_finished, PATIENCE), "A request is still under way."

    def has_finished(self) -> bool:
        """Whether no connection is left; of those that are, what was sent is still read, and no more."""
        for request in self.taken:
            # One that its client has closed already needs no more.
            with contextlib.suppress(OSError):
                request.shutdown(socket.SHUT_RD)
        return not self.taken
