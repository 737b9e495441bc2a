"""SQLite whose file nobody but its owner can read."""

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import Any

OWNER_ONLY = 0o600


class PrivateConnection(sqlite3.Connection):
    """Makes the file itself before SQLite would, with the rights that its journal then takes over.

    A file that others could read already is closed to them. What is no plain path (memory, a URI) stays as it is.
    Beware: a file that is there must not be opened here, for closing it again would drop the locks that other
    connections of this process hold on it (https://www.sqlite.org/howtocorrupt.html, 2.2).
    """

    def __init__(self, database: Any, *args: Any, **options: Any) -> None:
        name = os.fspath(database)
        if name and not name.startswith((":", "file:")):
            with contextlib.suppress(FileExistsError):
                os.close(os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
            if Path(name).stat().st_mode & 0o077:
                Path(name).chmod(OWNER_ONLY)
        super().__init__(database, *args, **options)
