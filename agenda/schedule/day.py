"""A day of the agenda as slots by start time, cut into pages that stay small however full the day is."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import PartOfDay, Session, cast_of
from agenda.schedule.facets import SessionRow
from expo.i18n import dates
from expo.models import Edition

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
        return first if first == last else f"{first}–{last}"

    @property
    def now(self) -> bool:
        return any(slot.now for slot in self.slots)


class Jump(NamedTuple):
    """A slot to jump to: `now` or `next`, on which page, and when it starts."""

    anchor: str
    page: int
    starts_at: dt.datetime


@dataclass
class DayProgramme:
    """Sessions of a day, in the active time zone."""

    edition: Edition
    rows: list[SessionRow]

    @cached_property
    def slots(self) -> list[DaySlot]:
        over = self.edition.phase == "after"
        slots = [
            build_slot(at, list(rows), over=over)
            for at, rows in groupby(sorted(self.rows, key=day_place), key=day_place)
        ]
        return self.with_now(slots)

    def with_now(self, slots: list[DaySlot]) -> list[DaySlot]:
        now = self.edition.now()
        for one in slots:
            one.now = any(row.under_way(now) for row in one.rows)
        today = now.date()
        later = (
            one
            for one in slots
            if any(row.ahead(now) for row in one.rows) and timezone.localtime(one.starts_at).date() == today
        )
        for anchor, one in (("next", next(later, None)), ("now", next((one for one in slots if one.now), None))):
            if one:
                one.anchor = anchor
        return slots

    @cached_property
    def parts(self) -> list[DayPage]:
        return [DayPage(number, slots) for number, slots in enumerate(cut_into_pages(self.slots), start=1)]

    @property
    def jumps(self) -> list[Jump]:
        """Where it is now, and what comes next, on the day that is today at the venue."""
        marked = [(part, one) for part in self.parts for one in part.slots if one.anchor]
        return [Jump(one.anchor, part.number, one.starts_at) for part, one in marked]

    def part(self, wanted: str | None) -> DayPage:
        """The page of this number, with its sessions loaded for their cards; the first where there is none."""
        number = int(wanted) if wanted and wanted.isascii() and wanted.isdecimal() and len(wanted) < 5 else 1
        part = self.parts[number - 1 if 0 < number <= len(self.parts) else 0] if self.parts else DayPage(1, [])
        return load_sessions(part, self.edition)


def build_slot(at: DayPlace, rows: list[SessionRow], *, over: bool = False) -> DaySlot:
    """Sessions of one place on the day."""
    if at.named == "time":
        return DaySlot("", rows, starts_at=rows[0].starts_at)
    return DaySlot(slot_label(at.named, over=over), rows)


def slot_label(named: str, *, over: bool) -> str:
    """What stands without hours; hours not known by the end of the expo were never published."""
    labels = {
        SEVERAL_DAYS: _("On several days"),
        PartOfDay.MORNING: _("Morning"),
        PartOfDay.AFTERNOON: _("Afternoon"),
        PartOfDay.EVENING: _("Evening"),
        PartOfDay.UNKNOWN: _("Time not published") if over else _("Time to be announced"),
    }
    return labels[named]


def cut_into_pages(slots: Iterable[DaySlot]) -> list[list[DaySlot]]:
    """Pages of at most PER_PAGE sessions; a slot is only cut where it alone is longer than a page."""
    pages: list[list[DaySlot]] = []
    room = 0
    for one in slots:
        for start in range(0, len(one.rows), PER_PAGE):
            piece = replace(one, rows=one.rows[start : start + PER_PAGE])
            if len(piece.rows) > room:
                pages.append([])
                room = PER_PAGE
            pages[-1].append(piece)
            room -= len(piece.rows)
    return pages


def load_sessions(part: DayPage, edition: Edition) -> DayPage:
    """Fill the page's slots with their sessions, as cards show them; two queries."""
    keys = [row.pk for one in part.slots for row in one.rows]
    found = edition.sessions.public().filter(pk__in=keys).without_cast().in_bulk()
    cast = cast_of(found)
    for session in found.values():
        session.cast = cast[session.pk]
    for one in part.slots:
        one.sessions = [found[row.pk] for row in one.rows if row.pk in found]
    return part
