"""Dates and times as readers of each language write them."""

import datetime as dt
from collections.abc import Callable

from babel import Locale
from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import gettext as _

from expo.i18n.bilingual import language_suffix

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


def active_locale() -> Locale:
    return LOCALES[language_suffix()]


def day_of(value: dt.date) -> dt.date:
    """The day of a date, or of a moment in the active time zone."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date()
    return value


def format_day(value: dt.date, patterns: dict[str, str]) -> str:
    """A date or moment by the pattern of the active language, like `LONG`."""
    return format_date(day_of(value), patterns[language_suffix()], active_locale())


def date_range(first: dt.date, last: dt.date | None) -> str:
    """26–29 August 2019, 2019年8月26日至29日; a single day where the last one is missing or the same."""
    first, last = day_of(first), day_of(last or first)
    if first == last:
        return format_day(first, PLAIN)
    same = 2
    if first.year == last.year:
        same = 1
    if (first.year, first.month) == (last.year, last.month):
        same = 0
    start, between, end = RANGES[language_suffix()][same]
    return format_date(first, start, active_locale()) + between + format_date(last, end, active_locale())


# What stands between two times where the second lies on another day and is told with words.
APART = {"en": " – ", "zh": "–"}
MIDNIGHT = dt.time()


def time_of_day(moment: dt.datetime) -> str:
    """The time of day in the active time zone, 09:30; where it comes twice that night, with the clock: 01:30 PDT."""
    return clock_face(timezone.localtime(moment))


def clock_face(local: dt.datetime) -> str:
    """09:30 of a moment in the zone in which it is to be read."""
    face = f"{local:%H:%M}"
    if local.utcoffset() != local.replace(fold=not local.fold).utcoffset():
        # An hour that comes twice.
        return f"{face} {local.tzname()}"
    return face


def plain_face(local: dt.datetime, face: str) -> str:
    return face


Writing = Callable[[dt.datetime, str], str]


def format_hours(
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    *,
    zone: dt.tzinfo | None = None,
    daily: bool = False,
    write: Writing = plain_face,
) -> str:
    """10:00–11:00, 22:00–24:00, 23:00 – 02:00 next day, 23:00–次日02:00; by the active time zone or `zone`.

    `daily`: it is open so on each of several days. `write` marks a moment and its face up.
    """
    begins = timezone.localtime(starts_at, zone)
    end, apart = end_of_hours(starts_at, ends_at, zone=zone, daily=daily, write=write)
    between = "–"
    if apart:
        between = APART[language_suffix()]
    return write(begins, clock_face(begins)) + between + end


def end_of_hours(
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    *,
    zone: dt.tzinfo | None = None,
    daily: bool = False,
    write: Writing = plain_face,
) -> tuple[str, bool]:
    """How `format_hours` ends, and whether that is told to be on another day. The midnight after its day is 24:00."""
    begins, ends = timezone.localtime(starts_at, zone), timezone.localtime(ends_at, zone)
    days = (ends.date() - begins.date()).days
    if daily:
        days = int(ends.time() <= begins.time())
    if days == 1 and ends.time() == MIDNIGHT:
        return write(ends, "24:00"), False
    told = write(ends, clock_face(ends))
    if days == 1:
        return _("%(time)s next day") % {"time": told}, True
    if days:
        return _("%(time)s on %(day)s") % {"time": told, "day": format_day(ends.date(), SHORT)}, True
    return told, False
