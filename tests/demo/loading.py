"""Loads the demo once for a module of tests, and takes all of it back afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction

from expo import planner


@contextmanager
def loaded(blocker, *loaders: Callable[[], None]) -> Iterator[None]:
    with blocker.unblock(), transaction.atomic():
        for load in loaders:
            load()
            planner.learn()
        yield
        transaction.set_rollback(True)
