"""The letters above a long list: names by their first letter, of the English name or the pinyin of the Chinese one."""

from collections import defaultdict
from functools import cached_property
from string import ascii_lowercase
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.db.models.functions import Lower, Substr
from django.http import HttpRequest

from expo.i18n.pinyin import strip_accents
from expo.models.organisations import name_ordering
from expo.versions.row_memory import ROWS, Key

# What names that begin with a digit or another script stand under.
OTHER = "other"
LETTERS = (*ascii_lowercase, OTHER)


class LetterLink(NamedTuple):
    """A letter of the bar; `url`: where its names are, empty where there is none."""

    label: str
    url: str
    chosen: bool


class LetterFilter:
    """Narrows rows whose name stands at `prefix`, by the order of the page's language.

    `wanted`: what else the list is narrowed by, which stays. A letter that makes no sense counts as none. `key`: under
    which the rows may be remembered, whatever the order.
    """

    def __init__(
        self, request: HttpRequest, rows: QuerySet, wanted: dict[str, str], prefix: str, key: Key | None = None
    ) -> None:
        self.rows = rows.annotate(first_letter=Lower(Substr(name_ordering(prefix)[0], 1, 1)))
        self.wanted = wanted
        asked = request.GET.get("letter", "").lower()
        self.letter = asked if asked in LETTERS else ""
        self.rows_key = key

    @cached_property
    def beginnings(self) -> dict[str, list[str]]:
        """By the letter, how the names begin that stand under it: under e also é. One query."""
        found: dict[str, list[str]] = defaultdict(list)
        if self.rows_key is None:
            firsts = self.query_firsts()
        else:
            firsts = ROWS.recall(("letters", name_ordering()[0], *self.rows_key), self.query_firsts)
        for first in firsts:
            plain = strip_accents(first)[:1].lower()
            found[plain if plain and plain in ascii_lowercase else OTHER].append(first)
        return found

    def query_firsts(self) -> tuple[str, ...]:
        return tuple(self.rows.order_by().values_list("first_letter", flat=True).distinct())

    @property
    def key(self) -> Key | None:
        """Under which what is left may be remembered: with the beginnings, which were read before it, by themselves."""
        if self.rows_key is None:
            return None
        if not self.letter:
            return *self.rows_key, ""
        return *self.rows_key, self.letter, *self.beginnings[self.letter]

    def found(self) -> Any:
        """The rows that are left; all of them where no letter is asked for."""
        if not self.letter:
            return self.rows
        return self.rows.filter(first_letter__in=self.beginnings[self.letter])

    @property
    def letters(self) -> list[LetterLink]:
        """From A to Z, and # where there is more; nothing where all names begin alike."""
        offered = [letter for letter, firsts in self.beginnings.items() if firsts]
        if len(offered) < 2 and not self.letter:
            return []
        plain = OTHER not in (*offered, self.letter)
        return [self.link(letter, letter in offered) for letter in (ascii_lowercase if plain else LETTERS)]

    def link(self, letter: str, there: bool) -> LetterLink:
        label = "#" if letter == OTHER else letter.upper()
        url = f"?{urlencode({**self.wanted, 'letter': letter})}" if there else ""
        return LetterLink(label, url, letter == self.letter)

    @property
    def all_url(self) -> str:
        """The list without a letter."""
        return f"?{urlencode(self.wanted)}"
