"""How each figure of a bulletin prints in the active language: with its unit, in the singular or the plural."""

import datetime as dt

from django.utils.translation import ngettext, npgettext, pgettext

from deals import totals
from deals.bulletins import naming
from deals.totals import Coverage, Row, Scope, Totals
from deals.totals.defining import at
from expo.bilingual import suffix, text
from expo.models import TechnologyArea
from expo.numbers import grouped

# So many areas, and so many of the countries, are named.
AREAS, PARTNERS = 4, 3
HOME = "CN"


def abroad(read: Totals) -> list[Row]:
    """The countries and regions of shown partners, without the Chinese mainland; largest first."""
    return [row for row in read.breakdowns["country"].rows if row.of.code != HOME]


def first_areas(read: Totals, scope: Scope) -> list[Row]:
    """Those that a bulletin names, by the largest sums; equals in the order of their addresses."""
    rows = read.breakdowns["area"].rows
    return sorted(rows, key=lambda row: (*totals.size(row)[:2], address(row.of, scope)))[:AREAS]


def address(area: TechnologyArea, scope: Scope) -> str:
    """Its own, or the one that it had when it was pinned."""
    return scope.pin.areas.get(area.pk, area.slug) if scope.pin else area.slug


def words(read: Totals, scope: Scope, moment: dt.datetime) -> dict[str, str]:
    head, left, tongue = read.headline, read.headline.not_itemised, suffix()
    countries = [naming.country(row.of, tongue) for row in abroad(read)]
    areas = [naming.area(row.of, tongue) for row in first_areas(read, scope)]
    return {
        "edition": text(scope.edition, "name").value,
        "as_of": at(moment, scope.edition),
        "projects": counted(head.projects),
        **stated(head.coverage),
        "at_expo": grouped(head.at_expo.projects),
        "outside": grouped(head.outside.projects),
        **amounts(read),
        "undisclosed": so_many(head.undisclosed),
        "rate_missing": so_many(head.rate_missing),
        "not_itemised": so_many(left.projects if left else 0),
        "areas": naming.joined(areas, tongue),
        "countries": of_countries(len(countries)),
        "partners": naming.joined(countries[:PARTNERS], tongue),
    }


def amounts(read: Totals) -> dict[str, str]:
    """The parts add up to the whole as they are printed."""
    head, left = read.headline, read.headline.not_itemised
    first = totals.printed([head.at_expo.amount, head.outside.amount])
    second = totals.printed([head.second])
    rest = totals.printed([left.amount if left else None])
    return {
        "amount": totals.said(first.whole, first.unit),
        "amount_at_expo": totals.said(first.parts[0], first.unit),
        "amount_outside": totals.said(first.parts[1], first.unit),
        "second": totals.said(second.whole, second.unit),
        "amount_not_itemised": totals.said(rest.whole, rest.unit),
    }


def stated(coverage: Coverage | None) -> dict[str, str]:
    """What was stated in public, of which the figures are only a part."""
    if coverage is None:
        return {}
    if coverage.currency:
        return {"stated_amount": coverage.stated_words}
    said = npgettext("in a sentence", "%(number)s project", "%(number)s projects", coverage.stated)
    return {"stated": said % {"number": coverage.stated_words}}


def counted(number: int) -> str:
    """530 projects, 项目530个: what was signed."""
    if not number:
        return pgettext("signed", "no projects")
    return npgettext("signed", "%(number)s project", "%(number)s projects", number) % {"number": grouped(number)}


def so_many(number: int) -> str:
    said = npgettext("in a sentence", "%(number)s project", "%(number)s projects", number)
    return said % {"number": grouped(number)}


def of_countries(number: int) -> str:
    said = ngettext("%(number)s country or region", "%(number)s countries and regions", number)
    return said % {"number": grouped(number)}
