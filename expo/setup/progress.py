"""Tells on a terminal, or in plain lines, how far some work has come, so that nobody waits without knowing for what."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from django.core.management.base import OutputWrapper

# On a terminal the line counts seconds; in a file a line of its own says that it goes on.
ON_A_TERMINAL, IN_LINES = 1, 2


class Job(NamedTuple):
    """Some work, and what it does, like "Loading deals"."""

    what: str
    work: Callable[[], object]


class Progress:
    """Runs jobs one after the other and tells of each: its number of how many, and the seconds it takes."""

    def __init__(self, out: OutputWrapper) -> None:
        self.out = out
        self.terminal = out.isatty()

    def run(self, jobs: Sequence[Job]) -> None:
        for number, job in enumerate(jobs, start=1):
            with self.telling(f"[{number}/{len(jobs)}] {job.what}"):
                job.work()

    @contextmanager
    def telling(self, what: str) -> Iterator[None]:
        """Tell that the work inside begins, goes on and, where it is not cut off, has ended."""
        began, ended = time.monotonic(), threading.Event()
        self.say(f"{what} ...")
        clock = threading.Thread(target=self.count, args=(what, began, ended), name="progress", daemon=True)
        clock.start()
        try:
            yield
        finally:
            ended.set()
            clock.join()
        self.say(f"{what}: {time.monotonic() - began:.1f} s", last=True)

    def count(self, what: str, began: float, ended: threading.Event) -> None:
        interval = IN_LINES
        if self.terminal:
            interval = ON_A_TERMINAL
        while not ended.wait(interval):
            self.say(f"{what} ... {time.monotonic() - began:.0f} s")

    def say(self, line: str, *, last: bool = False) -> None:
        """On a terminal each line takes the place of the one before, until the last one of a job."""
        start, end = "", "\n"
        if self.terminal:
            start = "\r\x1b[K"
        if self.terminal and not last:
            end = ""
        self.out.write(f"{start}{line}{end}", ending="")
        self.out.flush()
