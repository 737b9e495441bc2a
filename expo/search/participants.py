"""Who takes part, as the search finds them: exhibitors, organisers and partners, and people."""

from collections.abc import Collection, Iterator

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from expo.i18n import countries
from expo.models import Attendance, Booth, Organisation, Participation, Person, Region
from expo.models.exhibition import ParticipationQuerySet
from expo.search_index.kinds import (
    NAMES,
    OF_EDITION,
    RENAMED,
    Pair,
    SearchKind,
    SearchObject,
    SearchPart,
    Watch,
    rows_with_keys,
    spoken_pair,
    text_pair,
    text_parts,
    watched_name,
)

# Only of what is published: a draft notes nothing, so that no search can tell of it by having more to do.
OWN_PUBLISHED = Watch("SELECT {row}.id WHERE {row}.status = 'published'")
AT_HALL = (
    "SELECT p.id FROM expo_participation AS p WHERE p.status = 'published' AND (p.hall_id = {row}.id OR p.id IN "
    "(SELECT b.participation_id FROM expo_booth_participations AS b JOIN expo_booth AS s ON s.id = b.booth_id "
    "WHERE s.hall_id = {row}.id))"
)
OF_PARTICIPATION = Watch("SELECT id FROM expo_participation WHERE id = {row}.participation_id AND status = 'published'")
# What it is called, and what else it is known by, with all of those that are merged into it.
SHORT_NAMES = (*NAMES, "short_en", "short_zh")
ALL_NAMES = (*SHORT_NAMES, "aliases", "known", "merged_into_id")
# Regions are called by codes, too, and by those in which they lie.
OF_REGION = RENAMED.reading("code", "parent_id", names=NAMES)
BOOTH_COLUMNS = ("hall_id", "number")
# Of the organisation, or of the one that it is merged into.
OF_ORGANISATION = Watch(
    "SELECT id FROM expo_participation "
    "WHERE organisation_id IN ({row}.id, {row}.merged_into_id) AND status = 'published'"
)
IS_PUBLISHED = "bearer.status = 'published'"
WATCHED = {
    "expo.Participation": OWN_PUBLISHED.reading(
        *("edition_id", "organisation_id", "kind", "slug", "status", "hall_id")
    ),
    "expo.Participation_areas": OF_PARTICIPATION,
    "expo.Participation_scenarios": OF_PARTICIPATION,
    "expo.Booth_participations": OF_PARTICIPATION,
    "expo.Booth": Watch(
        "SELECT p.id FROM expo_booth_participations AS b JOIN expo_participation AS p ON p.id = b.participation_id "
        "WHERE b.booth_id = {row}.id AND p.status = 'published'"
    ).reading(*BOOTH_COLUMNS),
    "expo.Organisation": OF_ORGANISATION.reading(*ALL_NAMES, "pinyin", "region_id"),
    "expo.Hall": Watch(AT_HALL, inserts=False).reading("code", names=NAMES),
    "expo.Region": OF_REGION,
    "expo.TechnologyArea": watched_name(Participation.areas.field, IS_PUBLISHED),
    "expo.Scenario": watched_name(Participation.scenarios.field, IS_PUBLISHED),
    "expo.Edition": OF_EDITION,
}
PEOPLE_WATCHED = {
    "expo.Attendance": Watch("SELECT {row}.id WHERE {row}.published"),
    "expo.Person": Watch("SELECT id FROM expo_attendance WHERE person_id = {row}.id AND published").reading(
        *NAMES, "pinyin", "slug"
    ),
    "expo.Organisation": Watch(
        "SELECT id FROM expo_attendance WHERE organisation_id IN ({row}.id, {row}.merged_into_id) AND published"
    ).reading(*ALL_NAMES, "region_id"),
    "expo.Region": OF_REGION,
    "expo.Edition": OF_EDITION,
}
REGION = "organisation__region__parent__parent"
# By what else an organisation is known to data entry: never what only the ledger calls it.
MERGED = Prefetch("organisation__merged", Organisation.objects.filter(known=True).order_by("pk"))


def exhibitor_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    yield from participation_objects(rows_with_keys(Participation.objects.public().exhibiting(), keys))


def organisation_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    yield from participation_objects(rows_with_keys(Participation.objects.public().organising(), keys))


def participation_objects(rows: ParticipationQuerySet) -> Iterator[SearchObject]:
    stands = Prefetch("booths", Booth.objects.select_related("hall").order_by("hall__code", "number"))
    rows = rows.select_related("edition", "hall", REGION).defer("profile_en", "profile_zh")
    for row in rows.prefetch_related(stands, "areas", "scenarios", MERGED).order_by("pk"):
        organisation = row.organisation
        yield SearchObject(
            edition=row.edition_id,
            key=row.pk,
            url=row.get_absolute_url(),
            title=text_pair(organisation, "name"),
            names=other_names(organisation),
            pinyin=organisation.pinyin,
            parts=participation_parts(row),
            about=participation_about(row),
        )


def participation_parts(row: Participation) -> list[SearchPart]:
    parts = text_parts("area", *(text_pair(area, "name") for area in row.areas.all()))
    for stand in row.booths.all():
        parts += stand_parts(stand)
    if row.hall:
        parts += text_parts("hall", (row.hall.code, row.hall.code), text_pair(row.hall, "name"))
    parts += text_parts("scenario", *(text_pair(scenario, "name") for scenario in row.scenarios.all()))
    parts += text_parts("kind", spoken_pair(row.get_kind_display))
    return parts + region_parts(row.organisation.region)


def participation_about(row: Participation) -> list[Pair]:
    about = []
    for stand in row.booths.all():
        about.append((stand.sign, stand.sign))
    if row.hall and not about:
        about.append((row.hall.name_en or row.hall.code, row.hall.name_zh or row.hall.code))
    if row.organisation.region:
        about.append(text_pair(row.organisation.region, "name"))
    return about


def stand_parts(stand: Booth) -> list[SearchPart]:
    """As the site prints it, as one word, and its hall."""
    parts = []
    for spelling in stand_spellings(stand):
        parts.append(SearchPart("stand", (spelling, spelling)))
    return [*parts, *text_parts("hall", text_pair(stand.hall, "name"))]


def stand_spellings(stand: Booth) -> list[str]:
    return [stand.sign, f"{stand.hall.code}{stand.number}".replace("-", "")]


def region_parts(region: Region | None) -> list[SearchPart]:
    """The region and those in which it lies; of a province of China, people say no more than its name."""
    parts: list[SearchPart] = []
    while region:
        parts += text_parts("region", text_pair(region, "name"))
        for name in countries.everyday_names(region.code):
            parts.append(SearchPart("region", (name, name)))
        region = region.parent
    return parts


def other_names(organisation: Organisation) -> list[str]:
    """Short names and aliases, and all by which those are known that are merged into it."""
    names = []
    for each in (organisation, *organisation.merged.all()):
        names += [each.short_en, each.short_zh, *each.aliases.splitlines()]
        if each is not organisation:
            names += [each.name_en, each.name_zh]
    return [name.strip() for name in names if name.strip()]


def person_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = Attendance.objects.public().select_related("edition", "person", REGION)
    for row in rows_with_keys(rows, keys).prefetch_related(MERGED).order_by("pk"):
        yield SearchObject(
            edition=row.edition_id,
            key=row.pk,
            url=row.get_absolute_url(),
            title=text_pair(row.person, "name"),
            names=western_order(row.person),
            pinyin=row.person.pinyin,
            parts=person_parts(row),
            about=person_about(row),
        )


def western_order(person: Person) -> list[str]:
    """The name read in pinyin, family name last too: `Huateng Ma` for 马化腾."""
    syllables = person.pinyin.split()
    if not person.name_zh or len(syllables) < 2:
        return []
    return ["".join(syllables[1:]) + " " + syllables[0]]


def person_parts(row: Attendance) -> list[SearchPart]:
    parts = text_parts("title", text_pair(row, "title"), text_pair(row, "note"), spoken_pair(row.get_capacity_display))
    if row.organisation:
        parts += text_parts("organisation", text_pair(row.organisation, "name"))
        for name in other_names(row.organisation):
            parts.append(SearchPart("organisation", (name, name)))
        parts += region_parts(row.organisation.region)
    return parts


def person_about(row: Attendance) -> list[Pair]:
    about = [text_pair(row, "title")]
    if row.organisation:
        about.append(text_pair(row.organisation, "name"))
    return [pair for pair in about if any(pair)]


KINDS = [
    SearchKind("exhibitors", 1, _("Exhibitors"), exhibitor_objects, WATCHED),
    SearchKind("organisations", 2, _("Organisers and partners"), organisation_objects, WATCHED),
    SearchKind("people", 4, _("People"), person_objects, PEOPLE_WATCHED),
]
