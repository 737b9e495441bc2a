"""From what a partner system sent to the draft that the ledger takes: names and codes become rows, figures money."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from deals import parties
from deals.drafts import AmountDraft, DealDraft, PartyDraft
from deals.imports import cells
from deals.imports.known import Known, squeezed
from deals.lookalikes import names
from deals.lookalikes.sketches import names_of
from deals.models.deal import ProjectKind
from deals.models.terms import Basis, Instrument, PartyRole
from deals.money import Money
from deals.money.currencies import digits, in_use
from expo import countries
from expo.api.fields import At
from expo.api.problems import Fault
from expo.languages import is_misplaced
from expo.models import Edition, Organisation, Region
from expo.models.places import RegionKind


class Faulty(Exception):
    """Contents that cannot be recorded; `faults` say why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults)
        self.faults = faults


def draft(said: dict[str, Any], edition: Edition) -> DealDraft:
    """Call it behind the ledger's lock: organisations that nobody knows are made. Raises Faulty."""
    return Drafting(said, edition).draft()


@dataclass
class Drafting:
    said: dict[str, Any]
    edition: Edition
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.known = Known(self.edition)

    def draft(self) -> DealDraft:
        areas, signed_on, amounts = self.areas(), self.signed_on(), tuple(self.amounts())
        self.check_languages((), {"title_en": "en", "title_zh": "zh"}, self.said)
        return DealDraft(
            edition=self.edition,
            name_en=self.said.get("title_en", ""),
            name_zh=self.said.get("title_zh", ""),
            instrument=self.said["instrument"],
            signed_on=signed_on,
            place=self.said["place"],
            parties=tuple(self.parties()),
            amounts=amounts,
            primary_area=areas[0] if areas else None,
            areas=tuple(areas),
            contract_number=self.said.get("contract_no", ""),
            kind=kind(self.said),
        )

    def parties(self) -> Iterator[PartyDraft]:
        """Last, because it makes organisations: only for contents without a fault."""
        placed = [self.region(at, one) for at, one in self.rows()]
        self.must_be_right()
        pairs = list(zip(self.rows(), placed, strict=True))
        found = [self.organisation(at, one, region) for (at, one), region in pairs]
        self.must_be_right()
        for ((_at, one), region), who in zip(pairs, found, strict=True):
            yield PartyDraft(one["side"], one.get("role", PartyRole.PARTNER), who, None if who else region)

    def must_be_right(self) -> None:
        if self.faults:
            raise Faulty(*self.faults)

    def rows(self) -> Iterator[tuple[At, dict[str, str]]]:
        for number, one in enumerate(self.said["parties"]):
            yield ("parties", number), one

    def fault(self, at: At, sentence: Any) -> None:
        self.faults.append(Fault(at, sentence))

    def areas(self) -> list[Any]:
        found = []
        for number, word in enumerate(self.said.get("areas", [])):
            area = self.known.area_names.get(squeezed(word))
            if area is None:
                self.fault(("areas", number), _("“%(name)s” is no technology area here.") % {"name": word})
            elif area not in found:
                found.append(area)
        return found

    def signed_on(self) -> dt.date:
        day, window = dt.date.fromisoformat(self.said["signed_on"]), cells.window(self.edition)
        if day > window.last:
            self.fault(("signed_on",), _("This day lies in the future."))
        if day < window.first:
            self.fault(("signed_on",), _("This day lies years before the expo: check the year."))
        return day

    def amounts(self) -> Iterator[AmountDraft]:
        said = self.said["amount"]
        if "undisclosed" in said:
            return
        code, value = said["currency"], said["value"]
        if code not in in_use():
            self.fault(("amount", "currency"), _("“%(found)s” is not the code of a currency in use.") % {"found": code})
            return
        whole, _point, rest = value.partition(".")
        if len(rest) > digits(code):
            sentence = _("%(currency)s has at most %(digits)s decimals.") % {"currency": code, "digits": digits(code)}
            self.fault(("amount", "value"), sentence)
            return
        minor = int(whole + rest.ljust(digits(code), "0"))
        if minor == 0:
            self.fault(("amount", "value"), _("This is less than the smallest unit of the currency."))
        else:
            yield AmountDraft(Money(minor, code), said["basis"], as_written=f"{code} {value}")

    def region(self, at: At, party: dict[str, str]) -> Region | None:
        """Where the party comes from: as exactly as it is said."""
        code, place = party.get("country", ""), party.get("region", "")
        country = next((row for row in self.known.regions if row.kind == RegionKind.COUNTRY and row.code == code), None)
        if code and country is None:
            self.fault((*at, "country"), unknown_code(code))
        if not place or code not in ("", "CN"):
            return country
        rows = self.known.places.get(cells.folded(place), [])
        if len({row.pk for row in rows}) == 1:
            return rows[0]
        sentence = _("No province or district of China is called “%(found)s”.")
        if rows:
            sentence = _("More than one district of China is called “%(found)s”: write its GB/T 2260 code.")
        self.fault((*at, "region"), sentence % {"found": place})
        return None

    def organisation(self, at: At, party: dict[str, str], region: Region | None) -> Organisation | None:
        """The one that bears the names, or a new one; None for a party that nobody named."""
        said = {name: party[name] for name in ("name_zh", "name") if name in party}
        found = {name: row for name, text in said.items() if (row := self.called((*at, name), text))}
        if len(set(found.values())) > 1:
            self.fault(at, _("The two names belong to two organisations: %(names)s.") % {"names": listed(found)})
        elif found and "name_zh" in said and "name_zh" not in found and not agrees(found["name"], said["name_zh"]):
            sentence = _("“%(name)s” is known here as “%(known)s”, not as “%(said)s”.")
            known = {"name": said["name"], "known": found["name"].name_zh, "said": said["name_zh"]}
            self.fault((*at, "name_zh"), sentence % known)
        elif found:
            return next(iter(found.values()))
        elif said and self.check_languages(at, {"name": "en", "name_zh": "zh"}, said) and not self.faults:
            return new_organisation(said, region)
        return None

    def check_languages(self, at: At, fields: dict[str, str], said: dict[str, Any]) -> bool:
        """Whether these texts are in the languages of their fields, or are said to be."""
        wrong = [name for name, language in fields.items() if is_misplaced(said.get(name, ""), language)]
        for name in wrong if not self.said.get("as_typed") else ():
            sentence = _("This is not in the language of its field. Correct it, or send as_typed: true with it.")
            self.fault((*at, name), sentence)
        return not wrong or bool(self.said.get("as_typed"))

    def called(self, at: At, name: str) -> Organisation | None:
        try:
            return parties.find(name)
        except ValidationError as error:
            self.faults += [Fault(at, sentence) for sentence in error.messages]
            return None


def unknown_code(code: str) -> str:
    """Why a country's code is refused, with the code of what is called so: UK is no code, and may mean GB."""
    said = {"found": code, "codes": ", ".join(filter(None, countries.meanings(code)))}
    if said["codes"]:
        return _("“%(found)s” is not the code of a country known here. Of what is called so, it is: %(codes)s.") % said
    return _("“%(found)s” is not the code of a country known here.") % said


def agrees(organisation: Organisation, name_zh: str) -> bool:
    """Whether the organisation may have this Chinese name: it has none yet, or it is one of its names."""
    known = [name for name in names_of(organisation) if parties.HAN.search(name)]
    return not known or any(names.same_for_sure(name_zh, name) for name in known)


def listed(found: dict[str, Organisation]) -> str:
    return ", ".join(str(row) for row in found.values())


def new_organisation(said: dict[str, str], region: Region | None) -> Organisation:
    made = parties.find_or_create(said.get("name_zh") or said["name"])
    made.name_en, made.name_zh = said.get("name", made.name_en), said.get("name_zh", made.name_zh)
    made.region = region
    made.save()
    return made


def kind(said: dict[str, Any]) -> str:
    """What the project is, as far as basis and instrument tell."""
    if said["amount"].get("basis") in (Basis.INVESTMENT, Basis.FOREIGN) or said["instrument"] == Instrument.INVESTMENT:
        return ProjectKind.INVESTMENT
    return ProjectKind.PURCHASE if said["instrument"] == Instrument.ORDER else ProjectKind.COOPERATION
