"""What importing a list would do: each line in exactly one of three lists, each item held against what is stored."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import intern
from typing import Any
from uuid import uuid4

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from expo.imports.lists.items import ListItem
from expo.imports.lists.list_kind import ListKind, Matcher
from expo.imports.lists.problems import CellProblem
from expo.imports.lists.reading import ListedLine, ListReading
from expo.models import Edition, ListedRow
from expo.recovery.deletions import row_batches
from expo.recovery.snapshots import every_row, stored_fields

# So many lines are told of together.
AT_ONCE = 250


@dataclass
class ListPlan:
    """`missing`: what an earlier version of the list had and this one lacks; `source`: that of all versions."""

    kind: ListKind
    edition: Edition
    reading: ListReading
    items: list[ListItem] = field(default_factory=list)
    refused: list[ListedLine] = field(default_factory=list)
    asked: list[ListedLine] = field(default_factory=list)
    missing: list[ListedRow] = field(default_factory=list)
    source: str = ""

    def let_go(self) -> None:
        """Hold no row any longer, once all are written: the report is stored in the room that they leave."""
        for rows in (self.items, self.refused, self.asked, self.missing, self.reading.lines):
            rows.clear()


def make_plan(kind: ListKind, edition: Edition, reading: ListReading, *, hold: bool = False) -> ListPlan:
    """Nothing is written. `hold`: the rows are locked before they are compared, in the transaction of whoever calls."""
    plan = ListPlan(kind, edition, reading)
    for _compared in plan_steps(plan, hold=hold):
        pass
    return plan


def plan_steps(plan: ListPlan, *, hold: bool) -> Iterator[int]:
    """Fill in what a plan says of its reading, yielding how many rows are taken: half of them, at its end."""
    kind, reading = plan.kind, plan.reading
    matcher = kind.matcher(reading.known, reading.answers)
    matcher.look_ahead(reading.lines)
    for assigned in assign_lines(plan, matcher):
        yield assigned // 2
    compare_items(plan, hold=hold)
    refuse_items(plan)


def compare_items(plan: ListPlan, *, hold: bool) -> None:
    """Hold each item against what is stored, and what the list said before."""
    kind, edition = plan.kind, plan.edition
    if hold:
        hold_rows(plan)
    listed = ListedRow.objects.filter(kind=kind.slug)
    if kind.of_edition:
        listed = listed.filter(edition=edition)
    remembered = remembered_rows(listed, {item.rows[kind.model].pk: item for item in plan.items})
    for item in plan.items:
        main = item.rows[kind.model]
        item.is_new = main.pk is None
        if main.pk is not None and main.pk in remembered:
            item.remembered = remembered[main.pk]
            item.key = item.remembered.key
        item.compare(kind.fields, plan.reading.known)
    note_missing(plan, remembered)


def remembered_rows(listed: QuerySet[ListedRow], items: dict[int, ListItem]) -> dict[int, ListedRow]:
    """What the list said before, by the rows' keys; what it says again is held once."""
    remembered = {}
    for row in listed.iterator(chunk_size=AT_ONCE):
        if row.row in items:
            row.values = share_values(row.values, items[row.row].values)
        remembered[row.row] = row
    return remembered


def share_values(values: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """The same values, as the objects that say the same where there are such: long lists have many."""
    shared = {}
    for name, value in values.items():
        other = said.get(name)
        shared[intern(name)] = other if type(other) is type(value) and other == value else value
    return shared


def refuse_items(plan: ListPlan) -> None:
    """Those whose rows would break a rule together are not written; what breaks it is told of each of their lines."""
    broken: dict[int, bool] = {}
    for item, rule in plan.kind.broken_rules(plan.items, plan.reading):
        broken[id(item)] = broken.get(id(item), True) and rule.is_question
        for line in item.lines:
            line.doubt(rule.field, rule.problem)
    kept = []
    for item in plan.items:
        if id(item) not in broken:
            kept.append(item)
        elif broken[id(item)]:
            plan.asked += item.lines
        else:
            plan.refused += item.lines
    plan.items = kept


def assign_lines(plan: ListPlan, matcher: Matcher) -> Iterator[int]:
    """Say which item each line is of, yielding how many lines that is said of."""
    seen: dict[int, ListItem] = {}
    for number, line in enumerate(plan.reading.lines):
        if number % AT_ONCE == 0:
            yield number
        item = None
        if not line.problems:
            item = matcher.item(line)
        if item is not None and item.add(line, plan.kind.fields):
            seen.setdefault(id(item), item)
        elif all(problem.is_question for problem in line.problems):
            plan.asked.append(line)
        else:
            plan.refused.append(line)
    plan.items = list(seen.values())


def hold_rows(plan: ListPlan) -> None:
    """Lock what is stored of the items, and let them have it as it is now; lines of what is gone are refused."""
    gone: set[tuple[type[Model], int]] = set()
    # In the order of an undo: what leads to others comes before them.
    for model in reversed(plan.kind.models):
        rows = [item.rows[model] for item in plan.items if model in item.rows]
        for key in lock_again(model, rows):
            gone.add((model, key))
    plan.reading.known.links.clear()
    items = plan.items
    plan.items = []
    for item in items:
        if gone.isdisjoint((model, row.pk) for model, row in item.rows.items()):
            plan.items.append(item)
            continue
        for line in item.lines:
            line.doubt("", CellProblem(_("It has been deleted since.")))
        plan.refused += item.lines


def lock_again(model: type[Model], rows: list[Model]) -> set[int]:
    """Lock the stored ones of these rows, a batch at a time, each to hold what is stored; the keys of what is gone."""
    held: dict[int, list[Model]] = {}
    for row in rows:
        if row.pk is not None:
            held.setdefault(row.pk, []).append(row)
    gone = set(held)
    for batch in row_batches(model, held):
        for locked in batch.select_for_update():
            gone.discard(locked.pk)
            for row in held[locked.pk]:
                take_columns(row, locked)
    return gone


def take_columns(row: Model, locked: Model) -> None:
    for column in stored_fields(type(row)):
        there = getattr(locked, column.attname)
        if getattr(row, column.attname) != there:
            setattr(row, column.attname, there)


def note_missing(plan: ListPlan, remembered: dict[int, ListedRow]) -> None:
    """A list is the next version of that of which it has most rows again, at least half of either's."""
    again = Counter(item.remembered.source for item in plan.items if item.remembered)
    sizes = Counter(row.source for row in remembered.values())
    source, common = next(iter(again.most_common(1)), ("", 0))
    if not common or common * 2 < min(sizes[source], len(plan.items)):
        plan.source = uuid4().hex
        return
    plan.source = source
    here = {item.remembered.pk for item in plan.items if item.remembered}
    # A line that is refused or asked about is no missing one, whichever it is of.
    gone = [row for row in remembered.values() if row.source == source and row.pk not in here]
    there = set(every_row(plan.kind.model).filter(pk__in=[row.row for row in gone]).values_list("pk", flat=True))
    plan.missing = [row for row in gone if row.row in there]


def told_problems(plan: ListPlan) -> list[dict[str, Any]]:
    """What is wrong with the rows as they are written, each with the lines that it is of."""
    lines: dict[int, dict[str, Any]] = {}
    for item in plan.items:
        first = item.lines[0]
        lines[item.rows[plan.kind.model].pk] = {"sheet": first.sheet, "row": first.number}
    problems = []
    for sentence, keys in plan.kind.problems(plan.edition, set(lines)):
        problems.append({"sentence": sentence, "rows": [lines[key] for key in keys if key in lines]})
    return problems
