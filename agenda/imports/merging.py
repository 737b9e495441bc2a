"""What a file says now, what it said before, and what stands here: three versions of one session."""

from copy import copy
from typing import Any
from zoneinfo import ZoneInfo

from agenda.imports.formats.times import Moment
from agenda.imports.programme_file import ProgrammeEntry
from agenda.models import Room, Session
from expo.differences import FieldDifference

Values = dict[str, Any]
TEXTS = ("name_en", "name_zh", "abstract_en", "abstract_zh", "kind", "languages")
WHEN = ("day", "last_day", "starts_at", "ends_at")
# The fields of a session that an import writes.
WRITTEN = (*TEXTS, "room", *WHEN)


def entry_values(entry: ProgrammeEntry, zone: ZoneInfo) -> Values:
    """As they are kept until the next import; what the file says of time, as one value."""
    suffix = "_en"
    if entry.chinese:
        suffix = "_zh"
    values: Values = dict.fromkeys(TEXTS, "")
    values[f"name{suffix}"] = entry.title
    values[f"abstract{suffix}"] = entry.abstract
    when = moment_in_zone(entry.when, zone)
    return values | {
        "kind": entry.kind,
        "languages": entry.languages,
        "room": entry.room,
        "when": serialise_moment(when),
        "people": [person.key for person in entry.people],
    }


def moment_in_zone(when: Moment, zone: ZoneInfo) -> Moment:
    """By the edition's clock, which may make it another day than by the file's."""
    if when.starts_at is None or when.ends_at is None:
        return when
    starts_at, ends_at = when.starts_at.astimezone(zone), when.ends_at.astimezone(zone)
    return Moment(starts_at.date(), None, starts_at, ends_at)


def serialise_moment(when: Moment) -> list[str]:
    texts = []
    for part in when:
        if part is None:
            texts.append("")
        else:
            texts.append(part.isoformat())
    return texts


def serialise_session_moment(session: Session, zone: ZoneInfo) -> list[str]:
    return serialise_moment(moment_in_zone(Moment(*(getattr(session, name) for name in WHEN)), zone))


def set_session_field(
    session: Session, field: str, value: Any, entry: ProgrammeEntry, rooms: dict[str, Room | None], zone: ZoneInfo
) -> None:
    if field == "when":
        for name, part in zip(WHEN, moment_in_zone(entry.when, zone), strict=True):
            setattr(session, name, part)
    elif field == "room":
        session.room = rooms[value]
    else:
        setattr(session, field, value)


class SessionMerge:
    """Takes over what the file changed; what was also changed by hand stays, and is named in `disputed`."""

    def __init__(self, session: Session, old: Values, rooms: dict[str, Room | None], zone: ZoneInfo) -> None:
        self.session, self.old, self.rooms, self.zone = session, old, rooms, zone
        self.before = copy(session)
        self.changed: list[FieldDifference] = []
        self.disputed: list[FieldDifference] = []
        # What the file said and was taken over; what is disputed is kept as it was, to be named again.
        self.taken = dict(old)

    def take(self, entry: ProgrammeEntry) -> None:
        for field, new in entry_values(entry, self.zone).items():
            if new == self.old.get(field):
                continue
            if field == "people" or self.stands(field, self.old.get(field)):
                self.changed.append(FieldDifference(field, (self.old.get(field), new)))
            elif not self.stands(field, new):
                self.disputed.append(FieldDifference(field, (self.standing(field), new)))
                continue
            if field != "people":
                set_session_field(self.session, field, new, entry, self.rooms, self.zone)
            self.taken[field] = new

    def standing(self, field: str) -> Any:
        if field == "room":
            return str(self.session.room or "")
        if field == "when":
            return serialise_session_moment(self.session, self.zone)
        return getattr(self.session, field)

    def stands(self, field: str, value: Any) -> bool:
        if field != "room":
            return self.standing(field) == value
        return value in self.rooms and self.session.room == self.rooms[value]


def changed_columns(merges: list[SessionMerge]) -> list[str]:
    """Those that any of them changed."""
    fields: set[str] = set()
    for merge in merges:
        fields.update(change.field for change in merge.changed)
    if "when" in fields:
        fields.update(WHEN)
    return [name for name in WRITTEN if name in fields]
