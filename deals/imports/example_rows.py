"""Rows that show how to fill in the form: at the top of a table, where others follow."""

import re
from collections.abc import Iterator

from deals.imports.errors import RowProblem
from deals.imports.sheets.cells import fold_text
from deals.imports.sheets.layout import Layout, has_contents
from deals.imports.sheets.vocabulary import TITLES
from expo.spreadsheets import headers
from expo.spreadsheets.cells import Row
from expo.spreadsheets.headers import Column

WORD = r"示例|样例|范例|例如|举例|填写示范|example|sample|e\.g\."
PERHAPS = re.compile(r"\W*[填示样樣范範例举舉es]", re.IGNORECASE)
BEGINS = re.compile(rf"[(\[【]?\s*(?:填写|填表)?(?:{WORD}|例(?=[:、.)\]】\d]|$))(?![a-z])")
# What nobody would call a project: in brackets, before a colon, or with nothing of its own behind it.
PLAIN = re.compile(
    rf"[(\[【]\s*(?:填写|填表)?(?:{WORD}|例)\d*\s*[)\]】]|(?:填写|填表)?(?:{WORD}|例)\s*\d*\s*[:、]"
    rf"|(?:填写|填表)?(?:{WORD}|例)\s*\d*\s*(?:项目|工程|企业|公司|project|deal|row|行)?\s*\d*$"
)


def refuse_example(layout: Layout, row: Row, *, at_top: bool) -> None:
    """Raises RowProblem of one at the top of the table, and of one elsewhere that plainly calls itself so."""
    if at_top:
        raise example_problem("example", layout, row)
    if any(map(PLAIN.match, example_texts(layout, row))):
        raise example_problem("example_perhaps", layout, row)


def example_problem(code: str, layout: Layout, row: Row) -> RowProblem:
    label = ""
    columns = title_columns(layout)
    if columns:
        label = columns[0].label
    title = " ".join(project_name(layout, row).split())
    return RowProblem(code, label, found=title[:60])


def project_name(layout: Layout, row: Row) -> str:
    for column in title_columns(layout):
        cell = row.cells[column.index]
        if isinstance(cell, str) and cell.strip():
            return cell
    return ""


def title_columns(layout: Layout) -> list[Column]:
    return layout.columns(*sorted(TITLES))


def top_example_rows(layout: Layout) -> set[int]:
    """The numbers of the rows that begin as an example does, before the first that does not."""
    numbers: set[int] = set()
    for row in filled_rows(layout):
        if not is_example_row(layout, row):
            return numbers
        numbers.add(row.number)
    return set()  # nothing but examples: they are the list


def filled_rows(layout: Layout) -> Iterator[Row]:
    for row in layout.rows:
        if len(headers.non_empty_columns(row)) > 2 and has_contents(layout, row):
            yield row


def is_example_row(layout: Layout, row: Row) -> bool:
    return any(map(BEGINS.match, example_texts(layout, row)))


def example_texts(layout: Layout, row: Row) -> Iterator[str]:
    """The running number and the names of the project, where they are texts and begin as an example may."""
    for column in (*layout.mapped.get("serial", ()), *title_columns(layout)):
        cell = row.cells[column.index]
        if isinstance(cell, str) and PERHAPS.match(cell):
            yield fold_text(cell)
