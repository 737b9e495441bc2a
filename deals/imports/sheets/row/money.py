"""The amounts of a row, and what stands as a conversion beside them."""

import datetime as dt
from collections.abc import Callable

from deals.imports.errors import RowProblem
from deals.imports.sheets import amounts, conversions, units
from deals.imports.sheets.conversions import Rates
from deals.imports.sheets.no_amount import no_amount_reason
from deals.imports.sheets.row.cells import RowCells
from deals.imports.sheets.rows import DealRow
from deals.imports.sheets.unit_choice import Note, StatedUnits, UnitSources, refuse_other_units
from deals.ledger.deal_data import AmountData
from expo.spreadsheets.cells import Value, is_empty
from expo.spreadsheets.headers import Column


class MoneyReader:
    """Each method raises RowProblem at the first thing in doubt. `reporting`: the edition's currency."""

    def __init__(self, cells: RowCells, line: DealRow, reporting: str) -> None:
        self.cells, self.line, self.layout, self.reporting = cells, line, cells.layout, reporting

    def read_amounts(self) -> list[AmountData]:
        """The headline first; none where none is known."""
        self.refuse_shared()
        self.refuse_merged_across()
        columns = [(column, self.cells[column]) for column in self.layout.amounts]
        try:
            found = self.stated_amounts(columns)
        except RowProblem as problem:
            # What stands in the columns of units and currencies is in doubt there.
            problem.column = problem.column or self.cells.label(problem.code.removesuffix("_unknown"))
            raise
        if not found and self.line.continues:
            raise RowProblem("merged_rows", self.cells.label("title"))
        if not found:
            self.refuse_unread()
        return found

    def refuse_shared(self) -> None:
        shared = self.line.shared
        if shared:
            label = self.layout.amounts[0].label
            raise RowProblem("merged_amount", label, first=shared.first, last=shared.last)

    def refuse_merged_across(self) -> None:
        """One cell below two columns of amounts, as of domestic and foreign capital, is of neither."""
        row = self.line.row
        for merge in self.layout.across.get(row.number, ()):
            labels = [each.label for each in self.layout.amounts if merge.left <= each.index <= merge.right]
            if len(set(labels)) > 1 and not is_empty(row.cells[merge.left]):
                raise RowProblem("merged_across", labels[0], other=labels[-1])

    def refuse_unread(self) -> None:
        """A deal without an amount, beside a column of money that nobody knows the meaning of, may have that one."""
        for column in self.layout.header.columns:
            value = self.cells[column]
            if not column.field and amounts.may_be_amount(column, value):
                raise RowProblem("unknown_column", column.label, found=" ".join(str(value).split())[:60])

    def stated_amounts(self, columns: list[tuple[Column, Value]]) -> list[AmountData]:
        said = self.line.units or tuple(units.note_units(self.cells.text("note")))
        above, below = self.layout.units, self.line.later
        refuse_contradictions(columns, said, above)
        refuse_contradictions(columns, below, said or above)
        stated = StatedUnits(*map(self.cells.text, ("unit", "currency", "capital")))
        return amounts.row_amounts(columns, UnitSources(stated, said or above or below, self.reporting))

    def read_conversions(self, day: Callable[[], dt.date], rates: Rates) -> list[str]:
        """What stands as a conversion beside the amounts of the row; each must be plausible on its day."""
        written = []
        for column in self.layout.amounts:
            value = self.cells[column]
            if not isinstance(value, str):
                continue
            conversion = conversions.find_conversion(value)
            if conversion:
                (amount,) = self.stated_amounts([(column, conversion.amount)])
                alone = UnitSources(StatedUnits(), (), self.reporting)
                money = amounts.money_from_text(column, conversion.money, alone)
                conversions.check_conversion(column, amount.money, money, day(), rates)
                written.append(conversion.written)
        return written

    def missing_reason(self) -> str:
        """Why a row without an amount has none, as its cells say it: undisclosed, pending, or ""."""
        for column in self.layout.amounts:
            reason = no_amount_reason(self.cells[column])
            if reason:
                return reason
        return ""


def refuse_contradictions(columns: list[tuple[Column, Value]], said: Note, above: Note) -> None:
    """Raises RowProblem of a figure whose header, or the note above it, has another unit than is said of its row."""
    if said:
        for column, value in columns:
            refuse_other_units(column, value, said, above)
