"""The halls that the cells of a list mean: those of an edition, and those that the list makes."""

import re
from collections.abc import Iterable
from functools import cached_property

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from expo.imports.lists.answers import NEW_HALL
from expo.imports.lists.problems import CellProblem, Choice
from expo.imports.lists.sheets.cells import fold_words
from expo.models import Booth, Edition, Hall

HALL_WORDS = re.compile(r"^(?:hall|pavilion|第)\s*|\s*(?:号?展?[馆厅区]|hall)$")
HALL_CODE = re.compile(r"[A-Za-z0-9][-A-Za-z0-9_]{0,9}")


class HallReferences:
    """Of one edition. `new_halls`: by their codes, those that the list makes; `booths`: by their labels."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.new_halls: dict[str, Hall] = {}
        self.booths: dict[str, Booth] = {}

    @cached_property
    def halls(self) -> dict[str, Hall]:
        """By their codes in small letters."""
        return {hall.code.casefold(): hall for hall in self.edition.halls.all()}

    @cached_property
    def hall_names(self) -> dict[str, Hall]:
        names = {}
        for hall in self.halls.values():
            for name in filter(None, (hall.code, hall.name_en, hall.name_zh)):
                names[fold_words(name)] = hall
                names.setdefault(bare_hall(name), hall)
        return names

    def hall(self, text: str) -> Hall:
        """The hall of a cell; a new one, unsaved, where the edition has none yet. Raises CellProblem."""
        known = self.hall_names.get(fold_words(text)) or self.hall_names.get(bare_hall(text))
        if known:
            return known
        code = bare_hall(text).upper()
        if code in self.new_halls:
            return self.new_halls[code]
        if self.halls or not HALL_CODE.fullmatch(code):
            raise self.no_hall(text, code, self.hall_choices())
        return self.add_hall(Hall(edition=self.edition, code=code))

    def no_hall(self, text: str, code: str, choices: list[Choice]) -> CellProblem:
        """Asks which of the choices is meant by a text, or whether a hall of this code is to be made."""
        if HALL_CODE.fullmatch(code):
            choices = [Choice(f"{NEW_HALL}{code}", format_lazy(_("A new hall: {code}"), code=code)), *choices]
        return CellProblem(_("There is no hall “%(found)s” in this edition."), choices, found=text)

    def add_halls(self, codes: Iterable[str]) -> None:
        """Those that somebody has said the list is to make, unless they are there by now."""
        for code in codes:
            if HALL_CODE.fullmatch(code) and code.casefold() not in self.halls:
                self.add_hall(Hall(edition=self.edition, code=code))

    def add_hall(self, hall: Hall) -> Hall:
        """One that this list makes."""
        self.new_halls[hall.code.upper()] = hall
        return hall

    def new_booths(self, labels: set[str]) -> list[Booth]:
        """Those of the labels that are not stored yet, unsaved."""
        halls = {hall.code: hall for hall in (*self.halls.values(), *self.new_halls.values())}
        made = []
        for label in sorted(labels - self.booths.keys()):
            for code in sorted(halls, key=len, reverse=True):
                if label.startswith(f"{code}-"):
                    self.booths[label] = Booth(hall=halls[code], number=label.removeprefix(f"{code}-"))
                    made.append(self.booths[label])
                    break
        return made

    def hall_choices(self) -> list[Choice]:
        return [Choice(hall.code, hall.code) for hall in self.halls.values()]


def bare_hall(text: str) -> str:
    """N1 of N1馆, 3 of Hall 3."""
    return HALL_WORDS.sub("", HALL_WORDS.sub("", fold_words(text))).strip()
