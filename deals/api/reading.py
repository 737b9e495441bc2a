"""Announced deals and their totals, to read: masked by `deals.public.masking`, summed by `deals.totals`."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from deals import totals
from deals.models import Definition, Terms
from deals.models.ceremonies import ceremony_rows
from deals.models.terms import Place
from deals.money import Money
from deals.money.currencies import minor_digits
from deals.public import file_rows
from deals.public.masking import PublicDeal, PublicParty
from deals.totals.charts import row_label
from deals.totals.definitions import definition_sentence
from expo.api.errors import ApiProblem, FieldProblem
from expo.api.fields import ChoiceField, Field, StringField
from expo.api.pagination import PAGE, Asked, Content, SortKey, page_content, parse_word
from expo.api.queries import bilingual_texts, region_content, resource_view
from expo.models import Edition
from expo.web.former_addresses import area_slug_in_edition

DEALS: dict[str, Field] = {
    "place": ChoiceField(Place.values),
    "area": StringField(50, "The short address of the main technology area."),
    **PAGE,
}
# As `masking.NEWEST_FIRST`.
NEWEST_FIRST = [SortKey("signed_on", dt.date.fromisoformat, falling=True), SortKey("deal__reference", parse_word)]
DIMENSIONS = [*totals.TITLES, totals.LEAGUE]
TOTALS: dict[str, Field] = {
    "definition": StringField(
        50, "The short address of what is counted; every announced project where it is left out."
    ),
    "by": ChoiceField(DIMENSIONS, "What the total is broken down by."),
}


@resource_view(DEALS, {"area": area_slug_in_edition})
def list_deals(asked: Asked, edition: Edition) -> Content:
    rows = Terms.objects.public().of(edition)
    if "place" in asked:
        rows = rows.filter(place=asked["place"])
    if "area" in asked:
        rows = rows.filter(primary_area__slug=asked["area"])
    serialise = partial(serialise_deals, edition)
    return page_content(rows, NEWEST_FIRST, asked, serialise, load=file_rows.terms_by_key)


def serialise_deals(edition: Edition, rows: Sequence[file_rows.FileTerms]) -> list[Content]:
    found = file_rows.announced_deals(rows, edition)
    ceremonies = ceremony_rows().public()
    known = {deal.ceremony_id for deal in found if deal.ceremony_id}
    shown = set(ceremonies.filter(origin__in=known).values_list("origin", flat=True))
    return [serialise_deal(deal, deal.ceremony_id if deal.ceremony_id in shown else None) for deal in found]


def serialise_deal(deal: PublicDeal, ceremony: int | None) -> Content:
    return {
        "reference": deal.reference,
        **bilingual_texts(deal),
        "instrument": deal.instrument_code,
        "signed_on": deal.signed_on.isoformat(),
        "place": deal.place,
        "ceremony": ceremony,
        "area": deal.primary_area.slug if deal.primary_area else None,
        "areas": [area.slug for area in deal.areas],
        "destination": region_content(deal.destination),
        "parties": [serialise_party(party) for party in deal.parties],
        "amount": serialise_money(deal.amount),
        "basis": deal.basis_code or None,
        "reporting_amount": serialise_money(deal.reporting),
        "band": deal.band.value if deal.band else None,
        "corrected_at": deal.corrected_at.isoformat() if deal.corrected_at else None,
    }


def serialise_party(party: PublicParty) -> Content:
    firm = party.organisation
    told = bilingual_texts(firm) if firm else {"name_en": None, "name_zh": None}
    return {
        "side": party.side,
        "role": party.role_code,
        **told,
        "region": region_content(firm.region if firm else party.region),
    }


def serialise_money(amount: Money | None) -> Content | None:
    """In whole units, with all the decimals that the currency has."""
    if amount is None:
        return None
    places = minor_digits(amount.currency)
    whole, rest = divmod(amount.minor, 10**places)
    return {"currency": amount.currency, "value": f"{whole}.{rest:0{places}d}" if places else str(whole)}


@resource_view(TOTALS)
def read_totals(asked: Asked, edition: Edition) -> Content:
    definition = find_definition(asked["definition"], edition) if "definition" in asked else None
    scope = totals.Scope(edition, definition)
    found = totals.read_totals(scope, [asked["by"]] if "by" in asked else [])
    stated = None if definition else totals.stated_headline(edition, found.headline)
    said = {}
    for language, suffix in (("en", "en"), ("zh-hans", "zh")):
        with override(language):
            said[f"sentence_{suffix}"] = definition_sentence(scope)
    name = bilingual_texts(definition) if definition else {"name_en": None, "name_zh": None}
    return {
        "edition": edition.slug,
        "definition": {"slug": definition.slug if definition else None, **name, **said},
        "counted": serialise_headline(found.headline),
        "named_in_public": serialise_coverage(found.headline.coverage),
        "stated": serialise_headline(stated) if stated else None,
        "breakdown": serialise_breakdown(found.breakdowns[asked["by"]]) if "by" in asked else None,
    }


def serialise_coverage(coverage: totals.Coverage | None) -> Content | None:
    """How much is counted of what was stated, where it is only a part and no total: projects, or an amount."""
    if coverage is None:
        return None
    numbers = {"listed": coverage.listed, "stated": coverage.stated}
    amounts = {
        name: serialise_money(Money(number, coverage.currency)) for name, number in numbers.items() if coverage.currency
    }
    told: Content = {"projects": None if amounts else numbers, "amounts": amounts or None}
    for language, suffix in (("en", "en"), ("zh-hans", "zh")):
        with override(language):
            told[f"sentence_{suffix}"] = str(coverage)
    return told


def find_definition(slug: str, edition: Edition) -> Definition:
    found = Definition.objects.of(edition).public().filter(slug=slug).first()
    if found is None:
        faults = [FieldProblem(("definition",), _("There is no definition of this short address."))]
        raise ApiProblem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", _("This cannot be asked for."), faults)
    return found


def serialise_headline(total: totals.Headline) -> Content:
    return {
        "as_of": total.as_of.isoformat() if total.as_of else None,
        **serialise_part(total),
        "second_amount": serialise_money(total.second),
        "rate": f"{total.rate.normalize():f}" if total.rate else None,
        "rate_on": total.rate_on.isoformat() if total.rate_on else None,
        "rate_source": total.rate_source or None,
        "at_expo": serialise_part(total.at_expo),
        "outside": serialise_part(total.outside),
        "not_itemised": serialise_part(total.not_itemised) if total.not_itemised else None,
    }


def serialise_part(total: Any) -> Content:
    told = {"projects": total.projects, "amount": serialise_money(total.amount)}
    return told | {"undisclosed": total.undisclosed, "rate_missing": total.rate_missing}


def serialise_breakdown(found: totals.Breakdown) -> Content:
    return {
        "by": found.dimension,
        "overlaps": found.overlaps,
        "rows": [serialise_category(row.of) | serialise_part(row) for row in found.rows],
        "unstated": serialise_part(found.unstated) if found.unstated else None,
        "not_itemised": serialise_part(found.not_itemised) if found.not_itemised else None,
    }


def serialise_category(of: Any) -> Content:
    """A day, a word of ours in both languages, or a row with its short address or code; an organisation has neither."""
    if isinstance(of, dt.date):
        return {"of": of.isoformat(), "name_en": None, "name_zh": None}
    if hasattr(of, "name_en"):
        return {"of": getattr(of, "slug", None) or getattr(of, "code", None), **bilingual_texts(of)}
    said = {}
    for language, suffix in (("en", "en"), ("zh-hans", "zh")):
        with override(language):
            said[f"name_{suffix}"] = row_label(of, "").value
    return {"of": getattr(of, "value", "fortune-500"), **said}
