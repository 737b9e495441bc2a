"""From what a partner system sent to the draft that the ledger takes: names and codes become rows, figures money."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from deals.duplicates.fingerprint import organisation_names
from deals.imports.reference_lookup import ReferenceLookup, squeeze_name
from deals.imports.sheets import cells
from deals.ledger import organisation_lookup
from deals.ledger.deal_data import AmountData, DealData, PartyData
from deals.models.deal import ProjectKind
from deals.models.terms import Basis, Instrument, PartyRole
from deals.money import Money
from deals.money.currencies import currencies_in_use, minor_digits
from expo.api.errors import FieldProblem
from expo.api.fields import At
from expo.firm_names import names
from expo.i18n import countries
from expo.i18n.languages import is_misplaced
from expo.models import Edition, Organisation, Region


class ContentsRefusal(Exception):
    """Contents that cannot be recorded; `faults` say why."""

    def __init__(self, *faults: FieldProblem) -> None:
        super().__init__(faults)
        self.faults = faults


def draft_deal(said: dict[str, Any], edition: Edition) -> DealData:
    """Call it behind the ledger's lock: organisations that nobody knows are made. Raises ContentsRefusal."""
    return DealDrafter(said, edition).draft()


class PlacedParty(NamedTuple):
    """A party as it was sent, where in the contents, and where it comes from."""

    at: At
    party: dict[str, str]
    region: Region | None


@dataclass
class DealDrafter:
    said: dict[str, Any]
    edition: Edition
    faults: list[FieldProblem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.known = ReferenceLookup(self.edition)

    def draft(self) -> DealData:
        areas, signed_on, amounts = self.areas(), self.signed_on(), tuple(self.amounts())
        self.check_languages((), {"title_en": "en", "title_zh": "zh"}, self.said)
        return DealData(
            edition=self.edition,
            name_en=self.said.get("title_en", ""),
            name_zh=self.said.get("title_zh", ""),
            instrument=self.said["instrument"],
            signed_on=signed_on,
            place=self.said["place"],
            parties=tuple(self.parties()),
            amounts=amounts,
            primary_area=next(iter(areas), None),
            areas=tuple(areas),
            contract_number=self.said.get("contract_no", ""),
            kind=project_kind(self.said),
        )

    def parties(self) -> Iterator[PartyData]:
        """Last, because it makes organisations: only for contents without a fault."""
        placed = [PlacedParty(at, party, self.region(at, party)) for at, party in self.rows()]
        self.must_be_right()
        organisations = [self.organisation(row.at, row.party, row.region) for row in placed]
        self.must_be_right()
        for row, organisation in zip(placed, organisations, strict=True):
            side, role, region = row.party["side"], row.party.get("role", PartyRole.PARTNER), row.region
            if organisation:
                region = None
            yield PartyData(side, role, organisation, region)

    def must_be_right(self) -> None:
        if self.faults:
            raise ContentsRefusal(*self.faults)

    def rows(self) -> Iterator[tuple[At, dict[str, str]]]:
        for number, one in enumerate(self.said["parties"]):
            yield ("parties", number), one

    def fault(self, at: At, sentence: Any) -> None:
        self.faults.append(FieldProblem(at, sentence))

    def areas(self) -> list[Any]:
        found = []
        for number, word in enumerate(self.said.get("areas", [])):
            area = self.known.area_names.get(squeeze_name(word))
            if area is None:
                self.fault(("areas", number), _("“%(name)s” is no technology area here.") % {"name": word})
            elif area not in found:
                found.append(area)
        return found

    def signed_on(self) -> dt.date:
        day, window = dt.date.fromisoformat(self.said["signed_on"]), cells.date_window(self.edition)
        if day > window.last:
            self.fault(("signed_on",), _("This day lies in the future."))
        if day < window.first:
            self.fault(("signed_on",), _("This day lies years before the expo: check the year."))
        return day

    def amounts(self) -> Iterator[AmountData]:
        said = self.said["amount"]
        if "undisclosed" in said:
            return
        code, value = said["currency"], said["value"]
        if code not in currencies_in_use():
            self.fault(("amount", "currency"), _("“%(found)s” is not the code of a currency in use.") % {"found": code})
            return
        whole, _point, rest = value.partition(".")
        if len(rest) > minor_digits(code):
            sentence = _("%(currency)s has at most %(digits)s decimals.") % {
                "currency": code,
                "digits": minor_digits(code),
            }
            self.fault(("amount", "value"), sentence)
            return
        minor = int(whole + rest.ljust(minor_digits(code), "0"))
        if minor == 0:
            self.fault(("amount", "value"), _("This is less than the smallest unit of the currency."))
        else:
            yield AmountData(Money(minor, code), said["basis"], as_written=f"{code} {value}")

    def region(self, at: At, party: dict[str, str]) -> Region | None:
        """Where the party comes from: as exactly as it is said."""
        code, place = party.get("country", ""), party.get("region", "")
        country = self.known.countries.get(code)
        if code and country is None:
            self.fault((*at, "country"), country_code_refusal(code))
        if not place or code not in ("", "CN"):
            return country
        rows = self.known.places.get(cells.fold_text(place), [])
        keys = {row.pk for row in rows}
        if len(keys) == 1:
            return rows[0]
        sentence = _("No province or district of China is called “%(found)s”.")
        if rows:
            sentence = _("More than one district of China is called “%(found)s”: write its GB/T 2260 code.")
        self.fault((*at, "region"), sentence % {"found": place})
        return None

    def organisation(self, at: At, party: dict[str, str], region: Region | None) -> Organisation | None:
        """The one that bears the names, or a new one; None for a party that nobody named."""
        said: dict[str, str] = {name: party[name] for name in ("name_zh", "name") if name in party}
        found: dict[str, Organisation] = {}
        for name, text in said.items():
            organisation = self.called((*at, name), text)
            if organisation:
                found[name] = organisation
        if len(set(found.values())) > 1:
            self.fault(
                at, _("The two names belong to two organisations: %(names)s.") % {"names": join_organisations(found)}
            )
        elif (
            found and "name_zh" in said and "name_zh" not in found and not may_bear_name(found["name"], said["name_zh"])
        ):
            sentence = _("“%(name)s” is known here as “%(known)s”, not as “%(said)s”.")
            known = {"name": said["name"], "known": found["name"].name_zh, "said": said["name_zh"]}
            self.fault((*at, "name_zh"), sentence % known)
        elif found:
            return next(iter(found.values()))
        elif said and self.check_languages(at, {"name": "en", "name_zh": "zh"}, said) and not self.faults:
            return create_organisation(said, region)
        return None

    def check_languages(self, at: At, fields: dict[str, str], said: dict[str, Any]) -> bool:
        """Whether these texts are in the languages of their fields, or are said to be."""
        if self.said.get("as_typed"):
            return True
        wrong = [name for name, language in fields.items() if is_misplaced(said.get(name, ""), language)]
        for name in wrong:
            sentence = _("This is not in the language of its field. Correct it, or send as_typed: true with it.")
            self.fault((*at, name), sentence)
        return not wrong

    def called(self, at: At, name: str) -> Organisation | None:
        try:
            return organisation_lookup.find_organisation(name)
        except ValidationError as error:
            self.faults += [FieldProblem(at, sentence) for sentence in error.messages]
            return None


def country_code_refusal(code: str) -> str:
    """Why a country's code is refused, with the code of what is called so: UK is no code, and may mean GB."""
    said = {"found": code, "codes": ", ".join(filter(None, countries.country_codes(code)))}
    if said["codes"]:
        return _("“%(found)s” is not the code of a country known here. Of what is called so, it is: %(codes)s.") % said
    return _("“%(found)s” is not the code of a country known here.") % said


def may_bear_name(organisation: Organisation, name_zh: str) -> bool:
    """Whether the organisation may have this Chinese name: it has none yet, or it is one of its names."""
    known = [name for name in organisation_names(organisation) if organisation_lookup.HAN.search(name)]
    return not known or any(names.is_same_name(name_zh, name) for name in known)


def join_organisations(found: dict[str, Organisation]) -> str:
    return ", ".join(map(str, found.values()))


def create_organisation(said: dict[str, str], region: Region | None) -> Organisation:
    made = organisation_lookup.find_or_create_organisation(said.get("name_zh") or said["name"])
    made.name_en, made.name_zh = said.get("name", made.name_en), said.get("name_zh", made.name_zh)
    made.region = region
    made.save()
    return made


def project_kind(said: dict[str, Any]) -> str:
    """What the project is, as far as basis and instrument tell."""
    if said["amount"].get("basis") in (Basis.INVESTMENT, Basis.FOREIGN) or said["instrument"] == Instrument.INVESTMENT:
        return ProjectKind.INVESTMENT
    if said["instrument"] == Instrument.ORDER:
        return ProjectKind.PURCHASE
    return ProjectKind.COOPERATION
