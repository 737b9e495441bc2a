"""Reading a day as people write it, in Chinese and in English. Nothing is guessed."""

import calendar
import datetime as dt
import re
import unicodedata
from contextlib import suppress
from typing import NamedTuple

from expo.hanzi import simplified

from . import formats
from .values import Number, Value

SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}([-/.]\d{2})?|\d{1,2}[-/. ][a-z]{3,9}[-/. ]'?\d{2}")
CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
TENS = re.compile("([一二三四五六七八九])?十([一二三四五六七八九])?")
DASHES = str.maketrans("–—‐‑−", "-----")
WEEKDAY = re.compile(r"[(（]?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*[)）]?|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?")
CLOCK = re.compile(
    r"[t\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:z|[ap]m|[+-]\d{2}:?\d{2})?$|\s*[上下中]午[^月日号]*$|\s*晚上?[^月日号]*$"
    r"|(?<=[日号\s])\s*\d{1,2}\s*[时点][^月日号]*$"
)
YEAR_FIRST = re.compile(r"(\d{4})\s*([-/.年、]| )\s*(\d{1,2})\s*([-/.月、]| )\s*(\d{1,2})\s*[日号]?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
NO_YEAR = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
MONTHS = {name.lower(): at for at, name in enumerate(calendar.month_name) if name}
SHORT = {name[:3]: at for name, at in MONTHS.items()} | {"sept": 9}
# Spreadsheets in English write 26-Aug-19.
SHORT_NAMED = re.compile(r"(\d{1,2})[-/. ]([a-z]{3,9})[-/. ](')?(\d{2})")
ENGLISH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]*(\d{4})?")
AMERICAN = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{4})?")


class Doubt(ValueError):
    """A day that was not read: `code` is "unreadable", "ambiguous", "no_such_day" or "month_only"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Window(NamedTuple):
    """`year` is meant where none is written, of days until `until`.

    A bare serial number must lie between `first` and `last`, and near that year.
    `since_1904`: from where the workbook counts its serial numbers; None where that is not known.
    """

    year: int
    first: dt.date
    last: dt.date
    until: dt.date = dt.date.max
    since_1904: bool | None = False


def read(value: Value, window: Window) -> dt.date:
    """The day. Raises Doubt."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, Number):
        return of_number(value, window)
    if not isinstance(value, str):
        raise Doubt("unreadable")
    return of_text(value, window)


def of_number(number: Number, window: Window) -> dt.date:
    """A number in a column of dates: 20190826, or the days that spreadsheets count."""
    text = str(number)
    if found := COMPACT.fullmatch(text):
        return day(*found.groups())
    found = None
    if 61 <= number.value < formats.LAST and window.since_1904 is not None:
        found = formats.date(number.value, since_1904=window.since_1904)
    if isinstance(found, dt.datetime):
        found = found.date()
    # A number in a column of days may be something else: only a day near the event is believed.
    if found and is_near(found, window):
        return found
    raise Doubt("unreadable")


def of_text(text: str, window: Window) -> dt.date:
    text = simplified(unicodedata.normalize("NFKC", text)).translate(DASHES).strip().lower()
    text = text.lstrip("'").rstrip("。;,.、")
    text = CLOCK.sub("", WEEKDAY.sub("", text).strip()).strip()
    text = text.replace("廿", "二十").replace("卅", "三十")
    if re.search("[一二三四五六七八九十〇○零]", text):
        text = TENS.sub(lambda match: f"{match[1] or ''}{match[2] or '0'}" if match[1] else f"1{match[2] or 0}", text)
        text = text.translate(CHINESE)
    if found := YEAR_FIRST.fullmatch(text):
        year, first, month, second, date = found.groups()
        if (first == "年") != (second == "月") or (first != "年" and first != second):
            raise Doubt("unreadable")
        return day(year, month, date)
    if found := COMPACT.fullmatch(text):
        return day(*found.groups())
    if found := NO_YEAR.fullmatch(text):
        return without_year(*found.groups(), window)
    if found := YEAR_LAST.fullmatch(text):
        return either_way(found[1], found[3], found[4])
    return in_words(text, window)


def in_words(text: str, window: Window) -> dt.date:
    if found := SHORT_NAMED.fullmatch(text):
        return of_short_year(*found.groups(), window)
    if found := ENGLISH.fullmatch(text):
        date, month, year = found.groups()
    elif found := AMERICAN.fullmatch(text):
        month, date, year = found.groups()
    elif re.fullmatch(r"\d{5}(\.\d+)?", text) and not window.since_1904:
        return of_number(Number(formats.SPREADSHEET.create_decimal(text)), window)
    elif re.fullmatch(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*月?", text):
        raise Doubt("month_only")
    else:
        raise Doubt("ambiguous" if SHORT_YEAR.fullmatch(text) else "unreadable")
    if month not in MONTHS | SHORT:
        raise Doubt("unreadable")
    number = (MONTHS | SHORT)[month]
    return day(year, number, date) if year else without_year(number, date, window)


def of_short_year(date: str, month: str, apostrophe: str | None, year: str, window: Window) -> dt.date:
    """26-Aug-19 as spreadsheets mean it, where that is near the event, and 2026-08-19 is not."""
    if month not in MONTHS | SHORT:
        raise Doubt("unreadable")
    number = (MONTHS | SHORT)[month]
    found, other = two_digits(year, number, date), two_digits(date, number, year)
    if found is None and (other is None or apostrophe):
        raise Doubt("no_such_day")
    if found is None or not is_near(found, window) or (other and not apostrophe and is_near(other, window)):
        raise Doubt("ambiguous")
    return found


def two_digits(year: str, month: int, date: str) -> dt.date | None:
    with suppress(Doubt):
        return day(2000 + int(year), month, date)
    return None


def is_near(day: dt.date, window: Window) -> bool:
    return window.first <= day <= window.last and abs(day.year - window.year) < 2


def without_year(month: str | int, date: str, window: Window) -> dt.date:
    found = day(window.year, month, date)
    if found > window.until:
        raise Doubt("ambiguous")
    return found


def either_way(first: str, second: str, year: str) -> dt.date:
    """26/08/2019 has one reading, 08/09/2019 has two."""
    one, other = int(first), int(second)
    if one != other and one <= 12 and other <= 12:
        raise Doubt("ambiguous")
    return day(year, second, first) if one > 12 or one == other else day(year, first, second)


def day(year: str | int, month: str | int, date: str | int) -> dt.date:
    try:
        return dt.date(int(year), int(month), int(date))
    except ValueError as error:
        raise Doubt("no_such_day") from error
