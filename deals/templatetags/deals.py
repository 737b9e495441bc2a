"""What other pages show of deals: the seam by which templates join deals to the rest."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from django import template
from django.core.paginator import Page
from django.http import HttpRequest

from deals import bulletins, totals
from deals.bulletins import presentation
from deals.duplicates import reasons
from deals.models import Amount, Bulletin
from deals.models.terms import TermsQuerySet
from deals.money import Money
from deals.public import file_rows, masking
from deals.totals import charts
from deals.verification.amount_confirmation import is_above
from expo.i18n.dates import active_locale
from expo.models import Edition, Launch, Organisation, Person
from expo.versions.row_memory import ROWS
from expo.web.paging import paginate_in_one_query

register = template.Library()

SIGNED_PER_PAGE = 30


@register.filter
def above(amount: Amount, limit: int | None) -> bool:
    """`{{ amount|above:limit }}`: may be worth more; one in another currency may always be, its rate is not asked."""
    return is_above(amount, limit)


@register.simple_tag
def headline(edition: Edition) -> totals.Headline:
    """`{% headline edition as total %}`: the stated figures where there are any, else the counted ones."""
    return totals.edition_headline(edition)


@register.simple_tag
def coverage_of(edition: Edition) -> totals.Coverage | None:
    """`{% coverage_of edition as coverage %}`: how much of what was stated is listed, where it is only a part."""
    return totals.edition_coverage(edition)


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(chart: charts.Chart, caption: str, value_heading: str, note_heading: str) -> dict[str, Any]:
    """`{% bar_chart chart caption value_heading note_heading %}`: a breakdown as bars, each row with its figures."""
    headings = {"label": chart.heading, "value": value_heading, "note": note_heading}
    return {"rows": chart.bars, "foot": chart.foot, "max": chart.longest, "caption": caption} | headings


@register.simple_tag
def front(edition: Edition) -> totals.FrontFigures:
    """`{% front edition as front %}`: the headline, and projects and amounts by main technology area, largest first."""
    return totals.front_figures(edition)


@register.simple_tag
def newest_bulletins(edition: Edition, number: int) -> list[tuple[Bulletin, str, str]]:
    """`{% newest_bulletins edition 3 as bulletins %}`: each with its title and its moment in words."""
    found = []
    for row in Bulletin.objects.public().of(edition).order_by("-number")[:number]:
        found.append((row, bulletins.fill_text(row, "title"), presentation.figure_text(row, "as_of")))
    return found


@register.simple_tag
def deals_signed_at(session: Any, request: HttpRequest) -> Page:
    """`{% deals_signed_at session request as page %}`: the announced deals of a signing ceremony, a page of them."""
    return page_of_deals(masking.ceremony_terms(session.number), session.edition, request)


def page_of_deals(terms: TermsQuerySet, edition: Edition, request: HttpRequest) -> Page:
    page = paginate_in_one_query(file_rows.list_rows(terms), request, SIGNED_PER_PAGE)
    page.object_list = file_rows.listed_deals(page.object_list, edition)
    return page


@register.simple_tag
def deals_of_person(person: Person, edition: Edition, request: HttpRequest) -> Page:
    """`{% deals_of_person person edition request as page %}`: those the person signs or witnesses, a page of them."""
    return page_of_deals(masking.person_terms(person, edition), edition, request)


@register.simple_tag
def with_deals(launches: Iterable[Launch]) -> list[Launch]:
    """`{% with_deals launches as launches %}`: each with how many announced deals its exhibitor has, as `deals`."""
    rows = list(launches)
    firms = {row.participation.organisation_id for row in rows if row.participation}
    numbers: dict[int, int] = {}
    if firms:
        numbers = masking.deal_counts(firms, rows[0].edition)
    for row in rows:
        row.deals = 0
        if row.participation:
            row.deals = numbers.get(row.participation.organisation_id, 0)
    return rows


@register.simple_tag
def deals_of(organisation: Organisation, edition: Edition) -> list[masking.PublicDeal]:
    """`{% deals_of organisation edition as deals %}`: the announced deals that name it as a party."""
    rows = file_rows.list_rows(masking.organisation_terms(organisation, edition))
    return file_rows.listed_deals(rows, edition)


@register.simple_tag
def newest_deals(edition: Edition, number: int = 6) -> list[masking.PublicDeal]:
    """`{% newest_deals edition 6 as deals %}`: the newest announced deals."""
    read = file_rows.newest_rows(number)
    rows = ROWS.recall(("newest deals", edition.pk, number), lambda: tuple(read(edition.pk)))
    return file_rows.listed_deals(rows, edition)


@register.simple_tag
def area_chart(rows: list[totals.BreakdownRow], edition: Edition) -> list[charts.Bar]:
    """`{% area_chart rows edition as chart %}`: rows for the bar chart; printed amounts add up to the printed total."""
    return charts.area_bars(rows, edition)


@register.filter
def as_total(amount: Money | None) -> Money | None:
    """`{{ total.amount|as_total }}`: rounded as totals are printed; all the digits that are left are to be printed."""
    if amount is None:
        return None
    return totals.round_amount(amount, totals.rounding_unit(amount))


@register.filter
def printed(amount: Money | None) -> str:
    """`{{ total.second|printed }}`: a total, or an average, in words of the active language."""
    if amount is None:
        return ""
    return totals.amount_words(as_total(amount), totals.rounding_unit(amount))


@register.simple_tag
def place_amounts(total: totals.Headline) -> list[str]:
    """`{% place_amounts total as said %}`: at the expo and outside; counted ones add up to the total as printed."""
    amounts = [total.at_expo.amount, total.outside.amount]
    if total.stated:
        return list(map(printed, amounts))
    shares = totals.printed_amounts(amounts)
    words = []
    for amount in shares.parts:
        if amount:
            words.append(totals.amount_words(amount, shares.unit))
        else:
            words.append("")
    return words


@register.filter
def percent(thousandths: int) -> str:
    """`{{ share|percent }}`: 33.8%."""
    return format_decimal(Decimal(thousandths) / 10, locale=active_locale()) + "%"


@register.filter
def change(thousandths: int) -> str:
    """`{{ growth.projects|change }}`: +12.4%, −3%."""
    sign = ""
    if thousandths > 0:
        sign = "+"
    elif thousandths < 0:
        sign = "−"
    return sign + percent(abs(thousandths))


@register.filter
def why_alike(codes: list[str], masked: bool) -> list[str]:
    """`{{ mark.reasons|why_alike:masked }}`: why two deals look alike; nothing of amounts where these are masked."""
    if masked:
        codes = reasons.hide_amount_reasons(codes)
    return reasons.reason_texts(codes)
