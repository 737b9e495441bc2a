"""A deal as a row states it, beyond doubt; before organisations are looked up and the ledger checks it."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deals.imports.sheets.cells import fold_text
from deals.ledger.deal_data import AmountData
from deals.money.currencies import minor_digits
from expo.models import Region, TechnologyArea


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
    sides: tuple[tuple[str, str, tuple[str | Region, ...]], ...]  # side, role, who
    destination: Region | None
    park: str
    contract_number: str
    note: str
    unsaid: str = ""  # why there is no amount: undisclosed, or pending
    strange: tuple[tuple[str, str], ...] = ()  # words that nobody understands, with the labels of their columns
    recorded: tuple[str, str] | None = None  # stem and identity, where an earlier file's are others than today's

    @property
    def title(self) -> str:
        return self.title_zh or self.title_en

    @property
    def identity(self) -> str:
        """The same for rows that say the same of one deal, in whatever file and format; its running number aside."""
        return self.recorded[1] if self.recorded else self.identity_under(self.stem)

    @property
    def stem(self) -> str:
        """The same for a row and its correction: project, parties and contract number."""
        return self.recorded[0] if self.recorded else self.stem_by(fold_text)

    def identity_under(self, stem: str) -> str:
        said = [
            *(stem, self.place, self.signed_on.isoformat(), self.instrument),
            sorted((amount.basis, amount.money.currency, amount.money.minor) for amount in self.amounts),
            sorted(area.slug for area in self.areas),
            *(self.country.code if self.country else "", self.park, self.note),
            self.destination.code if self.destination else "",
        ]
        return hash_identity(said)

    def stem_by(self, fold: Callable[[str], str]) -> str:
        sides = [[side, *sorted(identity_name(who, fold) for who in names)] for side, _role, names in self.sides]
        return hash_identity([fold(self.title_zh), fold(self.title_en), sides, fold(self.contract_number)])

    def told(self) -> dict[str, Any]:
        """For the report: values in units of their currency."""
        more: dict[str, Any] = {"sheet": self.sheet} if self.sheet else {}
        more |= {"no_amount": self.unsaid} if self.unsaid else {}
        more |= {"not_understood": [list(each) for each in self.strange]} if self.strange else {}
        return {
            "row": self.row,
            "title": self.title,
            "amounts": [
                {"currency": amount.money.currency, "value": decimal_value(amount.money.minor, amount.money.currency)}
                for amount in self.amounts
            ],
            "signing_place": str(self.place),
            "date": self.signed_on.isoformat(),
            "areas": [area.name_zh if self.title_zh else area.name_en or area.name_zh for area in self.areas],
            "country": self.country.code if self.country else None,
        } | more


def identity_name(who: str | Region, fold: Callable[[str], str]) -> str:
    return f"region {who.code}" if isinstance(who, Region) else fold(who)


def hash_identity(said: list[Any]) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:32]


def decimal_value(minor: int, currency: str) -> str:
    """Units of the currency as a decimal string: 1250000000, 0.5."""
    places = minor_digits(currency)
    whole, rest = divmod(minor, 10**places)
    return f"{whole}.{rest:0{places}d}".rstrip("0").rstrip(".") if places else str(whole)
