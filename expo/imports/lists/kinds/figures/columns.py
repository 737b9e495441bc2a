"""The columns of lists of stated figures. Who changes what one says makes of it one that nobody has confirmed."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from expo.exhibition import amounts
from expo.i18n.lazy_text import LazyText
from expo.imports.lists.fields import ChoiceColumn, FlagColumn, LineColumn, ListColumn, number_with_unit
from expo.imports.lists.lookups.references import References
from expo.imports.lists.problems import CellProblem
from expo.models.facts import Unit
from expo.spreadsheets.cells import Value

# Who typed the figure, and who has confirmed it: nobody, once it says something else.
CONFIRMATION = ("typed_by", "confirmed_by", "confirmed_at")


@dataclass(frozen=True, kw_only=True)
class SaidColumn(ListColumn):
    """Mixed into a column, before it: part of what a figure says, so that a second person is to confirm it anew."""

    def assign(self, row: Any, value: Any, known: References) -> None:
        super().assign(row, value, known)
        row.typed_by_id, row.confirmed_by, row.confirmed_at = known.brought_by, None, None

    def columns(self) -> tuple[str, ...]:
        return (*super().columns(), *CONFIRMATION)


@dataclass(frozen=True, kw_only=True)
class SaidLine(SaidColumn, LineColumn):
    pass


@dataclass(frozen=True, kw_only=True)
class SaidFlag(SaidColumn, FlagColumn):
    pass


@dataclass(frozen=True, kw_only=True)
class SaidChoice(SaidColumn, ChoiceColumn):
    pass


@dataclass(frozen=True, kw_only=True)
class FigureValueColumn(SaidColumn):
    """The figure as it stands in its box; in which unit a cell is read, the kind's matcher knows."""

    hint: ClassVar[LazyText] = _("A figure with its unit, like 50 billion yuan or 13.6%.")

    def read(self, cell: Value, known: References) -> Any:
        if self.leaves_open(cell):
            return None
        return number_with_unit(cell) or None

    def stored(self, row: Any, known: References) -> Any:
        return amounts.format_value(row.value, row.unit, row.currency)

    def assign(self, row: Any, value: Any, known: References) -> None:
        super().assign(row, amounts.read_figure(value, row.unit, row.currency).value, known)


@dataclass(frozen=True, kw_only=True)
class CurrencyColumn(SaidLine):
    """By its code, or as amounts name it: CNY, 元, US dollars."""

    hint: ClassVar[LazyText] = _("A currency, by its code.")

    def parse(self, text: str, known: References) -> Any:
        try:
            return amounts.read_figure(f"1 {text}", Unit.MONEY).currency
        except ValidationError as error:
            raise CellProblem(_("“%(found)s” is no currency: write a code like USD."), found=text) from error
