"""Fields of numbers and days."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from expo.imports.lists.fields.base import ListColumn
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem
from expo.imports.lists.sheets.cells import cell_text, read_digits
from expo.spreadsheets import dates
from expo.spreadsheets.cells import Value

YEARS = dt.timedelta(days=5 * 366)


@dataclass(frozen=True, kw_only=True)
class WholeColumn(ListColumn):
    """A whole number from `least` to `most`."""

    least: int = 0
    most: int = 32_767

    def parse(self, text: str, known: References) -> Any:
        number = read_digits(text.replace(",", "").replace("，", ""))
        if number is None or not self.least <= number <= self.most:
            raise CellProblem(_("“%(found)s” is no whole number that is possible here."), found=shorten(text))
        return number


def shorten(text: str) -> str:
    return Truncator(text).chars(60)


@dataclass(frozen=True, kw_only=True)
class DayColumn(ListColumn):
    """A day, as ISO 8601."""

    def read(self, cell: Value, known: References) -> Any:
        text = cell_text(cell)
        if not text:
            return None
        edition = known.edition
        window = dates.DateWindow(edition.starts_on.year, edition.starts_on - YEARS, edition.ends_on + YEARS)
        try:
            return dates.parse_date(cell, window).isoformat()
        except dates.DateRefusal as doubt:
            raise CellProblem(_("“%(found)s” is not a day: write it like 2019-08-26."), found=text) from doubt

    def stored(self, row: Model, known: References) -> Any:
        day = getattr(row, self.column)
        if day is None:
            return ""
        return day.isoformat()

    def assign(self, row: Model, value: Any, known: References) -> None:
        setattr(row, self.column, dt.date.fromisoformat(value))
