"""A visitor's day as a walk: hall by hall in the free hours between the sessions that they chose."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from agenda.models import Session
from agenda.models.daily_hours import DayHours
from agenda.schedule.opening_hours import hours_by_day
from agenda.schedule.visit.sessions import ChosenSession, is_timed, walking_minutes
from agenda.schedule.visit.stops import Stop, order_on_the_way
from expo.exhibition.floor_plan import natural_order
from expo.i18n.instants import minutes_between, moment_at, shift_moment
from expo.models import Booth, Edition, Hall, Launch
from expo.presence import require_value

# What a look at a stand takes, and the way between two halls that nobody has measured.
AT_A_STAND = 10
BETWEEN_HALLS = 10


@dataclass(frozen=True)
class HallVisit:
    """Stops in one hall, from when on and until when, by the day's plan; the hall of a launch may be unknown."""

    hall: Hall | None
    stops: list[Stop]
    starts_at: dt.datetime
    ends_at: dt.datetime


Part = ChosenSession | HallVisit


@dataclass
class VisitDay:
    """A day of the choice; the day is None for sessions of which no day is known."""

    day: dt.date | None
    parts: list[Part]


class Appointment(NamedTuple):
    """Hours at which a visitor is somewhere: in a hall, where it is known."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    hall: int | None


@dataclass(frozen=True)
class FreeTime:
    """Hours without an appointment: the hall that one comes from and the hall where one is expected, where known."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    come_from: int | None = None
    expected_in: int | None = None


@dataclass
class VisitPlan:
    """The days of a visit; afterwards `left` holds the stops for which no day has time."""

    edition: Edition
    chosen: list[ChosenSession]
    stops: list[Stop]

    def plan_days(self) -> list[VisitDay]:
        """Two queries more where there are stands and a day to visit them, else none."""
        timed = [stop for stop in self.stops if is_timed_launch(stop)]
        self.left = [stop for stop in self.stops if stop not in timed]
        days = parts_by_day([*self.chosen, *map(launch_visit, timed)], self.edition)
        if self.left and days:
            self.minutes = walking_minutes(halls_of(self.chosen, self.stops))
            hours = hours_by_day(self.edition)
            for day in days:
                opening = hours.get(day.day) if day.day else None
                for free in free_hours(appointments(day.parts), opening, self.edition.now()):
                    day.parts += self.fill(free)
                day.parts.sort(key=begin)
        return days

    def fill(self, free: FreeTime) -> list[HallVisit]:
        """From hall to the nearest hall, in each as many stands as there is time for and for the way that follows."""
        visits, here, moment = [], free.come_from, free.starts_at
        waiting = self.stops_by_hall(free)
        while waiting:
            hall = min(waiting, key=lambda hall: (self.way(here, hall.pk), natural_order(hall.code)))
            way, back = self.way(here, hall.pk), self.way(hall.pk, free.expected_in)
            number = (minutes_between(moment, free.ends_at) - way - back) // AT_A_STAND
            if seen := first_stands(waiting.pop(hall), number):
                begins = shift_moment(moment, dt.timedelta(minutes=way))
                here, moment = hall.pk, shift_moment(begins, dt.timedelta(minutes=AT_A_STAND * number_of_stands(seen)))
                visits.append(HallVisit(hall, seen, begins, moment))
                self.left = [stop for stop in self.left if stop not in seen]
        return visits

    def stops_by_hall(self, free: FreeTime) -> dict[Hall, list[Stop]]:
        """Of those that are left, what can be seen then."""
        halls = defaultdict(list)
        for stop in self.left:
            if stop.hall and is_possible(stop, free):
                halls[stop.hall].append(stop)
        return halls

    def way(self, one: int | None, other: int | None) -> int:
        """In minutes; to and from where nothing is known, none."""
        if one is None or other is None or one == other:
            return 0
        return self.minutes.get(frozenset((one, other)), BETWEEN_HALLS)


def halls_of(chosen: list[ChosenSession], stops: list[Stop]) -> set[int | None]:
    rooms = {one.session.room.hall_id for one in chosen if one.session.room}
    return rooms | {stop.hall.pk for stop in stops if stop.hall}


def parts_by_day(parts: list[Part], edition: Edition) -> list[VisitDay]:
    """Day by day, what has no day at the end; on a day what has no hours first."""
    days: dict[dt.date | None, list[Part]] = defaultdict(list)
    for part in parts:
        if isinstance(part, HallVisit):
            days[part.starts_at.astimezone(edition.tz).date()].append(part)
        else:
            days[part.session.day].append(part)
    ordered = sorted(days, key=lambda day: (day is None, day or dt.date.max))
    return [VisitDay(day, sorted(days[day], key=begin)) for day in ordered]


def begin(part: Part) -> dt.datetime:
    starts_at = part.starts_at if isinstance(part, HallVisit) else part.session.starts_at
    return starts_at or dt.datetime.min.replace(tzinfo=dt.UTC)


def is_timed_launch(stop: Stop) -> bool:
    return isinstance(stop.row, Launch) and stop.row.hour is not None


def launch_visit(stop: Stop) -> HallVisit:
    """Of a launch that has its hour: that is kept, like a session."""
    starts_at = moment_at(stop.row.launched_on, stop.row.hour, stop.row.edition.tz)
    return HallVisit(stop.hall, [stop], starts_at, shift_moment(starts_at, dt.timedelta(minutes=AT_A_STAND)))


def appointments(parts: list[Part]) -> list[Appointment]:
    found = []
    for part in parts:
        if isinstance(part, HallVisit):
            hall = part.hall.pk if part.hall else None
            found.append(Appointment(part.starts_at, part.ends_at, hall))
        elif is_timed(part.session):
            found.append(session_appointment(part.session))
    return found


def session_appointment(session: Session) -> Appointment:
    hall = session.room.hall_id if session.room else None
    return Appointment(require_value(session.starts_at), require_value(session.ends_at), hall)


def free_hours(busy: list[Appointment], opening: DayHours | None, now: dt.datetime) -> Iterator[FreeTime]:
    """Between appointments of one day, in order, and, where the hours of the halls are known, before and after them.

    What is past already is no time to go anywhere.
    """
    moment, here = opening and opening.starts_at, None
    for one in busy:
        if moment and max(moment, now) < one.starts_at:
            yield FreeTime(max(moment, now), one.starts_at, here, one.hall)
        if moment is None or one.ends_at > moment:
            moment, here = one.ends_at, one.hall
    if busy and opening and opening.ends_at and moment and max(moment, now) < opening.ends_at:
        yield FreeTime(max(moment, now), opening.ends_at, here)


def is_possible(stop: Stop, free: FreeTime) -> bool:
    """A launch only on its day."""
    if not isinstance(stop.row, Launch) or stop.row.launched_on is None:
        return True
    return stop.row.launched_on == free.starts_at.astimezone(stop.row.edition.tz).date()


def first_stands(stops: list[Stop], number: int) -> list[Stop]:
    """All stops at the first stands in their order; one that has no stand counts as one."""
    found: list[Stop] = []
    stands: set[Booth | Stop] = set()
    for stop in sorted(stops, key=order_on_the_way):
        stands.add(place_of(stop))
        if len(stands) > number:
            return found
        found.append(stop)
    return found


def place_of(stop: Stop) -> Booth | Stop:
    return stop.stand or stop


def number_of_stands(stops: Iterable[Stop]) -> int:
    return len(set(map(place_of, stops)))
