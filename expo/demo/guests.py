"""The rehearsal's guests and speakers, what each was there as, and the letters that were read."""

import random
from typing import Any

from expo.demo.firms import Exhibitor
from expo.demo.names import PeopleNames
from expo.demo.words import (
    bilingual_fields,
    draw_evenly,
    pick_fields,
    random_generator,
    rehearsal_data,
    slug_of,
    unique_slug,
)
from expo.i18n.pinyin import pinyin_of
from expo.models import Attendance, Edition, Letter, Organisation, Person
from expo.models.organisations import OrganisationKind
from expo.models.people import Capacity

# How many of each, in protocol order; 400 together.
GUESTS = {
    Capacity.HEAD: 6,
    Capacity.OFFICIAL: 40,
    Capacity.ACADEMIC: 110,
    Capacity.EXECUTIVE: 210,
    Capacity.GUEST: 34,
}
HONORIFICS = {Capacity.ACADEMIC: ("Prof.", "教授"), Capacity.EXECUTIVE: ("Dr", "博士")}
Senders = dict[Capacity, list[tuple[Organisation, str]]]


def load(edition: Edition, exhibitors: list[Exhibitor], bodies: dict[str, Organisation], scale: int) -> None:
    rng = random_generator("guests")
    names, taken = PeopleNames(rng), set(Person.objects.values_list("slug", flat=True))
    people, attendances = [], []
    for capacity, senders in senders_by_capacity(exhibitors, bodies).items():
        for organisation, area in draw_evenly(rng, senders, GUESTS[capacity] * scale):
            people.append(invent_person(names, organisation, area, capacity, taken, rng))
            attendances.append(build_attendance(edition, people[-1], organisation, capacity, rng))
    Person.objects.bulk_create(people)
    Attendance.objects.bulk_create(attendances)


def senders_by_capacity(exhibitors: list[Exhibitor], bodies: dict[str, Organisation]) -> Senders:
    """Which organisations the guests of each capacity come from, and their technology."""
    shown = [(one.organisation, one.area) for one in exhibitors if one.public]
    others = [(one, "") for slug, one in bodies.items() if slug not in media_slugs()]
    return {
        Capacity.HEAD: senders_of_kind(others, OrganisationKind.INTERNATIONAL),
        Capacity.OFFICIAL: senders_of_kind(others, OrganisationKind.GOVERNMENT),
        Capacity.ACADEMIC: senders_of_kind(shown, OrganisationKind.UNIVERSITY),
        Capacity.EXECUTIVE: senders_of_kind(shown, OrganisationKind.COMPANY),
        Capacity.GUEST: [(bodies[slug], "") for slug in sorted(media_slugs())],
    }


def senders_of_kind(senders: list[tuple[Organisation, str]], kind: OrganisationKind) -> list[tuple[Organisation, str]]:
    return [(organisation, area) for organisation, area in senders if organisation.kind == kind]


def media_slugs() -> set[str]:
    return {row[-1] for row in rehearsal_data("event")["bodies"] if row[4] == "media"}


def invent_person(
    names: PeopleNames, organisation: Organisation, area: str, capacity: Capacity, taken: set[str], rng: random.Random
) -> Person:
    region, country = organisation.region, "CN"
    if region and region.parent_id is None:
        country = region.code
    name = names.of(country)
    fields: dict[str, Any] = {"name_en": name[0], "name_zh": name[1], "pinyin": pinyin_of(name[1])}
    if capacity == Capacity.ACADEMIC or (capacity == Capacity.EXECUTIVE and rng.random() < 0.2):
        fields["honorific_en"], fields["honorific_zh"] = HONORIFICS[capacity]
    if capacity in HONORIFICS and rng.random() < 0.6:
        fields |= invent_biography(name, area, rng)
    return Person(slug=unique_slug(slug_of(name[0]), taken), **fields)


def invent_biography(name: tuple[str, str], area: str, rng: random.Random) -> dict[str, str]:
    product = rng.choice(rehearsal_data("areas")[area]["products"])
    template = rng.choice(rehearsal_data("people")["biographies"])
    return bilingual_fields(template, "biography", name=name, product=product, years=rng.randint(8, 31))


def build_attendance(
    edition: Edition, person: Person, organisation: Organisation, capacity: Capacity, rng: random.Random
) -> Attendance:
    title = rng.choice(rehearsal_data("people")["titles"][capacity])
    return Attendance(
        edition=edition,
        person=person,
        capacity=capacity,
        title_en=title[0],
        title_zh=title[1],
        organisation=organisation,
        order=10 * (list(GUESTS).index(capacity) + 1),
        published=True,
    )


def load_letters(edition: Edition) -> None:
    """Letters in protocol order; their authors sent them instead of coming."""
    for order, row in enumerate(rehearsal_data("event")["letters"], start=1):
        author = Person.objects.create(
            slug=row["slug"], name_en=row["name_en"], name_zh=row["name_zh"], pinyin=pinyin_of(row["name_zh"])
        )
        copied = pick_fields(row, "office_en", "office_zh", "text_en", "text_zh")
        Letter.objects.create(
            edition=edition, author=author, dated_on=edition.starts_on, order=order, published=True, **copied
        )
