"""Dates and times as readers of each language write them."""

import datetime as dt

from babel import Locale
from babel.dates import format_date
from django.utils import timezone

from expo.bilingual import suffix

LOCALES = {"en": Locale("en", "GB"), "zh": Locale("zh", "CN", script="Hans")}
LONG = {"en": "EEEE d MMMM y", "zh": "y年M月d日EEEE"}
NAME = {"en": "EEEE d MMMM", "zh": "M月d日EEEE"}
SHORT = {"en": "EEE d MMM", "zh": "M月d日EEE"}
PLAIN = {"en": "d MMMM y", "zh": "y年M月d日"}
# How a range begins where it ends in the same month, in the same year, and otherwise; and how it then ends.
RANGES = {
    "en": (("d", "–", PLAIN["en"]), ("d MMMM", " – ", PLAIN["en"]), (PLAIN["en"], " – ", PLAIN["en"])),
    "zh": ((PLAIN["zh"], "至", "d日"), (PLAIN["zh"], "至", "M月d日"), (PLAIN["zh"], "至", PLAIN["zh"])),
}


def locale() -> Locale:
    return LOCALES[suffix()]


def day_of(value: dt.date) -> dt.date:
    """The day of a date, or of a moment in the active time zone."""
    return timezone.localtime(value).date() if isinstance(value, dt.datetime) else value


def written(value: dt.date, patterns: dict[str, str]) -> str:
    """A date or moment by the pattern of the active language, like `LONG`."""
    return format_date(day_of(value), patterns[suffix()], locale())


def date_range(first: dt.date, last: dt.date | None) -> str:
    """26–29 August 2019, 2019年8月26日至29日; a single day where the last one is missing or the same."""
    first, last = day_of(first), day_of(last or first)
    if first == last:
        return written(first, PLAIN)
    same = 0 if (first.year, first.month) == (last.year, last.month) else 1 if first.year == last.year else 2
    start, between, end = RANGES[suffix()][same]
    return format_date(first, start, locale()) + between + format_date(last, end, locale())


def clock(moment: dt.datetime) -> str:
    """The time of day in the active time zone, 09:30."""
    return timezone.localtime(moment).strftime("%H:%M")
