"""A visitor's own choice of exhibitors, as an address carries it: `?e=one-firm.another`, in the order of a walk."""

import re
from dataclasses import dataclass
from functools import cached_property

from expo.exhibition.floor_plan import natural_order
from expo.models import Booth, Edition, Hall, Participation

# More than anybody visits in two days; what an address holds beyond that is left out and told.
MOST = 60
ADDRESS = re.compile(r"[-\w]{1,80}", re.ASCII)


@dataclass(frozen=True)
class ChosenExhibitor:
    """An exhibitor of the choice; `stand`: the first of its stands on the way, None where only a hall is known."""

    participation: Participation
    hall: Hall | None
    stand: Booth | None


@dataclass
class ExhibitorChoice:
    """The public exhibitors of the edition that an address names, hall by hall and along the rows of stands."""

    edition: Edition
    written: str

    @cached_property
    def addresses(self) -> list[str]:
        return list(dict.fromkeys(filter(None, self.written.lower().split("."))))

    @cached_property
    def chosen(self) -> list[ChosenExhibitor]:
        """No query for none, else as many as the cards of exhibitors take."""
        named = [address for address in self.addresses[:MOST] if ADDRESS.fullmatch(address)]
        if not named:
            return []
        rows = self.edition.participations.public().filter(slug__in=named)
        found = [place_on_the_way(row) for row in rows.select_related("hall").for_cards()]
        return sorted(found, key=order_on_the_way)

    @property
    def unknown(self) -> int:
        """How many of the addresses are no exhibitor that the public may see."""
        return len(self.addresses) - len(self.chosen)

    @property
    def address(self) -> str:
        """The choice without what is unknown."""
        return ".".join(one.participation.slug for one in self.chosen)


def place_on_the_way(row: Participation) -> ChosenExhibitor:
    """`row`: with its hall and stands."""
    stands = sorted(row.booths.all(), key=order_of_stand)
    if stands:
        return ChosenExhibitor(row, stands[0].hall, stands[0])
    return ChosenExhibitor(row, row.hall, None)


def order_of_stand(stand: Booth) -> tuple:
    return natural_order(stand.hall.code), natural_order(stand.number)


def order_on_the_way(one: ChosenExhibitor) -> tuple:
    """Where only the hall is known, at the end of the hall; where nothing is, at the end of all."""
    if one.stand:
        return 0, natural_order(one.stand.hall.code), 0, natural_order(one.stand.number), one.participation.slug
    if one.hall:
        return 0, natural_order(one.hall.code), 1, (), one.participation.slug
    return 1, (), 1, (), one.participation.slug
