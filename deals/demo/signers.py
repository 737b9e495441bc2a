"""Who signs on the rehearsal's stages: its guests in turn, officials for parties that attract, others for the rest."""

import itertools
from collections.abc import Iterable, Iterator

from deals.ledger.deal_data import PartyData, SignatoryData
from deals.models.terms import PartyRole
from expo.models import Attendance, Edition
from expo.models.people import Capacity


class Signers:
    def __init__(self, edition: Edition) -> None:
        self.officials = self.called(edition, Capacity.OFFICIAL)
        self.others = self.called(edition, Capacity.EXECUTIVE, Capacity.ACADEMIC)

    @staticmethod
    def called(edition: Edition, *capacities: Capacity) -> Iterator[str]:
        rows = Attendance.objects.public().filter(edition=edition, capacity__in=capacities).select_related("person")
        return itertools.cycle([row.person.name_zh or row.person.name_en for row in rows.order_by("pk")])

    def of(self, parties: Iterable[PartyData]) -> tuple[SignatoryData, ...]:
        """Somebody for each party, in their order."""
        signers = []
        for number, party in enumerate(parties):
            people = self.others
            if party.role == PartyRole.HOST:
                people = self.officials
            signers.append(SignatoryData(next(people), party=number))
        return tuple(signers)
