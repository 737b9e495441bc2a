"""When the rehearsal's venue is open, and how far it is from hall to hall."""

import datetime as dt
import itertools

from agenda.models import OpeningHours, Walk
from expo.demo.words import rehearsal_data
from expo.models import Edition, Hall


def load(edition: Edition) -> None:
    """Two of the sessions end after their hall has closed, for planners to find; that stops no release."""
    told = rehearsal_data("programme")["venue"]
    halls = {hall.code: hall for hall in Hall.objects.filter(edition=edition)}
    rows = []
    for number, (opens, closes) in enumerate(told["open"]):
        rows.append(hall_hours(edition, None, number, opens, closes))
    for code, number, opens, closes in told["halls"]:
        rows.append(hall_hours(edition, halls[code], number - 1, opens, closes))
    OpeningHours.objects.bulk_create(rows)
    Walk.objects.bulk_create(hall_walks(halls, told["same_side"], told["across"]))


def hall_hours(edition: Edition, hall: Hall | None, number: int, opens: str, closes: str) -> OpeningHours:
    """Of a hall, or of the whole site; `number`: so many days after the first."""
    day = edition.starts_on + dt.timedelta(number)
    from_, until = dt.time.fromisoformat(opens), dt.time.fromisoformat(closes)
    return OpeningHours(edition=edition, hall=hall, day=day, opens=from_, closes=until)


def hall_walks(halls: dict[str, Hall], near: int, far: int) -> list[Walk]:
    """In minutes: so many for each hall along the same side, and as many more for the way across."""
    ordered = sorted(halls.values(), key=lambda hall: hall.pk)
    walks = []
    for one, other in itertools.combinations(ordered, 2):
        walks.append(Walk(one=one, other=other, minutes=walk_minutes(one, other, near, far)))
    return walks


def walk_minutes(one: Hall, other: Hall, near: int, far: int) -> int:
    along = near * abs(int(one.code[1:]) - int(other.code[1:]))
    return along + far * (one.code[0] != other.code[0])
