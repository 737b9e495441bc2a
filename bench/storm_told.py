"""What the clients of a storm were told, written down line by line: whoever interrupts it can go on with all of it."""

import json
import os
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

KILLS = ("worker kills", "database kills", "fail-overs")


@dataclass
class Told:
    """What all clients together were told.

    `over`: nobody begins another submission; `broken`: nobody waits for an answer any more; `killed`: all that
    was to be killed is, and each client's last submission may begin. `minor`: what each key was
    sent with, in fen. `counts_before`: what was counted in earlier sittings. `sittings`: of each that has ended, its
    submissions, seconds, and seconds per 1,000 at both ends.
    """

    numbers: dict[str, set[str]] = field(default_factory=dict)
    minor: dict[str, int] = field(default_factory=dict)
    counts: Counter = field(default_factory=Counter)
    counts_before: Counter = field(default_factory=Counter)
    sittings: list[list[float]] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)
    over: threading.Event = field(default_factory=threading.Event)
    broken: threading.Event = field(default_factory=threading.Event)
    killed: threading.Event = field(default_factory=threading.Event)
    journal: TextIO | None = None

    def count(self, what: str) -> None:
        with self.lock:
            self.counts[what] += 1
            self.write("count", what)

    def counts_here(self) -> Counter:
        """What was counted in this sitting."""
        return self.counts - self.counts_before

    def send(self, key: str, minor: int) -> None:
        """Before the first time that it is sent."""
        with self.lock:
            self.minor[key] = minor
            self.write("send", key, minor)

    def acknowledge(self, key: str, number: str) -> None:
        with self.lock:
            if key not in self.numbers:
                self.moments.append(time.monotonic())
            if number not in self.numbers.setdefault(key, set()):
                self.numbers[key].add(number)
                self.write("acknowledge", key, number)

    def drop(self, key: str) -> None:
        """One that nobody was told a number of, and that is not stored."""
        with self.lock:
            del self.minor[key]
            self.write("drop", key)

    def end_sitting(self, number: int, seconds: float) -> None:
        sitting = [number, seconds, *self.seconds_per_thousand()]
        with self.lock:
            self.sittings.append(sitting)
            self.write("sitting", *sitting)

    def seconds_per_thousand(self) -> tuple[float, float]:
        """Of the first and of the last thousand that were told in this sitting, or of a tenth where there are fewer."""
        size = min(1_000, max(2, len(self.moments) // 10))
        if len(self.moments) < size:
            return 0, 0
        first, last = self.moments[:size], self.moments[-size:]
        return tuple((ends[-1] - ends[0]) / (size - 1) * 1_000 for ends in (first, last))

    def write(self, *line: Any) -> None:
        """At once: the storm itself may be killed."""
        if self.journal:
            self.journal.write(json.dumps(line) + "\n")
            self.journal.flush()

    def go_on_in(self, file: Path) -> None:
        """With all that stands in this file, which from now on is told as well."""
        lines = file.read_text().splitlines(keepends=True) if file.exists() else []
        if lines and not lines[-1].endswith("\n"):
            os.truncate(file, file.stat().st_size - len(lines.pop().encode()))
        for line in lines:
            self.replay(json.loads(line))
        self.moments.clear()
        self.counts_before = self.counts.copy()
        self.journal = file.open("a")

    def close(self) -> None:
        if self.journal:
            self.journal.close()

    def replay(self, line: list) -> None:
        what, *said = line
        if what == "sitting":
            self.sittings.append(said)
        else:
            getattr(self, what)(*said)

    def settle(self, stored: Iterable[list]) -> int:
        """What an interrupted sitting has sent without hearing of it may stand in the ledger or not; returns how many.

        `stored`: key, number and sequence of each deal. Nothing may be under way any more.
        """
        numbers = {key: number for key, number, _sequence in stored}
        unheard = self.minor.keys() - self.numbers.keys()
        for key in sorted(unheard):
            if key in numbers:
                self.acknowledge(key, numbers[key])
            else:
                self.drop(key)
        self.moments.clear()
        return len(unheard)


def refusals(told: Told) -> Iterator[str]:
    """In a sitting in which nothing was killed, nobody is."""
    here = told.counts_here()
    if not sum(here[what] for what in KILLS):
        for what in ("server error", "no answer", "visitors refused"):
            if here[what]:
                yield f"{here[what]} times: {what}"


def missed(told: Told, asked: Mapping[str, int]) -> Iterator[str]:
    """Where this sitting had fewer kills of a sort than it was asked for: it has not shown what it was for."""
    here = told.counts_here()
    for what, number in asked.items():
        if here[what] < number:
            yield f"{here[what]} {what} of {number}"
