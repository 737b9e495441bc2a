"""Number formats of workbooks: which make a number a date, and what they write beside it.

Sources: ECMA-376 part 1, 18.8.30 (numFmts, built-in ids) and 18.17.4.1 (both date systems).
"""

import datetime as dt
import re
from decimal import Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from expo.spreadsheets.cells import Number, Value

DATES = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58}
PERCENT = {9, 10}
YUAN = {5: "¥", 6: "¥", 7: "¥", 8: "¥", 42: "¥", 44: "¥"}
QUOTED = re.compile(r'"([^"]*)"|[\\!](.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]|[_*].')
SCALED = re.compile(r"[0#?],+(?![0#?,])")
SPREADSHEET = Context(prec=15)
FIRST = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}  # noqa: DTZ001
LAST = 2_958_465  # 9999-12-31


class NumberFormat(NamedTuple):
    """`around`: literals beside the number; `disguised`: it moves the point, as `0.0,` and `0!.0,` do."""

    date: bool = False
    around: str = ""
    disguised: bool = False


@lru_cache(maxsize=1024)
def standard_format(number: int) -> NumberFormat:
    if number in PERCENT:
        return NumberFormat(number in DATES, "%")
    return NumberFormat(number in DATES, YUAN.get(number, ""))


@lru_cache(maxsize=1024)
def parse_format(code: str) -> NumberFormat:
    """What the first section, that of positive numbers, does."""
    code = first_section(code)
    literals = ["".join(filter(None, match.groups())) for match in QUOTED.finditer(code)]
    bare = QUOTED.sub("", code)
    if re.search("[yd]|m", bare, re.IGNORECASE) and not re.search(r"general|[0#?]", bare.lower().replace(".0", "")):
        return NumberFormat(date=bool(re.search("[ydYD]", bare) or not re.search("[hsHS]", bare)))
    symbols = [sign for sign in bare if sign in "%¥￥$€£‰" or sign > "\u2e80"]
    around = "".join(literals).strip() + "".join(symbols)
    moved = SCALED.search(bare) is not None or any("." in literal for literal in literals)
    return NumberFormat(False, around.replace("-", "").strip(), moved)


def first_section(code: str) -> str:
    quoted = False
    for at, sign in enumerate(code):
        quoted ^= sign == '"'
        if sign == ";" and not quoted and code[at - 1 : at] != "\\":
            return code[:at]
    return code


def cell_value(text: str, form: NumberFormat, *, since_1904: bool) -> Value:
    """The stored number as a date where its format says so, else as a number to 15 digits."""
    number = SPREADSHEET.create_decimal(text)
    if not number.is_finite() or abs(number.adjusted()) > 300:
        return text
    if form.date and 0 <= number <= LAST and (day := serial_date(number, since_1904=since_1904)):
        return day
    return Number(number, form.around, form.disguised)


def serial_date(serial: Decimal, *, since_1904: bool = False) -> dt.date | None:
    """The day of a serial number, with its time where it has one. In the 1900 system there was a 29 February 1900."""
    if not since_1904 and serial < 61:
        return None
    try:
        moment = FIRST[since_1904] + dt.timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return None
    if serial == int(serial):
        return moment.date()
    return moment
