"""Announced deals and their totals, to read: masked by `deals.public`, summed by `deals.totals`."""

import datetime as dt
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from deals import public, totals
from deals.charts import named
from deals.models import Definition, Terms
from deals.models.terms import Place
from deals.money import Money
from deals.money.currencies import digits
from deals.public import PublicDeal, PublicParty
from deals.totals.defining import sentence
from expo.api.fields import Choice, Field, Text
from expo.api.problems import Fault, Problem
from expo.api.reading import PAGE, Asked, Content, names, page, reads, region
from expo.former_addresses import area_in
from expo.models import Edition

DEALS: dict[str, Field] = {
    "place": Choice(Place.values),
    "area": Text(50, "The short address of the main technology area."),
    **PAGE,
}
DIMENSIONS = [*totals.TITLES, totals.LEAGUE]
TOTALS: dict[str, Field] = {
    "definition": Text(50, "The short address of what is counted; every announced project where it is left out."),
    "by": Choice(DIMENSIONS, "What the total is broken down by."),
}


@reads(DEALS, {"area": area_in})
def deals(asked: Asked, edition: Edition) -> Content:
    rows = public.of_edition(edition)
    if "place" in asked:
        rows = rows.filter(place=asked["place"])
    if "area" in asked:
        rows = rows.filter(primary_area__slug=asked["area"])
    return page(rows, asked, of_deals)


def of_deals(rows: Iterable[Terms]) -> list[Content]:
    found = public.deals(rows)
    ceremonies = Terms._meta.get_field("ceremony").related_model.objects.public()
    known = {deal.ceremony_id for deal in found if deal.ceremony_id}
    shown = set(ceremonies.filter(origin__in=known).values_list("origin", flat=True))
    return [of_deal(deal, deal.ceremony_id if deal.ceremony_id in shown else None) for deal in found]


def of_deal(deal: PublicDeal, ceremony: int | None) -> Content:
    return {
        "reference": deal.reference,
        **names(deal),
        "instrument": deal.instrument_code,
        "signed_on": deal.signed_on.isoformat(),
        "place": deal.place,
        "ceremony": ceremony,
        "area": deal.primary_area.slug if deal.primary_area else None,
        "areas": [area.slug for area in deal.areas],
        "destination": region(deal.destination),
        "parties": [of_party(party) for party in deal.parties],
        "amount": money(deal.amount),
        "basis": deal.basis_code or None,
        "reporting_amount": money(deal.reporting),
        "band": deal.band.value if deal.band else None,
        "corrected_at": deal.corrected_at.isoformat() if deal.corrected_at else None,
    }


def of_party(party: PublicParty) -> Content:
    firm = party.organisation
    told = names(firm) if firm else {"name_en": None, "name_zh": None}
    return {
        "side": party.side,
        "role": party.role_code,
        **told,
        "region": region(firm.region if firm else party.region),
    }


def money(amount: Money | None) -> Content | None:
    """In whole units, with all the decimals that the currency has."""
    if amount is None:
        return None
    places = digits(amount.currency)
    whole, rest = divmod(amount.minor, 10**places)
    return {"currency": amount.currency, "value": f"{whole}.{rest:0{places}d}" if places else str(whole)}


@reads(TOTALS)
def sums(asked: Asked, edition: Edition) -> Content:
    definition = definition_of(asked["definition"], edition) if "definition" in asked else None
    scope = totals.Scope(edition, definition)
    found = totals.read(scope, [asked["by"]] if "by" in asked else [])
    stated = None if definition else totals.stated(edition, found.headline)
    said = {}
    for language, suffix in (("en", "en"), ("zh-hans", "zh")):
        with override(language):
            said[f"sentence_{suffix}"] = sentence(scope)
    name = names(definition) if definition else {"name_en": None, "name_zh": None}
    return {
        "edition": edition.slug,
        "definition": {"slug": definition.slug if definition else None, **name, **said},
        "counted": headline(found.headline),
        "named_in_public": covered(found.headline.coverage),
        "stated": headline(stated) if stated else None,
        "breakdown": broken_down(found.breakdowns[asked["by"]]) if "by" in asked else None,
    }


def covered(coverage: totals.Coverage | None) -> Content | None:
    """How much is counted of what was stated, where it is only a part and no total: projects, or an amount."""
    if coverage is None:
        return None
    numbers = {"listed": coverage.listed, "stated": coverage.stated}
    amounts = {name: money(Money(number, coverage.currency)) for name, number in numbers.items() if coverage.currency}
    told: Content = {"projects": None if amounts else numbers, "amounts": amounts or None}
    for language, suffix in (("en", "en"), ("zh-hans", "zh")):
        with override(language):
            told[f"sentence_{suffix}"] = str(coverage)
    return told


def definition_of(slug: str, edition: Edition) -> Definition:
    found = Definition.objects.of(edition).public().filter(slug=slug).first()
    if found is None:
        faults = [Fault(("definition",), _("There is no definition of this short address."))]
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", _("This cannot be asked for."), faults)
    return found


def headline(total: totals.Headline) -> Content:
    return {
        "as_of": total.as_of.isoformat() if total.as_of else None,
        **part(total),
        "second_amount": money(total.second),
        "rate": f"{total.rate.normalize():f}" if total.rate else None,
        "rate_on": total.rate_on.isoformat() if total.rate_on else None,
        "rate_source": total.rate_source or None,
        "at_expo": part(total.at_expo),
        "outside": part(total.outside),
        "not_itemised": part(total.not_itemised) if total.not_itemised else None,
    }


def part(total: Any) -> Content:
    told = {"projects": total.projects, "amount": money(total.amount)}
    return told | {"undisclosed": total.undisclosed, "rate_missing": total.rate_missing}


def broken_down(found: totals.Breakdown) -> Content:
    return {
        "by": found.dimension,
        "overlaps": found.overlaps,
        "rows": [of_what(row.of) | part(row) for row in found.rows],
        "unstated": part(found.unstated) if found.unstated else None,
        "not_itemised": part(found.not_itemised) if found.not_itemised else None,
    }


def of_what(of: Any) -> Content:
    """A day, a word of ours in both languages, or a row with its short address or code; an organisation has neither."""
    if isinstance(of, dt.date):
        return {"of": of.isoformat(), "name_en": None, "name_zh": None}
    if hasattr(of, "name_en"):
        return {"of": getattr(of, "slug", None) or getattr(of, "code", None), **names(of)}
    said = {}
    for language, suffix in (("en", "en"), ("zh-hans", "zh")):
        with override(language):
            said[f"name_{suffix}"] = named(of, "")[0]
    return {"of": getattr(of, "value", "fortune-500"), **said}
