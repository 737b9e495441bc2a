"""Taking a list back: what nobody has touched since is as it was, the rest stays and is named."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Field, Model

from expo.db.columns import related_model
from expo.exhibition import organisation_visibility
from expo.imports.lists.list_kind import ListKind
from expo.imports.lists.lookups.links import LinkTable, key_batches, link_table
from expo.imports.lists.writing import rows_with_links
from expo.imports.written_rows import digest_with_parts, keys_depended_on
from expo.models import ImportedFile, ListedRow, Organisation
from expo.recovery.deletions import row_batches
from expo.recovery.snapshots import column_value, every_row, find_model, stored_fields

# Why a row stays as the list made it, or as somebody left it since.
TOUCHED, NEEDED, GONE = "touched", "needed", "gone"
Entry = dict[str, Any]


@dataclass
class UndoneList:
    """How many rows of each model are as before; and each that stays, by its name with the reason."""

    rows: Counter[type[Model]] = field(default_factory=Counter)
    left: list[tuple[str, str]] = field(default_factory=list)
    stay: set[tuple[type[Model], int]] = field(default_factory=set)


def undo_list(kind: ListKind, run: ImportedFile, by: User) -> UndoneList:
    """Take back what the run wrote, the last first, in the transaction of whoever calls."""
    entries: dict[type[Model], dict[int, Entry]] = defaultdict(dict)
    said: list[Entry] = []
    for entry in run.trail:
        model = find_model(entry["model"])
        if model is ListedRow:
            said.append(entry)
        elif model:
            entries[model][entry["pk"]] = entry
    undone = UndoneList()
    for model in reversed(list(entries)):
        take_back_rows(kind, model, entries[model], undone, by)
    for entry in said:
        forget_said(kind, entry, undone)
    return undone


def take_back_rows(kind: ListKind, model: type[Model], noted: dict[int, Entry], undone: UndoneList, by: User) -> None:
    """Of one model, where each row still is what the run made of it."""
    same: dict[int, Model] = {}
    for batch in key_batches(noted):
        # Locked, until the transaction ends.
        list(every_row(model).filter(pk__in=batch).order_by("pk").select_for_update().values_list("pk"))
    for row, parts in rows_with_links(kind, model, noted):
        if digest_with_parts(row, parts) == noted[row.pk]["digest"]:
            same[row.pk] = row
        else:
            undone.left.append((str(row), TOUCHED))
            undone.stay.add((model, row.pk))
    for keys, why in ((keys_of_lost(kind, model, same, noted), GONE), (kind.settled_keys(model, same, noted), NEEDED)):
        for key in sorted(keys & same.keys()):
            undone.left.append((str(same[key]), why))
            undone.stay.add((model, key))
            del same[key]
    new = {key for key in same if noted[key]["before"] is None}
    remove_new(kind, model, {key: same[key] for key in new}, undone, by)
    restore_changed(kind, model, {key: same[key] for key in same.keys() - new}, noted)
    undone.rows[model] += len(same.keys() - new)


def keys_of_lost(kind: ListKind, model: type[Model], rows: dict[int, Model], noted: dict[int, Entry]) -> set[int]:
    """Those of the rows that led, before the run, to what has been deleted since; what is there stays locked."""
    leads: dict[type[Model], dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for key in rows:
        for target, value in rows_led_to(kind, model, noted[key]["before"] or {}):
            leads[target][value].add(key)
    lost: set[int] = set()
    for target, keys in leads.items():
        there: set[int] = set()
        for batch in row_batches(target, keys):
            there.update(batch.select_for_update().values_list("pk", flat=True))
        for value in keys.keys() - there:
            lost |= keys[value]
    return lost


def rows_led_to(kind: ListKind, model: type[Model], before: dict[str, Any]) -> Iterator[tuple[type[Model], int]]:
    """The model and key of each row that a row's columns and links named."""
    for name, value in before.get("columns", {}).items():
        column = find_attribute(model, name)
        if column.is_relation and value is not None:
            yield related_model(column), column.to_python(value)
    for accessor, linked in before.get("links", {}).items():
        yield from table_of(kind, model, accessor).led_to(linked)


def table_of(kind: ListKind, model: type[Model], accessor: str) -> LinkTable:
    for each in kind.links:
        if (each.model, each.column) == (model, accessor):
            return each.table()
    return link_table(model, accessor)


def find_attribute(model: type[Model], name: str) -> Field:
    return next(column for column in stored_fields(model) if column.attname == name)


def remove_new(kind: ListKind, model: type[Model], rows: dict[int, Model], undone: UndoneList, by: User) -> None:
    tables = tuple(each.table().through for each in kind.links if each.model is model)
    if model is Organisation:
        # What only the ledger holds no longer counts as these, whether they go or stay for another reason.
        organisation_visibility.hidden_organisations().filter(merged_into__in=list(rows)).update(merged_into=None)
    needed = keys_depended_on(model, set(rows), apart_from=tables)
    for key in sorted(needed):
        if organisation_visibility.may_leave_data_entry(rows[key], by):
            organisation_visibility.hide_from_data_entry(rows[key])
            undone.rows[model] += 1
            continue
        undone.left.append((str(rows[key]), NEEDED))
        undone.stay.add((model, key))
    for batch in row_batches(model, rows.keys() - needed):
        batch.delete()
    undone.rows[model] += len(rows.keys() - needed)


def restore_changed(kind: ListKind, model: type[Model], rows: dict[int, Model], noted: dict[int, Entry]) -> None:
    """Columns and links become what they were."""
    columns = {column.attname: column for column in stored_fields(model)}
    names: set[str] = set()
    links: dict[str, dict[int, list[int]]] = defaultdict(dict)
    for key, row in rows.items():
        before = noted[key]["before"]
        for name, value in before["columns"].items():
            setattr(row, name, column_value(columns[name], value))
            names.add(columns[name].name)
        for accessor, keys in before.get("links", {}).items():
            links[accessor][key] = list(keys)
    kind.finish_rows(list(rows.values()), new=False)
    if names:
        kind.update_rows(model, rows.values(), sorted({*names, *kind.derived.get(model, ())}))
    for accessor, wanted in links.items():
        table_of(kind, model, accessor).write(wanted)
        kind.touch_rows(model, list(wanted))


def forget_said(kind: ListKind, entry: Entry, undone: UndoneList) -> None:
    """What the run remembered of its lines is forgotten, but of rows that stay."""
    stay = [key for model, key in undone.stay if model is kind.model]
    for batch in key_batches(entry["learnt"]):
        ListedRow.objects.filter(pk__in=batch).exclude(row__in=stay).delete()
    before = {each["pk"]: each for each in entry["remembered"]}
    rows: list[ListedRow] = []
    for batch in key_batches(before):
        rows += ListedRow.objects.filter(pk__in=batch).exclude(row__in=stay)
    for row in rows:
        row.values, row.source = before[row.pk]["values"], before[row.pk]["source"]
    ListedRow.objects.bulk_update(rows, ["values", "source"], batch_size=100)
