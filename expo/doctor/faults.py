"""What a check of the doctor yields, and all checks one after the other."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError
from django.utils.module_loading import import_string


class Fault(NamedTuple):
    """`code` is a short name that stays; `fix` what to do, beginning with a verb."""

    code: str
    sentence: str
    fix: str


Check = Callable[[], Iterator[Fault]]


def find_faults() -> Iterator[Fault]:
    """Everything that is wrong. A check that the database stops is passed over once that was said."""
    answers = True
    for dotted in settings.EXPO_DOCTOR:
        for check in import_string(dotted):
            try:
                yield from check()
            except DatabaseError as error:
                if answers:
                    yield Fault(
                        "database-silent",
                        f"The database does not answer: {error}".strip(),
                        "Start it, and look at DATABASE_URL.",
                    )
                answers = False
