"""Rooms: the list of them, what happens in each, and what the screen at its door says."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db.models import Count, Q

from agenda.models import Room, Session, SessionQuerySet, daily_hours
from expo.i18n.instants import minutes_between
from expo.models import Edition, Hall
from expo.presence import require_value

PER_PAGE = 120
NEXT = 2
# From how many minutes before its start a session is counted down to.
COUNTED = 120


class HallOfRooms(NamedTuple):
    """A hall, or None for rooms outside any, and its rooms, each with its `number` of public sessions."""

    hall: Hall | None
    rooms: list[Room]


class DayOfRoom(NamedTuple):
    """A day, or None for what lasts several days or has no day yet."""

    day: dt.date | None
    sessions: list[Session]


class RoomDays(NamedTuple):
    """The days that are over, where others are left, and those that are read first."""

    past: list[DayOfRoom]
    left: list[DayOfRoom]

    @property
    def past_number(self) -> int:
        return sum(len(one.sessions) for one in self.past)


@dataclass
class DoorScreen:
    """What a door's screen says: what is under way and what comes next, by the clock at the venue."""

    at: dt.datetime
    current: list[Session]
    next: list[Session]

    @property
    def next_in(self) -> int | None:
        """The minutes until the next session that takes place, unless it is long until then."""
        for row in self.next:
            if not row.cancelled:
                opening = daily_hours.day_hours(row, self.at.date(), require_value(self.at.tzinfo))
                return countdown_minutes(self.at, require_value(opening.starts_at))
        return None

    @property
    def hours_left(self) -> tuple[int, int] | None:
        """The same as whole hours and minutes."""
        if self.next_in is None:
            return None
        return divmod(self.next_in, 60)


def countdown_minutes(now: dt.datetime, then: dt.datetime) -> int | None:
    """Whole minutes, the one that has begun among them; None where there are more than are counted down."""
    left = -minutes_between(then, now)
    if left > COUNTED:
        return None
    return left


def halls_with_rooms(edition: Edition) -> list[HallOfRooms]:
    """The halls with their rooms, in the order of the rooms; those outside any hall last; one query."""
    shown = Q(sessions__in=edition.sessions.public())
    found = edition.rooms.public().select_related("hall").annotate(number=Count("sessions", filter=shown))
    ordered = sorted(found.order_by("order", "slug"), key=hall_code)
    halls = []
    for _key, group in groupby(ordered, key=hall_key):
        rooms = list(group)
        halls.append(HallOfRooms(rooms[0].hall, rooms))
    return halls


def hall_code(room: Room) -> str:
    """For sorting: those outside any hall come last."""
    if room.hall is None:
        return "~"
    return room.hall.code


def hall_key(room: Room) -> int | None:
    return room.hall_id


def room_sessions(room: Room) -> SessionQuerySet:
    rows = Session.objects.public().filter(room=room)
    return rows.select_related("room", "was_room", "edition").defer("abstract_en", "abstract_zh").in_order()


def group_by_day(sessions: Iterable[Session]) -> list[DayOfRoom]:
    found: dict[dt.date | None, list[Session]] = {}
    for session in sessions:
        day = session.day
        if session.last_day:
            day = None
        found.setdefault(day, []).append(session)
    return [DayOfRoom(*one) for one in sorted(found.items(), key=lambda one: (one[0] is None, one[0]))]


def split_past(days: list[DayOfRoom], today: dt.date) -> RoomDays:
    """Nothing is past where all of it is: who looks at a closed edition looks for just that."""
    found = RoomDays([], [])
    for one in days:
        over = one.day is not None and one.day < today
        (found.past if over else found.left).append(one)
    if not any(map(itemgetter(0), found.left)):
        return RoomDays([], days)
    return found


def door_screen(room: Room, now: dt.datetime) -> DoorScreen:
    """The door's screen at a time; three queries. Cancelled sessions stay in place until they would have ended."""
    today = now.date()
    lasting = Q(day__lte=today, last_day__gte=today) | Q(day=today, starts_at=None)
    rows = room.edition.sessions.public().filter(Q(last_day=None, ends_at__gt=now) | lasting, room=room)
    current, later = [], []
    starts: dict[int, dt.datetime] = {}
    for session in rows.for_cards().in_order()[: 6 * NEXT]:
        hours = daily_hours.day_hours(session, today, room.edition.tz)
        if hours.ends_at is not None and hours.ends_at <= now:
            continue
        if hours.starts_at and hours.starts_at > now:
            starts[session.pk] = hours.starts_at
            later.append(session)
        else:
            current.append(session)
    later.sort(key=lambda session: starts[session.pk])
    return DoorScreen(now, sorted(current, key=lambda session: session.starts_at is None), later[:NEXT])
