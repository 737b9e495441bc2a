"""What figures may not say: otherwise than they were printed, or than others of their edition; as the form asks."""

from collections.abc import Iterable, Iterator
from typing import cast

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from expo.exhibition.stated_figures import (
    SAYS,
    FigureConflict,
    figure_conflicts,
    is_same_headline,
    print_difference,
)
from expo.imports.lists.answers import MEANT, Answers
from expo.imports.lists.items import ListItem
from expo.imports.lists.problems import CellProblem, Choice, LineProblem
from expo.imports.lists.reading import ListReading
from expo.models import StatedFigure

Broken = tuple[ListItem, LineProblem]


def find_broken_rules(items: list[ListItem], reading: ListReading) -> Iterator[Broken]:
    """Of those that the list makes say something else than is stored."""
    stored = list(reading.known.edition.stated_figures.order_by("pk"))
    rows = [*stored, *(row_of(item) for item in items)]
    fit = []
    for item in items:
        if not item.is_new and item.changed.keys().isdisjoint(SAYS):
            continue
        if broken := broken_alone(row_of(item), rows):
            yield item, broken
        else:
            fit.append(item)
    yield from broken_together(fit, stored, reading.answers)


def row_of(item: ListItem) -> StatedFigure:
    return cast(StatedFigure, item.rows[StatedFigure])


def broken_alone(row: StatedFigure, rows: Iterable[StatedFigure]) -> LineProblem | None:
    if not row.difference_reason and print_difference(row):
        return LineProblem(CellProblem(lazy_difference(row)), "as_printed")
    for other in rows:
        if is_other(row, other) and is_same_headline(row, other):
            return LineProblem(CellProblem(_("Another statement of this figure is already the one shown.")), "headline")
    return None


def is_other(row: StatedFigure, other: StatedFigure) -> bool:
    """Whether these are two statements, and not one as it is stored and as it shall be."""
    return row is not other and (row.pk is None or row.pk != other.pk)


def broken_together(items: list[ListItem], stored: list[StatedFigure], answers: Answers) -> Iterator[Broken]:
    """Those that are not said to be meant; what is left without them may not fit what is stored, and is asked too."""
    before = {conflict.sentence for conflict in figure_conflicts(stored)}
    while True:
        new = [row_of(item) for item in items]
        changed = {row.pk for row in new}
        rows = [row for row in stored if row.pk not in changed]
        conflicts = [each for each in figure_conflicts([*new, *rows]) if each.sentence not in before]
        broken = {}
        for item in items:
            conflict = find_conflict(row_of(item), conflicts)
            if conflict and not is_meant(item, answers):
                broken[id(item)] = conflict
                yield item, conflict_question(conflict)
        if not broken:
            return
        items = [item for item in items if id(item) not in broken]


def find_conflict(row: StatedFigure, conflicts: list[FigureConflict]) -> FigureConflict | None:
    for conflict in conflicts:
        if any(each is row for each in conflict.rows):
            return conflict
    return None


def is_meant(item: ListItem, answers: Answers) -> bool:
    return any(line.pick("value", answers) == MEANT for line in item.lines)


def conflict_question(conflict: FigureConflict) -> LineProblem:
    choices = [Choice(MEANT, _("It was stated so all the same"))]
    return LineProblem(CellProblem(lazy_conflict(conflict.rows), choices), "value")


def difference_sentence(row: StatedFigure) -> str:
    return print_difference(row).replace("%", "%%")


def conflict_sentence(rows: tuple[StatedFigure, ...]) -> str:
    for conflict in figure_conflicts(rows):
        if conflict.rows == rows:
            return conflict.sentence.replace("%", "%%")
    return ""


lazy_difference, lazy_conflict = lazy(difference_sentence, str), lazy(conflict_sentence, str)
