"""The figures of an edition: as stated in public, and as counted from what this site lists. Never mixed."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet, Subquery
from django.utils.translation import gettext as _

from expo.db.compiled_rows import CompiledRows
from expo.exhibition.facets import country_field
from expo.i18n import numbers
from expo.i18n.lazy_text import LazyText
from expo.models import Edition, StatedFigure
from expo.models.facts import Figure
from expo.versions.row_memory import ROWS


@dataclass(frozen=True)
class FigureStatements:
    """A figure with everything that was said about it, the one shown elsewhere first."""

    figure: str
    label: LazyText
    statements: list[StatedFigure]


def edition_counts(edition: Edition) -> dict[str, int]:
    """How many `exhibitors`, `countries`, `launches`, `people` and `halls` this site lists; one query."""
    counts = ROWS.recall(("counts", edition.pk), lambda: tuple(count_parts(edition).items()))
    return dict(counts)


def count_parts(edition: Edition) -> dict[str, int]:
    exhibitors = edition.participations.public().exhibiting()
    parts = {
        "exhibitors": count_subquery(exhibitors, Count("pk")),
        "countries": count_subquery(exhibitors, Count(country_field("pk"), distinct=True)),
        "launches": count_subquery(edition.launches.public(), Count("pk")),
        "people": count_subquery(edition.attendances.public(), Count("pk")),
        "halls": count_subquery(edition.halls.public(), Count("pk")),
    }
    counts = Edition.objects.filter(pk=edition.pk).values_list(*parts.values()).get()
    return {name: count or 0 for name, count in zip(parts, counts, strict=True)}


def count_subquery(rows: QuerySet, count: Count) -> Subquery:
    """Rows of one edition counted, as part of a larger query; NULL where there is none."""
    return Subquery(rows.order_by().values("edition").annotate(number=count).values("number"))


headline_figures: CompiledRows[StatedFigure] = CompiledRows(
    lambda edition: StatedFigure.objects.public().headline().filter(edition=edition), int
)


def headline_statements(edition: Edition) -> dict[str, StatedFigure]:
    """The statements shown, by their figure in its order; money by figure and currency, like `amount_CNY`."""
    said = {(row.figure, row.currency): row for row in headline_figures(edition.pk)}
    ranks = {figure.value: rank for rank, figure in enumerate(Figure)}
    ordered = sorted(said.items(), key=lambda item: (ranks[item[0][0]], item[0][1]))
    statements = {}
    for (figure, currency), row in ordered:
        if currency:
            statements[f"{figure}_{currency}"] = row
        else:
            statements[figure] = row
    return statements


def named_share(edition: Edition, listed: int) -> str:
    """How many of the exhibitors that were stated are named here, in words; "" where no more were stated; one query."""
    stated = edition.stated_figures.public().headline().filter(figure=Figure.EXHIBITORS, value__gt=listed).first()
    if stated is None or stated.value is None:
        return ""
    of = numbers.add_qualifier(numbers.format_count(stated.value), stated.qualifier)
    return _("%(listed)s of %(stated)s exhibitors are named here.") % {
        "listed": numbers.format_count(listed),
        "stated": of,
    }


def figure_statements(edition: Edition) -> list[FigureStatements]:
    """Every figure of the edition with all its statements, conflicting ones side by side; two queries."""
    rows: dict[str, list[StatedFigure]] = {}
    for row in edition.stated_figures.public().with_sources().order_by("-headline", "pk"):
        rows.setdefault(row.figure, []).append(row)
    statements = []
    for figure in Figure:
        if figure in rows:
            statements.append(FigureStatements(figure.value, figure.label, rows[figure]))
    return statements
