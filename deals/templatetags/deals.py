"""What other pages show of deals: the seam by which templates join deals to the rest."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from deals import public, totals
from deals.lookalikes import reasons
from deals.models import Amount
from deals.money import Money
from expo.bilingual import text
from expo.models import Edition, Organisation
from expo.numbers import grouped
from expo.pages import page_counted

register = template.Library()

SIGNED_PER_PAGE = 30


@register.filter
def above(amount: Amount, limit: int | None) -> bool:
    """`{{ amount|above:limit }}`: may be worth more; one in another currency may always be, its rate is not asked."""
    if limit is None:
        return False
    return amount.currency != amount.terms.deal.edition.reporting_currency or amount.minor > limit


@register.simple_tag
def headline(edition: Edition) -> totals.Headline:
    """`{% headline edition as total %}`: the stated figures where there are any, else the counted ones."""
    return totals.headline(edition)


@register.simple_tag
def by_area(edition: Edition) -> list[totals.Row]:
    """`{% by_area edition as rows %}`: projects and amounts by main technology area, largest first."""
    return totals.by_area(edition)


@register.simple_tag
def deals_signed_at(session: Any, request: HttpRequest) -> Page:
    """`{% deals_signed_at session request as page %}`: the announced deals of a signing ceremony, a page of them."""
    page = page_counted(public.signed_at(session), request, SIGNED_PER_PAGE)
    page.object_list = public.deals(page.object_list)
    return page


@register.simple_tag
def deals_of(organisation: Organisation, edition: Edition) -> list[public.PublicDeal]:
    """`{% deals_of organisation edition as deals %}`: the announced deals that name it as a party."""
    return public.of_organisation(organisation, edition)


@register.simple_tag
def newest_deals(edition: Edition, number: int = 6) -> list[public.PublicDeal]:
    """`{% newest_deals edition 6 as deals %}`: the newest announced deals."""
    return public.deals(public.of_edition(edition)[:number])


@register.simple_tag
def area_chart(rows: list[totals.Row], edition: Edition) -> list[dict[str, Any]]:
    """`{% area_chart rows edition as chart %}`: rows for the bar chart; printed amounts add up to the printed total."""
    here = reverse("deals:index", args=[edition.slug])
    shares = totals.printed([row.amount for row in rows])
    return [bar(row, printed, shares.unit, here) for row, printed in zip(rows, shares.parts, strict=True)]


def bar(row: totals.Row, printed: Money | None, unit: int, here: str) -> dict[str, Any]:
    name = text(row.of, "name") if row.of else None
    return {
        "label": name.value if name else _("area not stated"),
        "label_lang": name.lang if name else "",
        "value": row.amount.minor if row.amount else 0,
        "text": totals.said(printed, unit),
        "note": grouped(row.projects),
        "url": f"{here}?area={row.of.slug}" if row.of else "",
    }


@register.filter
def why_alike(codes: list[str], masked: bool) -> list[str]:
    """`{{ mark.reasons|why_alike:masked }}`: why two deals look alike; nothing of amounts where these are masked."""
    return reasons.all_said(reasons.but_amounts(codes) if masked else codes)
