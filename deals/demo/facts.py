"""The deals of 2019 that pages name. They are few, mostly without amounts, and do not add up to the stated totals."""

import datetime as dt
from typing import Any

from deals.demo.desk import Desk, Entry, ceremonies
from deals.drafts import AmountDraft, DealDraft, PartyDraft
from deals.money import Money
from expo.demo.facts import FILE, areas, cite, organisation
from expo.models import Edition, Region, TechnologyArea
from expo.reference import read

COPIED = ("name_en", "name_zh", "kind", "instrument", "place", "note_en", "note_zh")


def load() -> None:
    facts = read(FILE)
    edition = Edition.objects.get(slug=facts["edition"]["slug"])
    if edition.deals.exists():
        return
    sessions = ceremonies(edition)
    entries = [Entry(draft(edition, row, sessions.get(row.get("ceremony"))), row["id"]) for row in facts["deals"]]
    for deal, row in zip(Desk(edition).enter(entries), facts["deals"], strict=True):
        cite(deal, row)


def draft(edition: Edition, row: dict[str, Any], ceremony: Any) -> DealDraft:
    return DealDraft(
        edition=edition,
        ceremony=ceremony,
        signed_on=dt.date.fromisoformat(row["signed_on"]),
        parties=tuple(party(each) for each in row["parties"]),
        amounts=(amount(row["amount"]),) if "amount" in row else (),
        primary_area=TechnologyArea.objects.filter(slug=row.get("primary_area")).first(),
        areas=tuple(areas(row)),
        destination=Region.objects.filter(code=row.get("destination")).first(),
        park=row.get("park", ""),
        **{name: row[name] for name in COPIED},
    )


def party(row: dict[str, str]) -> PartyDraft:
    """A named organisation; or only where the party comes from, where no page names it."""
    if "organisation" in row:
        return PartyDraft(row["side"], row["role"], organisation(row["organisation"]))
    return PartyDraft(row["side"], row["role"], region=Region.objects.get(code=row["region"]))


def amount(row: dict[str, Any]) -> AmountDraft:
    return AmountDraft(Money(row["minor"], row["currency"]), row["basis"], row["as_written"])
