"""A thread of each process that serves the site, which makes the index what it must be while nobody waits for it."""

import logging
import threading
import time

from django.db import Error, connections

from expo.search_index import upkeep
from expo.search_index.kinds import SearchKind

LOG = logging.getLogger(__name__)
FAILED = "The search index could not be brought in step."
# So much of it is worked off by whoever wrote it, before they are answered.
FEW = 200


class IndexKeeper:
    """Sleeps until it is woken, by who has written much or by who has found something due."""

    def __init__(self) -> None:
        self.serving = False
        # Slugs of kinds of which a part was begun and not ended.
        self.unfinished: set[str] = set()
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
        """All that is due, but of kinds that fail: these stay due, for the next, and keep no other waiting.

        So does one that ends the thread: the next one begins with others.
        """
        failed: set[str] = set()
        try:
            while due := upkeep.due_kinds() - failed:
                failed |= self.work_off(upkeep.first_kind(due - self.unfinished or due))
        except Error:
            LOG.exception(FAILED)
        finally:
            connections.close_all()

    def work_off(self, kind: SearchKind | None) -> set[str]:
        """A part of the kind, leaving others as much time to write as it takes; the kind, where it fails."""
        began, slugs = time.monotonic(), {kind.slug} if kind else set()
        self.unfinished |= slugs
        try:
            upkeep.work_off(kind)
        except Error:
            if kind is None:
                raise
            LOG.exception(FAILED)
            return slugs
        self.unfinished -= slugs
        time.sleep(time.monotonic() - began)
        return set()


KEEPER = IndexKeeper()
