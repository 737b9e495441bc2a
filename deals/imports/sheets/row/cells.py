"""The cells of one row by the fields of their columns."""

from deals.imports.errors import RowProblem
from deals.imports.sheets.layout import Layout, column_rank
from expo.spreadsheets.cells import Row, Value, is_empty
from expo.spreadsheets.headers import Column


class RowCells:
    """Each method raises RowProblem where two columns that say a field as plainly differ."""

    def __init__(self, layout: Layout, row: Row) -> None:
        self.layout, self.row = layout, row
        self.columns: dict[str, Column | None] = {}

    def __getitem__(self, column: Column) -> Value:
        return self.row.cells[column.index]

    def column(self, name: str) -> Column | None:
        """The plainest column of the field that says something."""
        if name not in self.columns:
            self.columns[name] = self.plainest_column(name)
        return self.columns[name]

    def plainest_column(self, name: str) -> Column | None:
        columns = self.layout.mapped.get(name, ())
        filled = [column for column in columns if not is_empty(self[column])]
        for other in filled[1:]:
            as_plain = column_rank(name, other) == column_rank(name, filled[0])
            if as_plain and self.words(other) != self.words(filled[0]):
                raise RowProblem("two_columns", filled[0].label, other=other.label)
        return next(iter(filled or columns), None)

    def words(self, column: Column) -> list[str]:
        return str(self[column]).split()

    def value(self, name: str) -> Value:
        column = self.column(name)
        if column is None:
            return None
        return self[column]

    def label(self, name: str) -> str:
        column = self.column(name)
        if column is None:
            return ""
        return column.label

    def text(self, name: str) -> str:
        value = self.value(name)
        if is_empty(value):
            return ""
        return " ".join(str(value).split())

    def short_text(self, name: str, limit: int) -> str:
        """Of at most so many characters. Raises RowProblem."""
        text = self.text(name)
        if len(text) > limit:
            raise RowProblem("name_too_long", self.label(name), limit=limit)
        return text
