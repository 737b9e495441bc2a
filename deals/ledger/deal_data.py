"""What somebody wants the ledger to hold: the terms of a signing, before they have a number."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from deals.models import Project, Terms
from deals.models.signing import SignatoryRole
from deals.models.terms import Basis, PartyRole, Visibility
from deals.money import Money
from expo.db.columns import find_column
from expo.event_log.chain import canonical_json
from expo.i18n.characters import printable, printable_line
from expo.models import Edition, Organisation, Region, TechnologyArea

# In minor units: a hundred trillion yuan, so that every sum over an edition stays far within 64 bits.
LARGEST = 10**16


# The columns of several lines; everything else that is typed is a line.
NOTES = {column.name for column in Terms._meta.fields if isinstance(column, models.TextField)}


class PrintableFields:
    """Mixed into a draft: what it is told to hold, log, digest and columns hold alike, as the columns can."""

    def __post_init__(self) -> None:
        for name in field_names(cast(Any, type(self))):
            value = getattr(self, name)
            if not isinstance(value, str) or value.isprintable():
                continue
            if name in NOTES:
                object.__setattr__(self, name, printable(value))
            else:
                object.__setattr__(self, name, printable_line(value))


@dataclass(frozen=True)
class PartyData:
    """An organisation on a side; or, where nobody named it, only the region it comes from."""

    side: str
    role: str = PartyRole.PARTNER
    organisation: Organisation | None = None
    region: Region | None = None
    shown: str = Visibility.PUBLIC


@dataclass(frozen=True)
class AmountData(PrintableFields):
    money: Money
    basis: str = Basis.INVESTMENT
    as_written: str = ""
    headline: bool = True


@dataclass(frozen=True)
class SignatoryData(PrintableFields):
    """Somebody on the stage. `party`: for which of the draft's parties, counted from 0."""

    name: str
    role: str = SignatoryRole.SIGNATORY
    party: int | None = None


@dataclass(frozen=True, kw_only=True)
class DealData(PrintableFields):
    """The terms of one signing. No amounts: undisclosed. `project` joins it to one that stands already.

    This is the list of what is said of a deal, in the order in which versions are compared: a new column of `Terms`
    becomes part of the ledger, its log, amendments and comparisons by its line here (`TERM_FIELDS`).
    """

    edition: Edition
    amounts: tuple[AmountData, ...] = ()
    parties: tuple[PartyData, ...]
    name_zh: str
    name_en: str
    instrument: str
    signed_on: dt.date
    place: str
    ceremony: Any = None
    primary_area: TechnologyArea | None = None
    areas: tuple[TechnologyArea, ...] = ()
    destination: Region | None = None
    park: str = ""
    contract_number: str = ""
    signatories: tuple[SignatoryData, ...] = ()
    name_shown: str = Visibility.PUBLIC
    amount_shown: str = Visibility.PUBLIC
    embargo_until: dt.datetime | None = None
    note_en: str = ""
    note_zh: str = ""
    kind: str = "cooperation"
    project: Project | None = None

    def told(self) -> dict[str, Any]:
        """All of it in plain values, as the log keeps it: rows by their key and both names."""
        return plain_fields(self, row_identity)

    @property
    def digest(self) -> str:
        """SHA-256 that two drafts share only when they say the same, whatever rows are called meanwhile."""
        keys = plain_fields(self, attrgetter("pk"))
        return hashlib.sha256(canonical_json(keys).encode()).hexdigest()

    def check(self) -> None:
        """The rules that span rows, where no constraint reaches. Raises ValidationError, a dict by field."""
        problems: dict[str, Any] = {}
        if message := self.trouble_with_parties():
            problems["parties"] = message
        if sum(amount.headline for amount in self.amounts) != min(len(self.amounts), 1):
            problems["amount"] = _("One amount is the headline, no more and no fewer.")
        if any(amount.money.minor > LARGEST for amount in self.amounts):
            problems["amount"] = _("This amount is too large for one deal: check its unit.")
        if any(person.party is not None and person.party >= len(self.parties) for person in self.signatories):
            problems["signatories"] = _("A signatory stands for a party of this deal.")
        if self.ceremony is not None and self.ceremony.edition_id != self.edition.pk:
            problems["ceremony"] = _("This ceremony belongs to another edition.")
        if self.project is not None and self.project.edition_id != self.edition.pk:
            problems["project"] = _("This project belongs to another edition.")
        if problems:
            raise ValidationError(problems)

    def trouble_with_parties(self) -> Any:
        named = [party.organisation for party in self.parties if party.organisation]
        sides = {party.side for party in self.parties}
        if len(sides) < 2:
            return _("A deal has at least two parties, on two sides.")
        if len(set(named)) < len(named):
            return _("The same organisation stands on this deal twice.")
        return None


# What a draft and its terms hold under one name, in a column each, by that name.
TERM_COLUMNS = {
    field.name: find_column(Terms, field.name)
    for field in fields(DealData)
    if field.name in {column.name for column in Terms._meta.fields}
}
TERM_FIELDS = tuple(TERM_COLUMNS)
# Those that hold a line of free text, with the characters that they take.
LINE_LENGTHS = {
    name: column.max_length
    for name, column in TERM_COLUMNS.items()
    if isinstance(column, models.CharField) and not column.choices
}


def term_values(source: DealData | Terms) -> dict[str, Any]:
    """What a draft, or terms, hold in each of `TERM_FIELDS`."""
    return {name: getattr(source, name) for name in TERM_FIELDS}


def row_identity(row: models.Model) -> dict[str, Any]:
    names = {name: getattr(row, name) for name in ("name_en", "name_zh", "code") if hasattr(row, name)}
    return {"id": row.pk} | names


# What JSON writes as it is, and what of a draft has fields of its own.
PLAIN = {bool, int, str}
PARTS = (PartyData, AmountData, SignatoryData)


def plain_value(value: Any, of_row: Callable[[models.Model], Any]) -> Any:
    """JSON-ready: rows as `of_row` says, money by its parts, dates by ISO 8601."""
    if value is None or type(value) in PLAIN:
        return value
    if isinstance(value, models.Model):
        return of_row(value)
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    if isinstance(value, PARTS):
        return plain_fields(value, of_row)
    if isinstance(value, tuple):
        return [plain_value(item, of_row) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return value
    return str(value)


def plain_fields(data: Any, of_row: Callable[[models.Model], Any]) -> dict[str, Any]:
    """As `plain_value`, each field of a dataclass by its name."""
    return {name: plain_value(getattr(data, name), of_row) for name in field_names(cast(Any, type(data)))}


@cache
def field_names(kind: type) -> tuple[str, ...]:
    """Of a dataclass, in their order."""
    return tuple(field.name for field in fields(kind))
