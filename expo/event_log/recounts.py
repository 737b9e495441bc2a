"""What was stated once, sealed, and counted again from the rows behind it: `manage.py recompute`."""

from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string

from expo.models import Edition


class Recount(NamedTuple):
    """One statement counted again: a line for each figure, and why it does not hold (nothing where it does)."""

    name: str
    number: int
    lines: list[str]
    faults: list[str]


def recount_statements(edition: Edition, number: int | None = None) -> Iterator[Recount]:
    """The statements of every kind that the apps made of this edition: all of them, or those of this number."""
    for path in settings.EXPO_RECOUNTS:
        yield from import_string(path)(edition, number)
