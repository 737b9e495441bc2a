"""The only way by which a programme from elsewhere enters an edition: its rooms, people and sessions."""

import datetime as dt
from collections import Counter

from django.db import transaction

from agenda.imports import merging, people, plan_writing
from agenda.imports.names import name_fields
from agenda.imports.programme_file import ProgrammeEntry, ProgrammeReading
from agenda.imports.report import FieldChange, ImportReport, MissingSession, shorten_value
from agenda.imports.trail import Trail
from agenda.imports.warnings import FileWarning, WarningKind
from agenda.models import ImportedSession, Room, Session, SessionRole, SessionStatus
from agenda.models.bounds import latest_end
from expo.i18n.hanzi import fold_hanzi
from expo.models import Edition, FormerAddress
from expo.presence import require_value
from expo.web.slugs import Addresses

# How far from the edition's days a file may widen it: a wrong year is a mistake, not a longer expo.
FARTHEST = dt.timedelta(days=14)


@transaction.atomic
def import_programme(
    programme: ProgrammeReading,
    edition: Edition,
    *,
    confirmed: bool = False,
    extend: bool = False,
    dry_run: bool = False,
    trail: Trail | None = None,
) -> ImportReport:
    """Import what is new, take over what the file changed, and delete nothing.

    New sessions are drafts unless `confirmed`; known ones keep their status. `extend` widens the edition to the days
    of the file. `dry_run` does all of it and takes it back, so that its report is the import's. `trail` is told what
    was written.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    status = SessionStatus.DRAFT
    if confirmed:
        status = SessionStatus.CONFIRMED
    report = ProgrammeWriter(programme, edition, status, trail or Trail()).write(extend=extend)
    if dry_run:
        report.dry = True
        transaction.set_rollback(True)
    return report


def written_days(first: dt.date, last: dt.date) -> dict[str, str]:
    """An edition's days as the trail holds them."""
    return {"starts_on": first.isoformat(), "ends_on": last.isoformat()}


class ProgrammeWriter:
    def __init__(self, programme: ProgrammeReading, edition: Edition, status: str, trail: Trail) -> None:
        self.programme, self.edition, self.status, self.trail = programme, edition, status, trail
        imported = ImportedSession.objects.filter(edition=edition, source=programme.source)
        self.known = {row.key: row for row in imported.select_related("session__room")}
        self.report = ImportReport(
            source=programme.source,
            entries=len(programme.entries),
            days=programme.days,
            rooms=len(programme.rooms),
            people=len({person.name for person in people.listed_people(programme.entries)}),
            oddities=[*programme.oddities, *people.spelling_warnings(programme.entries)],
            kinds=Counter((entry.written_kind, entry.kind) for entry in programme.entries),
            left_out=programme.beside,
        )

    def write(self, *, extend: bool) -> ImportReport:
        if extend:
            self.widen()
        entries = [entry for entry in self.programme.entries if self.accepts(entry)]
        self.report.refused = len(self.programme.entries) - len(entries)
        self.rooms = self.open_rooms(entries)
        self.cast, self.report.new_people = people.find_or_create_people(
            self.edition,
            self.programme.source,
            people.listed_people(entries),
            self.report.oddities,
            self.trail,
        )
        new, known = [], []
        for entry in entries:
            if entry.key in self.known:
                known.append(entry)
            else:
                new.append(entry)
        self.add(new)
        self.update(known)
        self.miss()
        return self.report

    def widen(self) -> None:
        """To the days of all entries that are near enough."""
        first, last = self.edition.starts_on, self.edition.ends_on
        near = [first, last]
        for entry in self.programme.entries:
            if entry.title:
                when = merging.moment_in_zone(entry.when, self.edition.tz)
                days = filter(None, (when.day, when.last_day))
                near.extend(day for day in days if first - FARTHEST <= day <= last + FARTHEST)
        if (min(near), max(near)) != (first, last):
            self.trail.add_widened(self.edition, written_days(first, last), written_days(min(near), max(near)))
            self.edition.starts_on, self.edition.ends_on = min(near), max(near)
            self.edition.save(update_fields=["starts_on", "ends_on"])
            self.report.widened_to = f"{min(near)} – {max(near)}"

    def accepts(self, entry: ProgrammeEntry) -> bool:
        known = self.known.get(entry.key)
        when = merging.moment_in_zone(entry.when, self.edition.tz)
        days = [day for day in when[:2] if day]
        if not entry.title:
            self.note(WarningKind.TITLE_MISSING, entry)
        elif days and not self.edition.starts_on <= min(days) <= max(days) <= self.edition.ends_on:
            self.note(WarningKind.DAY_OUTSIDE, entry, " – ".join(map(str, days)))
        elif when.ends_at and when.ends_at > latest_end(self.edition.ends_on, self.edition.tz):
            self.note(WarningKind.ENDS_OUTSIDE, entry, f"{when.ends_at:%Y-%m-%d %H:%M}")
        elif known and known.session is None:
            self.note(WarningKind.DELETED_HERE, entry)
        else:
            return True
        return False

    def note(self, kind: WarningKind, entry: ProgrammeEntry, detail: str = "") -> None:
        self.report.oddities.append(FileWarning(kind, entry.key, entry.title, detail))

    def open_rooms(self, entries: list[ProgrammeEntry]) -> dict[str, Room | None]:
        """The room behind each name, in the order of the file; and none behind none."""
        there = list(self.edition.rooms.all())
        by_name = rooms_by_name(there)
        used = {entry.room for entry in entries if entry.room}
        self.make_rooms(used, there, by_name)
        for name in self.programme.rooms:
            if name in used and not by_name[fold_hanzi(name)].hall_id:
                self.report.oddities.append(FileWarning(WarningKind.ROOM_OF_NO_HALL, title=name))
        # The file's former rooms too, to tell whether a session still stands where the file had put it.
        former = {row.values.get("room", "") for row in self.known.values()}
        found: dict[str, Room | None] = {}
        for name in used | former:
            if room := by_name.get(fold_hanzi(name)):
                found[name] = room
        found[""] = None
        return found

    def make_rooms(self, used: set[str], there: list[Room], by_name: dict[str, Room]) -> None:
        """Those of the file that are used and not there, into the database and into `by_name`."""
        addresses = Addresses([*(room.slug for room in there), *FormerAddress.objects.of(Room)], 50)
        order = max((room.order for room in there), default=0)
        made: list[Room] = []
        for name in self.programme.rooms:
            if name in used and fold_hanzi(name) not in by_name:
                fields = name_fields(name)
                slug = addresses.free(fields, "room")
                made.append(Room(edition=self.edition, **fields, slug=slug, order=min(order + len(made) + 1, 32_000)))
                by_name[fold_hanzi(name)] = made[-1]
        self.trail.add_new(*Room.objects.bulk_create(made))
        self.report.new_rooms = [str(room) for room in made]

    def add(self, entries: list[ProgrammeEntry]) -> None:
        addresses = Addresses(self.edition.sessions.values_list("slug", flat=True), 80)
        sessions, imported = [], []
        for entry in entries:
            values = merging.entry_values(entry, self.edition.tz)
            session = Session(edition=self.edition, slug=addresses.free(values, "session"), status=self.status)
            for field in (*merging.TEXTS, "room", "when"):
                merging.set_session_field(session, field, values[field], entry, self.rooms, self.edition.tz)
            sessions.append(session)
            source = self.programme.source
            row = ImportedSession(edition=self.edition, source=source, key=entry.key, session=session, values=values)
            imported.append(row)
        self.trail.add_new(*plan_writing.add_sessions(sessions))
        roles: list[SessionRole] = []
        for row in imported:
            roles.extend(people.speaker_roles(require_value(row.session), row.values["people"], self.cast))
        plan_writing.add_roles(roles)
        ImportedSession.objects.bulk_create(imported)
        self.report.new = len(entries)

    def update(self, entries: list[ProgrammeEntry]) -> None:
        merges = [self.merge(entry) for entry in entries]
        for entry, merge in zip(entries, merges, strict=True):
            if merge.taken != self.known[entry.key].values:
                self.trail.add_merged(merge, self.known[entry.key])
        changed = [merge.session for merge in merges if merge.changed]
        plan_writing.update_sessions(changed, merging.changed_columns(merges))
        learnt = []
        for entry, merge in zip(entries, merges, strict=True):
            for change in merge.changed:
                if change.field == "people":
                    people.replace_speakers(merge.session, change.before or [], change.now, self.cast)
            row = self.known[entry.key]
            if merge.taken != row.values:
                row.values = merge.taken
                learnt.append(row)
        ImportedSession.objects.bulk_update(learnt, ["values"], batch_size=200)
        self.report.changed = sum(bool(merge.changed) for merge in merges)
        self.report.unchanged = len(entries) - self.report.changed

    def merge(self, entry: ProgrammeEntry) -> merging.SessionMerge:
        row = self.known[entry.key]
        merge = merging.SessionMerge(require_value(row.session), row.values, self.rooms, self.edition.tz)
        merge.take(entry)
        for change in merge.changed:
            told = [self.shown(change.field, value) for value in change.said]
            self.report.changes.append(FieldChange(entry.key, entry.title, change.field, *told))
        for dispute in merge.disputed:
            ours, theirs = map(shorten_value, dispute.said)
            self.note(WarningKind.EDITED_HERE, entry, f"{dispute.field}: {ours} ≠ {theirs}")
        return merge

    def shown(self, field: str, value: object) -> str:
        if field == "people" and isinstance(value, list):
            return ", ".join(str(self.cast[key]) for key in value if key in self.cast)
        return shorten_value(value or "")

    def miss(self) -> None:
        """What came from this source once and is not in its file now."""
        there = {entry.key for entry in self.programme.entries}
        for key, row in self.known.items():
            if key not in there and row.session:
                self.report.gone.append(MissingSession(row.key, str(row.session), require_value(row.session_id)))


def rooms_by_name(rooms: list[Room]) -> dict[str, Room]:
    """By both names, folded; of those that are called the same, the first."""
    by_name: dict[str, Room] = {}
    for room in rooms:
        for name in filter(None, (room.name_en, room.name_zh)):
            by_name.setdefault(fold_hanzi(name), room)
    return by_name
