"""Reading a day as people write it, in Chinese and in English. Nothing is guessed."""

import calendar
import datetime as dt
import re
import unicodedata
from contextlib import suppress
from operator import methodcaller
from typing import NamedTuple

from expo.i18n.hanzi import fold_hanzi

from .cells import Number, Value
from .files import number_formats

SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}([-/.]\d{2})?|\d{1,2}[-/. ][a-z]{3,9}[-/. ]'?\d{2}")
CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
TENS = re.compile("([一二三四五六七八九])?十([一二三四五六七八九])?")
DASHES = str.maketrans("–—‐‑−", "-----")
# No day is longer, and what these cost grows faster than the length of a cell.
LONGEST = 200
# One character of a day of the week, Japanese and Korean too, is one in brackets only.
WEEKDAY = re.compile(
    r"[(（]?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*[)）]?|[(（]\s*[一二三四五六日月火水木金土월화수목금토일天]\s*[)）]"
    r"|[(（]?\s*\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\s*[)）]?,?"
)
# In brackets behind a day, by one character; 天 is 日 too.
ONE_CHARACTER = re.compile(r"\(\s*([一二三四五六日月火水木金土월화수목금토일天])\s*\)")
BY_CHARACTER = ("一二三四五六日", "月火水木金土天", "월화수목금토일")
KOREAN = str.maketrans("년월일", "年月日")
ENGLISH_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEK_DAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])|(mon|tue|wed|thu|fri|sat|sun)(?:s|r|rs|nes|ur)?(?:day)?")
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
ENGLISH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?(?:\s+of)?[\s-]+([a-z]{3,9})\.?,?[\s-]*(\d{4})?")
AMERICAN = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{4})?")


class DateRefusal(ValueError):
    """A day that was not read: `code` is "unreadable", "ambiguous", "no_such_day" or "month_only"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class DateWindow(NamedTuple):
    """`year` is meant where none is written, of days until `until`.

    A bare serial number must lie between `first` and `last`, and near that year.
    `since_1904`: from where the workbook counts its serial numbers; None where that is not known.
    """

    year: int
    first: dt.date
    last: dt.date
    until: dt.date = dt.date.max
    since_1904: bool | None = False


def parse_date(value: Value, window: DateWindow) -> dt.date:
    """The day. Raises DateRefusal."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, Number):
        return parse_number(value, window)
    if not isinstance(value, str):
        raise DateRefusal("unreadable")
    return parse_text(value, window)


def parse_number(number: Number, window: DateWindow) -> dt.date:
    """A number in a column of dates: 20190826, or the days that spreadsheets count."""
    text = str(number)
    if found := COMPACT.fullmatch(text):
        return build_date(*found.groups())
    day = None
    if 61 <= number.value < number_formats.LAST and window.since_1904 is not None:
        day = number_formats.serial_date(number.value, since_1904=window.since_1904)
    if isinstance(day, dt.datetime):
        day = day.date()
    # A number in a column of days may be something else: only a day near the event is believed.
    if day and is_near(day, window):
        return day
    raise DateRefusal("unreadable")


def either_reading(text: str) -> list[dt.date]:
    """Both days of 08/09/2019, whose month may stand before its day or behind it; none of any other text.

    Of 08.09.2019 the one day: between points the day stands first.
    """
    found = YEAR_LAST.fullmatch(unicodedata.normalize("NFKC", text).translate(DASHES).strip())
    if not found:
        return []
    days = []
    for month, day in ((found[3], found[1]), (found[1], found[3]))[: 1 if found[2] == "." else 2]:
        with suppress(DateRefusal):
            days.append(build_date(found[4], month, day))
    return days


def serial_moment(number: Number, window: DateWindow) -> dt.datetime | None:
    """The minute of a day near the event that spreadsheets count to; None of whole days, and of any other number."""
    if not number.value % 1 or not 61 <= number.value < number_formats.LAST or window.since_1904 is None:
        return None
    moment = number_formats.serial_date(number.value, since_1904=window.since_1904)
    if not isinstance(moment, dt.datetime) or not is_near(moment.date(), window):
        return None
    return (moment + dt.timedelta(seconds=30)).replace(second=0, microsecond=0)


def is_weekday(text: str) -> bool:
    """Whether a text is the name of a day of the week, and nothing else."""
    return weekday_of(text) is not None


def weekday_of(text: str) -> int | None:
    """Which day of the week a text names, 0 for Monday; None where it is anything else."""
    folded = fold_hanzi(unicodedata.normalize("NFKC", text)).strip(" .()").casefold()
    if found := WEEK_DAY.fullmatch(folded):
        return min("一二三四五六日天".index(found[1]), 6) if found[1] else ENGLISH_WEEK.index(found[2])
    return None


def weekday_words(text: str) -> str:
    """The day of the week that a text names beside other things, as it calls it; "" where it names none."""
    if len(text) > LONGEST:
        return ""
    folded = fold_hanzi(unicodedata.normalize("NFKC", text)).casefold()
    for found in WEEKDAY.finditer(folded):
        name = found[0].strip(" ,()")
        if is_weekday(name):
            return name
    return ""


def contradicting_weekday(text: str, day: dt.date) -> str:
    """The day of the week that a text names beside this day, as people write it, where it is another; else ""."""
    name = weekday_words(text)
    if name:
        return "" if weekday_of(name) == day.weekday() else name.title()
    found = ONE_CHARACTER.search(unicodedata.normalize("NFKC", text[:LONGEST]))
    if not found or day.weekday() in map(methodcaller("find", found[1]), BY_CHARACTER):
        return ""
    return found[0]


def parse_text(text: str, window: DateWindow) -> dt.date:
    if len(text) > LONGEST:
        raise DateRefusal("unreadable")
    text = fold_hanzi(unicodedata.normalize("NFKC", text)).translate(DASHES).strip().lower()
    text = text.lstrip("'").rstrip("。;,.、")
    text = CLOCK.sub("", WEEKDAY.sub(" ", text).translate(KOREAN).strip()).strip()
    text = text.replace("廿", "二十").replace("卅", "三十")
    if re.search("[一二三四五六七八九十〇○零]", text):
        text = TENS.sub(lambda match: f"{match[1] or '1'}{match[2] or '0'}", text)
        text = text.translate(CHINESE)
    if found := YEAR_FIRST.fullmatch(text):
        year, first, month, second, date = found.groups()
        if (first == "年") != (second == "月") or (first != "年" and first != second):
            raise DateRefusal("unreadable")
        return build_date(year, month, date)
    if found := COMPACT.fullmatch(text):
        return build_date(*found.groups())
    if found := NO_YEAR.fullmatch(text):
        month, date = found.groups()
        return complete_year(month, date, window)
    if found := YEAR_LAST.fullmatch(text):
        return parse_year_last(found[1], found[3], found[4])
    return parse_worded_date(text, window)


def parse_worded_date(text: str, window: DateWindow) -> dt.date:
    if found := SHORT_NAMED.fullmatch(text):
        date, month, apostrophe, year = found.groups()
        return parse_short_year(date, month, apostrophe, year, window)
    if found := ENGLISH.fullmatch(text):
        date, month, year = found.groups()
    elif found := AMERICAN.fullmatch(text):
        month, date, year = found.groups()
    elif re.fullmatch(r"\d{5}(\.\d+)?", text) and not window.since_1904:
        return parse_number(Number(number_formats.SPREADSHEET.create_decimal(text)), window)
    else:
        raise DateRefusal(refusal_code(text))
    if month not in MONTHS | SHORT:
        raise DateRefusal("unreadable")
    number = (MONTHS | SHORT)[month]
    if not year:
        return complete_year(number, date, window)
    return build_date(year, number, date)


def refusal_code(text: str) -> str:
    """Why the text is no date."""
    if re.fullmatch(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*月?", text):
        return "month_only"
    if SHORT_YEAR.fullmatch(text):
        return "ambiguous"
    return "unreadable"


def parse_short_year(date: str, month: str, apostrophe: str | None, year: str, window: DateWindow) -> dt.date:
    """26-Aug-19 as spreadsheets mean it, where that is near the event, and 2026-08-19 is not."""
    if month not in MONTHS | SHORT:
        raise DateRefusal("unreadable")
    number = (MONTHS | SHORT)[month]
    found, other = two_digit_date(year, number, date), two_digit_date(date, number, year)
    if found is None and (other is None or apostrophe):
        raise DateRefusal("no_such_day")
    if found is None or not is_near(found, window) or (other and not apostrophe and is_near(other, window)):
        raise DateRefusal("ambiguous")
    return found


def two_digit_date(year: str, month: int, date: str) -> dt.date | None:
    with suppress(DateRefusal):
        return build_date(2000 + int(year), month, date)
    return None


def is_near(day: dt.date, window: DateWindow) -> bool:
    return window.first <= day <= window.last and abs(day.year - window.year) < 2


def complete_year(month: str | int, date: str, window: DateWindow) -> dt.date:
    found = build_date(window.year, month, date)
    if found > window.until:
        raise DateRefusal("ambiguous")
    return found


def parse_year_last(first: str, second: str, year: str) -> dt.date:
    """26/08/2019 has one reading, 08/09/2019 has two."""
    one, other = int(first), int(second)
    if one != other and one <= 12 and other <= 12:
        raise DateRefusal("ambiguous")
    if one > 12 or one == other:
        return build_date(year, second, first)
    return build_date(year, first, second)


def build_date(year: str | int, month: str | int, date: str | int) -> dt.date:
    try:
        return dt.date(int(year), int(month), int(date))
    except ValueError as error:
        raise DateRefusal("no_such_day") from error
