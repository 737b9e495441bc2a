"""Figures that several processes count: each in a file of its own, which anybody can read while it counts.

A file is a mapped piece of memory, so that counting costs no call of the system and a process that is killed loses
nothing. It is locked as long as its process lives; what dead ones have counted goes into one file, `past`.
"""

import contextlib
import fcntl
import logging
import mmap
import os
import struct
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from django.conf import settings

SIZE = 1 << 20
# The bytes in use stand first; then, one after the other, a key's length, the key filled up to eights, and its number.
USED, LENGTH, NUMBER = struct.Struct("<Q"), struct.Struct("<Q"), struct.Struct("<d")


class CounterFile:
    """One process's. Raises OSError where there is no room: what is mapped without room would end the process."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("w+b")
        fcntl.flock(self.file, fcntl.LOCK_EX)
        os.posix_fallocate(self.file.fileno(), 0, SIZE)
        self.memory = mmap.mmap(self.file.fileno(), SIZE)
        USED.pack_into(self.memory, 0, USED.size)
        self.places: dict[str, int] = {}
        self.lock = threading.Lock()

    def add(self, amounts: Mapping[str, float]) -> None:
        """What no longer fits is not counted: there are thousands of places, and only routes of ours have one."""
        with self.lock:
            for key, amount in amounts.items():
                place = self.places.get(key) or self.make_place(key)
                if place:
                    NUMBER.pack_into(self.memory, place, NUMBER.unpack_from(self.memory, place)[0] + amount)

    def make_place(self, key: str) -> int:
        name = key.encode()
        name += b" " * (-len(name) % 8)
        [used] = USED.unpack_from(self.memory)
        end = used + LENGTH.size + len(name) + NUMBER.size
        if end > SIZE:
            return 0
        LENGTH.pack_into(self.memory, used, len(name))
        self.memory[used + LENGTH.size : end - NUMBER.size] = name
        USED.pack_into(self.memory, 0, end)
        self.places[key] = end - NUMBER.size
        return self.places[key]

    def close(self) -> None:
        self.memory.close()
        self.file.close()


def read_counters(path: Path) -> Counter:
    """What a file says at this moment; nothing where it is only being made."""
    data = path.read_bytes()
    counted: Counter = Counter()
    if len(data) < USED.size:
        return counted
    [used], at = USED.unpack_from(data), USED.size
    while at < used:
        [length] = LENGTH.unpack_from(data, at)
        key_end = at + LENGTH.size + length
        counted[data[at + LENGTH.size : key_end].decode().rstrip()] += NUMBER.unpack_from(data, key_end)[0]
        at = key_end + NUMBER.size
    return counted


class ProcessCounters:
    """The file of this process, made with its first figure; a process that was forked makes its own."""

    def __init__(self) -> None:
        self.file: CounterFile | None = None
        self.owner: tuple[int, Path] | None = None
        self.lock = threading.Lock()

    def add(self, amounts: Mapping[str, float]) -> None:
        owner = (os.getpid(), settings.VAR_DIR)
        if owner != self.owner:
            with self.lock:
                if owner != self.owner:
                    self.begin(owner)
        if self.file:
            self.file.add(amounts)

    def begin(self, owner: tuple[int, Path]) -> None:
        if self.file:
            self.file.close()
        self.file = None
        try:
            with one_at_a_time(fcntl.LOCK_EX) as folder:
                put_away_the_dead(folder)
                self.file = CounterFile(folder / f"{owner[0]}.counters")
        except OSError as error:
            logging.getLogger(__name__).warning("Requests are not counted: %s", error.strerror)
        self.owner = owner


@contextlib.contextmanager
def one_at_a_time(how: int) -> Iterator[Path]:
    """The folder, which nobody tidies meanwhile; `how` as flock has it."""
    folder = settings.VAR_DIR / "counters"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("a") as turn:
        fcntl.flock(turn, how)
        yield folder


def put_away_the_dead(folder: Path) -> None:
    """Add what processes have counted that are gone to what was counted before."""
    dead = [path for path in folder.glob("*.counters") if not is_alive(path)]
    if not dead:
        return
    past = folder / "past"
    counted = read_counters(past) if past.exists() else Counter()
    for path in dead:
        counted += read_counters(path)
    fresh = CounterFile(folder / "past.new")
    fresh.add(counted)
    fresh.close()
    (folder / "past.new").replace(past)
    for path in dead:
        path.unlink()


def is_alive(path: Path) -> bool:
    """Whether a process still counts there."""
    with path.open("rb") as file:
        return not can_lock(file)


def can_lock(file: IO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def sum_counters() -> tuple[Counter, int]:
    """What all processes have counted together, and how many of them live."""
    with one_at_a_time(fcntl.LOCK_SH) as folder:
        files = list(folder.glob("*.counters"))
        living = sum(map(is_alive, files))
        counted: Counter = Counter()
        for path in [*files, *folder.glob("past")]:
            counted += read_counters(path)
    return counted, living


COUNTERS = ProcessCounters()
