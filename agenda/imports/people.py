"""The people of a programme: who of them is known, and who speaks where."""

from collections.abc import Iterable, Iterator
from itertools import chain

from django.db.models import Q

from agenda.imports.names import comparable_name, name_fields
from agenda.imports.programme_file import ProgrammeEntry
from agenda.imports.programme_file import ProgrammePerson as Wanted
from agenda.imports.trail import Trail
from agenda.imports.warnings import FileWarning, WarningKind
from agenda.models import ImportedPerson, RoleKind, Session, SessionRole
from expo.i18n.pinyin import pinyin_of
from expo.models import Edition, FormerAddress, Person
from expo.web.slugs import Addresses

Cast = dict[str, Person]


def find_or_create_people(
    edition: Edition, source: str, wanted: Iterable[Wanted], oddities: list[FileWarning], trail: Trail
) -> tuple[Cast, int]:
    """The person behind each key, made where nobody of the edition is meant; and how many were made.

    Whom an earlier import took a key for stays so, whatever the person is called by now.
    """
    rows = ImportedPerson.objects.filter(edition=edition, source=source).select_related("person")
    found = {row.key: row.person for row in rows}
    # Those with a guid first: who comes without one may be one of them.
    missing_by_key = {each.key: each for each in wanted if each.key not in found}
    missing = sorted(missing_by_key.values(), key=is_keyed_by_name)
    if not missing:
        return found, 0
    finder = PersonFinder(edition, found)
    for each in missing:
        found[each.key] = finder.find(each, oddities)
    trail.add_new(*Person.objects.bulk_create(finder.made))
    keys = []
    for each in missing:
        keys.append(ImportedPerson(edition=edition, source=source, key=each.key, person=found[each.key]))
    trail.add_new(*ImportedPerson.objects.bulk_create(keys))
    return found, len(finder.made)


def listed_people(entries: Iterable[ProgrammeEntry]) -> Iterator[Wanted]:
    """Everybody in the order of the file, as often as they are named."""
    for entry in entries:
        yield from entry.people


def spelling_warnings(entries: Iterable[ProgrammeEntry]) -> Iterator[FileWarning]:
    """Whose name the file writes in several ways."""
    names: dict[str, dict[str, None]] = {}
    for person in listed_people(entries):
        names.setdefault(person.key, {})[person.name] = None
    for key, written in names.items():
        if len(written) > 1:
            yield FileWarning(WarningKind.NAME_SPELLINGS, key, detail=" = ".join(written)[:200])


def is_keyed_by_name(wanted: Wanted) -> bool:
    return wanted.key.startswith("name:")


class PersonFinder:
    """People of the edition by name. Two that bear different guids are two, though they have one name."""

    def __init__(self, edition: Edition, known: Cast) -> None:
        roles = SessionRole.objects.filter(session__edition=edition, person__isnull=False).values("person")
        here = Person.objects.filter(Q(pk__in=roles) | Q(pk__in=edition.attendances.values("person"))).order_by("pk")
        self.by_name: dict[str, list[Person]] = {}
        for person in dict.fromkeys(chain(here, known.values())):
            self.enter(person)
        self.with_guid = set()
        for key, person in known.items():
            if not key.startswith("name:"):
                self.with_guid.add(person_identity(person))
        borne = Person.objects.values_list("slug", flat=True)
        self.addresses = Addresses([*borne, *FormerAddress.objects.of(Person)], 50)
        self.made: list[Person] = []

    def enter(self, person: Person) -> None:
        for name in {comparable_name(person.name_en), comparable_name(person.name_zh)} - {""}:
            self.by_name.setdefault(name, []).append(person)

    def find(self, wanted: Wanted, oddities: list[FileWarning]) -> Person:
        bearers = self.by_name.get(comparable_name(wanted.name), [])
        if not is_keyed_by_name(wanted):
            bearers = [person for person in bearers if person_identity(person) not in self.with_guid]
        if len(bearers) > 1:
            oddities.append(FileWarning(WarningKind.NAMESAKES, wanted.key, wanted.name))
        if bearers:
            person = bearers[0]
        else:
            person = self.make(wanted.name)
        if not is_keyed_by_name(wanted):
            self.with_guid.add(person_identity(person))
        return person

    def make(self, name: str) -> Person:
        names = name_fields(name)
        person = Person(**names, slug=self.addresses.free(names, "person"), pinyin=pinyin_of(name)[:200])
        self.made.append(person)
        self.enter(person)
        return person


def person_identity(person: Person) -> str:
    """What tells people apart before they have a number."""
    return person.slug


def speaker_roles(session: Session, keys: list[str], found: Cast) -> list[SessionRole]:
    """Its speakers in the order of the file, each once."""
    roles = []
    for order, person in enumerate(dict.fromkeys(found[key] for key in keys), start=1):
        roles.append(SessionRole(session=session, role=RoleKind.SPEAKER, person=person, order=order))
    return roles


def replace_speakers(session: Session, old: list[str], new: list[str], found: Cast) -> None:
    """Exchange those speakers whom the file exchanged; whoever else was given a role here keeps it."""
    wanted = {role.person_id: role for role in speaker_roles(session, new, found)}
    left = {found[key].pk for key in old if key in found} - set(wanted)
    speaking = session.roles.filter(role=RoleKind.SPEAKER)
    speaking.filter(person__in=left).delete()
    there = {role.person_id: role for role in speaking.filter(person__in=wanted)}
    for pk, role in there.items():
        role.order = wanted[pk].order
    SessionRole.objects.bulk_update(there.values(), ["order"])
    SessionRole.objects.bulk_create(role for pk, role in wanted.items() if pk not in there)
