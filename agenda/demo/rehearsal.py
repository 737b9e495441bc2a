"""The rehearsal's agenda: rooms, sessions, what they are about, and who is in them."""

from collections.abc import Iterable
from itertools import chain

from agenda.demo import exceptions, history, venue
from agenda.demo.casting import CastingQueues
from agenda.demo.programme import ProgrammeItem, WingProgramme
from agenda.models import RoleKind, Room, Session, SessionRole
from agenda.models import SessionKind as Kind
from expo.demo.clock import SLUG
from expo.demo.words import random_generator, rehearsal_data
from expo.models import Edition, Hall, Launch, Letter, Participation, Scenario, TechnologyArea

LAUNCHES_AT_ONCE = 2


def load(scale: int) -> None:
    """Load the agenda once: 240 sessions in 12 rooms for each step of scale, and a few that nobody may see."""
    edition = Edition.objects.get(slug=SLUG)
    if edition.sessions.exists():
        return
    rooms = make_rooms(edition, scale)
    venue.load(edition)
    slugs: set[str] = set()
    wings = [WingProgramme(edition, wing, rooms[wing - 1], slugs).items() for wing in range(1, scale + 1)]
    exceptions.apply_exceptions(item.session for item in items_and_talks(wings[0]))
    for items in wings:
        save_items(items)
    Session.objects.bulk_create(exceptions.hidden_sessions(edition))
    link_items(edition, list(chain.from_iterable(wings)))
    cast_roles(edition, wings)
    history.publish_releases(edition)


def make_rooms(edition: Edition, scale: int) -> list[dict[str, Room]]:
    """The rooms of each wing, by their short address in the first."""
    halls = {hall.code: hall for hall in Hall.objects.filter(edition=edition)}
    rows = rehearsal_data("programme")["rooms"]
    wings = []
    for wing in range(1, scale + 1):
        more = ""
        if wing > 1:
            more = f" {wing}"
        rooms: dict[str, Room] = {}
        for order, (slug, en, zh, hall, capacity, level, parallel) in enumerate(rows, start=1):
            rooms[slug] = Room(
                edition=edition,
                slug=slug + more.replace(" ", "-"),
                name_en=en + more,
                name_zh=zh + more,
                hall=halls.get(hall),
                capacity=capacity,
                level=level,
                parallel=parallel,
                order=(wing - 1) * len(rows) + order,
            )
        Room.objects.bulk_create(rooms.values())
        wings.append(rooms)
    return wings


def items_and_talks(items: Iterable[ProgrammeItem]) -> list[ProgrammeItem]:
    every: list[ProgrammeItem] = []
    for item in items:
        every += [item, *item.talks]
    return every


def save_items(items: list[ProgrammeItem]) -> None:
    """Forums before their talks, which refer to them."""
    talks = chain.from_iterable(item.talks for item in items)
    Session.objects.bulk_create([item.session for item in items])
    Session.objects.bulk_create([talk.session for talk in talks])


def link_items(edition: Edition, items: list[ProgrammeItem]) -> None:
    link_launches(edition, [item for item in items if item.session.kind == Kind.LAUNCH])
    link_areas(items)
    link_scenarios(edition, items)
    opening = edition.sessions.working().get(slug="opening")
    opening.letters.set(Letter.objects.filter(edition=edition))


def link_launches(edition: Edition, items: list[ProgrammeItem]) -> None:
    """Two to each launch event, in the order of both; the firms that launch are its organisers."""
    launches = list(Launch.objects.filter(edition=edition).select_related("area", "participation").order_by("pk"))
    through, links, roles = Session.launches.through, [], []
    for number, item in enumerate(items):
        for launch in launches[number * LAUNCHES_AT_ONCE : (number + 1) * LAUNCHES_AT_ONCE]:
            links.append(through(session=item.session, launch=launch))
            item.areas = [launch.area.slug]
            roles.append((item.session, launch.participation))
    through.objects.bulk_create(links)
    SessionRole.objects.bulk_create(organiser_roles(roles))


def organiser_roles(pairs: list[tuple[Session, Participation]]) -> Iterable[SessionRole]:
    distinct = {(session.pk, row.organisation_id): session for session, row in pairs}
    for (_session, organisation), session in distinct.items():
        yield SessionRole(session=session, role=RoleKind.ORGANISER, organisation_id=organisation, order=90)


def link_areas(items: list[ProgrammeItem]) -> None:
    areas = TechnologyArea.objects.in_bulk(field_name="slug")
    through = Session.areas.through
    links = []
    for item in items_and_talks(items):
        for slug in item.areas:
            links.append(through(session=item.session, technologyarea=areas[slug]))
    through.objects.bulk_create(links)


def link_scenarios(edition: Edition, items: list[ProgrammeItem]) -> None:
    """Forums and launches belong to the scenario that lists their first technology, if one does."""
    served = {row["slug"]: row["areas"] for row in rehearsal_data("event")["scenarios"]}
    through = Session.scenarios.through
    links = []
    for scenario in Scenario.objects.filter(edition=edition):
        areas = served[scenario.slug]
        for item in items:
            if item.areas and item.areas[0] in areas:
                links.append(through(session=item.session, scenario=scenario))
    through.objects.bulk_create(links)


def cast_roles(edition: Edition, wings: list[list[ProgrammeItem]]) -> None:
    """Each wing has its own people, so that nobody runs between wings; each forum has an exhibitor as organiser."""
    rng = random_generator("casting")
    people = list(edition.attendances.select_related("person").order_by("pk"))
    by_area = exhibitors_by_area(edition)
    for wing, items in enumerate(wings):
        SessionRole.objects.bulk_create(CastingQueues(people[wing :: len(wings)], rng).roles(items))
        hosts = []
        for item in items:
            if item.session.kind == Kind.FORUM:
                hosts.append((item.session, rng.choice(by_area[item.areas[0]])))
        SessionRole.objects.bulk_create(organiser_roles(hosts))


def exhibitors_by_area(edition: Edition) -> dict[str, list[Participation]]:
    found: dict[str, list[Participation]] = {}
    exhibitors = Participation.objects.public().exhibiting().filter(edition=edition)
    for exhibitor in exhibitors.order_by("pk").prefetch_related("areas"):
        for area in exhibitor.areas.all():
            found.setdefault(area.slug, []).append(exhibitor)
    return found
