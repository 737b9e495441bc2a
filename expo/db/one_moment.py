"""Several queries that see the database as it was at one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connection, transaction

SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"


@contextmanager
def read_one_moment() -> Iterator[None]:
    """All that is read meanwhile is of one moment, and no writer waits. Within a transaction it is of that one."""
    if connection.in_atomic_block:
        yield
        return
    with ExitStack() as stack:
        if connection.vendor == "sqlite":
            # Transactions begin as those of writers do, of whom there is one at a time: but not this one.
            database: Any = connection
            stack.callback(setattr, database, "transaction_mode", database.transaction_mode)
            database.transaction_mode = "DEFERRED"
            stack.enter_context(transaction.atomic())
        else:
            stack.enter_context(transaction.atomic())
            stack.enter_context(connection.cursor()).execute(SNAPSHOT)
        yield
