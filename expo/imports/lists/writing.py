"""Writing what a plan says, many rows at a time, and noting it so that it can be taken back."""

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from typing import Any

from django.db.models import Model

from expo.imports.lists.items import ListItem
from expo.imports.lists.list_kind import ListKind
from expo.imports.lists.lookups.links import Keys
from expo.imports.lists.plans import ListPlan
from expo.imports.written_rows import written_entry
from expo.models import Booth, Hall, ImportedFile, ListedRow
from expo.recovery.deletions import row_batches

AT_ONCE = 500


def write_steps(plan: ListPlan, run: ImportedFile) -> Generator[int, None, list[dict[str, Any]]]:
    """Write all of it in the transaction of whoever calls, yielding how many rows are taken: half are when it begins.

    Returns what was written, for the run's trail, in its order.
    """
    trail, rows = ListTrail(plan), len(plan.reading.lines)
    # To write the rows of each model, to link them, to remember the list, to note all that.
    parts = len(plan.kind.models) + 3
    for part, _written in enumerate(item_steps(plan, trail), start=1):
        yield rows // 2 + rows * part // (2 * parts)
    remember_items(plan, run, trail)
    written = [item for item in plan.items if item.is_new or item.changed]
    plan.kind.after_writing(written, plan.reading.known)
    yield rows - rows // (2 * parts)
    return trail.entries()


def write_items(plan: ListPlan) -> None:
    for _written in item_steps(plan, ListTrail(plan)):
        pass


def item_steps(plan: ListPlan, trail: "ListTrail") -> Iterator[None]:
    touched = [item for item in plan.items if item.is_new or item.changed]
    halls, booths = new_places(plan, touched)
    trail.add_new(Hall, Hall.objects.bulk_create(halls, AT_ONCE))
    trail.add_new(Booth, Booth.objects.bulk_create(booths, AT_ONCE))
    for row in plan.kind.further_rows(touched, plan.reading.known):
        row.save()
        trail.add_new(type(row), [row])
    for model in plan.kind.models:
        write_rows(plan, model, touched, trail)
        yield
    write_links(plan, touched, trail)
    share_stands(plan, touched, trail)
    yield


def new_places(plan: ListPlan, items: list[ListItem]) -> tuple[list[Hall], list[Booth]]:
    """The halls and stands that the list makes and that its rows need, unsaved."""
    labels: set[str] = set()
    needed: list[Any] = []
    for item in items:
        labels.update(item.links.get("stands", ()))
        needed.extend(getattr(row, "hall", None) for row in item.rows.values() if hasattr(row, "hall_id"))
    booths = plan.reading.known.new_booths(labels)
    used = [booth.hall for booth in booths] + [hall for hall in needed if hall is not None]
    halls = []
    for hall in plan.reading.known.new_halls.values():
        if any(each is hall for each in used):
            halls.append(hall)
    return halls, booths


def write_rows(plan: ListPlan, model: type[Model], items: list[ListItem], trail: "ListTrail") -> None:
    new: dict[int, Any] = {}
    old: dict[int, Any] = {}
    for item in items:
        row = item.rows.get(model)
        if row is None:
            continue
        if row.pk is None:
            new[id(row)] = row
        elif model in item.before:
            old[id(row)] = row
            trail.add_changed(row, item.before[model])
    plan.kind.finish_rows(list(new.values()), new=True)
    # What is derived follows names alone.
    renamed = [row for row in old.values() if is_renamed(trail.columns(row))]
    plan.kind.finish_rows(renamed, new=False)
    plan.kind.create_rows(model, list(new.values()))
    trail.add_new(model, new.values())
    update_own_columns(plan.kind, model, {row.pk: trail.columns(row) for row in old.values()}, old.values())


def is_renamed(columns: Iterable[str]) -> bool:
    return any(name.startswith("name_") for name in columns)


def update_own_columns(kind: ListKind, model: type[Model], changed: dict[int, set[str]], rows: Iterable[Model]) -> None:
    """Write of each row the columns that change on it, by its key, and no other; with what its names derive."""
    alike: dict[tuple[str, ...], list[Model]] = {}
    for row in rows:
        names = set(changed[row.pk])
        if is_renamed(names):
            names.update(kind.derived.get(model, ()))
        if names:
            alike.setdefault(tuple(sorted(names)), []).append(row)
    for columns, group in alike.items():
        kind.update_rows(model, group, columns)


def write_links(plan: ListPlan, items: list[ListItem], trail: "ListTrail") -> None:
    linked: dict[type[Model], set[int]] = defaultdict(set)
    for field in plan.kind.links:
        wanted: Keys = {}
        for item in items:
            if field.key in item.links:
                key = item.rows[field.model].pk
                wanted[key] = field.linked_keys(item.links[field.key], plan.reading.known)
        table = field.table()
        trail.add_links(field.model, field.column, table.stored_links(wanted), wanted)
        table.write(wanted)
        linked[field.model].update(wanted)
    for model, keys in linked.items():
        plan.kind.touch_rows(model, keys)


def share_stands(plan: ListPlan, items: list[ListItem], trail: "ListTrail") -> None:
    """Somebody has said of these that several exhibitors stand there together."""
    known = plan.reading.known.booths
    shared = {known[label].pk: known[label] for item in items for label in item.shared}
    for booth in shared.values():
        if not booth.shared:
            trail.add_changed(booth, {"shared": False})
            booth.shared = True
    Booth.objects.bulk_update(shared.values(), ["shared"], batch_size=AT_ONCE)


def remember_items(plan: ListPlan, run: ImportedFile, trail: "ListTrail") -> None:
    """What the list said of each, for the next version of it."""
    new, old = [], []
    for item in plan.items:
        row = item.remembered
        if row is None:
            row = ListedRow(
                kind=plan.kind.slug, edition=plan.edition, row=item.rows[plan.kind.model].pk, key=item.key[:200]
            )
            new.append(row)
        elif row.values == item.taken and row.source == plan.source:
            continue
        else:
            trail.remembered.append({"pk": row.pk, "values": row.values, "source": row.source})
            old.append(row)
        row.values, row.source, row.run = item.taken, plan.source, run
    ListedRow.objects.bulk_create(new, AT_ONCE)
    trail.learnt = [row.pk for row in new]
    ListedRow.objects.bulk_update(old, ["values", "source", "run"], batch_size=100)


class ListTrail:
    """What a run wrote: rows by model, in their order; of changed ones what they were; what it remembered."""

    def __init__(self, plan: ListPlan) -> None:
        self.kind = plan.kind
        self.keys: dict[type[Model], dict[int, dict[str, Any] | None]] = {}
        self.learnt: list[int] = []
        self.remembered: list[dict[str, Any]] = []

    def add_new(self, model: type[Model], rows: Iterable[Model]) -> None:
        for row in rows:
            self.keys.setdefault(model, {})[row.pk] = None

    def add_changed(self, row: Model, columns: dict[str, Any]) -> None:
        noted = self.note(type(row), row.pk)
        if noted is not None:
            noted["columns"] = columns | noted["columns"]

    def columns(self, row: Model) -> set[str]:
        """Those of a stored row that the run changes."""
        noted = self.note(type(row), row.pk)
        return set(noted["columns"] if noted else ())

    def add_links(self, model: type[Model], accessor: str, before: Keys, wanted: Keys) -> None:
        for key in wanted:
            noted = self.note(model, key)
            if noted is not None:
                noted["links"][accessor] = list(before.get(key, ()))

    def note(self, model: type[Model], key: int) -> dict[str, Any] | None:
        """What was, to be filled in; None of a row that is new."""
        rows = self.keys.setdefault(model, {})
        return rows.setdefault(key, {"columns": {}, "links": {}})

    def entries(self) -> list[dict[str, Any]]:
        """For the run, by the rows as they are in the database now."""
        entries = []
        for model, noted in self.keys.items():
            for row, parts in rows_with_links(self.kind, model, noted):
                entries.append(written_entry(row, parts, noted[row.pk]))
        if self.learnt or self.remembered:
            entries.append({"model": ListedRow._meta.label, "learnt": self.learnt, "remembered": self.remembered})
        return entries


def rows_with_links(kind: Any, model: type[Model], keys: Iterable[int]) -> Iterable[tuple[Model, list[Model]]]:
    """Each row with the rows that link it to others, in as many queries for 500 rows as the kind has links."""
    tables = [field.table() for field in kind.links if field.model is model]
    for batch in row_batches(model, keys):
        parts: dict[int, list[Model]] = {}
        rows = list(batch)
        for table in tables:
            links = table.links().filter(**{f"{table.near}__in": [row.pk for row in rows]})
            for link in links.order_by("pk"):
                parts.setdefault(getattr(link, table.near), []).append(link)
        for row in rows:
            yield row, parts.get(row.pk, [])
