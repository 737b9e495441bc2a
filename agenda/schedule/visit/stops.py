"""What a visitor chose to see at stands, as an address carries it: `?e=one-firm.another&x=one-exhibit&l=one-launch`."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from expo.exhibition.floor_plan import natural_order
from expo.models import Booth, Edition, Exhibit, Hall, Launch, Participation

# More than anybody visits in two days; what an address holds beyond that is left out and told.
MOST = 60
ADDRESS = re.compile(r"[-\w]{1,80}", re.ASCII)
PLACES = ("participation__booths__hall",)


@dataclass(frozen=True)
class Stop:
    """An exhibitor, exhibit or launch of the choice; `stand`: the first on the way, None where only a hall is known."""

    kind: str
    row: Any
    hall: Hall | None = None
    stand: Booth | None = None

    @property
    def key(self) -> str:
        """What browsers call it: a mark for its kind, and its address."""
        return f"{MARKS[self.kind]}{self.row.slug}"


# Sessions have none.
MARKS = {"exhibitor": "@", "exhibit": "~", "launch": "!"}


@dataclass
class StopChoice(ABC):
    """The public things of one kind that an address names."""

    edition: Edition
    written: str

    kind: ClassVar[str]

    @cached_property
    def addresses(self) -> list[str]:
        return list(dict.fromkeys(filter(None, self.written.lower().split("."))))

    @cached_property
    def stops(self) -> list[Stop]:
        """No query for none, else as many as their cards take and one or two for their stands."""
        named = [address for address in self.addresses[:MOST] if ADDRESS.fullmatch(address)]
        if not named:
            return []
        return sort_on_the_way(self.find_stop(row) for row in self.find_rows(named))

    @abstractmethod
    def find_rows(self, named: list[str]) -> Iterable: ...

    @abstractmethod
    def find_stop(self, row: Any) -> Stop: ...

    @property
    def unknown(self) -> int:
        """How many of the addresses are nothing that the public may see."""
        return len(self.addresses) - len(self.stops)

    @property
    def address(self) -> str:
        """The choice without what is unknown."""
        return ".".join(stop.row.slug for stop in self.stops)


class ExhibitorChoice(StopChoice):
    kind = "exhibitor"

    def find_rows(self, named: list[str]) -> Iterable[Participation]:
        return self.edition.participations.public().filter(slug__in=named).select_related("hall").for_cards()

    def find_stop(self, row: Any) -> Stop:
        return stop_at(self.kind, row, None, row)


class ExhibitChoice(StopChoice):
    kind = "exhibit"

    def find_rows(self, named: list[str]) -> Iterable[Exhibit]:
        return self.edition.exhibits.public().filter(slug__in=named).for_cards().prefetch_related(*PLACES)

    def find_stop(self, row: Any) -> Stop:
        return stop_at(self.kind, row, row.booth, row.participation)


class LaunchChoice(StopChoice):
    """Of a launch whose exhibitor is not public nothing says where it stands."""

    kind = "launch"

    def find_rows(self, named: list[str]) -> Iterable[Launch]:
        rows = self.edition.launches.public().filter(slug__in=named).for_cards()
        return rows.select_related("booth__hall", "participation__hall").prefetch_related(*PLACES)

    def find_stop(self, row: Any) -> Stop:
        if row.public_maker is None:
            return Stop(self.kind, row)
        return stop_at(self.kind, row, row.booth, row.public_maker)


def stop_at(kind: str, row: Any, booth: Booth | None, maker: Participation) -> Stop:
    """`maker`: with its hall and stands; `booth`: where the row itself is, if that is said."""
    stands = sorted(maker.booths.all(), key=order_of_stand)
    stand = booth or next(iter(stands), None)
    return Stop(kind, row, stand.hall if stand else maker.hall, stand)


def order_of_stand(stand: Booth) -> tuple:
    return natural_order(stand.hall.code), natural_order(stand.number)


def sort_on_the_way(stops: Iterable[Stop]) -> list[Stop]:
    return sorted(stops, key=order_on_the_way)


def order_on_the_way(stop: Stop) -> tuple:
    """Where only the hall is known, at the end of the hall; where nothing is, at the end of all. Exhibitors first."""
    last = list(MARKS).index(stop.kind), stop.row.slug
    if stop.stand:
        return 0, natural_order(stop.stand.hall.code), 0, natural_order(stop.stand.number), *last
    if stop.hall:
        return 0, natural_order(stop.hall.code), 1, (), *last
    return 1, (), 1, (), *last
