"""The databases without the triggers that guard what contests have frozen, as somebody with SQL may have them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from agenda.contests.log import TABLES


@contextmanager
def without_guards() -> Iterator[None]:
    # PostgreSQL changes no table for which keys are still to be checked.
    connection.check_constraints()
    TABLES.drop_triggers(connection)
    try:
        yield
    finally:
        connection.check_constraints()
        TABLES.create_triggers(connection)
