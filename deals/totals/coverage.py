"""Whether what is listed covers all that was stated in public: asked here once, for every page, file and picture."""

from itertools import chain

from deals.models import Definition
from deals.models.terms import Place
from deals.money.rounding import round_half_away
from deals.totals.batch_remainder import batch_remainders
from deals.totals.parts import Coverage, Headline, Part, Scope, sum_parts
from deals.totals.query import sum_dimensions
from expo.db.compiled_rows import CompiledRows
from expo.exhibition.stated_figures import known_value
from expo.i18n.numbers import roundness
from expo.models import Edition, StatedFigure
from expo.models.facts import Figure, Qualifier, StatedFigureQuerySet, Unit

# Of the whole, and of what was signed at either place: its projects and its amount.
FIGURES = {
    "": (Figure.PROJECTS, Figure.AMOUNT),
    Place.AT_EXPO: (Figure.PROJECTS_AT_EXPO, Figure.AMOUNT_AT_EXPO),
    Place.OUTSIDE: (Figure.PROJECTS_OUTSIDE, Figure.AMOUNT_OUTSIDE),
}
Statements = dict[tuple[str, str], StatedFigure]


def known_statements(edition: int) -> StatedFigureQuerySet:
    figures = list(chain.from_iterable(FIGURES.values()))
    return StatedFigure.objects.public().headline().filter(edition=edition, figure__in=figures, value__isnull=False)


statement_rows: CompiledRows[StatedFigure] = CompiledRows(known_statements, int)


def scope_coverage(scope: Scope, counted: Headline) -> Coverage | None:
    """What is counted against what was stated; None where it is all of it, or nothing was stated.

    A place is held against what was stated of it. Of what else a definition leaves out nothing is stated: what it
    counts is a part wherever the list of the whole edition is one. One query; for such a definition three.
    """
    if scope.pin is not None:
        return scope.pin.coverage
    statements = shown_statements(scope.edition)
    if not statements:
        return None
    definition = scope.definition or Definition()
    if not is_restricted(definition):
        of_place = compare_with_statements(scope, counted, statements, definition.place)
        if of_place or not definition.place:
            return of_place
    return compare_with_statements(Scope(scope.edition, desk=scope.desk), edition_total(scope.edition), statements)


def edition_coverage(edition: Edition) -> Coverage | None:
    """Of everything that is listed of the edition. One query where nothing was stated, else three."""
    statements = shown_statements(edition)
    if not statements:
        return None
    return compare_with_statements(Scope(edition), edition_total(edition), statements)


def is_restricted(definition: Definition) -> bool:
    """Whether it leaves out more than a place of signing."""
    limits = (definition.instruments, definition.minimum_minor, definition.as_of, definition.currency)
    return any(limits) or not definition.batches


def shown_statements(edition: Edition) -> Statements:
    """What is shown of what was stated of the edition's deals, by figure and currency."""
    return {(row.figure, row.currency): row for row in statement_rows(edition.pk)}


def edition_total(edition: Edition) -> Part:
    """Everything that is listed of the edition."""
    scope = Scope(edition)
    found = sum_dimensions(scope, ["place", "batch"])
    places = [row._asdict() for row in found if row.dimension == "place"]
    return sum_parts([*places, *batch_remainders(scope, found)], scope.currency)


def compare_with_statements(
    scope: Scope, listed: Part | Headline, statements: Statements, place: str = ""
) -> Coverage | None:
    projects, amount = FIGURES[place]
    desk = bool(scope.reached)
    stated = statements.get((projects, ""))
    if stated and is_below_stated(listed.number, stated):
        return Coverage(listed.number, known_value(stated), stated.qualifier, desk=desk)
    stated = statements.get((amount, scope.currency))
    if stated and listed.amount and is_below_stated(listed.amount.minor, stated):
        return Coverage(listed.amount.minor, known_value(stated), stated.qualifier, scope.currency, desk)
    return None


def is_below_stated(listed: int, stated: StatedFigure) -> bool:
    """Whether less is listed than was stated. Amounts are stated round, and compared as round as they were stated."""
    said = known_value(stated)
    if stated.qualifier == Qualifier.MORE_THAN:
        return listed <= said
    step = roundness(said) if stated.unit == Unit.MONEY else 1
    return round_half_away(listed, step) * step < said
