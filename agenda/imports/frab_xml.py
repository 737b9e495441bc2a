"""A programme in XML as it is written, by a parser that takes no document type and so no entities.

frab's, Pentabarf's and pretalx's nest in different ways: day, room and time are found by what they mean, in the entry
itself or in the nearest element around it.
"""

from collections.abc import Iterator
from typing import NamedTuple, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from agenda.imports import meaning
from agenda.imports.clock import Said, is_date
from agenda.imports.file_kinds import WEB_PAGE, refuse_without_entries
from agenda.imports.meaning import folded, said_of
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

    def refuse(self, name: str, *_declared: object) -> NoReturn:
        if name.lower() == "html":
            raise Unreadable(WEB_PAGE)
        raise Unreadable(_("The file declares a document type. Remove it: such files can hide what they contain."))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(_("The file is nested too deeply to be a programme."))
        named = {local_name(key): value for key, value in attributes.items() if not key.startswith("xmlns")}
        self.builder.start(local_name(name), named)

    def end(self, name: str) -> None:
        self.depth -= 1
        self.builder.end(local_name(name))


def local_name(name: str) -> str:
    """Without the prefix of a namespace, and without capitals."""
    return name.rpartition(":")[2].lower()


class Place(NamedTuple):
    """What the elements around an entry say of it, the nearest of each kind."""

    day: str = ""
    opens: str = ""
    room: str = ""

    def within(self, element: Element) -> "Place":
        place = self
        if day := day_of(element):
            place = place._replace(day=day, opens=element.get("start", "").strip())
        if folded(element.tag) in meaning.ROOM:
            place = place._replace(room=name_of(element))
        return place


def day_of(element: Element) -> str:
    """The date that an element around entries stands for; what a day says of it even where that is no date."""
    written = [found(element, (name,), attributes_first=True) for name in meaning.DATE]
    dated = next((each for each in written if is_date(each)), "")
    if dated or folded(element.tag) != "day":
        return dated
    named = next((value for value in element.attrib.values() if is_date(value) and not value.isdecimal()), "")
    return named or element.get("date", "").strip()


def name_of(element: Element) -> str:
    return found(element, meaning.NAME, attributes_first=True) or (element.text or "").strip()


def read(data: bytes) -> RawProgramme:
    root = Tree().read(data)
    entries = list(events(root, Place(), under=""))
    days = [element for element in root.iter() if folded(element.tag) == "day" and len(element)]
    if not entries:
        refuse_without_entries(root.tag, (element.tag for element in root.iter()))
    conference = next((element for element in root.iter() if folded(element.tag) == "conference"), root)
    return RawProgramme(
        acronym=words(conference, "acronym"),
        title=words(conference, "title"),
        zone=found(conference, meaning.ZONE),
        days=len(days),
        rooms=[room.get("name", "").strip() for day in days for room in day.findall("room")],
        entries=entries,
    )


def events(element: Element, place: Place, *, under: str) -> Iterator[RawEntry]:
    if is_entry(element, place, under):
        yield entry(element, place)
        return
    around = place.within(element)
    for inside in element:
        yield from events(inside, around, under=element.tag)


def is_entry(element: Element, place: Place, under: str) -> bool:
    """An <event> always is one; what others call their entries, where it has a title and is said to take place."""
    tag = folded(element.tag)
    if tag == "event":
        return True
    if tag not in meaning.ITEM or under in ("feed", "channel") or not found(element, meaning.TITLE):
        return False
    when = (meaning.START, meaning.LENGTH, ("date", "startdate"))
    return bool(place.day) or any(found(element, names) for names in when)


def entry(event: Element, place: Place) -> RawEntry:
    named = own_room(event)
    people = [one for one in event.iter() if folded(one.tag) in meaning.PERSON]
    return RawEntry(
        guid=found(event, meaning.GUID, attributes_first=True),
        id=found(event, meaning.ID, attributes_first=True),
        title=found(event, meaning.TITLE),
        kind=found(event, meaning.KIND),
        room=place.room or named,
        other_room=named if place.room and named != place.room else "",
        said=when_said(event, place),
        people=tuple(RawPerson(person_name(each), each.get("guid", "").strip()) for each in people),
        beside=tuple((name, count) for name, path in BESIDE.items() if (count := filled(event, path))),
        subtitle=words(event, "subtitle"),
        abstract=words(event, "abstract"),
        description=found(event, meaning.DESCRIPTION),
        language=found(event, meaning.LANGUAGE),
        slug=words(event, "slug"),
    )


def when_said(event: Element, place: Place) -> Said:
    own_day = found(event, ("day",))
    return said_of(
        date=found(event, meaning.DATE[:-1]),
        start=found(event, meaning.START),
        length=found(event, meaning.LENGTH),
        end=found(event, meaning.END),
        day=own_day if is_date(own_day) else place.day,
        opens="" if is_date(own_day) else place.opens,
    )


def own_room(event: Element) -> str:
    """The name of its room, or what stands in that element."""
    inside = next((child for child in event if folded(child.tag) in meaning.ROOM), None)
    if inside is not None:
        return found(inside, meaning.NAME, attributes_first=True) or "".join(inside.itertext()).strip()
    return found(event, meaning.ROOM)


def person_name(person: Element) -> str:
    return found(person, meaning.NAME) or "".join(person.itertext()).strip()


def found(element: Element, names: tuple[str, ...], *, attributes_first: bool = False) -> str:
    """What it says under the first of the names, as a child or as an attribute."""
    children = {}
    for child in element:
        children.setdefault(folded(child.tag), child)
    attributes = {folded(key): value.strip() for key, value in element.attrib.items()}
    for name in names:
        inside = "".join(children[name].itertext()).strip() if name in children else ""
        told = [inside, attributes.get(name, "")]
        if written := next(filter(None, reversed(told) if attributes_first else told), ""):
            return written
    return ""


def words(element: Element, path: str) -> str:
    """All text below it, so that markup which was not escaped loses its tags here already."""
    found = element.find(path)
    return "" if found is None else "".join(found.itertext()).strip()


def filled(element: Element, path: str) -> int:
    return sum(1 for each in element.findall(path) if each.get("href") or (each.text or "").strip())
