"""What is odd about figures stated in public: they differ from what was printed, from their parts, from each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Q
from django.utils.translation import gettext as _

from expo.exhibition.amounts import Reading, find_readings, format_value
from expo.i18n.numbers import add_qualifier, roundness
from expo.models import StatedFigure
from expo.models.facts import Figure, Qualifier, Unit

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
# What a figure says. Who changes any of it makes a figure of it that nobody has confirmed.
SAYS = ("edition", "figure", "value", "qualifier", "unit", "currency", "as_printed", "headline")


@dataclass(frozen=True)
class FigureConflict:
    """Statements that do not fit together, and why in a sentence, which stands at the first of them."""

    rows: tuple[StatedFigure, ...]
    sentence: str


def unit_of(figure: str) -> Unit:
    return UNITS.get(Figure(figure), Unit.COUNT)


def value_in_words(row: StatedFigure) -> str:
    """The value as it is typed, with its qualifier: nearly 60, ¥816,900,000,000.00."""
    return add_qualifier(format_value(row.value, row.unit, row.currency), row.qualifier)


def print_difference(row: StatedFigure) -> str:
    """How what was printed differs from the value, in a sentence; empty where both say the same."""
    found = find_readings(row.as_printed, row.unit, row.currency)
    if row.value is None and found:
        return _("A figure is printed, but the value is empty.")
    if row.value is None:
        return ""
    if any(is_same_value(row, reading) for reading in found):
        return ""
    if not found:
        return _("No such figure stands in what was printed: copy there how it was printed.")
    printed = ", ".join(dict.fromkeys(printed_value(row, reading) for reading in found))
    said = {"value": value_in_words(row), "printed": printed}
    return _("The value reads %(value)s, what was printed reads %(printed)s.") % said


def is_same_value(row: StatedFigure, reading: Reading) -> bool:
    """The same number of the same currency; and as exact, where the print says how exact it is."""
    exact = reading.qualifier in (None, row.qualifier)
    return exact and (row.value, row.currency) == (reading.value, reading.currency)


def printed_value(row: StatedFigure, reading: Reading) -> str:
    said = format_value(reading.value, row.unit, reading.currency)
    return add_qualifier(said, reading.qualifier or Qualifier.EXACT)


def figure_problems(rows: Iterable[StatedFigure]) -> list[tuple[StatedFigure, str]]:
    """What does not fit among the statements of one edition: which row, and why in a sentence."""
    return [(conflict.rows[0], conflict.sentence) for conflict in figure_conflicts(rows)]


def figure_conflicts(rows: Iterable[StatedFigure]) -> list[FigureConflict]:
    known, shown = [], []
    for row in rows:
        if row.value is not None:
            known.append(row)
            if row.headline:
                shown.append(row)
    return [*part_problems(shown), *statement_problems(known)]


def known_value(row: StatedFigure) -> int:
    """That of a row which says one."""
    if row.value is None:
        raise ValueError(row)
    return row.value


def part_problems(rows: list[StatedFigure]) -> Iterator[FigureConflict]:
    shown = {(row.figure, row.currency): row for row in rows}
    for whole in rows:
        names = PARTS.get(Figure(whole.figure), ())
        parts = list(filter(None, [shown.get((name, whole.currency)) for name in names]))
        within = [row for row in rows if (row.figure, whole.figure) in WITHIN]
        for part in (*parts, *within):
            if is_exact(part, whole) and known_value(part) > known_value(whole):
                said = _("%(part)s is a part of %(whole)s, and more.") % sentence_values(part, whole)
                yield FigureConflict((whole, part), said)
        if names and len(parts) == len(names) and is_exact(whole, *parts) and has_sum_problem(whole, parts):
            yield FigureConflict((whole, *parts), sum_sentence(whole, parts))


def sum_sentence(whole: StatedFigure, parts: list[StatedFigure]) -> str:
    one, other = parts
    numbers = sentence_values(one, whole) | {"other": value_in_words(other), "sum": parts_total(parts)}
    return _("%(whole)s in all, but its parts %(part)s and %(other)s add up to %(sum)s.") % numbers


def sentence_values(part: StatedFigure, whole: StatedFigure) -> dict[str, str]:
    return {"part": value_in_words(part), "whole": value_in_words(whole)}


def is_exact(*rows: StatedFigure) -> bool:
    return all(row.qualifier == Qualifier.EXACT for row in rows)


def has_sum_problem(whole: StatedFigure, parts: list[StatedFigure]) -> bool:
    """Whether parts miss their whole; amounts by more than the last printed digit, to which each is rounded."""
    gap = abs(sum_values(parts) - known_value(whole))
    if whole.unit != Unit.MONEY:
        return gap > 0
    return gap > max(roundness(known_value(row)) for row in (whole, *parts))


def parts_total(parts: list[StatedFigure]) -> str:
    return format_value(sum_values(parts), parts[0].unit, parts[0].currency)


def sum_values(rows: list[StatedFigure]) -> int:
    return sum(map(known_value, rows))


def statement_problems(rows: list[StatedFigure]) -> Iterator[FigureConflict]:
    for one, other in combinations(rows, 2):
        if (one.figure, one.currency) == (other.figure, other.currency) and not may_both_be_true(one, other):
            numbers = {
                "one": value_in_words(one),
                "other": value_in_words(other),
                "by": other.said_by or other.as_printed,
            }
            said = _("%(one)s here, but %(other)s in another statement (%(by)s).") % numbers
            yield FigureConflict((one, other), said)


def may_both_be_true(one: StatedFigure, other: StatedFigure) -> bool:
    """Whether both can be true: 843, and more than 800."""
    if one.value == other.value or {one.qualifier, other.qualifier} == {Qualifier.MORE_THAN}:
        return True
    if is_exact(one, other):
        return False
    return allows_value(one, known_value(other)) and allows_value(other, known_value(one))


def allows_value(row: StatedFigure, value: int) -> bool:
    said = known_value(row)
    match row.qualifier:
        case Qualifier.MORE_THAN:
            return value >= said
        case Qualifier.NEARLY:
            return value <= said
        case Qualifier.ABOUT:
            return abs(value - said) * 100 <= ABOUT * said
    return True


def figure_questions(row: StatedFigure) -> list[str]:
    """What to ask of whoever saves the row: each conflict that it has a part in, in a sentence."""
    others = []
    for other in row.edition.stated_figures.exclude(pk=row.pk):
        if not is_same_headline(row, other):
            others.append(other)
    before = {said for _row, said in figure_problems(others)}
    return [said for _row, said in figure_problems([row, *others]) if said not in before]


def is_same_headline(row: StatedFigure, other: StatedFigure) -> bool:
    """Whether only one of the two can be the one shown: what was shown before is no part beside it."""
    return row.headline and other.headline and (row.figure, row.currency) == (other.figure, other.currency)


def inconsistent_condition() -> Q:
    """The rows that do not fit their parts, or other statements."""
    keys = []
    for rows in group_by_edition().values():
        for row, _said in figure_problems(rows):
            keys.append(row.pk)
    return Q(pk__in=keys)


def misprinted_condition() -> Q:
    """The rows that read otherwise than they were printed, without a reason."""
    rows = StatedFigure.objects.filter(difference_reason="")
    return Q(pk__in=[row.pk for row in rows if print_difference(row)])


def group_by_edition() -> dict[int, list[StatedFigure]]:
    rows: dict[int, list[StatedFigure]] = {}
    for row in StatedFigure.objects.order_by("-headline", "pk"):
        rows.setdefault(row.edition_id, []).append(row)
    return rows
