"""The hours of what lasts several days, as a session keeps them: {"2019-08-26": ["09:00", "18:00"]}, null where closed.

A day that is not named has the hours at which the session starts and ends.
"""

import datetime as dt
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def check(value: Any) -> None:
    """Raises ValidationError where it is not of that shape."""
    if not isinstance(value, dict) or not all(fits(day, hours) for day, hours in value.items()):
        raise ValidationError(_("Give each day's hours like 09:00 and 18:00, or none where it is closed."))


def fits(day: str, hours: Any) -> bool:
    try:
        same = dt.date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False
    if hours is None:
        return same
    pair = isinstance(hours, list) and len(hours) == 2 and all(isinstance(one, str) for one in hours)
    return same and pair and all(CLOCK.fullmatch(one) for one in hours) and hours[0] != hours[1]
