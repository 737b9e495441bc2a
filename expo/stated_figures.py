"""What is odd about figures stated in public: they differ from what was printed, from their parts, from each other."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from django.db.models import Q
from django.utils.translation import gettext as _

from expo.amounts import Reading, readings, written
from expo.models import StatedFigure
from expo.models.facts import Figure, Qualifier, Unit
from expo.numbers import roundness, with_qualifier

# A whole with the parts that add up to it.
PARTS = {
    Figure.PROJECTS: (Figure.PROJECTS_AT_EXPO, Figure.PROJECTS_OUTSIDE),
    Figure.AMOUNT: (Figure.AMOUNT_AT_EXPO, Figure.AMOUNT_OUTSIDE),
}
# What only is a part, and never more than its whole.
WITHIN = ((Figure.PROFESSIONAL_LAUNCHES, Figure.LAUNCHES),)
UNITS = {
    Figure.AMOUNT: Unit.MONEY,
    Figure.AMOUNT_AT_EXPO: Unit.MONEY,
    Figure.AMOUNT_OUTSIDE: Unit.MONEY,
    Figure.AREA: Unit.SQUARE_METRES,
    Figure.FOREIGN_SHARE: Unit.PER_MILLE,
}
# "About" so much is within this share of it, in hundredths.
ABOUT = 5
Conflict = tuple[StatedFigure, str]


def unit_of(figure: str) -> str:
    return UNITS.get(Figure(figure), Unit.COUNT)


def in_words(row: StatedFigure) -> str:
    """The value as it is typed, with its qualifier: nearly 60, ¥816,900,000,000.00."""
    return with_qualifier(written(row.value, row.unit, row.currency), row.qualifier)


def printed_otherwise(row: StatedFigure) -> str:
    """How what was printed differs from the value, in a sentence; empty where both say the same."""
    found = readings(row.as_printed, row.unit, row.currency)
    if row.value is None:
        return _("A figure is printed, but the value is empty.") if found else ""
    if any(same(row, reading) for reading in found):
        return ""
    if not found:
        return _("No such figure stands in what was printed: copy there how it was printed.")
    printed = ", ".join(dict.fromkeys(in_print(row, reading) for reading in found))
    said = {"value": in_words(row), "printed": printed}
    return _("The value reads %(value)s, what was printed reads %(printed)s.") % said


def same(row: StatedFigure, reading: Reading) -> bool:
    """The same number of the same currency; and as exact, where the print says how exact it is."""
    exact = reading.qualifier in (None, row.qualifier)
    return exact and (row.value, row.currency) == (reading.value, reading.currency)


def in_print(row: StatedFigure, reading: Reading) -> str:
    said = written(reading.value, row.unit, reading.currency)
    return with_qualifier(said, reading.qualifier or Qualifier.EXACT)


def conflicts(rows: Iterable[StatedFigure]) -> list[Conflict]:
    """What does not fit among the statements of one edition: which row, and why in a sentence."""
    known = [row for row in rows if row.value is not None]
    return [*against_parts([row for row in known if row.headline]), *against_each_other(known)]


def against_parts(rows: list[StatedFigure]) -> Iterator[Conflict]:
    shown = {(row.figure, row.currency): row for row in rows}
    for whole in rows:
        names = PARTS.get(Figure(whole.figure), ())
        parts = [shown[name, whole.currency] for name in names if (name, whole.currency) in shown]
        for part in [*parts, *(row for name, of in WITHIN if of == whole.figure for row in rows if row.figure == name)]:
            if exact(part, whole) and part.value > whole.value:
                yield whole, _("%(part)s is a part of %(whole)s, and more.") % words(part, whole)
        if names and len(parts) == len(names) and exact(whole, *parts) and amiss(whole, parts):
            one, other = parts
            numbers = words(one, whole) | {"other": in_words(other), "sum": total(parts)}
            said = _("%(whole)s in all, but its parts %(part)s and %(other)s add up to %(sum)s.")
            yield whole, said % numbers


def words(part: StatedFigure, whole: StatedFigure) -> dict[str, str]:
    return {"part": in_words(part), "whole": in_words(whole)}


def exact(*rows: StatedFigure) -> bool:
    return all(row.qualifier == Qualifier.EXACT for row in rows)


def amiss(whole: StatedFigure, parts: list[StatedFigure]) -> bool:
    """Whether parts miss their whole; amounts by more than the last printed digit, to which each is rounded."""
    gap = abs(sum(row.value for row in parts) - whole.value)
    return gap > (max(roundness(row.value) for row in (whole, *parts)) if whole.unit == Unit.MONEY else 0)


def total(parts: list[StatedFigure]) -> str:
    return written(sum(row.value for row in parts), parts[0].unit, parts[0].currency)


def against_each_other(rows: list[StatedFigure]) -> Iterator[Conflict]:
    for one, other in combinations(rows, 2):
        if (one.figure, one.currency) == (other.figure, other.currency) and not agree(one, other):
            numbers = {"one": in_words(one), "other": in_words(other), "by": other.said_by or other.as_printed}
            yield one, _("%(one)s here, but %(other)s in another statement (%(by)s).") % numbers


def agree(one: StatedFigure, other: StatedFigure) -> bool:
    """Whether both can be true: 843, and more than 800."""
    if one.value == other.value or {one.qualifier, other.qualifier} == {Qualifier.MORE_THAN}:
        return True
    return allows(one, other.value) and allows(other, one.value) if not exact(one, other) else False


def allows(row: StatedFigure, value: int) -> bool:
    match row.qualifier:
        case Qualifier.MORE_THAN:
            return value >= row.value
        case Qualifier.NEARLY:
            return value <= row.value
        case Qualifier.ABOUT:
            return abs(value - row.value) * 100 <= ABOUT * row.value
    return True


def questions(row: StatedFigure) -> list[str]:
    """What to ask of whoever saves the row: each conflict that it has a part in, in a sentence."""
    others = [other for other in row.edition.stated_figures.exclude(pk=row.pk) if not shadows(row, other)]
    before = {said for _row, said in conflicts(others)}
    return [said for _row, said in conflicts([row, *others]) if said not in before]


def shadows(row: StatedFigure, other: StatedFigure) -> bool:
    """Whether only one of the two can be the one shown: what was shown before is no part beside it."""
    return row.headline and other.headline and (row.figure, row.currency) == (other.figure, other.currency)


def inconsistent() -> Q:
    """The rows that do not fit their parts, or other statements."""
    return Q(pk__in=[row.pk for rows in by_edition().values() for row, _said in conflicts(rows)])


def misprinted() -> Q:
    """The rows that read otherwise than they were printed, without a reason."""
    rows = StatedFigure.objects.filter(difference_reason="")
    return Q(pk__in=[row.pk for row in rows if printed_otherwise(row)])


def by_edition() -> dict[int, list[StatedFigure]]:
    rows: dict[int, list[StatedFigure]] = {}
    for row in StatedFigure.objects.order_by("-headline", "pk"):
        rows.setdefault(row.edition_id, []).append(row)
    return rows
