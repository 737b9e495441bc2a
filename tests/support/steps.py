"""How much the database does for an answer, in steps of SQLite's own machine: the same however busy the computer is."""

from contextlib import contextmanager

import pytest
from django.db import connection

# One of so many steps is counted.
EACH = 10
counts_steps = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite tells its steps")


class Steps:
    def __init__(self):
        self.number = 0

    def tick(self):
        self.number += EACH


@contextmanager
def count_steps():
    """`number` of what it yields: the steps of all statements meanwhile."""
    steps = Steps()
    connection.ensure_connection()
    connection.connection.set_progress_handler(steps.tick, EACH)
    try:
        yield steps
    finally:
        connection.connection.set_progress_handler(None, 0)
