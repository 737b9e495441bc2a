"""Places for what is costly: so many at a time on this machine, whatever its number of processes.

Each is a file that whoever has the place keeps locked; the system lets go of it with the process that dies.
"""

import fcntl
from typing import IO

from django.conf import settings


class Place:
    """Taken until it is left."""

    def __init__(self, file: IO) -> None:
        self.file = file

    def leave(self) -> None:
        self.file.close()


def take_place(room: str, number: int) -> Place | None:
    """One of `number` places; None, at once, where all are taken."""
    folder = settings.VAR_DIR / "places"
    folder.mkdir(exist_ok=True)
    for seat in range(number):
        file = (folder / f"{room}-{seat}").open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            continue
        return Place(file)
    return None
