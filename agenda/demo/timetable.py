"""When and where things happen at the rehearsal, before it is known what."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from agenda.models import SessionKind as Kind
from expo.demo.words import rehearsal_data
from expo.i18n.instants import moment_at
from expo.models import Edition


@dataclass(frozen=True)
class TimetableSlot:
    """A time in a room of the wing; rooms by their short address in the first wing."""

    kind: Kind
    room: str
    starts_at: dt.datetime
    ends_at: dt.datetime


def timetable_slots(edition: Edition) -> list[TimetableSlot]:
    """All slots of one wing, in the order in which they begin; within that, by room."""
    rooms = [room[0] for room in rehearsal_data("programme")["rooms"]]
    found = [*fixed_slots(edition), *forum_slots(edition)]
    return sorted(found, key=lambda slot: (slot.starts_at, rooms.index(slot.room)))


def fixed_slots(edition: Edition) -> Iterator[TimetableSlot]:
    for room, rows in rehearsal_data("programme")["slots"].items():
        for day, start, end, kind in rows:
            yield TimetableSlot(Kind(kind), room, venue_moment(edition, day, start), venue_moment(edition, day, end))


def forum_slots(edition: Edition) -> Iterator[TimetableSlot]:
    """Half-days of parallel forums that do not all begin at once."""
    programme = rehearsal_data("programme")
    for day, half, count in programme["forum_halves"]:
        hours = programme["forum_hours"][half]
        for number, room in enumerate(programme["forum_rooms"][:count]):
            start, end = hours[(number + day) % len(hours)]
            yield TimetableSlot(Kind.FORUM, room, venue_moment(edition, day, start), venue_moment(edition, day, end))


def venue_moment(edition: Edition, day: int, time: str) -> dt.datetime:
    """A time of the edition's first, second … day, at the venue."""
    date = edition.starts_on + dt.timedelta(day - 1)
    return moment_at(date, dt.time.fromisoformat(time), edition.tz).astimezone(edition.tz)
