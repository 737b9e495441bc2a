"""What else is said of a total: the strategic industries' share, the average, and the growth over the last edition."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from deals.money import Money
from deals.money.rounding import nearest
from deals.totals.breakdowns import Breakdown, total_of
from deals.totals.coverage import statements_of
from deals.totals.cube import sums
from deals.totals.defining import Incomparable, common
from deals.totals.headline import of_sums
from deals.totals.parts import Headline, Part, Row, Scope
from deals.totals.rests import rests
from expo.bilingual import text
from expo.models import Edition
from expo.models.facts import Figure, Qualifier


@dataclass(frozen=True)
class Growth:
    """Counted now against counted before, by one definition, in thousandths; or `why` it is not said."""

    since: Edition
    projects: int | None = None
    amount: int | None = None
    why: str = ""


def strategic(by_area: Breakdown, scope: Scope) -> tuple[Row, int | None]:
    """Projects whose main area is a strategic emerging industry, and their thousandths of the amount disclosed."""
    rows = [row for row in by_area.rows if row.of.strategic]
    row = total_of(rows, scope.currency, None)
    return row, per_mille(row.amount, by_area.whole.amount)


def per_mille(part: Money | None, whole: Money | None) -> int | None:
    return nearest(1000 * part.minor, whole.minor) if part and whole else None


def average(part: Part) -> Money | None:
    """Of the projects whose amount is in the sum."""
    known = part.projects - part.undisclosed - part.rate_missing
    return Money(nearest(part.amount.minor, known), part.amount.currency) if part.amount and known else None


def growth(scope: Scope, before: Edition | None) -> Growth | None:
    """Over the edition before, by the largest definition common to both. Up to seven queries; None: the first one."""
    if before is None:
        return None
    try:
        shared = common(scope, Scope(before))
        now, then = (complete(Scope(edition, shared)) for edition in (scope.edition, before))
    except Incomparable as error:
        return Growth(before, why=str(error))
    return Growth(before, more(now.projects, then.projects), grown(now.amount, then.amount))


def complete(scope: Scope) -> Headline:
    """What is counted of an edition, if that is all of it.

    Raises Incomparable where only a part of what was stated in public is counted here, or more than was stated.
    """
    found = sums(scope, ["place", "batch"])
    counted = of_sums(scope, found, rests(scope, found))
    name = text(scope.edition, "name").value
    if not counted.projects:
        raise Incomparable(_("No project of %(edition)s is counted here, so no growth is told.") % {"edition": name})
    if numbers := at_odds(scope, counted):
        raise Incomparable(
            _("Of %(edition)s, %(counted)s projects are listed here and %(stated)s were stated: no growth is told.")
            % (numbers | {"edition": name})
        )
    if counted.coverage:
        raise Incomparable(
            _("Of %(edition)s, only a part is listed here (%(part)s): no growth is told.")
            % {"edition": name, "part": counted.coverage}
        )
    return counted


def at_odds(scope: Scope, counted: Headline) -> dict[str, str | int]:
    """How many projects are listed and how many were stated, where these are not the same."""
    part = counted.coverage
    if part and not part.currency:
        return {"counted": part.written(part.listed), "stated": part.stated_words}
    said = statements_of(scope.edition).get((Figure.PROJECTS, ""))
    if not (scope.definition and scope.definition.whole and said) or said.value == counted.projects:
        return {}
    return {"counted": counted.projects, "stated": said.value} if said.qualifier == Qualifier.EXACT else {}


def more(now: int, then: int) -> int:
    """In thousandths."""
    return nearest(1000 * (now - then), then)


def grown(now: Money | None, then: Money | None) -> int | None:
    return more(now.minor, then.minor) if now and then else None
