"""The deals of 2019 that pages name. They are few, mostly without amounts, and do not add up to the stated totals."""

import datetime as dt
from typing import Any

from deals.demo.desk import DemoEntry, Desk, ceremonies_by_slug
from deals.ledger.deal_data import AmountData, DealData, PartyData
from deals.money import Money
from expo.data import read_data
from expo.demo.facts import FILE, cite_sources, ensure_organisation, row_areas
from expo.models import Edition, Region, TechnologyArea

COPIED = ("name_en", "name_zh", "kind", "instrument", "place", "note_en", "note_zh")


def load() -> None:
    facts = read_data(FILE)
    edition = Edition.objects.get(slug=facts["edition"]["slug"])
    if edition.deals.exists():
        return
    sessions = ceremonies_by_slug(edition)
    entries = []
    for row in facts["deals"]:
        draft = draft_deal(edition, row, sessions.get(row.get("ceremony")))
        entries.append(DemoEntry(draft, row["id"]))
    for deal, row in zip(Desk(edition).enter(entries), facts["deals"], strict=True):
        cite_sources(deal, row)


def draft_deal(edition: Edition, row: dict[str, Any], ceremony: Any) -> DealData:
    amounts: tuple[AmountData, ...] = ()
    if "amount" in row:
        amounts = (draft_amount(row["amount"]),)
    return DealData(
        edition=edition,
        ceremony=ceremony,
        signed_on=dt.date.fromisoformat(row["signed_on"]),
        parties=tuple(map(draft_party, row["parties"])),
        amounts=amounts,
        primary_area=TechnologyArea.objects.filter(slug=row.get("primary_area")).first(),
        areas=tuple(row_areas(row)),
        destination=Region.objects.filter(code=row.get("destination")).first(),
        park=row.get("park", ""),
        **{name: row[name] for name in COPIED},
    )


def draft_party(row: dict[str, str]) -> PartyData:
    """A named organisation; or only where the party comes from, where no page names it."""
    if "organisation" in row:
        return PartyData(row["side"], row["role"], ensure_organisation(row["organisation"]))
    return PartyData(row["side"], row["role"], region=Region.objects.get(code=row["region"]))


def draft_amount(row: dict[str, Any]) -> AmountData:
    return AmountData(Money(row["minor"], row["currency"]), row["basis"], row["as_written"])
