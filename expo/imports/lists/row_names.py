"""What the page of a list calls rows, in both languages, in place of the addresses and codes of its report."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from expo.i18n.kept_texts import both_translations
from expo.imports.lists.fields import ChoiceColumn
from expo.imports.lists.plans import ListPlan
from expo.imports.lists.sheets.cells import is_not_yet_known
from expo.models import Attendance, Participation
from expo.spreadsheets.cells import Value

Names = dict[str, dict[str, str]]


def row_titles(plan: ListPlan) -> Names:
    """By what reports call a row its name; also of those that the list has no more."""
    titles: Names = {}
    for item in plan.items:
        titles[item.key] = title_of(item.rows[plan.kind.model])
    missing = {row.row: row.key for row in plan.missing}
    if missing:
        for row in plan.kind.stored_rows(plan.edition):
            if row.pk in missing:
                titles[missing[row.pk]] = title_of(row)
    return titles


def title_of(row: Any) -> dict[str, str]:
    if isinstance(row, Participation):
        row = row.organisation
    elif isinstance(row, Attendance):
        row = row.person
    return both_translations(partial(str, row))


def named_values(plan: ListPlan) -> dict[str, Names]:
    """By field what the rows are called that its values name, of all values that the report tells."""
    names: dict[str, Names] = {}
    for field in plan.kind.fields:
        rows = field.named_rows(plan.reading.known)
        if not rows:
            continue
        told = {value for item in plan.items for value in told_values(item, field.key) if value in rows}
        if told:
            names[field.key] = {value: title_of(rows[value]) for value in sorted(told)}
    return names


def told_values(item: Any, key: str) -> Iterator[str]:
    for pair in (item.changed.get(key, ()), item.kept.get(key, ())):
        for value in pair:
            if isinstance(value, list):
                yield from value
            elif isinstance(value, str):
                yield value


def taken_words(plan: ListPlan) -> list[dict[str, Any]]:
    """Words of the file that were taken for a choice without being its name, or for nothing: by field, each once."""
    fields = {field.key: field for field in plan.kind.fields if isinstance(field, ChoiceColumn)}
    found: dict[tuple[str, str, str], None] = {}
    for line in plan.reading.lines:
        for key in fields.keys() & line.values.keys():
            column = line.column_of(key)
            if column is not None:
                found[key, str(line.found.row.cells[column.index] or "").strip(), line.values[key]] = None
    taken = [{"field": key, "said": said, "value": ""} for key, said in sorted(unknown_yet(plan))]
    for key, said, value in sorted(found):
        if said and not fields[key].is_named_by(said, value):
            taken.append({"field": key, "said": said, "value": value})
    return taken


def unknown_yet(plan: ListPlan) -> set[tuple[str, str]]:
    """Fields with the words of the file that say that nobody knows yet, which are as if nothing stood there."""
    found = set()
    for item in plan.items:
        for line in item.lines:
            for column in line.found.columns:
                cell = line.found.row.cells[column.index]
                if is_not_yet_known(cell) and leaves_open(plan, column.field, cell):
                    found.add((column.field, str(cell).strip()))
    return found


def leaves_open(plan: ListPlan, name: str, cell: Value) -> bool:
    """Whether a word like 待定 is as if nothing stood there, in a column that says this field or one language of it."""
    stem = name.removesuffix("_zh").removesuffix("_en")
    for key in (name, f"{name}_zh", stem):
        if (field := plan.kind.field(key)) is not None:
            return field.leaves_open(cell)
    return False
