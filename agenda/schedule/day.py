"""A day of the agenda as slots by start time, cut into pages that stay small however full the day is."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import PartOfDay, Session, cast_of
from agenda.schedule.facets import SessionRow
from expo.db.compiled_rows import CompiledRowsOf
from expo.i18n import dates
from expo.models import Edition
from expo.presence import require_value

PER_PAGE = 96
SEVERAL_DAYS = "several"


class DayPlace(NamedTuple):
    """Where a session stands on a day: the hour, whether it is the second of that name, the minute; or what stands
    there without hours.
    """

    hour: int
    again: int
    minute: int
    named: str


PLACES = {
    SEVERAL_DAYS: DayPlace(-1, 0, 0, SEVERAL_DAYS),
    PartOfDay.MORNING: DayPlace(0, 0, 0, PartOfDay.MORNING),
    PartOfDay.AFTERNOON: DayPlace(12, 0, 0, PartOfDay.AFTERNOON),
    PartOfDay.EVENING: DayPlace(18, 0, 0, PartOfDay.EVENING),
    PartOfDay.UNKNOWN: DayPlace(24, 0, 0, PartOfDay.UNKNOWN),
}


def day_place(row: SessionRow | Session) -> DayPlace:
    """Where it stands on its day, in the active time zone."""
    if row.last_day:
        return PLACES[SEVERAL_DAYS]
    if row.starts_at is None:
        return PLACES[row.part_of_day]
    start = timezone.localtime(row.starts_at)
    return DayPlace(start.hour, start.fold, start.minute, "time")


@dataclass
class DaySlot:
    """Sessions that start at the same time; without hours, those of the same part of the day (`label`)."""

    label: str
    rows: list[SessionRow]
    starts_at: dt.datetime | None = None
    now: bool = False
    anchor: str = ""
    past: bool = False
    sessions: list[Session] = field(default_factory=list)


@dataclass
class DayPage:
    """A page of a day, named by the time it spans."""

    number: int
    slots: list[DaySlot]

    @property
    def label(self) -> str:
        timed = [slot.starts_at for slot in self.slots if slot.starts_at]
        if not timed:
            return self.slots[0].label
        first, last = dates.time_of_day(timed[0]), dates.time_of_day(timed[-1])
        if first == last:
            return first
        return f"{first}–{last}"

    @property
    def now(self) -> bool:
        return any(slot.now for slot in self.slots)

    @property
    def past(self) -> list[DaySlot]:
        """What is over today, where something is left to come on this page."""
        found = [slot for slot in self.slots if slot.past]
        return found if any(slot.starts_at and not slot.past for slot in self.slots) else []

    @property
    def left(self) -> list[DaySlot]:
        if not self.past:
            return self.slots
        return [slot for slot in self.slots if not slot.past]

    @property
    def past_number(self) -> int:
        return sum(len(slot.rows) for slot in self.past)


class Jump(NamedTuple):
    """A slot to jump to: `now` or `next`, on which page, and when it starts."""

    anchor: str
    page: int
    starts_at: dt.datetime


@dataclass
class DayProgramme:
    """Sessions of a day as they stand at a moment, in the active time zone."""

    edition: Edition
    rows: list[SessionRow]
    now: dt.datetime

    @cached_property
    def slots(self) -> list[DaySlot]:
        over = self.edition.phase == "after"
        placed = sorted(((day_place(row), row) for row in self.rows), key=itemgetter(0))
        slots = []
        for place, at_place in groupby(placed, key=itemgetter(0)):
            slots.append(build_slot(place, [row for _place, row in at_place], over=over))
        mark_now_and_next(slots, self.now)
        return slots

    @cached_property
    def parts(self) -> list[DayPage]:
        return [DayPage(number, slots) for number, slots in enumerate(cut_into_pages(self.slots), start=1)]

    @property
    def jumps(self) -> list[Jump]:
        """Where it is now, and what comes next, on the day that is today at the venue."""
        jumps = []
        for part in self.parts:
            for slot in part.slots:
                if slot.anchor:
                    jumps.append(Jump(slot.anchor, part.number, require_value(slot.starts_at)))
        return jumps

    def part(self, wanted: str | None) -> DayPage:
        """The page of this number; the first where there is none."""
        for part in self.parts:
            if wanted and wanted.isascii() and wanted.lstrip("0") == str(part.number):
                return part
        return self.parts[0] if self.parts else DayPage(1, [])


def mark_now_and_next(slots: list[DaySlot], now: dt.datetime) -> None:
    """What is under way is marked, and the first such slot, and the first that comes later today, to be jumped to."""
    for slot in slots:
        slot.now = any(row.under_way(now) for row in slot.rows)
        slot.past = is_over_today(slot, now)
    for slot in slots:
        if any(row.ahead(now) for row in slot.rows) and timezone.localtime(slot.starts_at).date() == now.date():
            slot.anchor = "next"
            break
    for slot in slots:
        if slot.now:
            slot.anchor = "now"
            break


def is_over_today(slot: DaySlot, now: dt.datetime) -> bool:
    """Whether all of it has ended, on the day that is today at the venue; unknown ends have not."""
    if slot.starts_at is None or timezone.localtime(slot.starts_at).date() != now.date():
        return False
    return all(row.ends_at and row.ends_at <= now for row in slot.rows)


def build_slot(at: DayPlace, rows: list[SessionRow], *, over: bool = False) -> DaySlot:
    """Sessions of one place on the day."""
    if at.named == "time":
        return DaySlot("", rows, starts_at=rows[0].starts_at)
    return DaySlot(slot_label(at.named, over=over), rows)


def slot_label(named: str, *, over: bool) -> str:
    """What stands without hours; hours not known by the end of the expo were never published."""
    unknown = _("Time to be announced")
    if over:
        unknown = _("Time not published")
    labels = {
        SEVERAL_DAYS: _("On several days"),
        PartOfDay.MORNING: _("Morning"),
        PartOfDay.AFTERNOON: _("Afternoon"),
        PartOfDay.EVENING: _("Evening"),
        PartOfDay.UNKNOWN: unknown,
    }
    return labels[named]


def cut_into_pages(slots: Iterable[DaySlot]) -> list[list[DaySlot]]:
    """Pages of at most PER_PAGE sessions; a slot is only cut where it alone is longer than a page."""
    pages: list[list[DaySlot]] = []
    room = 0
    for slot in slots:
        for start in range(0, len(slot.rows), PER_PAGE):
            piece = replace(slot, rows=slot.rows[start : start + PER_PAGE])
            if len(piece.rows) > room:
                pages.append([])
                room = PER_PAGE
            pages[-1].append(piece)
            room -= len(piece.rows)
    return pages


def load_sessions(part: DayPage, edition: Edition) -> DayPage:
    """Fill the page's slots with their sessions, as cards show them; two queries."""
    keys: list[int] = []
    for slot in part.slots:
        keys.extend(row.pk for row in slot.rows)
    sessions, cast = {}, cast_of(keys)
    for session in sessions_on_cards(keys):
        session.edition, session.cast = edition, cast[session.pk]
        sessions[session.pk] = session
    for slot in part.slots:
        slot.sessions = [sessions[row.pk] for row in slot.rows if row.pk in sessions]
    return part


sessions_on_cards: CompiledRowsOf[Any] = CompiledRowsOf(
    lambda keys: Session.objects.public().filter(pk__in=keys).without_cast().order_by()
)
