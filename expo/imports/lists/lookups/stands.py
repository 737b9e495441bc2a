"""Stands as lists name them: H1-01, H1 01, h1/1, several in a cell, and A01-A05 for all from one to the other."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from expo.exhibition.stand_names import number_spellings, split_stand_words
from expo.i18n.lazy_text import LazyText
from expo.imports.lists.fields import LinkColumn
from expo.imports.lists.lookups.halls import bare_hall
from expo.imports.lists.lookups.likely_stands import LikelyStands
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem, Choice
from expo.models import Booth, Hall

# What parts stands in a cell beyond doubt; blanks, slashes and hyphens also stand within the name of one.
PARTS = re.compile(r"[,，、;；|\n+&]|(?<=\d)\s*(?:和|及|与|and)\s*", re.IGNORECASE)
RANGE = re.compile(r"(?<=\d)\s*(?:~|～|—|–|至|到|\bto\b|-)\s*(?=[^\W\d]*\d|\d)")
SURE_RANGE = re.compile(r"(?<=\d)\s*(?:~|～|—|–|至|到|\bto\b)\s*")
SIGN = re.compile(r"\s*([-~～—–至到])\s*")
NUMBER = re.compile(r"([^\W\d_]*)(\d{1,6})([^\W\d_]?)")
NEW_HALL = re.compile(r"[a-z]{0,4}\d{1,3}|[a-z]{1,3}")
# A letter alone may as well be that of a row of stands.
WITH_DIGIT = re.compile(r"[a-z]{0,4}\d{1,3}")
MOST = 60
LONGEST = 12


@dataclass(frozen=True)
class NamedStand:
    hall: Hall
    number: str

    @property
    def label(self) -> str:
        return f"{self.hall.code}-{self.number}"


class StandRegister:
    """The stands of an edition by any spelling; those that a list makes are among them from then on."""

    def __init__(self, known: References) -> None:
        self.known = known
        # What is being read, for what is asked of it.
        self.cell = ""
        self.numbers: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.booths = known.booths
        for booth in Booth.objects.filter(hall__edition=known.edition).select_related("hall"):
            self.booths[booth.label] = booth
            self.add(booth.hall, booth.number)

    @cached_property
    def likely(self) -> LikelyStands:
        return LikelyStands(self.booths.values())

    def add(self, hall: Hall, number: str) -> None:
        for spelling in number_spellings(joined_number(number)):
            self.numbers[hall.code.casefold(), spelling].add(number)

    def read(self, text: str, hall_text: str) -> list[str]:
        """The labels of the stands that a cell names; those that are not there are made. Raises CellProblem."""
        hall = None
        if hall_text:
            hall = self.known.hall(hall_text)
        stands: list[NamedStand] = []
        self.cell = unicodedata.normalize("NFKC", text)
        for part in PARTS.split(self.cell):
            if not part.strip():
                continue
            found = list(self.read_part(part.strip(), hall))
            stands += found
            hall = hall or found[-1].hall
        if not stands:
            raise CellProblem(_("“%(found)s” names no stand."), found=text)
        for stand in stands:
            self.add(stand.hall, stand.number)
        return sorted({stand.label for stand in stands})

    def read_part(self, part: str, hall: Hall | None) -> Iterator[NamedStand]:
        """A stand, a range of stands, or several with blanks or slashes between them."""
        part = SIGN.sub(r"\1", part)
        whole = self.stand_called(part, hall)
        if whole:
            yield whole
            return
        if hall is None and self.unknown_hall(part):
            raise self.no_stand(part, hall)
        for pieces in (part.split(), part.split("/")):
            if len(pieces) > 1:
                yield from self.read_pieces(pieces, hall)
                return
        first, last = split_range(part)
        if not last:
            raise self.no_stand(part, hall)
        yield from self.read_range(first, last, hall, part)

    def read_pieces(self, pieces: list[str], hall: Hall | None) -> Iterator[NamedStand]:
        """Stands side by side; a hall among them is that of those behind it."""
        for piece in filter(None, pieces):
            if self.is_hall(piece):
                hall = self.known.hall(piece)
                continue
            for stand in self.read_part(piece, hall):
                hall = stand.hall
                yield stand

    def is_hall(self, text: str) -> bool:
        return bare_hall(text) in self.known.hall_names or bare_hall(text).upper() in self.known.new_halls

    def stand_called(self, text: str, hall: Hall | None) -> NamedStand | None:
        """The one stand of this name, there or new; None where the text is none."""
        words = split_stand_words(text)
        for code, number in hall_and_number(text, words):
            found = hall
            if code:
                found = self.hall_called(code, number, hall)
            if found is not None and NUMBER.fullmatch(number):
                return NamedStand(found, self.stored_number(found, number, text))
        return None

    def hall_called(self, code: str, number: str, hall: Hall | None) -> Hall | None:
        """A hall that is known; in an edition without any, one that the list makes."""
        named = self.known.hall_names.get(code) or self.known.new_halls.get(code.upper())
        if named or hall or self.known.halls or not NEW_HALL.fullmatch(code):
            return named
        if share_letters(code, number):
            return None
        return self.known.hall(code)

    def unknown_hall(self, text: str) -> str:
        """The code of the hall that the one stand of a text names before its number; "" where it names none."""
        for code, number in hall_and_number(text, split_stand_words(text)):
            if WITH_DIGIT.fullmatch(code) and NUMBER.fullmatch(number) and not share_letters(code, number):
                return code.upper()
        return ""

    def cell_in_halls(self, code: str) -> list[Choice]:
        """What the cell would say with another hall in place of the one that is not there, where it begins a stand."""
        first = rf"(?:^|(?<=[,，、;；|\n+&]))(\s*){code}(?=\s*号?[馆厅区]|[-\s/A-Z])"
        named = re.compile(rf"{first}|(?<=\s)(){code}(?=-)")
        texts = []
        for hall in self.known.halls.values():
            texts.append(named.sub(partial(swap_hall, hall.code), self.cell.upper()))
        return [Choice(text, text) for text in texts]

    def stored_number(self, hall: Hall, number: str, text: str) -> str:
        """As it is stored in whatever spelling; else as it is written, in capitals."""
        spellings = {number, *number_spellings(number)}
        exact = {
            each for each in self.numbers.get((hall.code.casefold(), number), set()) if joined_number(each) == number
        }
        found = exact or set().union(*(self.numbers.get((hall.code.casefold(), each), set()) for each in spellings))
        if len(found) > 1:
            choices = [Choice(f"{hall.code}-{each}", f"{hall.code}-{each}") for each in sorted(found)]
            raise CellProblem(_("“%(found)s” may be more than one stand."), choices, found=text)
        if found:
            return found.pop()
        if len(number) > LONGEST:
            raise CellProblem(_("“%(found)s” names no stand."), found=text)
        return number.upper()

    def read_range(self, first: str, last: str, hall: Hall | None, part: str) -> Iterator[NamedStand]:
        begin = self.stand_called(first, hall)
        if begin is None:
            raise self.no_stand(first, hall)
        end = self.stand_called(last, begin.hall)
        one, other = NUMBER.fullmatch(joined_number(begin.number)), end and NUMBER.fullmatch(joined_number(end.number))
        if not one or not other or end is None or end.hall != begin.hall or other[1] not in ("", one[1]):
            raise CellProblem(_("“%(found)s” is no range of stands."), found=part)
        low, high = int(one[2]), int(other[2])
        if not low < high < low + MOST:
            raise CellProblem(_("“%(found)s” is no range of stands."), found=part)
        for number in range(low, high + 1):
            written = one[1] + str(number).zfill(len(one[2]))
            yield NamedStand(begin.hall, self.stored_number(begin.hall, written, part))

    def no_stand(self, text: str, hall: Hall | None) -> CellProblem:
        code = self.unknown_hall(text)
        if hall is None and code:
            return self.known.no_hall(code, code, self.cell_in_halls(code))
        if hall is None:
            return CellProblem(
                _("“%(found)s” names no hall that is known: write the stand with its hall, like H1-01."),
                self.likely.choices([part for part in PARTS.split(self.cell) if part.strip()]),
                found=text,
            )
        return CellProblem(_("“%(found)s” names no stand."), found=text)


def share_letters(first: str, last: str) -> bool:
    """Whether both begin with the same letters: A01-A05 are stands of a hall that is not said."""
    letters = re.match(r"[a-z]*", first)
    return bool(letters and letters[0] and last.startswith(letters[0]))


def swap_hall(code: str, found: re.Match[str]) -> str:
    """The blanks before it stay."""
    return (found[1] or "") + code


def joined_number(number: str) -> str:
    return "".join(split_stand_words(number))


def hall_and_number(text: str, words: list[str]) -> Iterator[tuple[str, str]]:
    """The ways to part a text into a hall, "" for that of its column, and a number."""
    if not words or SURE_RANGE.search(text):
        return
    if len(words) == 1:
        yield "", words[0]
        for at in range(1, len(words[0])):
            if words[0][at - 1].isdigit() and words[0][at].isalpha():
                yield words[0][:at], words[0][at:]
        return
    if len(words) == 2:
        yield bare_hall(words[0]), words[1]


def split_range(text: str) -> tuple[str, str]:
    """The first and the last of a range; "" twice where it is none. H1-A01-A05 begins with H1-A01."""
    sure = list(SURE_RANGE.finditer(text))
    places = sure or list(RANGE.finditer(text))
    if not places:
        return "", ""
    place = places[-1]
    return text[: place.start()], text[place.end() :]


@dataclass(frozen=True, kw_only=True)
class StandColumn(LinkColumn):
    """The stands of an exhibitor, by their labels. What hall an other column names, the kind's matcher knows."""

    hint: ClassVar[LazyText] = _("Stands like N1-A01, with semicolons between, or like N1-A01-A05.")

    def parse(self, text: str, known: References) -> Any:
        return text

    def linked_keys(self, value: Any, known: References) -> list[int]:
        return [known.booths[label].pk for label in value]

    def linked_names(self, known: References) -> dict[int, str]:
        return {booth.pk: label for label, booth in known.booths.items()}
