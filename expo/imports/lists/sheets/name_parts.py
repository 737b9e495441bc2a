"""A person's name in two columns, the family name and the given one: put together as the name is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

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


def pair_parts(cells: Iterable[tuple[str, Value]]) -> list[tuple[str, str]]:
    """The family name with the given one, of the cells of a row by their part: the first of each, then the second.

    So 姓 and 名 stand beside Surname and Given name; an empty cell keeps its place.
    """
    texts: dict[str, list[str]] = {part.key: [] for part in PARTS}
    for name, cell in cells:
        texts[name].append("" if is_empty(cell) else cell_text(cell).strip())
    return list(zip_longest(texts[FAMILY.key], texts[GIVEN.key], fillvalue=""))


def join_names(pairs: list[tuple[str, str]], by_field: dict[str, Value]) -> None:
    """Put each pair of parts in place of the name of its language, unless that is said by itself."""
    for family, given in sorted(pairs, key=is_of_elsewhere):
        if HAN.search(family + given):
            key, name = "name_zh", family + given
        elif is_family_first(cell_text(by_field.get("name_zh") or "")):
            key, name = "name_en", f"{family} {given}"
        else:
            key, name = "name_en", f"{given} {family}"
        if name.strip() and is_empty(by_field.get(key)):
            by_field[key] = name.strip()


def is_of_elsewhere(pair: tuple[str, str]) -> bool:
    """Whether a name is written in letters: after the Chinese one, which says in which order."""
    return not HAN.search("".join(pair))


def is_family_first(chinese: str) -> bool:
    """Whether a name that is written so in Chinese begins with the family; names of elsewhere have a dot inside."""
    return bool(HAN.search(chinese)) and not set(chinese) & set("·•・")
