"""What stands for a picture where there is none: the first of a name, in the script of the page."""

import re
from typing import Any

from expo.i18n.bilingual import language_suffix

LATIN_WORD = re.compile(r"[A-Za-z0-9]+")
SHOWN = 2


def initials_of_row(row: Any) -> str:
    """Of an organisation or a person: two Latin letters on English pages, one character on Chinese ones."""
    if language_suffix() == "en":
        return latin_initials(row.name_en) or latin_initials(row.pinyin) or row.name_zh[:1]
    chinese = getattr(row, "short_zh", "") or row.name_zh
    return chinese[:1] or latin_initials(row.name_en)


def latin_initials(name: str) -> str:
    words = LATIN_WORD.findall(name)[:SHOWN]
    return "".join(word[0] for word in words).upper()
