"""A programme in JSON as it is written: frab's in both of its versions, pretalx's, or a plain list of events.

Whatever stands where: day, room and time are found by what they mean, in the entry itself or around it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from agenda.imports import meaning
from agenda.imports.clock import Said, is_date
from agenda.imports.file_kinds import OF_DEALS, refuse_without_entries
from agenda.imports.meaning import folded, said_of
from agenda.imports.raw import RawEntry, RawPerson, RawProgramme, Unreadable

NAMES = ("name", "public_name", "full_public_name", "display_name", "en", "zh", "zh-hans", "title", "slug")
DEEPEST = 60
# What the rows of such lists stand for.
ITEM_OF = {"days": "day", "rooms": "room"}


def read(data: bytes) -> RawProgramme:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        why = {"error": str(error)[:200]}
        raise Unreadable(_("The file is not complete JSON: %(error)s"), params=why) from error
    schedule = table(table(document).get("schedule")) or table(document)
    conference = table(schedule.get("conference")) or schedule
    reader = Reader(document)
    entries = list(reader.entries(document, Place(), "", 0))
    if not entries:
        refuse_without_entries(next(iter(table(document)), ""), keys_of(document))
    days = [table(day) for day in rows(conference.get("days"))]
    return RawProgramme(
        acronym=words(conference.get("acronym")),
        title=words(conference.get("title")) or words(conference.get("name")),
        zone=words(found(conference, meaning.ZONE)),
        days=len(days),
        rooms=[words(room) for room in rows(conference.get("rooms"))] + [name for day in days for name in rooms(day)],
        entries=entries,
    )


def rooms(day: dict[str, Any]) -> list[str]:
    return [name.strip() for name in table(day.get("rooms"))]


def keys_of(value: Any, depth: int = 0) -> Iterator[str]:
    """All keys of a document, as far down as a programme's reach."""
    if depth < DEEPEST and isinstance(value, dict):
        yield from value
    for inside in value.values() if isinstance(value, dict) else rows(value):
        if depth < DEEPEST:
            yield from keys_of(inside, depth + 1)


@dataclass(frozen=True)
class Place:
    """What stands around an entry: the nearest day and room, and when that day opens."""

    day: str = ""
    opens: str = ""
    room: str = ""


class Reader:
    """Walks through a document; `rooms` and `people` are what entries refer to by number or code."""

    def __init__(self, document: Any) -> None:
        top = table(document)
        self.rooms = {words(room.get("id")): words(room) for room in map(table, rows(top.get("rooms")))}
        self.people = {words(one.get("code")): words(one) for one in map(table, rows(top.get("speakers")))}

    def entries(self, value: Any, place: Place, under: str, depth: int) -> Iterator[RawEntry]:
        """`under` is the key that it stands under, folded."""
        if depth > DEEPEST:
            return
        if isinstance(value, list):
            for each in value:
                yield from self.entries(each, place, ITEM_OF.get(under, under), depth + 1)
        elif isinstance(value, dict) and is_entry(value, place, under):
            yield self.entry(value, place)
        elif isinstance(value, dict):
            around = inside(place, value, under)
            for key, part in value.items():
                by_room = under == "rooms" and isinstance(part, list)
                if folded(key) not in meaning.PEOPLE:
                    below = under_key(around, key, by_room=by_room)
                    yield from self.entries(part, below, "events" if by_room else folded(key), depth + 1)

    def entry(self, event: dict[str, Any], place: Place) -> RawEntry:
        texts = {name: words(event.get(name)) for name in ("slug", "subtitle", "abstract")}
        named = self.room_of(event)
        return RawEntry(
            guid=words(found(event, meaning.GUID)),
            id=words(found(event, meaning.ID)),
            title=words(found(event, meaning.TITLE)),
            description=words(found(event, meaning.DESCRIPTION)),
            language=words(found(event, meaning.LANGUAGE)),
            kind=words(found(event, meaning.KIND)),
            room=place.room or named,
            other_room=named if place.room and named and named != place.room else "",
            said=said(event, place),
            people=tuple(self.people_of(event)),
            beside=tuple((name, number) for name, number in beside(event) if number),
            **texts,
        )

    def room_of(self, event: dict[str, Any]) -> str:
        slot = first_slot(event)
        written = found(event, meaning.ROOM) or found(slot, meaning.ROOM)
        return self.rooms.get(words(written)) or words(written)

    def people_of(self, event: dict[str, Any]) -> Iterator[RawPerson]:
        """Several as a list, or in a text with commas."""
        people = found(event, meaning.PEOPLE)
        if isinstance(people, str):
            people = [name.strip() for name in people.split(",") if name.strip()]
        for each in rows(people):
            name = words(each)
            yield RawPerson(self.people.get(name) or name, words(table(each).get("guid")))


def is_entry(value: dict[str, Any], place: Place, under: str) -> bool:
    """Where it has a title and is said to take place, or stands in a list of such; never a deal."""
    if under in ("conference", "schedule", "days", "rooms", "tracks", "room", "day"):
        return False
    keys = {folded(key) for key in value}
    if any(OF_DEALS.fullmatch(key) for key in keys) or keys & {"events", "sessions", "talks", "days"}:
        return False
    if under in ("events", "talks"):
        return True
    if not keys & set(meaning.TITLE):
        return False
    when = keys & {*meaning.START, "slot", "slots"} or (keys & {"date", "day"} and keys & set(meaning.LENGTH))
    return bool(when) or (under in meaning.ITEMS and bool(place.day or keys & set(meaning.DATE)))


def inside(place: Place, value: dict[str, Any], under: str) -> Place:
    """The place of what stands in a day or in a room."""
    day = words(found(value, meaning.DATE))
    if is_date(day) or under == "day":
        place = replace(place, day=day, opens=words(value.get("day_start")))
    if under == "room" and (name := words(value)):
        place = replace(place, room=name)
    return place


def under_key(place: Place, key: str, *, by_room: bool) -> Place:
    """The place of what stands under a key that is itself a date, or the name of one of the rooms."""
    if is_date(key) and not key.isdecimal():
        return replace(place, day=key, opens="")
    return replace(place, room=key.strip()) if by_room else place


def first_slot(event: dict[str, Any]) -> dict[str, Any]:
    """Where a talk and its place in the programme are told apart."""
    slots = found(event, ("slot", "slots"))
    return table(slots) or table(next(iter(rows(slots)), None))


def found(value: dict[str, Any], names: tuple[str, ...]) -> Any:
    """What it says under the first of the names that says anything."""
    told = {folded(key): part for key, part in value.items()}
    return next((told[name] for name in names if told.get(name) not in (None, "", [], {})), None)


def said(event: dict[str, Any], place: Place) -> Said:
    slot = first_slot(event)
    day = words(found(event, ("day",)))
    return said_of(
        date=words(found(event, meaning.DATE[:-1])),
        start=words(found(event, meaning.START) or found(slot, meaning.START)),
        length=words(found(event, meaning.LENGTH)),
        end=words(found(event, meaning.END) or found(slot, meaning.END)),
        day=day if is_date(day) else place.day,
        opens="" if is_date(day) else place.opens,
    )


def beside(event: dict[str, Any]) -> Iterator[tuple[str, int]]:
    yield "track", 1 if words(event.get("track")) else 0
    yield "link", len(rows(event.get("links")))
    yield "attachment", len(rows(event.get("attachments")))


def words(value: Any) -> str:
    """A text, a number, or the name of what has one."""
    if isinstance(value, dict):
        value = next((value[name] for name in NAMES if isinstance(value.get(name), str | dict)), "")
    if isinstance(value, dict):
        # A name in several languages.
        value = next((value[name] for name in NAMES if isinstance(value.get(name), str)), "")
    if isinstance(value, int) and not isinstance(value, bool):
        # Beyond this, Python refuses to write a number out.
        return str(value) if abs(value) < 10**30 else ""
    return value.strip() if isinstance(value, str) else ""


def table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def rows(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
