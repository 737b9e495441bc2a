"""Names of rows that an import makes."""

import re

from agenda.imports.formats.plain_text import is_chinese
from expo.i18n.hanzi import fold_hanzi

WITH_BRACKETS = re.compile(r"(.*?)[(（]([^()（）]+)[)）]")


def name_fields(name: str) -> dict[str, str]:
    """The fields of a name that came without its language: Chinese characters are Chinese."""
    if is_chinese(name):
        return {"name_en": "", "name_zh": name}
    return {"name_en": name, "name_zh": ""}


def comparable_name(name: str) -> str:
    """What two names are compared by."""
    return fold_hanzi(" ".join(name.split())).casefold()


def split_brackets(text: str) -> tuple[str, str]:
    """What stands before brackets that end the text, and what in them; the text and nothing where there are none.

    In one pass, however many blanks there are.
    """
    match = WITH_BRACKETS.fullmatch(text)
    if match is None or not match[2].strip():
        return text, ""
    return match[1].strip(), match[2].strip()
