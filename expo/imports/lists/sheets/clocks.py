"""Times of day as people write them in cells, in Chinese and in English: 9:00, 上午9时30分, 2.30 p.m., 10:00-11:30."""

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

# Which hour of 24 each hour means that is written beside a word for a part of the day.
NOON_HOUR, MIDNIGHT_HOUR = 12, 24
AS_WRITTEN = dict(enumerate(range(24)))
LATER = {12: 12} | dict(enumerate(range(13, 24), start=1))
TO_24 = dict(enumerate(range(13, 24), start=13))
MORNING = dict(enumerate(range(13)))
NOON = {11: 11, 12: 12, 13: 13, 14: 14, 1: 13, 2: 14}
AFTERNOON = LATER | TO_24
EVENING = dict(enumerate(range(17, 24), start=5)) | dict(enumerate(range(17, 24), start=17))
NIGHT = {12: 0} | dict(enumerate(range(7)))
IN_CHINESE = {
    "上午": MORNING,
    "早上": MORNING,
    "早晨": MORNING,
    "清晨": MORNING,
    "早": MORNING,
    "中午": NOON,
    "正午": NOON,
    "下午": AFTERNOON,
    "午后": AFTERNOON,
    "傍晚": AFTERNOON,
    "晚上": EVENING,
    "晚间": EVENING,
    "夜间": EVENING,
    "晚": EVENING,
    "凌晨": NIGHT,
}
ENGLISH = {"am": MORNING | {12: 0}, "pm": AFTERNOON, "noon": {12: 12}}
HALVES = IN_CHINESE | ENGLISH | {"": AS_WRITTEN}
BEFORE = f"(?:(?P<word>{'|'.join(sorted(IN_CHINESE, key=len, reverse=True))})\\s*)?"
# A point parts hours from minutes, and the minutes may be left out, where a word says that it is a time.
DIGITS = r"(?P<hour>[01]?\d|2[0-4])(?:\s*[:时點点]\s*(?P<minute>[0-5]\d|半|整)?(?:\s*分)?(?::00)?)"
HALF = r"\s*(?P<half>[ap]\s?\.?\s?m\b\.?|noon\b)"
SPOKEN = rf"(?P<hour>1[0-2]|0?\d)(?:[:.](?P<minute>[0-5]\d))?{HALF}"
DOTTED = r"(?P<hour>[01]?\d|2[0-4])\.(?P<minute>[0-5]\d)\s*(?:uhr|hrs?|h)\b"
FORMS = tuple(re.compile(form, re.IGNORECASE) for form in (SPOKEN, DOTTED, BEFORE + DIGITS))
# Before the end of a range that says the half of both: 9-11.30 am.
BARE = re.compile(r"(?P<hour>1[0-2]|0?\d)(?:[:.](?P<minute>[0-5]\d))?", re.IGNORECASE)
TO = re.compile(r"\s*(?:-|–|—|~|〜|～|至|到|\bto\b)+\s*", re.IGNORECASE)
# Of a moment, behind its minutes.
SECONDS = re.compile(r"(?<=\d:[0-5]\d):[0-5]\d(?:\.\d+)?")
# A time behind a day.
BEHIND = re.compile(
    r"(?:(?<=[\d日号號)a-z])|(?<=[期周拜][一二三四五六天]))(?:\s*,?\s+|t(?=\d)|(?<![\da-z])\s*)", re.IGNORECASE
)
# Nobody writes hours longer than this, and what a cell costs grows faster than its length.
LONGEST = 80
# Where a range names the part of the day beside one of its times, what the other may lie in, as people write it.
NEXT = ("", "下午")


class WrittenClock(NamedTuple):
    """`half`: the word that names the part of the day, "" where none stands there."""

    hour: int
    minute: int
    half: str = ""

    def time(self, half: str) -> dt.time | None:
        """By the 24 hours of the day; None for what no clock shows in that part of it, or what may be noon or night."""
        hour = HALVES[half].get(self.hour)
        if HALVES[half] is MORNING and hour == NOON_HOUR and self.minute:
            return None
        return None if hour is None else dt.time(hour, self.minute)


class WrittenHours(NamedTuple):
    """`day`: what stands before the times, "" for nothing; `ends` None where one time is said."""

    day: str
    begins: dt.time
    ends: dt.time | None = None


def read_written_hours(text: str) -> WrittenHours | None:
    """A time or two, alone or behind a day, then without seconds; None where the text is none beyond doubt."""
    text = plain_text(text)
    if len(text) > LONGEST:
        return None
    if both := clocks_of(text):
        return WrittenHours("", *both)
    for gap in BEHIND.finditer(text):
        if both := clocks_of(SECONDS.sub("", text[gap.end() :])):
            return WrittenHours(text[: gap.start()].strip().rstrip(","), *both)
    return None


def plain_text(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def clocks_of(text: str) -> tuple[dt.time, dt.time | None] | None:
    """A time alone, or begin and end of a range; None where the text is neither."""
    if (one := whole_clock(text)) is not None:
        begins = one.time(one.half)
        return None if begins is None else (begins, None)
    for sign in TO.finditer(text):
        second = whole_clock(text[sign.end() :])
        if second is not None and (first := first_clock(text[: sign.start()], second)) is not None:
            return range_of(first, second)
    return None


def whole_clock(text: str) -> WrittenClock | None:
    for form in FORMS:
        if found := form.fullmatch(text.strip()):
            parts = found.groupdict()
            half = parts.get("word") or re.sub(r"[\s.]", "", parts.get("half") or "").lower()
            return WrittenClock(int(parts["hour"]), minute_of(parts["minute"]), half)
    return None


def minute_of(said: str | None) -> int:
    if said == "半":
        return 30
    if not said or said == "整":
        return 0
    return int(said)


def first_clock(text: str, second: WrittenClock) -> WrittenClock | None:
    """When a range begins; where its end says am or pm, an hour alone will do."""
    found = BARE.fullmatch(text.strip())
    if found is not None and second.half in ENGLISH:
        return WrittenClock(int(found["hour"]), minute_of(found["minute"]))
    return whole_clock(text)


def range_of(first: WrittenClock, second: WrittenClock) -> tuple[dt.time, dt.time] | None:
    """A time without a part of the day lies in that of the other, or in the next where it would come before it."""
    if not (first.half or second.half):
        return both_times(first, second)
    halves = (first.half or second.half, *NEXT)
    for one in (first.half,) if first.half else halves:
        for other in (second.half,) if second.half else halves:
            begins, ends = first.time(one), second.time(other)
            if begins and ends and begins < ends:
                return begins, ends
    return both_times(first, second) if first.half and second.half else None


def both_times(first: WrittenClock, second: WrittenClock) -> tuple[dt.time, dt.time] | None:
    begins, ends = first.time(first.half), end_of(second)
    if begins is None or ends is None:
        return None
    return begins, ends


def end_of(clock: WrittenClock) -> dt.time | None:
    """When a range ends, with 24:00 for the end of its day."""
    if clock == WrittenClock(MIDNIGHT_HOUR, 0):
        return dt.time()
    return clock.time(clock.half)
