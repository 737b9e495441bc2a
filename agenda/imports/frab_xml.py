"""frab's schedule.xml as it is written, by a parser that takes no document type and so no entities."""

from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from agenda.imports.clock import Said
from agenda.imports.raw import RawEntry, RawPerson, RawProgramme, Unreadable

DEEPEST = 60
BESIDE = {"track": "track", "link": "links/link", "attachment": "attachments/attachment"}


class Tree:
    """The elements of a file. Where a document type would be declared, reading ends: no entity is ever expanded."""

    def __init__(self) -> None:
        self.builder = TreeBuilder()
        self.depth = 0

    def read(self, data: bytes) -> Element:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self.refuse
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.builder.data
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            why = {"error": str(error)[:200]}
            raise Unreadable(_("The file is not complete XML: %(error)s"), params=why) from error
        return self.builder.close()

    def refuse(self, *declared: object) -> NoReturn:
        raise Unreadable(_("The file declares a document type. Remove it: such files can hide what they contain."))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(_("The file is nested too deeply to be a programme."))
        self.builder.start(name, attributes)

    def end(self, name: str) -> None:
        self.depth -= 1
        self.builder.end(name)


def read(data: bytes) -> RawProgramme:
    root = Tree().read(data)
    if root.tag != "schedule":
        raise Unreadable(_("This is not a schedule: the file begins with <%(tag)s>."), params={"tag": root.tag[:40]})
    days = list(root.iter("day"))
    places = {event: (day, room) for day in days for room in day.findall("room") for event in room.findall("event")}
    nowhere = Element("nowhere")
    return RawProgramme(
        acronym=words(root, "conference/acronym"),
        title=words(root, "conference/title"),
        zone=words(root, "conference/time_zone_name"),
        days=len(days),
        rooms=[room.get("name", "").strip() for day in days for room in day.findall("room")],
        entries=[entry(event, *places.get(event, (nowhere, nowhere))) for event in root.iter("event")],
    )


def entry(event: Element, day: Element, room: Element) -> RawEntry:
    people = event.findall("persons/person")
    stands, named = room.get("name", "").strip(), words(event, "room")
    texts = {name: words(event, name) for name in ("title", "subtitle", "abstract", "description", "language", "slug")}
    return RawEntry(
        guid=event.get("guid", "").strip(),
        id=event.get("id", "").strip(),
        kind=words(event, "type"),
        room=stands or named,
        other_room=named if stands and named != stands else "",
        said=Said(
            date=words(event, "date"),
            start=words(event, "start"),
            length=words(event, "duration"),
            day=day.get("date", "").strip(),
            opens=day.get("start", "").strip(),
        ),
        people=tuple(RawPerson("".join(each.itertext()).strip(), each.get("guid", "").strip()) for each in people),
        beside=tuple((name, found) for name, path in BESIDE.items() if (found := filled(event, path))),
        **texts,
    )


def words(element: Element, path: str) -> str:
    """All text below it, so that markup which was not escaped loses its tags here already."""
    found = element.find(path)
    return "" if found is None else "".join(found.itertext()).strip()


def filled(element: Element, path: str) -> int:
    return sum(1 for each in element.findall(path) if each.get("href") or (each.text or "").strip())
