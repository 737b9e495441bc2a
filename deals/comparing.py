"""What was said against what is counted, in words to print: the parts of a line add up to what was said."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from deals import totals
from deals.money import Money
from deals.totals.gaps import Against, Line
from expo.bilingual import Text, text
from expo.models import StatedFigure
from expo.models.facts import Qualifier
from expo.numbers import grouped, qualified, with_qualifier


@dataclass(frozen=True)
class Compared:
    """A line: words for each column, empty where there is nothing to say. `more`: more is listed than was said."""

    label: str
    said: str
    listed: str
    missing: str
    owed: str
    more: bool = False
    statements: list[StatedFigure] = field(default_factory=list)


class Owing(NamedTuple):
    """Who owes the list of how much; `district` None: a batch that names none."""

    district: Text | None
    projects: int
    amount: str


@dataclass(frozen=True)
class Shown:
    """All lines, the first two being projects and amount; shares of the projects for the bar, in projects."""

    lines: list[Compared]
    owing: list[Owing]
    unreported: int
    undisclosed: int
    bar: tuple[int, int, int] | None
    against: Against

    @property
    def projects(self) -> Compared:
        return self.lines[0]

    @property
    def amount(self) -> Compared | None:
        return next((line for line in self.lines[1:2] if line.listed or line.said), None)

    @property
    def stated(self) -> bool:
        return any(line.statements for line in self.lines)


def shown(against: Against) -> Shown:
    projects = against.projects
    whole = projects.said and projects.missing >= 0
    bar = (projects.itemised, min(projects.owed, projects.missing), max(projects.unreported, 0)) if whole else None
    return Shown(
        [compared(line) for line in against.lines],
        [Owing(text(row.of, "name") if row.of else None, row.projects, worth(row.amount)) for row in against.owed],
        max(projects.unreported or 0, 0),
        against.undisclosed,
        bar,
        against,
    )


def worth(amount: Money | None) -> str:
    share = totals.printed([amount])
    return totals.said(share.whole, share.unit) if amount else ""


def compared(line: Line) -> Compared:
    label, more = str(line.figure.label), (line.missing or 0) < 0
    said, listed, missing, owed = in_money(line) if line.currency else in_projects(line)
    if missing and line.said.qualifier != Qualifier.EXACT:
        missing = with_qualifier(missing, Qualifier.ABOUT)
    return Compared(label, said or unsaid(line), listed, missing, owed, more, line.statements)


def unsaid(line: Line) -> str:
    return _("not published") if line.statements else _("not stated")


def in_projects(line: Line) -> tuple[str, str, str, str]:
    missing = "" if line.missing is None else grouped(abs(line.missing))
    said = qualified(line.said) if line.said else ""
    return said, grouped(line.itemised or 0), missing, grouped(line.owed) if line.owed else ""


def in_money(line: Line) -> tuple[str, str, str, str]:
    """Rounded together, so that what is listed, owed and unreported add up to what was said."""
    listed, owed, rest = (money(value, line.currency) for value in (line.itemised, line.owed, line.unreported))
    if line.said is None or line.unreported < 0:
        words = [worth(money(value, line.currency)) for value in (line.itemised, positive(line.missing), line.owed)]
        said = worth(money(line.said.value, line.currency)) if line.said else ""
        return said and with_qualifier(said, line.said.qualifier), *words
    shares = totals.printed([listed, owed, rest])
    parts = [totals.said(share, shares.unit) if share else "" for share in shares.parts]
    known = [share for share in shares.parts[1:] if share is not None]
    missing = totals.said(sum(known[1:], known[0]), shares.unit)
    return with_qualifier(totals.said(shares.whole, shares.unit), line.said.qualifier), parts[0], missing, parts[1]


def money(value: int | None, currency: str) -> Money | None:
    return None if value is None else Money(value, currency)


def positive(value: int | None) -> int | None:
    return None if value is None else abs(value)
