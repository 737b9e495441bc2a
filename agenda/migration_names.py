"""What migrations name from the code of this app: it stays here under these names for good (see expo's)."""

import datetime as dt
import re
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, storages
from django.db.models import Func, IntegerField
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
# Keys of rows follow one another, and would tell how many sessions are not public.
FEWEST = 36**6


def check_daily_hours(value: Any) -> None:
    """Raises ValidationError where it is not of the shape that `agenda.models.daily_hours` describes."""
    if not is_daily_hours(value):
        raise ValidationError(_("Give each day's hours like 09:00 and 18:00, or none where it is closed."))


def is_daily_hours(value: Any) -> bool:
    return isinstance(value, dict) and all(fits_a_day(day, hours) for day, hours in value.items())


def fits_a_day(day: str, hours: Any) -> bool:
    try:
        same = dt.date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False
    if hours is None:
        return same
    pair = isinstance(hours, list) and len(hours) == 2 and all(isinstance(one, str) for one in hours)
    return same and pair and all(CLOCK.fullmatch(one) for one in hours) and hours[0] != hours[1]


class Seconds(Func):
    """A moment, or the midnight of a day in UTC, as whole seconds since 1970."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> tuple[str, Any]:
        return self.as_sql(
            compiler, connection, template="CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)", **extra
        )

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> tuple[str, Any]:
        # A value that is not known has no type of its own.
        moment = "CAST(%(expressions)s AS timestamp with time zone)"
        return self.as_sql(compiler, connection, template=f"EXTRACT(EPOCH FROM {moment})::bigint", **extra)


def random_number() -> int:
    """Of seven characters to the base of 36, and longer than any key of a row."""
    return FEWEST + secrets.randbelow(36**7 - FEWEST)


def draw_seed() -> str:
    """From which a round's judges are drawn; anybody who knows it draws the same."""
    return secrets.token_hex(16)


def private_storage() -> Storage:
    """Where no web server looks."""
    return storages["private"]
