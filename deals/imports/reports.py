"""What an import did or would do, as data: for the report file, and for the page."""

from collections.abc import Sequence
from typing import Any

from deals.imports.entries import DealEntry
from deals.imports.errors import Refusal
from deals.imports.save import ImportOutcome
from deals.imports.sheets.reading import FileReading


def import_report(read: FileReading, written: ImportOutcome) -> dict[str, Any]:
    """`accepted` and `rejected`, in the order of the file; reasons are told in the active language."""
    accepted = [accepted_row(entry, at, written) for at, entry in enumerate(read.entries) if at not in written.refusals]
    return {
        "accepted": accepted,
        "rejected": [rejected_row(each) for each in all_refusals(read, written)],
    } | reading_notes(read)


def all_refusals(read: FileReading, written: ImportOutcome) -> list[Refusal]:
    found = [*read.refusals, *written.refusals.values()]
    return sorted(found, key=lambda each: (each.sheet, each.row))


def accepted_row(entry: DealEntry, at: int, written: ImportOutcome) -> dict[str, Any]:
    told = entry.told()
    if at in written.numbers:
        told["number"] = written.numbers[at]
    if at in written.already:
        told["already_recorded"] = True
    return told


def rejected_row(refusal: Refusal) -> dict[str, Any]:
    """`code`, `column`, `params` and `more` say it in no language, so that the page can say it in the reader's."""
    more: dict[str, Any] = {"sheet": refusal.sheet} if refusal.sheet else {}
    more |= {"more": [list(each) for each in refusal.more]} if refusal.more else {}
    return {
        "row": refusal.row,
        "reason": refusal.sentence(),
        "column": refusal.column,
        "code": refusal.code,
        "params": refusal.params,
    } | more


def reading_notes(read: FileReading) -> dict[str, Any]:
    """What a reader should know beside the rows; left out where there is nothing to know."""
    told = {
        "columns": column_meanings(read),
        "columns_not_understood": columns_not_understood(read),
        "columns_undecided": columns_undecided(read),
        "words_not_understood": words_not_understood(read),
        "hidden_rows_read": read.hidden_rows,
        "hidden_sheets_left_out": read.hidden_sheets,
    }
    return {name: rows for name, rows in told.items() if rows}


def column_meanings(read: FileReading) -> list[dict[str, Any]]:
    """What the columns mean, where all tables of the file have the same; else nobody can say it for all of them."""
    first, *others = (layout.header for layout in read.layouts)
    if any(other.fingerprint != first.fingerprint for other in others):
        return []
    return [
        {"index": column.index, "label": column.label, "field": column.field}
        | ({"asked": list(column.asked)} if column.asked else {})
        for column in first.columns
    ]


def columns_not_understood(read: FileReading) -> list[str]:
    """The labels of all tables that mean nothing here, each once."""
    columns = (column for layout in read.layouts for column in layout.header.columns)
    return list(dict.fromkeys(column.label for column in columns if not column.field and not column.asked))


def columns_undecided(read: FileReading) -> list[dict[str, Any]]:
    """The labels that mean one field as well as another, with these."""
    columns = {column.label: column for layout in read.layouts for column in layout.undecided}
    return [{"label": label, "fields": list(column.asked)} for label, column in columns.items()]


def words_not_understood(read: FileReading) -> list[dict[str, Any]]:
    """What stands in columns of known meaning and is known to nobody, as an area; with the first row, and how often."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for entry in read.entries:
        for label, word in entry.strange:
            row = {"sheet": entry.sheet} if entry.sheet else {}
            each = found.setdefault((label, word), {"column": label, "word": word, "row": entry.row, "rows": 0} | row)
            each["rows"] += 1
    return list(found.values())


def translate_refusals(rejected: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Refusals of a kept report, with their reasons in the active language."""
    return [{**each, "reason": restore_refusal(each).sentence()} for each in rejected]


def restore_refusal(told: dict[str, Any]) -> Refusal:
    return Refusal(told["row"], told["code"], told["column"], told["params"], more=tuple(told.get("more", ())))
