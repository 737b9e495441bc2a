"""What a deal says, field by field in words, and in which fields two or more versions of it differ."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from deals.ledger.deal_data import AmountData, DealData, PartyData, SignatoryData
from deals.models import Terms
from deals.models.signing import SignatoryRole
from deals.models.terms import Basis, Instrument, PartyRole, Place, Side, Visibility
from deals.money import Money, figures
from expo.i18n.bilingual import localised_text
from expo.models import Edition


class Fact(NamedTuple):
    """One field in words; `money`: it tells the amount, which is masked before it is typed again."""

    label: str
    said: str
    money: bool = False


class FieldDifference(NamedTuple):
    """A field in which versions differ, with what each of them says there."""

    label: str
    said: tuple[str, ...]
    money: bool


def field_differences(*versions: DealData) -> list[FieldDifference]:
    """The fields in which the versions do not all say the same, in the order of the form."""
    columns = [list(deal_facts(draft)) for draft in versions]
    rows = zip(*columns, strict=True)
    return [
        FieldDifference(row[0].label, tuple(fact.said for fact in row), row[0].money)
        for row in rows
        if len({fact.said for fact in row}) > 1
    ]


def deal_facts(draft: DealData) -> Iterator[Fact]:
    """All that a version says: the same fields in the same order for each."""
    yield Fact(
        _("Amount"), join_lines(amount_text(amount) for amount in draft.amounts) or _("not disclosed"), money=True
    )
    yield Fact(_("As written"), join_lines(amount.as_written for amount in draft.amounts), money=True)
    yield Fact(_("Parties"), join_lines(party_text(party) for party in draft.parties))
    yield Fact(_("Project name (Chinese)"), draft.name_zh)
    yield Fact(_("Project name (English)"), draft.name_en)
    yield Fact(_("Instrument"), str(Instrument(draft.instrument).label))
    yield Fact(_("Signed on"), draft.signed_on.isoformat())
    yield Fact(_("Place"), str(Place(draft.place).label))
    yield Fact(_("Signing ceremony"), row_name(draft.ceremony))
    yield Fact(_("Main technology area"), row_name(draft.primary_area))
    yield Fact(
        _("Technology areas"),
        join_lines(sorted(row_name(area) for area in {*draft.areas, draft.primary_area} - {None})),
    )
    yield Fact(_("Destination"), row_name(draft.destination))
    yield Fact(_("Park"), draft.park)
    yield Fact(_("Contract number"), draft.contract_number)
    yield Fact(_("Signatories"), join_lines(signatory_text(person) for person in draft.signatories))
    yield Fact(_("The project's name is"), str(Visibility(draft.name_shown).label))
    yield Fact(_("The amount is"), str(Visibility(draft.amount_shown).label))
    yield Fact(_("Embargo until"), local_time_text(draft.embargo_until, draft.edition))
    yield Fact(_("Note (English)"), draft.note_en)
    yield Fact(_("Note (Chinese)"), draft.note_zh)


def deal_data_from_terms(terms: Terms) -> DealData:
    """What somebody would have to enter for the ledger to hold these terms."""
    parties = list(terms.parties.all())
    copied = ("name_en", "name_zh", "instrument", "signed_on", "place", "ceremony", "primary_area", "destination")
    more = ("park", "contract_number", "note_en", "note_zh", "name_shown", "amount_shown", "embargo_until")
    return DealData(
        edition=terms.deal.edition,
        project=terms.deal.project,
        kind=terms.deal.project.kind,
        parties=tuple(PartyData(row.side, row.role, row.organisation, row.region, row.shown) for row in parties),
        amounts=tuple(
            AmountData(Money(row.minor, row.currency), row.basis, row.as_written, row.headline)
            for row in terms.amounts.all()
        ),
        signatories=tuple(
            SignatoryData(row.name, row.role, parties.index(row.party) if row.party else None)
            for row in terms.signatories.all()
        ),
        areas=tuple(terms.areas.all()),
        **{name: getattr(terms, name) for name in copied + more},
    )


def amount_text(amount: AmountData) -> str:
    return f"{figures(amount.money)} · {Basis(amount.basis).label}"


def party_text(party: PartyData) -> str:
    who = f"{Side(party.side).label} · {PartyRole(party.role).label} · {row_name(party.organisation or party.region)}"
    return who if party.shown == Visibility.PUBLIC else f"{who} · {Visibility(party.shown).label}"


def signatory_text(person: SignatoryData) -> str:
    return f"{person.name} · {SignatoryRole(person.role).label}"


def row_name(row: models.Model | None) -> str:
    return str(localised_text(row, "name").value) if row is not None else ""


def local_time_text(value: dt.datetime | None, edition: Edition) -> str:
    """On the clocks of the expo."""
    return f"{timezone.localtime(value, edition.tz):%Y-%m-%d %H:%M}" if value else ""


def join_lines(said: Any) -> str:
    return "\n".join(str(line) for line in said if line)
