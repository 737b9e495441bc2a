"""frab's schedule.json in both of its versions as it is written, whatever stands where."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from agenda.imports.clock import Said
from agenda.imports.raw import RawEntry, RawPerson, RawProgramme, Unreadable

NAMES = ("name", "public_name", "full_public_name", "en", "slug")


def read(data: bytes) -> RawProgramme:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        why = {"error": str(error)[:200]}
        raise Unreadable(_("The file is not complete JSON: %(error)s"), params=why) from error
    schedule = table(table(document).get("schedule"))
    conference = table(schedule.get("conference"))
    if not conference:
        raise Unreadable(_("This is not a schedule: the file has no “schedule” with a “conference”."))
    days = [table(day) for day in rows(conference.get("days"))]
    return RawProgramme(
        acronym=words(conference.get("acronym")),
        title=words(conference.get("title")),
        zone=words(conference.get("time_zone_name")),
        days=len(days),
        rooms=[words(room) for room in rows(conference.get("rooms"))] + [name for day in days for name in rooms(day)],
        entries=[*by_day(days), *(entry(table(event), {}, "") for event in rows(schedule.get("events")))],
    )


def rooms(day: dict[str, Any]) -> list[str]:
    return [name.strip() for name in table(day.get("rooms"))]


def by_day(days: list[dict[str, Any]]) -> Iterator[RawEntry]:
    for day in days:
        for room, events in table(day.get("rooms")).items():
            for event in rows(events):
                yield entry(table(event), day, room.strip())


def entry(event: dict[str, Any], day: dict[str, Any], room: str) -> RawEntry:
    texts = {name: words(event.get(name)) for name in ("guid", "id", "slug", "title", "subtitle", "abstract")}
    people = rows(event.get("persons")) or rows(event.get("participants"))
    named = words(event.get("room"))
    return RawEntry(
        description=words(event.get("description")),
        language=words(event.get("language")),
        kind=words(event.get("type")),
        room=room or named,
        other_room=named if room and named != room else "",
        said=said(event, day),
        people=tuple(RawPerson(words(each), words(table(each).get("guid"))) for each in people),
        beside=tuple((name, found) for name, found in beside(event) if found),
        **texts,
    )


def said(event: dict[str, Any], day: dict[str, Any]) -> Said:
    """In the second version of the format, `start` holds the date too."""
    date, start = words(event.get("date")), words(event.get("start"))
    if not date and len(start) > len("hh:mm:ss"):
        date, start = start, ""
    return Said(
        date=date,
        start=start,
        length=words(event.get("duration")),
        end=words(event.get("end")),
        day=words(day.get("date")),
        opens=words(day.get("day_start")),
    )


def beside(event: dict[str, Any]) -> Iterator[tuple[str, int]]:
    yield "track", 1 if words(event.get("track")) else 0
    yield "link", len(rows(event.get("links")))
    yield "attachment", len(rows(event.get("attachments")))


def words(value: Any) -> str:
    """A text, a number, or the name of what has one."""
    if isinstance(value, dict):
        value = next((value[name] for name in NAMES if isinstance(value.get(name), str)), "")
    if isinstance(value, int) and not isinstance(value, bool):
        # Beyond this, Python refuses to write a number out.
        return str(value) if abs(value) < 10**30 else ""
    return value.strip() if isinstance(value, str) else ""


def table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def rows(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
