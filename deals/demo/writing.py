"""Writes what the rehearsal's deals say: their kind, parties, titles and terms."""

import random
from typing import Any

from deals.demo.partners import Partners
from deals.demo.signers import Signers
from deals.demo.signings import Signing
from deals.ledger.deal_data import PartyData
from deals.models.terms import Instrument, Side
from expo.demo.words import bilingual_fields, choose_weighted, rehearsal_data
from expo.models import Edition, Region, TechnologyArea
from expo.presence import require_value

INTERNATIONAL = "signing-2"
CHONGQING = "500000"
TRIES = 100


class SigningWriter:
    """Fills signings one after the other; no two share a title."""

    def __init__(self, edition: Edition, rng: random.Random) -> None:
        self.rng = rng
        self.kinds = rehearsal_data("deals")["kinds"]
        self.partners = Partners(edition, rng)
        self.signers = Signers(edition)
        self.areas = {area.slug: area for area in TechnologyArea.objects.all()}
        self.chongqing = Region.objects.get(code=CHONGQING)
        self.titles: set[str] = set()

    def fill(self, signing: Signing) -> None:
        signing.kind = choose_weighted(self.rng, [(kind, row["share"]) for kind, row in self.kinds.items()])
        self.cast(signing)
        signing.names = self.title(signing)
        signing.terms = self.terms(signing)

    def cast(self, signing: Signing) -> None:
        """A company with a park, a university or another company; now and then a third party."""
        share_abroad = 0.26
        if signing.ceremony == INTERNATIONAL:
            share_abroad = 0.9
        if self.rng.random() < share_abroad:
            signing.lead = self.partners.from_abroad()
        else:
            signing.lead = self.partners.from_china()
        if self.kinds[signing.kind]["roles"][1] == "host":
            signing.park = self.partners.park(signing.lead.area)
        elif signing.kind == "research":
            signing.other = self.partners.university()
        else:
            signing.other = self.partners.other_than(signing.lead)
        if self.rng.random() < 0.12:
            signing.third = self.partners.other_than(*filter(None, (signing.lead, signing.other)))

    def title(self, signing: Signing) -> dict[str, str]:
        templates = self.kinds[signing.kind]["titles"]
        for _ in range(TRIES):
            names = bilingual_fields(self.rng.choice(templates), "name", **self.values(signing))
            if self.titles.isdisjoint(names.values()):
                self.titles.update(names.values())
                return names
        raise LookupError(f"No title is left for {signing}.")

    def values(self, signing: Signing) -> dict[str, Any]:
        lead, park = signing.leader, signing.park or self.partners.park(signing.leader.area)
        product = self.rng.choice(rehearsal_data("areas")[lead.area]["products"])
        area = self.areas[lead.area]
        partner = park.names
        if signing.other:
            partner = signing.other.brand
        return {
            "brand": lead.brand,
            "partner": partner,
            "product": product,
            "use": product[2:],
            "park": park.names,
            "area": (area.name_en, area.name_zh),
        }

    def terms(self, signing: Signing) -> dict[str, Any]:
        row, area = self.kinds[signing.kind], self.areas[signing.leader.area]
        instrument = choose_weighted(self.rng, row["instruments"])
        contract_number = ""
        if instrument == Instrument.CONTRACT:
            contract_number = f"RH-{self.rng.randrange(10**6):06d}"
        return {
            "kind": signing.kind,
            "instrument": instrument,
            "contract_number": contract_number,
            "parties": tuple(self.parties(signing, row["roles"])),
            "primary_area": area,
            "areas": tuple({area: None, self.other_area(area): None}),
            **self.destination(signing),
            **self.note(),
        }

    def other_area(self, area: TechnologyArea) -> TechnologyArea:
        """Now and then a second area."""
        if self.rng.random() < 0.3:
            return self.rng.choice(list(self.areas.values()))
        return area

    def parties(self, signing: Signing, roles: list[str]) -> list[PartyData]:
        if signing.park:
            partner = signing.park.committee
        else:
            partner = require_value(signing.other).organisation
        found = [PartyData(Side.A, roles[0], signing.leader.organisation), PartyData(Side.B, roles[1], partner)]
        if signing.third:
            found.append(PartyData(Side.C, "partner", signing.third.organisation))
        return found

    def destination(self, signing: Signing) -> dict[str, Any]:
        if signing.park:
            return {"destination": signing.park.district, "park": " ".join(reversed(signing.park.names))}
        return {"destination": self.rng.choice([self.chongqing, require_value(signing.other).region])}

    def note(self) -> dict[str, str]:
        if self.rng.random() > 0.2:
            return {}
        return bilingual_fields(self.rng.choice(rehearsal_data("deals")["notes"]), "note")
