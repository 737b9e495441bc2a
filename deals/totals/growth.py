"""What else is said of a total: the strategic industries' share, the average, and the growth over the last edition."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from deals.money import Money
from deals.money.rounding import round_half_away
from deals.totals.batch_remainder import batch_remainders
from deals.totals.breakdowns import Breakdown, total_row
from deals.totals.coverage import shown_statements
from deals.totals.definitions import Incomparable, common_definition
from deals.totals.headline import headline_of_sums
from deals.totals.parts import BreakdownRow, Headline, Part, Scope
from deals.totals.query import sum_dimensions
from expo.exhibition.stated_figures import known_value
from expo.i18n.bilingual import localised_text
from expo.models import Edition
from expo.models.facts import Figure, Qualifier


@dataclass(frozen=True)
class Growth:
    """Counted now against counted before, by one definition, in thousandths; or `why` it is not said."""

    since: Edition
    projects: int | None = None
    amount: int | None = None
    why: str = ""


def strategic_share(by_area: Breakdown, scope: Scope) -> tuple[BreakdownRow, int | None]:
    """Projects whose main area is a strategic emerging industry, and their thousandths of the amount disclosed."""
    rows = [row for row in by_area.rows if row.of.strategic]
    row = total_row(rows, scope.currency, None)
    return row, per_mille(row.amount, by_area.whole.amount)


def per_mille(part: Money | None, whole: Money | None) -> int | None:
    if not part or not whole:
        return None
    return round_half_away(1000 * part.minor, whole.minor)


def average_amount(part: Part) -> Money | None:
    """Of the projects whose amount is in the sum."""
    known = part.number - part.undisclosed - part.rate_missing
    return Money(round_half_away(part.amount.minor, known), part.amount.currency) if part.amount and known else None


def edition_growth(scope: Scope, before: Edition | None) -> Growth | None:
    """Over the edition before, by the largest definition common to both. Up to seven queries; None: the first one."""
    if before is None:
        return None
    try:
        shared = common_definition(scope, Scope(before))
        now = complete_headline(Scope(scope.edition, shared))
        then = complete_headline(Scope(before, shared))
    except Incomparable as error:
        return Growth(before, why=str(error))
    return Growth(before, growth_per_mille(now.number, then.number), amount_growth(now.amount, then.amount))


def complete_headline(scope: Scope) -> Headline:
    """What is counted of an edition, if that is all of it.

    Raises Incomparable where only a part of what was stated in public is counted here, or more than was stated.
    """
    found = sum_dimensions(scope, ["place", "batch"])
    counted = headline_of_sums(scope, found, batch_remainders(scope, found))
    name = localised_text(scope.edition, "name").value
    if not counted.projects:
        raise Incomparable(_("No project of %(edition)s is counted here, so no growth is told.") % {"edition": name})
    if numbers := number_mismatch(scope, counted):
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


def number_mismatch(scope: Scope, counted: Headline) -> dict[str, str | int]:
    """How many projects are listed and how many were stated, where these are not the same."""
    part = counted.coverage
    if part and not part.currency:
        return {"counted": part.written(part.listed), "stated": part.stated_words}
    said = shown_statements(scope.edition).get((Figure.PROJECTS, ""))
    if not (scope.definition and scope.definition.whole and said) or said.value == counted.projects:
        return {}
    return {"counted": counted.number, "stated": known_value(said)} if said.qualifier == Qualifier.EXACT else {}


def growth_per_mille(now: int, then: int) -> int:
    """In thousandths."""
    return round_half_away(1000 * (now - then), then)


def amount_growth(now: Money | None, then: Money | None) -> int | None:
    if not now or not then:
        return None
    return growth_per_mille(now.minor, then.minor)
