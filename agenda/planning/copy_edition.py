"""Last year's rooms and structure as the beginning of a new edition, shifted to its days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from agenda.models import Room, Session, SessionRole, SessionStatus
from agenda.models.daily_hours import build_day_hours
from expo.i18n.instants import duration, is_skipped, moment_at, shift_moment, wall_clock_time
from expo.models import Edition, Hall, Scenario
from expo.presence import require_value

BATCH = 200
# What stays with the year in which it was said: links, launches, letters, sources, and whatever a release wrote.
KEPT = (
    "slug",
    "kind",
    "name_en",
    "name_zh",
    "part_of_day",
    "order",
    "languages",
    "interpretation",
    "place_note_en",
    "place_note_zh",
    "visibility",
)
ABSTRACT = ("abstract_en", "abstract_zh")


class CopyContent(models.TextChoices):
    """What may be copied."""

    ROOMS = "rooms", _("rooms, with their halls")
    SESSIONS = "sessions", _("sessions, as drafts: kinds, hours, rooms and what is part of what")
    ABSTRACTS = "abstracts", _("their abstracts")
    ROLES = "roles", _("who takes part in them, with last time's titles")


class CopyReason(models.TextChoices):
    """Why something is not, or not wholly, copied."""

    BEYOND = "beyond", _("the new edition has no such day")
    CANCELLED = "cancelled", _("was cancelled")
    SHORTER = "shorter", _("ends with the new edition's last day")
    NO_PARENT = "no_parent", _("stands alone, because what it was part of is not copied")
    NO_HOUR = "no_hour", _("stands an hour later, because the clocks are put forward in that night")
    NO_ROOM = "no_room", _("has no room, because its room is not copied")


@dataclass
class CopyPlan:
    """What a copy makes, as rows not saved yet, and what it does not; `known` counts what is there already."""

    halls: list[Hall] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    roles: list[SessionRole] = field(default_factory=list)
    areas: list[models.Model] = field(default_factory=list)
    scenarios: list[models.Model] = field(default_factory=list)
    parents: list[tuple[Session, str]] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)
    left_out: list[tuple[Session, CopyReason]] = field(default_factory=list)
    altered: list[tuple[Session, CopyReason]] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.halls or self.rooms or self.sessions)

    @property
    def counts(self) -> dict[str, int]:
        return {name: len(getattr(self, name)) for name in ("halls", "rooms", "sessions", "roles")}


def insert_rows(*parts: tuple[type[Model], Sequence[Model]]) -> None:
    for model, rows in parts:
        model._default_manager.bulk_create(rows, batch_size=BATCH)


@transaction.atomic
def copy_structure(source: Edition, target: Edition, what: Iterable[str], by: User) -> CopyPlan:
    """Make in `target` what it lacks of `source`; nothing that is there is touched, so a second time makes nothing."""
    target = Edition.objects.select_for_update().get(pk=target.pk)
    plan = plan_copy(source, target, what)
    insert_rows((Hall, plan.halls), (Room, plan.rooms), (Session, plan.sessions), (SessionRole, plan.roles))
    there = {slug.lower(): pk for slug, pk in target.sessions.working().values_list("slug", "pk")}
    for session, parent in plan.parents:
        session.parent_id = there[parent]
    Session.objects.bulk_update([session for session, _parent in plan.parents], ["parent"], batch_size=BATCH)
    insert_rows((Session.areas.through, plan.areas), (Session.scenarios.through, plan.scenarios))
    if not plan.empty:
        said = {"changed": {"name": "copy", "object": source.slug, "fields": list(plan.counts)}}
        LogEntry.objects.log_actions(by.pk, [target], CHANGE, [said])
    return plan


def plan_copy(source: Edition, target: Edition, what: Iterable[str]) -> CopyPlan:
    """What copying would make, without making it."""
    copier = Copier(source, target, set(what))
    if CopyContent.ROOMS in copier.what:
        copier.open_rooms()
    if CopyContent.SESSIONS in copier.what:
        copier.draft_sessions()
    return copier.plan


class Copier:
    def __init__(self, source: Edition, target: Edition, what: set[str]) -> None:
        self.source, self.target, self.what = source, target, what
        self.shift = target.starts_on - source.starts_on
        self.rooms = rows_by_key(target.rooms.all(), "slug")
        self.plan = CopyPlan()

    def open_rooms(self) -> None:
        halls = rows_by_key(self.target.halls.all(), "code")
        wanted = list(self.source.rooms.select_related("hall"))
        new = [room for room in wanted if room.slug.lower() not in self.rooms]
        for room in new:
            hall = None
            if room.hall:
                hall = self.open_hall(room.hall, halls)
            self.plan.rooms.append(copy_row(room, edition=self.target, hall=hall))
        self.plan.known["rooms"] = len(wanted) - len(new)
        self.rooms |= rows_by_key(self.plan.rooms, "slug")

    def open_hall(self, hall: Hall, there: dict[str, Hall]) -> Hall:
        """The hall of this code that is there, or else a copy, which is there from now on."""
        code = hall.code.lower()
        if code not in there:
            there[code] = copy_row(hall, edition=self.target)
            self.plan.halls.append(there[code])
        return there[code]

    def draft_sessions(self) -> None:
        there = {slug.lower() for slug in self.target.sessions.working().values_list("slug", flat=True)}
        wanted = list(
            self.source.sessions.working()
            .select_related("room", "parent")
            .prefetch_related("areas", "scenarios", "roles")
            .in_order()
        )
        new, known = [], 0
        for session in wanted:
            if session.slug.lower() in there:
                known += 1
            elif self.accepts(session):
                new.append(session)
        self.plan.known["sessions"] = known
        coming = there | {session.slug.lower() for session in new}
        scenarios = rows_by_key(Scenario.objects.filter(edition=self.target), "slug")
        for session in new:
            self.draft(session, coming, scenarios)

    def accepts(self, session: Session) -> bool:
        """Whether it has its place in the new edition; otherwise it is listed."""
        why = None
        if session.cancelled:
            why = CopyReason.CANCELLED
        if session.day and not self.target.starts_on <= session.day + self.shift <= self.target.ends_on:
            why = CopyReason.BEYOND
        if why:
            self.plan.left_out.append((session, why))
        return why is None

    def draft(self, session: Session, coming: set[str], scenarios: dict[str, Scenario]) -> None:
        names: tuple[str, ...] = KEPT
        if CopyContent.ABSTRACTS in self.what:
            names = KEPT + ABSTRACT
        draft = Session(edition=self.target, status=SessionStatus.DRAFT)
        for name in names:
            setattr(draft, name, getattr(session, name))
        if session.room:
            draft.room = self.rooms.get(session.room.slug.lower())
        self.date(draft, session)
        self.plan.sessions.append(draft)
        if session.room and not draft.room:
            self.plan.altered.append((session, CopyReason.NO_ROOM))
        if session.parent and session.parent.slug.lower() in coming:
            self.plan.parents.append((draft, session.parent.slug.lower()))
        elif session.parent:
            self.plan.altered.append((session, CopyReason.NO_PARENT))
        self.link(draft, session, scenarios)

    def date(self, draft: Session, session: Session) -> None:
        """Day n becomes day n, at the same time by the clock of the venue; what is not known stays unknown."""
        draft.day = session.day and session.day + self.shift
        if session.last_day:
            last = min(session.last_day + self.shift, self.target.ends_on)
            if draft.day and last > draft.day:
                draft.last_day = last
            if last < session.last_day + self.shift:
                self.plan.altered.append((session, CopyReason.SHORTER))
        if session.starts_at:
            self.set_hours(draft, session)

    def set_hours(self, draft: Session, session: Session) -> None:
        """By the clock; where that shows no such hour on the new day, what is copied is listed."""
        starts_at, ends_at = require_value(session.starts_at), require_value(session.ends_at)
        begins = wall_clock_time(starts_at, self.source.tz) + self.shift
        ends = wall_clock_time(ends_at, self.source.tz) + self.shift
        if session.last_day:
            # Its hours on each day: the end that is kept may lie on a day that the new edition does not have.
            opening = build_day_hours(require_value(draft.day), begins.time(), ends.time(), self.target.tz)
            draft.starts_at, draft.ends_at = opening.starts_at, opening.ends_at
            return
        draft.starts_at = moment_at(begins.date(), begins.time(), self.target.tz)
        draft.ends_at = moment_at(ends.date(), ends.time(), self.target.tz, after=draft.starts_at)
        if draft.ends_at <= draft.starts_at:
            draft.ends_at = shift_moment(draft.starts_at, duration(starts_at, ends_at))
        if is_skipped(begins, self.target.tz) or is_skipped(ends, self.target.tz):
            self.plan.altered.append((session, CopyReason.NO_HOUR))

    def link(self, draft: Session, session: Session, scenarios: dict[str, Scenario]) -> None:
        areas, same = Session.areas.through, Session.scenarios.through
        for area in session.areas.all():
            self.plan.areas.append(areas(session=draft, technologyarea=area))
        for scenario in session.scenarios.all():
            if twin := scenarios.get(scenario.slug.lower()):
                self.plan.scenarios.append(same(session=draft, scenario=twin))
        if CopyContent.ROLES in self.what:
            for role in session.roles.all():
                self.plan.roles.append(copy_row(role, session=draft))


def rows_by_key(rows: Iterable[models.Model], key: str) -> dict[str, Any]:
    """Each by what its field `key` holds, in small letters."""
    return {getattr(row, key).lower(): row for row in rows}


def copy_row(row: models.Model, **instead: models.Model | None) -> Any:
    """The same row once more, not saved, with these fields `instead`, and what it is known by in apps its own."""
    own = {"uid", *instead}
    values = {}
    for column in row._meta.concrete_fields:
        if not column.primary_key and column.name not in own:
            values[column.attname] = getattr(row, column.attname)
    return type(row)(**values, **instead)
