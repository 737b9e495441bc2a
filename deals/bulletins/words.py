"""How each figure of a bulletin prints in the active language: with its unit, in the singular or the plural."""

import datetime as dt

from django.utils.translation import ngettext, npgettext, pgettext

from deals import totals
from deals.bulletins import name_lists
from deals.totals import BreakdownRow, Coverage, Scope, Totals
from deals.totals.definitions import format_moment
from expo.i18n.bilingual import language_suffix, localised_text
from expo.i18n.numbers import format_count
from expo.models import TechnologyArea

# So many areas, and so many of the countries, are named.
AREAS, PARTNERS = 4, 3
HOME = "CN"


def foreign_countries(read: Totals) -> list[BreakdownRow]:
    """The countries and regions of shown partners, without the Chinese mainland; largest first."""
    return [row for row in read.breakdowns["country"].rows if row.of.code != HOME]


def largest_areas(read: Totals, scope: Scope) -> list[BreakdownRow]:
    """Those that a bulletin names, by the largest sums; equals in the order of their addresses."""
    rows = read.breakdowns["area"].rows
    return sorted(rows, key=lambda row: (*totals.size_key(row)[:2], area_address(row.of, scope)))[:AREAS]


def area_address(area: TechnologyArea, scope: Scope) -> str:
    """Its own, or the one that it had when it was pinned."""
    if scope.pin is None:
        return area.slug
    return scope.pin.areas.get(area.pk, area.slug)


def figures_in_words(read: Totals, scope: Scope, moment: dt.datetime) -> dict[str, str]:
    head, tongue = read.headline, language_suffix()
    countries = [name_lists.country_name(row.of, tongue) for row in foreign_countries(read)]
    areas = [name_lists.area_name(row.of, tongue) for row in largest_areas(read, scope)]
    not_itemised = 0
    if head.not_itemised:
        not_itemised = head.not_itemised.number
    return {
        "edition": localised_text(scope.edition, "name").value,
        "as_of": format_moment(moment, scope.edition),
        "projects": projects_in_words(head.number),
        **stated_in_words(head.coverage),
        "at_expo": format_count(head.at_expo.number),
        "outside": format_count(head.outside.number),
        **amounts_in_words(read),
        "undisclosed": projects_in_sentence(head.undisclosed),
        "rate_missing": projects_in_sentence(head.rate_missing),
        "not_itemised": projects_in_sentence(not_itemised),
        "areas": name_lists.join_names(areas, tongue),
        "countries": countries_in_words(len(countries)),
        "partners": name_lists.join_names(countries[:PARTNERS], tongue),
    }


def amounts_in_words(read: Totals) -> dict[str, str]:
    """The parts add up to the whole as they are printed."""
    head, left = read.headline, read.headline.not_itemised
    first = totals.printed_amounts([head.at_expo.amount, head.outside.amount])
    second = totals.printed_amounts([head.second])
    rest_amount = None
    if left:
        rest_amount = left.amount
    rest = totals.printed_amounts([rest_amount])
    return {
        "amount": totals.amount_words(first.whole, first.unit),
        "amount_at_expo": totals.amount_words(first.parts[0], first.unit),
        "amount_outside": totals.amount_words(first.parts[1], first.unit),
        "second": totals.amount_words(second.whole, second.unit),
        "amount_not_itemised": totals.amount_words(rest.whole, rest.unit),
    }


def stated_in_words(coverage: Coverage | None) -> dict[str, str]:
    """What was stated in public, of which the figures are only a part."""
    if coverage is None:
        return {}
    if coverage.currency:
        return {"stated_amount": coverage.stated_words}
    said = npgettext("in a sentence", "%(number)s project", "%(number)s projects", coverage.stated)
    return {"stated": said % {"number": coverage.stated_words}}


def projects_in_words(number: int) -> str:
    """530 projects, 项目530个: what was signed."""
    if not number:
        return pgettext("signed", "no projects")
    return npgettext("signed", "%(number)s project", "%(number)s projects", number) % {"number": format_count(number)}


def projects_in_sentence(number: int) -> str:
    said = npgettext("in a sentence", "%(number)s project", "%(number)s projects", number)
    return said % {"number": format_count(number)}


def countries_in_words(number: int) -> str:
    said = ngettext("%(number)s country or region", "%(number)s countries and regions", number)
    return said % {"number": format_count(number)}
