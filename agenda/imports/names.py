"""Names of rows that an import makes."""

from agenda.imports.formats.plain_text import is_chinese
from expo.i18n.hanzi import fold_hanzi


def name_fields(name: str) -> dict[str, str]:
    """The fields of a name that came without its language: Chinese characters are Chinese."""
    if is_chinese(name):
        return {"name_en": "", "name_zh": name}
    return {"name_en": name, "name_zh": ""}


def comparable_name(name: str) -> str:
    """What two names are compared by."""
    return fold_hanzi(" ".join(name.split())).casefold()
