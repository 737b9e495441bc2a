"""The announced deals of an edition and its bulletins, as the search finds them: never by what of them is masked."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from django.db.models import Exists, F
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from deals.bulletins.placeholders import fill_text
from deals.bulletins.presentation import bulletin_name
from deals.models import Bulletin, Terms
from deals.public import masking
from deals.public.masking import PublicDeal
from expo.i18n import dates
from expo.search.site_page import SitePage
from expo.search_index.kinds import (
    NAMES,
    OF_EDITION,
    OWN,
    RENAMED,
    Pair,
    SearchKind,
    SearchObject,
    SearchPart,
    Watch,
    rows_with_keys,
    spoken_pair,
    text_pair,
    text_parts,
)
from expo.visit.ways import exists_of_edition

OF_TERMS = Watch("SELECT deal_id FROM deals_terms WHERE id = {row}.terms_id")
WATCHED = {
    "deals.Deal": OWN,
    "deals.Terms": Watch("SELECT {row}.deal_id"),
    "deals.Terms_areas": OF_TERMS,
    "deals.Party": OF_TERMS,
    "deals.Amount": OF_TERMS,
    "expo.Organisation": Watch(
        "SELECT t.deal_id FROM deals_party AS p JOIN deals_terms AS t ON t.id = p.terms_id "
        "JOIN deals_deal AS d ON d.id = t.deal_id AND d.announced_version = t.number "
        "WHERE p.shown = 'public' AND p.organisation_id IN ({row}.id, {row}.merged_into_id)"
    ),
    "expo.Region": RENAMED.reading("code", "parent_id", names=NAMES),
    "expo.TechnologyArea": RENAMED.reading(names=NAMES),
    "expo.Edition": OF_EDITION,
}
BULLETIN_PAGE_WATCHED = {"deals.Bulletin": Watch("SELECT {page} WHERE {row}.status = 'frozen'", adds=True)}
BULLETINS_WATCHED = {"deals.Bulletin": OWN, "expo.Edition": OF_EDITION}
# Newest first: days before this one.
LATEST = dt.date(2200, 1, 1)


def deal_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = Terms.objects.public().for_cards().order_by("pk")
    for terms in rows_with_keys(rows, keys, "deal"):
        yield deal_object(terms.deal_id, masking.masked_deal(terms))


def deal_object(key: int, deal: PublicDeal) -> SearchObject:
    reference = deal.reference.upper()
    title = (deal.name_en, deal.name_zh)
    if not deal.named:
        title = (reference, reference)
    return SearchObject(
        edition=deal.edition.pk,
        key=key,
        url=deal.get_absolute_url(),
        title=title,
        names=[reference],
        parts=deal_parts(deal),
        about=deal_about(deal),
        place=(LATEST - deal.signed_on).days,
    )


def deal_parts(deal: PublicDeal) -> list[SearchPart]:
    parts: list[SearchPart] = []
    for party in deal.parties:
        if party.organisation:
            parts += text_parts("organisation", text_pair(party.organisation, "name"))
            for name in (party.organisation.short_en, party.organisation.short_zh):
                parts += text_parts("organisation", (name, name))
        if region := party.region or (party.organisation and party.organisation.region):
            parts += text_parts("region", text_pair(region, "name"))
    parts += text_parts("area", *(text_pair(area, "name") for area in deal.areas))
    if deal.primary_area:
        parts += text_parts("area", text_pair(deal.primary_area, "name"))
    if deal.destination:
        parts += text_parts("destination", text_pair(deal.destination, "name"))
    return [*parts, *text_parts("kind", spoken_pair(lambda: deal.instrument), spoken_pair(lambda: deal.place_text))]


def deal_about(deal: PublicDeal) -> list[Pair]:
    return [
        spoken_pair(lambda: deal.instrument),
        spoken_pair(lambda: dates.format_day(deal.signed_on, dates.SHORT)),
        spoken_pair(lambda: deal.place_text),
    ]


def embargoed_deals(keys: Collection[int] | None) -> Iterable[tuple[int, dt.datetime]]:
    """Announced deals that the clock will show, each with the moment."""
    rows = Terms.objects.filter(number=F("deal__announced_version"), embargo_until__gt=Now())
    return rows_with_keys(rows, keys, "deal").values_list("deal", "embargo_until")


def bulletin_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = Bulletin.objects.public().select_related("edition").order_by("pk")
    for row in rows_with_keys(rows, keys):
        yield SearchObject(
            edition=row.edition_id,
            key=row.pk,
            url=row.get_absolute_url(),
            title=(fill_text(row, "title", "en"), fill_text(row, "title", "zh-hans")),
            names=[*bulletin_names(row), f"Bulletin {row.number}"],
            about=[bulletin_names(row)],
            place=-(row.number or 0) + 1_000_000,
        )


def bulletin_names(row: Bulletin) -> Pair:
    return spoken_pair(lambda: bulletin_name(row))


KINDS = [
    SearchKind("deals", 30, _("Deals"), deal_objects, WATCHED, embargoed_deals),
    SearchKind("bulletins", 31, _("Bulletins"), bulletin_objects, BULLETINS_WATCHED),
]


def bulletins_shown() -> Exists:
    return exists_of_edition(Bulletin.objects.public())


PAGES = [
    SitePage("bulletins:index", _("Bulletins"), bulletins_shown, BULLETIN_PAGE_WATCHED),
]
