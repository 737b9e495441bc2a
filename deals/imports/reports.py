"""What an import did or would do, as data: for the report file, and for the page."""

from collections.abc import Sequence
from itertools import starmap
from typing import Any

from deals.imports.entries import DealEntry, StrangeWord
from deals.imports.errors import Doubt, Refusal
from deals.imports.save import ImportOutcome
from deals.imports.sheets.reading import FileReading
from expo.spreadsheets.headers import Column


def import_report(read: FileReading, written: ImportOutcome) -> dict[str, Any]:
    """`accepted` and `rejected`, in the order of the file; reasons are told in the active language."""
    accepted = []
    for at, entry in enumerate(read.entries):
        if at not in written.refusals:
            accepted.append(accepted_row(entry, at, written))
    rejected = [rejected_row(refusal) for refusal in all_refusals(read, written)]
    return {"accepted": accepted, "rejected": rejected} | reading_notes(read)


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
    row: dict[str, Any] = {
        "row": refusal.row,
        "reason": refusal.sentence(),
        "column": refusal.column,
        "code": refusal.code,
        "params": refusal.params,
    }
    if refusal.sheet:
        row["sheet"] = refusal.sheet
    if refusal.more:
        row["more"] = list(map(list, refusal.more))
    return row


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
    fingerprints = {layout.header.fingerprint for layout in read.layouts}
    if len(fingerprints) > 1:
        return []
    return list(map(column_meaning, read.layouts[0].header.columns))


def column_meaning(column: Column) -> dict[str, Any]:
    """`asked`: the fields that it may mean, one as well as another."""
    meaning: dict[str, Any] = {"index": column.index, "label": column.label, "field": column.field}
    if column.asked:
        meaning["asked"] = list(column.asked)
    return meaning


def columns_not_understood(read: FileReading) -> list[str]:
    """The labels of all tables that mean nothing here, each once."""
    labels: dict[str, None] = {}
    for layout in read.layouts:
        for column in layout.header.columns:
            if not column.field and not column.asked:
                labels[column.label] = None
    return list(labels)


def columns_undecided(read: FileReading) -> list[dict[str, Any]]:
    """The labels that mean one field as well as another, with these."""
    asked = {}
    for layout in read.layouts:
        for column in layout.undecided:
            asked[column.label] = {"label": column.label, "fields": list(column.asked)}
    return list(asked.values())


def words_not_understood(read: FileReading) -> list[dict[str, Any]]:
    """What stands in columns of known meaning and is known to nobody, as an area; with the first row, and how often."""
    found: dict[StrangeWord, dict[str, Any]] = {}
    for entry in read.entries:
        for strange in entry.strange:
            each = found.setdefault(strange, first_occurrence(strange, entry))
            each["rows"] += 1
    return list(found.values())


def first_occurrence(strange: StrangeWord, entry: DealEntry) -> dict[str, Any]:
    told: dict[str, Any] = {"column": strange.label, "word": strange.word, "row": entry.row, "rows": 0}
    if entry.sheet:
        told["sheet"] = entry.sheet
    return told


def translate_refusals(rejected: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Refusals of a kept report, with their reasons in the active language."""
    return [{**each, "reason": restore_refusal(each).sentence()} for each in rejected]


def restore_refusal(told: dict[str, Any]) -> Refusal:
    more = tuple(starmap(Doubt, told.get("more", ())))
    return Refusal(told["row"], told["code"], told["column"], told["params"], more=more)
