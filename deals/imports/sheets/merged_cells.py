"""What cells say that are merged downwards, and signs for "as above", in each of their rows."""

from typing import NamedTuple

from deals.imports.sheets.cells import fold_text
from deals.imports.sheets.layout import Layout, has_contents
from deals.imports.sheets.vocabulary import TITLES
from expo.spreadsheets import limits
from expo.spreadsheets.cells import Merge, Row, Value, is_empty

DITTO = set(map(fold_text, ("同上", "同前", "〃", "″", "“", "”", '"', "''", "ditto", "do.", "〞")))


class RowSpan(NamedTuple):
    """From the first row to the last, by their numbers."""

    first: int
    last: int


class MergedCells:
    """Data cells that are merged downwards, filled for each of their rows; a merged amount is filled for none.

    `shared`: by its number for each row that shares an amount, with which; `continuing`: the numbers of the rows whose
    project's name is merged with the row above.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.shared: dict[int, RowSpan] = {}
        self.continuing: set[int] = set()
        self.values: dict[tuple[int, int], Value] = {}  # by row's number and column
        self.rows: dict[int, Row] = {}
        self.amounts = {column.index for column in layout.amounts}
        self.titles = layout.indexes(*TITLES)
        # In these nothing is said to be as above: each deal has its own.
        self.own = self.amounts | self.titles | layout.indexes("serial")
        if layout.merges:
            self.rows = {row.number: row for row in layout.rows}
        self.read_merges()

    def read_merges(self) -> None:
        """As many as a sheet may have cells."""
        budget = limits.CELLS
        for merge in self.layout.merges:
            budget -= merge.bottom - merge.top
            if budget < 0:
                break
            below = [number for number in range(merge.top + 1, merge.bottom + 1) if number in self.rows]
            if merge.left in self.amounts:
                self.share(merge, below)
            elif merge.top in self.rows:
                self.repeat(merge, below)

    def share(self, merge: Merge, below: list[int]) -> None:
        """An amount that is merged across several deals is shared by them."""
        numbers = []
        for number in (merge.top, *below):
            if number in self.rows and has_contents(self.layout, self.rows[number]):
                numbers.append(number)
        if len(numbers) > 1:
            self.shared |= dict.fromkeys(numbers, RowSpan(merge.top, merge.bottom))

    def repeat(self, merge: Merge, below: list[int]) -> None:
        """What the first row says is said in those below it."""
        value = self.rows[merge.top].cells[merge.left]
        for number in below:
            self.values[number, merge.left] = value
        if merge.left in self.titles:
            self.continuing.update(below)

    def fill(self, row: Row, above: Row | None) -> Row:
        """The row with what merged cells, and signs for "as above", say in it."""
        cells = list(row.cells)
        for at, cell in enumerate(cells):
            if cell is None or is_empty(cell):
                if (row.number, at) in self.values:
                    cells[at] = self.values[row.number, at]
            elif above is not None and at not in self.own and is_ditto(cell):
                cells[at] = above.cells[at]
        return row._replace(cells=cells)


def is_ditto(value: Value) -> bool:
    return isinstance(value, str) and fold_text(value) in DITTO
