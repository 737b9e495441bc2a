"""Puts the rehearsal's exhibitors on stands: by technology or nation, some on two, some on a shared one."""

import itertools
from collections import Counter
from collections.abc import Iterator

from expo.demo import drawn_halls
from expo.demo.firms import Exhibitor
from expo.demo.words import random_generator, rehearsal_data
from expo.models import Booth, Edition, Hall
from expo.models.organisations import Ownership

ABROAD = "S3"
STANDS_IN_A_ROW = 24
# How many exhibitors, at scale 1, have a second stand, and how many share another's.
SECOND_STANDS = 20
SHARED = 15


class StandPlan:
    """The stands of all halls while they are being given out, hall by hall in the order of their numbers."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.halls = {hall.code: hall for hall in Hall.objects.filter(edition=edition)}
        self.numbers = {code: stand_numbers() for code in self.halls}
        self.booths: list[Booth] = []
        self.occupied: list[tuple[Booth, Exhibitor]] = []

    def new(self, hall: str, *exhibitors: Exhibitor, number: str = "") -> Booth:
        booth = Booth(hall=self.halls[hall], number=number or next(self.numbers[hall]))
        self.booths.append(booth)
        for exhibitor in exhibitors:
            self.occupied.append((booth, exhibitor))
        return booth

    def save(self) -> None:
        exhibitors = Counter(id(booth) for booth, _exhibitor in self.occupied)
        for booth in self.booths:
            booth.shared = exhibitors[id(booth)] > 1
        drawn_halls.draw_halls(self.edition, self.halls, self.booths)
        Booth.objects.bulk_create(self.booths)
        through = Booth.participations.through
        links = []
        for booth, exhibitor in self.occupied:
            links.append(through(booth=booth, participation=exhibitor.participation))
        through.objects.bulk_create(links)


def stand_numbers() -> Iterator[str]:
    """A01 to A24, B01 and so on; after Z24 comes AA01."""
    for row in itertools.count():
        turn, letter = divmod(row, 26)
        letters = chr(ord("A") + letter)
        if turn:
            letters = chr(ord("A") + turn - 1) + letters
        for number in range(1, STANDS_IN_A_ROW + 1):
            yield f"{letters}{number:02d}"


def load(edition: Edition, exhibitors: list[Exhibitor], scale: int) -> None:
    rng, plan = random_generator("stands"), StandPlan(edition)
    housed = group_by_pavilion(exhibitors)
    for number, members in enumerate(housed.values(), start=1):
        plan.new(ABROAD, *members, number=f"NP{number}")
    alone = [one for one in exhibitors if not one.pavilion and one.public]
    mixed = rng.sample(alone, len(alone))
    sharing, hosts = mixed[: SHARED * scale], mixed[SHARED * scale :]
    places = {one.slug: hall_of(one, rng.random()) for one in alone}
    booths = [plan.new(places[host.slug], host) for host in hosts]
    plan.occupied += zip(rng.sample(booths, len(sharing)), sharing, strict=True)
    for host in rng.sample(hosts, SECOND_STANDS * scale):
        plan.new(rng.choice([places[host.slug], "S4"]), host)
    plan.save()


def group_by_pavilion(exhibitors: list[Exhibitor]) -> dict[str, list[Exhibitor]]:
    """By country, the pavilion's own organisation and its members."""
    found: dict[str, list[Exhibitor]] = {}
    for exhibitor in exhibitors:
        if exhibitor.pavilion:
            found.setdefault(exhibitor.pavilion, []).append(exhibitor)
    return found


def hall_of(exhibitor: Exhibitor, draw: float) -> str:
    """Nearly half of the foreign companies stand together; all others with their technology."""
    if exhibitor.organisation.ownership == Ownership.FOREIGN and draw < 0.45:
        return ABROAD
    return rehearsal_data("areas")[exhibitor.area]["hall"]
