"""What was said against what is counted, in words to print: the parts of a line add up to what was said."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from deals import totals
from deals.money import Money
from deals.totals.parts import BreakdownRow, money_or_none
from deals.totals.stated_vs_counted import FigureGap, StatedGaps
from expo.i18n.bilingual import Text, localised_text
from expo.i18n.numbers import add_qualifier, format_count, format_stated_figure
from expo.models import StatedFigure
from expo.models.facts import Qualifier


@dataclass(frozen=True)
class ComparedLine:
    """A line: words for each column, empty where there is nothing to say. `more`: more is listed than was said."""

    label: str
    said: str
    listed: str
    missing: str
    owed: str
    more: bool = False
    statements: list[StatedFigure] = field(default_factory=list)


class OwedList(NamedTuple):
    """Who owes the list of how much; `district` None: a batch that names none."""

    district: Text | None
    projects: int
    amount: str


class BarShares(NamedTuple):
    """What is listed, what is owed and what nobody reported, of the projects that were said."""

    listed: int
    owed: int
    unreported: int


class LineColumns(NamedTuple):
    """What stands in a line, in words; "" where there is nothing to say."""

    said: str
    listed: str
    missing: str
    owed: str


@dataclass(frozen=True)
class StatedComparison:
    """All lines, the first two being projects and amount; shares of the projects for the bar, in projects."""

    lines: list[ComparedLine]
    owing: list[OwedList]
    unreported: int
    undisclosed: int
    bar: BarShares | None
    against: StatedGaps

    @property
    def projects(self) -> ComparedLine:
        return self.lines[0]

    @property
    def amount(self) -> ComparedLine | None:
        line = self.lines[1]
        if not line.listed and not line.said:
            return None
        return line

    @property
    def stated(self) -> bool:
        return any(line.statements for line in self.lines)


def stated_comparison(against: StatedGaps) -> StatedComparison:
    projects = against.projects
    return StatedComparison(
        [compare_line(line) for line in against.lines],
        [owed_list(row) for row in against.owed],
        max(projects.unreported or 0, 0),
        against.undisclosed,
        bar_shares(projects),
        against,
    )


def owed_list(row: BreakdownRow) -> OwedList:
    district = None
    if row.of:
        district = localised_text(row.of, "name")
    return OwedList(district, row.number, amount_words(row.amount))


def bar_shares(projects: FigureGap) -> BarShares | None:
    """None where nothing was said, or more is listed than was said."""
    missing, unreported = projects.missing, projects.unreported
    if missing is None or unreported is None or missing < 0:
        return None
    return BarShares(projects.itemised or 0, min(projects.owed or 0, missing), max(unreported, 0))


def amount_words(amount: Money | None) -> str:
    if not amount:
        return ""
    share = totals.printed_amounts([amount])
    return totals.amount_words(share.whole, share.unit)


def compare_line(line: FigureGap) -> ComparedLine:
    columns = line_columns(line)
    missing = columns.missing
    if missing and line.said and line.said.qualifier != Qualifier.EXACT:
        missing = add_qualifier(missing, Qualifier.ABOUT)
    return ComparedLine(
        label=str(line.figure.label),
        said=columns.said or unstated_words(line),
        listed=columns.listed,
        missing=missing,
        owed=columns.owed,
        more=(line.missing or 0) < 0,
        statements=line.statements,
    )


def line_columns(line: FigureGap) -> LineColumns:
    if line.currency:
        return money_columns(line)
    return project_columns(line)


def unstated_words(line: FigureGap) -> str:
    if line.statements:
        return _("not published")
    return _("not stated")


def project_columns(line: FigureGap) -> LineColumns:
    said, missing, owed = "", "", ""
    if line.said:
        said = format_stated_figure(line.said)
    if line.missing is not None:
        missing = format_count(abs(line.missing))
    if line.owed:
        owed = format_count(line.owed)
    return LineColumns(said=said, listed=format_count(line.itemised or 0), missing=missing, owed=owed)


def money_columns(line: FigureGap) -> LineColumns:
    if line.said is None or line.unreported is None or line.unreported < 0:
        return separate_columns(line)
    return added_columns(line, line.said)


def separate_columns(line: FigureGap) -> LineColumns:
    """Each amount rounded for itself."""
    said, missing = "", line.missing
    if missing is not None:
        missing = abs(missing)
    if line.said:
        said = add_qualifier(value_words(line.said.value, line.currency), line.said.qualifier)
    return LineColumns(
        said=said,
        listed=value_words(line.itemised, line.currency),
        missing=value_words(missing, line.currency),
        owed=value_words(line.owed, line.currency),
    )


def added_columns(line: FigureGap, said: StatedFigure) -> LineColumns:
    """Rounded together, so that what is listed, owed and unreported add up to what was said."""
    values = (line.itemised, line.owed, line.unreported)
    shares = totals.printed_amounts([money_or_none(value, line.currency) for value in values])
    listed, owed, unreported = shares.parts
    missing = unreported if owed is None or unreported is None else owed + unreported
    return LineColumns(
        said=add_qualifier(totals.amount_words(shares.whole, shares.unit), said.qualifier),
        listed=totals.amount_words(listed, shares.unit) if listed else "",
        missing=totals.amount_words(missing, shares.unit),
        owed=totals.amount_words(owed, shares.unit) if owed else "",
    )


def value_words(value: int | None, currency: str) -> str:
    return amount_words(money_or_none(value, currency))
