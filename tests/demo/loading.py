"""Loads the demo once for a module of tests, and takes all of it back afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def loaded(blocker, *loaders: Callable[[], None]) -> Iterator[None]:
    with blocker.unblock(), transaction.atomic():
        for load in loaders:
            load()
            learn()
        yield
        transaction.set_rollback(True)


def learn() -> None:
    """Let PostgreSQL count the rows of the open transaction: without, its plans go astray."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
