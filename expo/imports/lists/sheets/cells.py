"""What a cell of a list says, as text; and words as they compare."""

import datetime as dt
import re
import unicodedata
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from expo.i18n.hanzi import fold_hanzi
from expo.i18n.languages import HAN
from expo.imports.lists.problems import CellProblem
from expo.spreadsheets.cells import NO_RESULT, ErrorValue, Number, Value

# More are no number of anything.
DIGITS = 18
BETWEEN_HAN = re.compile("(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
LISTED = "、;；\n|"
# A comma parts a list, but not a firm from its legal form, nor the thousands of a number.
COMMA = r"[,，](?!\s*(?:ltd|inc|co|llc|corp)\b)(?!\d)"
SIDES = re.compile(r"\n|\s*[|｜]\s*|\s+/\s+")
NOTHING = {"-", "--", "—", "——", "/", "\\", "无", "n/a", "na", "none", "null", "nil", "暂无"}
YES = {"是", "有", "√", "✓", "✔", "y", "yes", "true", "1", "对", "☑", "v"}
NO = {"否", "无", "×", "✗", "✘", "x", "n", "no", "false", "0", "不是", "☐"}


# What stands where nobody knows yet.
NOT_YET_KNOWN = {
    *("待定", "未定", "待确认", "待通知", "待安排", "另行通知", "时间待定", "待定时间", "日期待定", "待定日期"),
    *("tbd", "tba", "tbc", "t.b.d.", "t.b.a.", "t.b.c."),
    *("to be announced", "to be confirmed", "to be determined", "to be decided", "not yet known"),
}


@lru_cache(maxsize=8192)
def fold_words(text: str) -> str:
    """For comparing words: no difference of width, case or script, nor blanks between Chinese characters."""
    plain = fold_hanzi(unicodedata.normalize("NFKC", text)).casefold()
    return BETWEEN_HAN.sub("", " ".join(plain.replace("_", " ").split()))


def cell_text(value: Value) -> str:
    """What the cell says, "" for nothing or a sign for it. Raises CellProblem for an error in place of a value."""
    if value is None:
        return ""
    if isinstance(value, ErrorValue):
        refuse_error(value)
    if isinstance(value, bool):
        return {True: "yes", False: "no"}[value]
    if isinstance(value, Number):
        return number_text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    text = unicodedata.normalize("NFC", value).strip()
    if text.casefold() in NOTHING:
        return ""
    return text


def is_not_yet_known(value: Value) -> bool:
    """Whether a cell says that nobody knows yet, and nothing else."""
    return isinstance(value, str) and fold_words(value) in NOT_YET_KNOWN


def refuse_error(value: ErrorValue) -> None:
    if value == NO_RESULT:
        raise CellProblem(
            _("The cell holds a formula whose result was not stored: open the file, save it and send it again.")
        )
    raise CellProblem(_("The cell holds the error %(found)s instead of a value."), found=str(value))


def number_text(number: Number) -> str:
    """Without the zeros behind the point that a spreadsheet adds."""
    text = str(number)
    if "." in text:
        return text.rstrip("0").rstrip(".")
    return text


def read_digits(text: str) -> int | None:
    """The number; None of anything but digits, or of more than a number has."""
    if len(text) > DIGITS or not (text.isascii() and text.isdecimal()):
        return None
    return int(text)


@lru_cache(maxsize=4096)
def split_list(text: str, more: str = "") -> tuple[str, ...]:
    """The parts of a list in a cell; `more`: signs that part it too."""
    parts = re.split(f"[{re.escape(LISTED + more)}]|{COMMA}", text, flags=re.IGNORECASE)
    return tuple(filter(None, map(str.strip, parts)))


def split_languages(text: str) -> dict[str, str]:
    """What a text that came without its language says in Chinese (`zh`) and in English (`en`), each on its side."""
    sides = list(filter(None, SIDES.split(text)))
    if len(sides) == 2 and bool(HAN.search(sides[0])) != bool(HAN.search(sides[1])):
        return {side_language(side): side.strip() for side in sides}
    return {side_language(text): text}


def side_language(text: str) -> str:
    if HAN.search(text):
        return "zh"
    return "en"
