"""A person's name in two columns, the family name and the given one: put together as the name is written."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from expo.i18n.languages import HAN
from expo.i18n.lazy_text import LazyText
from expo.imports.lists.sheets.cells import cell_text
from expo.spreadsheets.cells import Value, is_empty


@dataclass(frozen=True)
class NamePart:
    """A column that says a part of a name. `words`: those that head it, as fields have them."""

    key: str
    label: LazyText
    words: str


FAMILY = NamePart("family_name", _("Family name"), "=姓 姓氏 familyname surname lastname")
GIVEN = NamePart("given_name", _("Given name"), "=名 givenname givennames firstname firstnames forename forenames")
PARTS = (FAMILY, GIVEN)


def join_name(by_field: dict[str, Value]) -> None:
    """Put the parts in place of the name of their language, unless that is said by itself."""
    cells = [by_field.pop(part.key, None) for part in PARTS]
    family, given = ("" if is_empty(cell) else cell_text(cell).strip() for cell in cells)
    if HAN.search(family + given):
        key, name = "name_zh", family + given
    elif is_family_first(cell_text(by_field.get("name_zh") or "")):
        key, name = "name_en", f"{family} {given}"
    else:
        key, name = "name_en", f"{given} {family}"
    if name.strip() and is_empty(by_field.get(key)):
        by_field[key] = name.strip()


def is_family_first(chinese: str) -> bool:
    """Whether a name that is written so in Chinese begins with the family; names of elsewhere have a dot inside."""
    return bool(HAN.search(chinese)) and not set(chinese) & set("·•・")
