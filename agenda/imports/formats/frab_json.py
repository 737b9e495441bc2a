"""A programme in JSON as it is written: frab's in both of its versions, pretalx's, or a plain list of events.

Whatever stands where: day, room and time are found by what they mean, in the entry itself or around it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from agenda.imports.formats import synonyms
from agenda.imports.formats.file_kinds import OF_DEALS, refuse_without_entries
from agenda.imports.formats.raw import RawEntry, RawPerson, RawProgramme, UnreadableProgramme, stated_other_room
from agenda.imports.formats.synonyms import build_stated_moment, fold_name
from agenda.imports.formats.times import StatedMoment, is_date

NAMES = ("name", "public_name", "full_public_name", "display_name", "en", "zh", "zh-hans", "title", "slug")
DEEPEST = 60
# What the rows of such lists stand for.
ITEM_OF = {"days": "day", "rooms": "room"}


def read_raw_programme(data: bytes) -> RawProgramme:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        why = {"error": str(error)[:200]}
        raise UnreadableProgramme(_("The file is not complete JSON: %(error)s"), params=why) from error
    schedule = dict_or_empty(dict_or_empty(document).get("schedule")) or dict_or_empty(document)
    conference = dict_or_empty(schedule.get("conference")) or schedule
    reader = JsonReader(document)
    entries = list(reader.entries(document, JsonContext(), "", 0))
    if not entries:
        refuse_without_entries(next(iter(dict_or_empty(document)), ""), document_keys(document))
    days = [dict_or_empty(day) for day in list_or_empty(conference.get("days"))]
    rooms = [value_text(room) for room in list_or_empty(conference.get("rooms"))]
    for day in days:
        rooms.extend(room_names(day))
    return RawProgramme(
        acronym=value_text(conference.get("acronym")),
        title=value_text(conference.get("title")) or value_text(conference.get("name")),
        zone=value_text(first_value(conference, synonyms.ZONE)),
        days=len(days),
        rooms=rooms,
        entries=entries,
    )


def room_names(day: dict[str, Any]) -> list[str]:
    return [name.strip() for name in dict_or_empty(day.get("rooms"))]


def document_keys(value: Any, depth: int = 0) -> Iterator[str]:
    """All keys of a document, as far down as a programme's reach."""
    if depth >= DEEPEST:
        return
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    for inside in list_or_empty(value):
        yield from document_keys(inside, depth + 1)


@dataclass(frozen=True)
class JsonContext:
    """What stands around an entry: the nearest day and room, and when that day opens."""

    day: str = ""
    opens: str = ""
    room: str = ""


class JsonReader:
    """Walks through a document; `rooms` and `people` are what entries refer to by number or code."""

    def __init__(self, document: Any) -> None:
        top = dict_or_empty(document)
        self.rooms = texts_by_key(top.get("rooms"), "id")
        self.people = texts_by_key(top.get("speakers"), "code")

    def entries(self, value: Any, place: JsonContext, under: str, depth: int) -> Iterator[RawEntry]:
        """`under` is the key that it stands under, folded."""
        if depth > DEEPEST:
            return
        if isinstance(value, list):
            for each in value:
                yield from self.entries(each, place, ITEM_OF.get(under, under), depth + 1)
        elif isinstance(value, dict) and is_entry(value, place, under):
            yield self.entry(value, place)
        elif isinstance(value, dict):
            yield from self.entries_below(value, place, under, depth)

    def entries_below(self, value: dict[str, Any], place: JsonContext, under: str, depth: int) -> Iterator[RawEntry]:
        """Those of what is no entry itself."""
        around = nested_context(place, value, under)
        for key, part in value.items():
            if fold_name(key) in synonyms.PEOPLE:
                continue
            inner, by_room = fold_name(key), False
            if under == "rooms" and isinstance(part, list):
                inner, by_room = "events", True
            below = context_under_key(around, key, by_room=by_room)
            yield from self.entries(part, below, inner, depth + 1)

    def entry(self, event: dict[str, Any], place: JsonContext) -> RawEntry:
        texts = {name: value_text(event.get(name)) for name in ("slug", "subtitle", "abstract")}
        named = self.room_of(event)
        beside = [(name, number) for name, number in unsupported_counts(event) if number]
        return RawEntry(
            guid=value_text(first_value(event, synonyms.GUID)),
            id=value_text(first_value(event, synonyms.ID)),
            title=value_text(first_value(event, synonyms.TITLE)),
            description=value_text(first_value(event, synonyms.DESCRIPTION)),
            language=value_text(first_value(event, synonyms.LANGUAGE)),
            kind=value_text(first_value(event, synonyms.KIND)),
            room=place.room or named,
            other_room=stated_other_room(place.room, named),
            said=stated_moment(event, place),
            people=tuple(self.people_of(event)),
            beside=tuple(beside),
            **texts,
        )

    def room_of(self, event: dict[str, Any]) -> str:
        slot = first_slot(event)
        written = first_value(event, synonyms.ROOM) or first_value(slot, synonyms.ROOM)
        return self.rooms.get(value_text(written)) or value_text(written)

    def people_of(self, event: dict[str, Any]) -> Iterator[RawPerson]:
        """Several as a list, or in a text with commas."""
        people = first_value(event, synonyms.PEOPLE)
        if isinstance(people, str):
            people = list(filter(None, map(str.strip, people.split(","))))
        for each in list_or_empty(people):
            name = value_text(each)
            yield RawPerson(self.people.get(name) or name, value_text(dict_or_empty(each).get("guid")))


def is_entry(value: dict[str, Any], place: JsonContext, under: str) -> bool:
    """Where it has a title and is said to take place, or stands in a list of such; never a deal."""
    if under in ("conference", "schedule", "days", "rooms", "tracks", "room", "day"):
        return False
    keys = {fold_name(key) for key in value}
    if any(OF_DEALS.fullmatch(key) for key in keys) or keys & {"events", "sessions", "talks", "days"}:
        return False
    if under in ("events", "talks"):
        return True
    if not keys & set(synonyms.TITLE):
        return False
    when = keys & {*synonyms.START, "slot", "slots"} or (keys & {"date", "day"} and keys & set(synonyms.LENGTH))
    return bool(when) or (under in synonyms.ITEMS and bool(place.day or keys & set(synonyms.DATE)))


def nested_context(place: JsonContext, value: dict[str, Any], under: str) -> JsonContext:
    """The place of what stands in a day or in a room."""
    day = value_text(first_value(value, synonyms.DATE))
    if is_date(day) or under == "day":
        place = replace(place, day=day, opens=value_text(value.get("day_start")))
    if under == "room" and (name := value_text(value)):
        place = replace(place, room=name)
    return place


def context_under_key(place: JsonContext, key: str, *, by_room: bool) -> JsonContext:
    """The place of what stands under a key that is itself a date, or the name of one of the rooms."""
    if is_date(key) and not key.isdecimal():
        return replace(place, day=key, opens="")
    if by_room:
        return replace(place, room=key.strip())
    return place


def first_slot(event: dict[str, Any]) -> dict[str, Any]:
    """Where a talk and its place in the programme are told apart."""
    slots = first_value(event, ("slot", "slots"))
    return dict_or_empty(slots) or dict_or_empty(next(iter(list_or_empty(slots)), None))


def first_value(value: dict[str, Any], names: tuple[str, ...]) -> Any:
    """What it says under the first of the names that says anything."""
    told = {fold_name(key): part for key, part in value.items()}
    for name in names:
        if told.get(name) not in (None, "", [], {}):
            return told[name]
    return None


def stated_moment(event: dict[str, Any], place: JsonContext) -> StatedMoment:
    slot = first_slot(event)
    day, opens = value_text(first_value(event, ("day",))), ""
    if not is_date(day):
        day, opens = place.day, place.opens
    return build_stated_moment(
        date=value_text(first_value(event, synonyms.DATE[:-1])),
        start=value_text(first_value(event, synonyms.START) or first_value(slot, synonyms.START)),
        length=value_text(first_value(event, synonyms.LENGTH)),
        end=value_text(first_value(event, synonyms.END) or first_value(slot, synonyms.END)),
        day=day,
        opens=opens,
    )


def unsupported_counts(event: dict[str, Any]) -> Iterator[tuple[str, int]]:
    yield "track", int(bool(value_text(event.get("track"))))
    yield "link", len(list_or_empty(event.get("links")))
    yield "attachment", len(list_or_empty(event.get("attachments")))


def value_text(value: Any) -> str:
    """A text, a number, or the name of what has one."""
    if isinstance(value, dict):
        value = name_in(value, str | dict)
    if isinstance(value, dict):
        # A name in several languages.
        value = name_in(value, str)
    if isinstance(value, str):
        return value.strip()
    # Beyond this, Python refuses to write a number out.
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**30:
        return str(value)
    return ""


def name_in(value: dict[str, Any], kinds: Any) -> Any:
    """The first name of a thing that is of one of these kinds; empty where it has none."""
    for name in NAMES:
        if isinstance(value.get(name), kinds):
            return value[name]
    return ""


def texts_by_key(rows: Any, key: str) -> dict[str, str]:
    found = {}
    for row in map(dict_or_empty, list_or_empty(rows)):
        found[value_text(row.get(key))] = value_text(row)
    return found


def dict_or_empty(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    return {}


def list_or_empty(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return []
