"""Loads the demo once for a module of tests, and takes all of it back afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction

from expo.db import analyze
from tests.support.deferred import check_constraints_now


@contextmanager
def loaded(blocker, *loaders: Callable[[], None]) -> Iterator[None]:
    with blocker.unblock(), transaction.atomic():
        for load in loaders:
            load()
            analyze.analyze_tables()
        check_constraints_now()
        yield
        transaction.set_rollback(True)
