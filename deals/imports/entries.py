"""A deal as a row states it, beyond doubt; before organisations are looked up and the ledger checks it."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from deals.imports.sheets.cells import fold_text
from deals.ledger.deal_data import AmountData
from deals.money import Money
from deals.money.currencies import minor_digits
from expo.models import Region, TechnologyArea


class EntrySide(NamedTuple):
    """Who stands on a side; a name that is a region's is already that region."""

    side: str
    role: str
    names: tuple[str | Region, ...]


class StrangeWord(NamedTuple):
    """A word that nobody understands, with the label of its column."""

    label: str
    word: str


class RowIdentity(NamedTuple):
    stem: str
    identity: str


@dataclass(frozen=True)
class DealEntry:
    row: int
    sheet: str
    hidden: bool
    title_zh: str
    title_en: str
    amounts: tuple[AmountData, ...]
    place: str
    signed_on: dt.date
    instrument: str
    kind: str
    areas: tuple[TechnologyArea, ...]
    country: Region | None
    sides: tuple[EntrySide, ...]
    destination: Region | None
    park: str
    contract_number: str
    note: str
    unsaid: str = ""  # why there is no amount: undisclosed, or pending
    strange: tuple[StrangeWord, ...] = ()
    recorded: RowIdentity | None = None  # an earlier file's, where it is another than today's

    @property
    def title(self) -> str:
        return self.title_zh or self.title_en

    @cached_property
    def identity(self) -> str:
        """The same for rows that say the same of one deal, in whatever file and format; its running number aside."""
        if self.recorded:
            return self.recorded.identity
        return self.identity_under(self.stem)

    @cached_property
    def stem(self) -> str:
        """The same for a row and its correction: project, parties and contract number."""
        if self.recorded:
            return self.recorded.stem
        return self.stem_by(fold_text)

    def identity_under(self, stem: str) -> str:
        amounts = [(amount.basis, amount.money.currency, amount.money.minor) for amount in self.amounts]
        said = [
            *(stem, self.place, self.signed_on.isoformat(), self.instrument),
            sorted(amounts),
            sorted(area.slug for area in self.areas),
            *(region_code(self.country), self.park, self.note),
            region_code(self.destination),
        ]
        return hash_identity(said)

    def stem_by(self, fold: Callable[[str], str]) -> str:
        sides = []
        for side in self.sides:
            names = [identity_name(who, fold) for who in side.names]
            sides.append([side.side, *sorted(names)])
        return hash_identity([fold(self.title_zh), fold(self.title_en), sides, fold(self.contract_number)])

    def told(self) -> dict[str, Any]:
        """For the report: values in units of their currency."""
        values: dict[str, Any] = {
            "row": self.row,
            "title": self.title,
            "amounts": [amount_value(amount.money) for amount in self.amounts],
            "signing_place": str(self.place),
            "date": self.signed_on.isoformat(),
            "areas": [self.area_name(area) for area in self.areas],
            "country": region_code(self.country) or None,
        }
        if self.sheet:
            values["sheet"] = self.sheet
        if self.unsaid:
            values["no_amount"] = self.unsaid
        if self.strange:
            values["not_understood"] = [list(words) for words in self.strange]
        return values

    def area_name(self, area: TechnologyArea) -> str:
        """In the language of the project's name."""
        if self.title_zh:
            return area.name_zh
        return area.name_en or area.name_zh


def region_code(region: Region | None) -> str:
    if region is None:
        return ""
    return region.code


def amount_value(money: Money) -> dict[str, str]:
    return {"currency": money.currency, "value": decimal_value(money.minor, money.currency)}


def identity_name(who: str | Region, fold: Callable[[str], str]) -> str:
    if isinstance(who, Region):
        return f"region {who.code}"
    return fold(who)


def hash_identity(said: list[Any]) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:32]


def decimal_value(minor: int, currency: str) -> str:
    """Units of the currency as a decimal string: 1250000000, 0.5."""
    places = minor_digits(currency)
    whole, rest = divmod(minor, 10**places)
    if not places:
        return str(whole)
    return f"{whole}.{rest:0{places}d}".rstrip("0").rstrip(".")
