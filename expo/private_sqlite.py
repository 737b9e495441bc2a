"""SQLite whose file nobody but its owner can read."""

import os
import sqlite3
from pathlib import Path
from typing import Any

OWNER_ONLY = 0o600


class PrivateConnection(sqlite3.Connection):
    """Makes the file itself before SQLite would, with the rights that its journal then takes over.

    A file that others could read already is closed to them. What is no plain path (memory, a URI) stays as it is.
    """

    def __init__(self, database: Any, *args: Any, **options: Any) -> None:
        name = os.fspath(database)
        if name and not name.startswith((":", "file:")):
            os.close(os.open(name, os.O_RDWR | os.O_CREAT, OWNER_ONLY))
            if Path(name).stat().st_mode & 0o077:
                Path(name).chmod(OWNER_ONLY)
        super().__init__(database, *args, **options)
