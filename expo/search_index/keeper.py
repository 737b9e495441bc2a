"""A thread of each process that serves the site, which makes the index what it must be while nobody waits for it."""

import logging
import threading
import time

from django.db import Error, connections

from expo.search_index import upkeep

# So much of it is worked off by whoever wrote it, before they are answered.
FEW = 200


class IndexKeeper:
    """Sleeps until it is woken, by who has written much or by who has found something due."""

    def __init__(self) -> None:
        self.serving = False
        self.wanted, self.lock = threading.Event(), threading.Lock()
        self.thread: threading.Thread | None = None

    def wake(self) -> None:
        """Nothing where no site is served: there whoever writes works off all of it."""
        if not self.serving:
            return
        self.wanted.set()
        with self.lock:
            # A thread is not there any more in a process that was forked after it.
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self.work_whenever_wanted, daemon=True)
                self.thread.start()

    def work_whenever_wanted(self) -> None:
        while self.wanted.wait():
            self.wanted.clear()
            self.work()

    def work(self) -> None:
        """All that is due, leaving others as much time to write as it takes. What fails stays due, for the next."""
        try:
            began = time.monotonic()
            while upkeep.take_step():
                time.sleep(time.monotonic() - began)
                began = time.monotonic()
        except Error:
            logging.getLogger(__name__).exception("The search index could not be brought in step.")
        finally:
            connections.close_all()


KEEPER = IndexKeeper()
