"""What was said against what is counted, in words to print: the parts of a line add up to what was said."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from deals import totals
from deals.money import Money
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


@dataclass(frozen=True)
class StatedComparison:
    """All lines, the first two being projects and amount; shares of the projects for the bar, in projects."""

    lines: list[ComparedLine]
    owing: list[OwedList]
    unreported: int
    undisclosed: int
    bar: tuple[int, int, int] | None
    against: StatedGaps

    @property
    def projects(self) -> ComparedLine:
        return self.lines[0]

    @property
    def amount(self) -> ComparedLine | None:
        return next((line for line in self.lines[1:2] if line.listed or line.said), None)

    @property
    def stated(self) -> bool:
        return any(line.statements for line in self.lines)


def stated_comparison(against: StatedGaps) -> StatedComparison:
    projects = against.projects
    whole = projects.said and projects.missing >= 0
    bar = (projects.itemised, min(projects.owed, projects.missing), max(projects.unreported, 0)) if whole else None
    return StatedComparison(
        [compare_line(line) for line in against.lines],
        [
            OwedList(localised_text(row.of, "name") if row.of else None, row.projects, amount_words(row.amount))
            for row in against.owed
        ],
        max(projects.unreported or 0, 0),
        against.undisclosed,
        bar,
        against,
    )


def amount_words(amount: Money | None) -> str:
    share = totals.printed_amounts([amount])
    return totals.amount_words(share.whole, share.unit) if amount else ""


def compare_line(line: FigureGap) -> ComparedLine:
    label, more = str(line.figure.label), (line.missing or 0) < 0
    said, listed, missing, owed = money_columns(line) if line.currency else project_columns(line)
    if missing and line.said.qualifier != Qualifier.EXACT:
        missing = add_qualifier(missing, Qualifier.ABOUT)
    return ComparedLine(label, said or unstated_words(line), listed, missing, owed, more, line.statements)


def unstated_words(line: FigureGap) -> str:
    return _("not published") if line.statements else _("not stated")


def project_columns(line: FigureGap) -> tuple[str, str, str, str]:
    missing = "" if line.missing is None else format_count(abs(line.missing))
    said = format_stated_figure(line.said) if line.said else ""
    return said, format_count(line.itemised or 0), missing, format_count(line.owed) if line.owed else ""


def money_columns(line: FigureGap) -> tuple[str, str, str, str]:
    """Rounded together, so that what is listed, owed and unreported add up to what was said."""
    listed, owed, rest = (optional_money(value, line.currency) for value in (line.itemised, line.owed, line.unreported))
    if line.said is None or line.unreported < 0:
        words = [
            amount_words(optional_money(value, line.currency))
            for value in (line.itemised, absolute_value(line.missing), line.owed)
        ]
        said = amount_words(optional_money(line.said.value, line.currency)) if line.said else ""
        return said and add_qualifier(said, line.said.qualifier), *words
    shares = totals.printed_amounts([listed, owed, rest])
    parts = [totals.amount_words(share, shares.unit) if share else "" for share in shares.parts]
    known = [share for share in shares.parts[1:] if share is not None]
    missing = totals.amount_words(sum(known[1:], known[0]), shares.unit)
    return (
        add_qualifier(totals.amount_words(shares.whole, shares.unit), line.said.qualifier),
        parts[0],
        missing,
        parts[1],
    )


def optional_money(value: int | None, currency: str) -> Money | None:
    return None if value is None else Money(value, currency)


def absolute_value(value: int | None) -> int | None:
    return None if value is None else abs(value)
