"""What a deal says, field by field in words, and in which fields two or more versions of it differ."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deals.ledger.deal_data import TERM_COLUMNS, AmountData, DealData, PartyData, SignatoryData, term_values
from deals.models import Amount, Party, Signatory, Terms
from deals.models.signing import SignatoryRole
from deals.models.terms import Basis, PartyRole, Side, Visibility
from deals.money import Money, figures
from expo.differences import FieldDifference, real_differences
from expo.i18n.bilingual import localised_text
from expo.models import Edition

# Where a column is called otherwise than by its name.
LABELS = {
    "place": gettext_lazy("Place"),
    "name_shown": gettext_lazy("The project's name is"),
    "amount_shown": gettext_lazy("The amount is"),
    "note_en": gettext_lazy("Note (English)"),
    "note_zh": gettext_lazy("Note (Chinese)"),
}


class Fact(NamedTuple):
    """One field in words; `money`: it tells the amount, which is masked before it is typed again."""

    label: str
    said: str
    money: bool = False


def field_differences(*versions: DealData) -> list[FieldDifference]:
    """The fields in which the versions do not all say the same, in the order of the form."""
    facts = zip(*map(deal_facts, versions), strict=True)
    return real_differences(compare_facts(*same_field) for same_field in facts)


def compare_facts(*facts: Fact) -> FieldDifference:
    """What versions say in one field."""
    return FieldDifference(facts[0].label, tuple(fact.said for fact in facts), facts[0].money)


def deal_facts(draft: DealData) -> Iterator[Fact]:
    """All that a version says: the same fields in the same order for each."""
    for field in fields(draft):
        if field.name in TERM_COLUMNS:
            yield Fact(column_label(field.name), column_text(draft, field.name))
        elif field.name in PARTS:
            yield from PARTS[field.name](draft)


def amount_facts(draft: DealData) -> Iterator[Fact]:
    yield Fact(_("Amount"), join_lines(map(amount_text, draft.amounts)) or _("not disclosed"), money=True)
    yield Fact(_("As written"), join_lines(amount.as_written for amount in draft.amounts), money=True)


def party_facts(draft: DealData) -> Iterator[Fact]:
    yield Fact(_("Parties"), join_lines(map(party_text, draft.parties)))


def area_facts(draft: DealData) -> Iterator[Fact]:
    areas = {*draft.areas, draft.primary_area} - {None}
    yield Fact(_("Technology areas"), join_lines(sorted(map(row_name, areas))))


def signatory_facts(draft: DealData) -> Iterator[Fact]:
    yield Fact(_("Signatories"), join_lines(map(signatory_text, draft.signatories)))


PARTS = {"amounts": amount_facts, "parties": party_facts, "areas": area_facts, "signatories": signatory_facts}


def column_label(name: str) -> str:
    return str(LABELS.get(name) or capfirst(TERM_COLUMNS[name].verbose_name))


def column_text(draft: DealData, name: str) -> str:
    """What a draft says in one of the columns of its terms, in words."""
    column, value = TERM_COLUMNS[name], getattr(draft, name)
    if column.choices:
        return str(dict(column.choices)[value])
    if column.is_relation:
        return row_name(value)
    if isinstance(value, dt.datetime):
        return local_time_text(value, draft.edition)
    if value is None:
        return ""
    return str(value)


def deal_data_from_terms(terms: Terms) -> DealData:
    """What somebody would have to enter for the ledger to hold these terms."""
    parties = list(terms.parties.all())
    return DealData(
        edition=terms.deal.edition,
        project=terms.deal.project,
        kind=terms.deal.project.kind,
        parties=tuple(map(party_data_from_row, parties)),
        amounts=tuple(map(amount_data_from_row, terms.amounts.all())),
        signatories=tuple(signatory_data_from_row(row, parties) for row in terms.signatories.all()),
        areas=tuple(terms.areas.all()),
        **term_values(terms),
    )


def party_data_from_row(row: Party) -> PartyData:
    return PartyData(row.side, row.role, row.organisation, row.region, row.shown)


def amount_data_from_row(row: Amount) -> AmountData:
    return AmountData(Money(row.minor, row.currency), row.basis, row.as_written, row.headline)


def signatory_data_from_row(row: Signatory, parties: list[Party]) -> SignatoryData:
    """`parties`: of the same terms, in their order."""
    if row.party is None:
        return SignatoryData(row.name, row.role, None)
    return SignatoryData(row.name, row.role, parties.index(row.party))


def amount_text(amount: AmountData) -> str:
    return f"{figures(amount.money)} · {Basis(amount.basis).label}"


def party_text(party: PartyData) -> str:
    who = f"{Side(party.side).label} · {PartyRole(party.role).label} · {row_name(party.organisation or party.region)}"
    if party.shown == Visibility.PUBLIC:
        return who
    return f"{who} · {Visibility(party.shown).label}"


def signatory_text(person: SignatoryData) -> str:
    return f"{person.name} · {SignatoryRole(person.role).label}"


def row_name(row: models.Model | None) -> str:
    if row is None:
        return ""
    return str(localised_text(row, "name").value)


def local_time_text(value: dt.datetime, edition: Edition) -> str:
    """On the clocks of the expo."""
    return f"{timezone.localtime(value, edition.tz):%Y-%m-%d %H:%M}"


def join_lines(said: Any) -> str:
    return "\n".join(str(line) for line in said if line)
