"""Where things are and come from, as the search finds it: stands, halls, technology areas, countries and provinces."""

from collections.abc import Collection, Iterator
from functools import cache

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from expo.i18n import countries
from expo.models import Booth, Edition, Hall, Participation, Region, TechnologyArea
from expo.models.places import RegionKind
from expo.search.participants import BOOTH_COLUMNS, SHORT_NAMES, stand_spellings
from expo.search_index.kinds import (
    NAMES,
    OF_EDITION,
    OWN,
    RENAMED,
    Pair,
    SearchKind,
    SearchObject,
    Watch,
    rows_with_keys,
    text_pair,
    text_parts,
)

# Stands, or one thing for all of a kind, of published participations.
LET = "FROM expo_booth_participations AS b JOIN expo_participation AS p ON p.id = b.participation_id"
LET_PUBLICLY = f"SELECT b.booth_id {LET} WHERE p.status = 'published' AND "
AT_HALL = "b.booth_id IN (SELECT id FROM expo_booth WHERE hall_id = {row}.id)"
PARTICIPATION_COLUMNS = ("edition_id", "organisation_id", "kind", "status")
HALL_COLUMNS = ("edition_id", "code")
STANDS_WATCHED = {
    "expo.Booth": Watch(LET_PUBLICLY + "b.booth_id = {row}.id").reading(*BOOTH_COLUMNS),
    "expo.Booth_participations": Watch(
        "SELECT {row}.booth_id FROM expo_participation WHERE id = {row}.participation_id AND status = 'published'"
    ),
    "expo.Participation": Watch(
        "SELECT booth_id FROM expo_booth_participations "
        "WHERE participation_id = {row}.id AND {row}.status = 'published'"
    ).reading(*PARTICIPATION_COLUMNS),
    "expo.Organisation": Watch(LET_PUBLICLY + "p.organisation_id = {row}.id").reading(*SHORT_NAMES),
    "expo.Hall": Watch(LET_PUBLICLY + AT_HALL).reading(*HALL_COLUMNS, names=NAMES),
    "expo.Edition": OF_EDITION,
}
HALLS_WATCHED = {"expo.Hall": OWN.reading(*HALL_COLUMNS, names=NAMES), "expo.Edition": OF_EDITION}
EVERY_OF_PUBLISHED = Watch("SELECT 0 WHERE {row}.status = 'published'", adds=True)
AREAS_WATCHED = {
    "expo.TechnologyArea": RENAMED.reading("slug", names=NAMES),
    "expo.Participation_areas": Watch(
        "SELECT 0 FROM expo_participation WHERE id = {row}.participation_id AND status = 'published'", adds=True
    ),
    "expo.Participation": EVERY_OF_PUBLISHED.reading("edition_id", "kind", "status"),
    "expo.Edition": OF_EDITION,
}
REGIONS_WATCHED = {
    "expo.Region": RENAMED.reading("code", "kind", "parent_id", names=NAMES),
    "expo.Organisation": Watch(
        "SELECT 0 FROM expo_participation WHERE organisation_id = {row}.id AND status = 'published'"
    ).reading("region_id"),
    "expo.Participation": EVERY_OF_PUBLISHED.reading(*PARTICIPATION_COLUMNS),
    "expo.Edition": OF_EDITION,
}


def stand_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    """Those with a public exhibitor."""
    links = Booth.participations.through.objects.filter(
        participation__in=Participation.objects.public().exhibiting().order_by().values("pk")
    )
    links = rows_with_keys(links, keys, "booth").select_related("booth__hall__edition", "participation__organisation")
    there: dict[Booth, list] = {}
    for link in links.order_by("booth", "participation"):
        there.setdefault(link.booth, []).append(link.participation.organisation)
    for booth, organisations in there.items():
        yield stand_object(booth, organisations)


def stand_object(booth: Booth, organisations: list) -> SearchObject:
    spaced, joined = stand_spellings(booth)
    names = [text_pair(each, "name") for each in organisations]
    short = [(name, name) for each in organisations for name in (each.short_en, each.short_zh) if name]
    return SearchObject(
        edition=booth.hall.edition_id,
        key=booth.pk,
        url=f"{booth.hall.get_absolute_url()}?{urlencode({'stand': booth.number})}",
        title=(spaced, spaced),
        names=[joined, booth.number, f"{booth.hall.code}-{booth.number}"],
        parts=[*text_parts("exhibitor", *names, *short), *text_parts("hall", text_pair(booth.hall, "name"))],
        about=[*names, text_pair(booth.hall, "name")],
    )


def hall_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = Hall.objects.public().select_related("edition").order_by("pk")
    for row in rows_with_keys(rows, keys):
        yield SearchObject(
            edition=row.edition_id,
            key=row.pk,
            url=row.get_absolute_url(),
            title=hall_title(row),
            names=[row.code, row.name_en, row.name_zh],
        )


def hall_title(row: Hall) -> Pair:
    """With its sign, as the lists print it."""
    return f"{row.code} {row.name_en}".strip(), f"{row.code} {row.name_zh}".strip()


def area_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    """Those that public exhibitors bear, in each edition."""
    slugs = edition_slugs()
    shown = Participation.objects.public().exhibiting().exclude(areas=None).order_by()
    areas = TechnologyArea.objects.in_bulk()
    for edition, area in sorted(shown.values_list("edition", "areas").distinct()):
        row = areas[area]
        yield SearchObject(
            edition=edition,
            key=row.pk,
            url=reverse("expo:area", args=[slugs[edition], row.slug]),
            title=text_pair(row, "name"),
        )


def country_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    """Those that public exhibitors come from; each with its names in many languages."""
    slugs = edition_slugs()
    for edition, row in home_regions(RegionKind.COUNTRY):
        yield SearchObject(
            edition=edition,
            key=row.pk,
            url=reverse("expo:region", args=[slugs[edition], row.code]),
            title=text_pair(row, "name"),
            names=country_names().get(row.code, []),
        )


def province_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    """Those that public exhibitors come from."""
    slugs = edition_slugs()
    for edition, row in home_regions(RegionKind.PROVINCE):
        yield SearchObject(
            edition=edition,
            key=row.pk,
            url=reverse("expo:region", args=[slugs[edition], row.code]),
            title=text_pair(row, "name"),
            about=[text_pair(row.parent, "name")] if row.parent else [],
        )


def home_regions(kind: RegionKind) -> list[tuple[int, Region]]:
    """Of each edition, the regions of this kind in which its public exhibitors are at home."""
    exhibiting = Participation.objects.public().exhibiting().exclude(organisation__region=None).order_by()
    homes = exhibiting.values_list("edition", "organisation__region").distinct()
    regions = Region.objects.in_bulk()
    found = set()
    for edition, home in homes:
        region: Region | None = regions[home]
        while region:
            if region.kind == kind:
                found.add((edition, region.pk))
            region = regions.get(region.parent_id or 0)
    return [(edition, regions[region]) for edition, region in sorted(found)]


@cache
def country_names() -> dict[str, list[str]]:
    """By its code, what a country alone is called."""
    names: dict[str, list[str]] = {}
    for name, codes in countries.codes_by_name().items():
        if len(codes) == 1:
            names.setdefault(codes[0], []).append(name)
    return names


def edition_slugs() -> dict[int, str]:
    return dict(Edition.objects.public().values_list("pk", "slug"))


KINDS = [
    SearchKind("stands", 10, _("Stands"), stand_objects, STANDS_WATCHED),
    SearchKind("halls", 11, _("Halls"), hall_objects, HALLS_WATCHED),
    SearchKind("areas", 20, _("Technology areas"), area_objects, AREAS_WATCHED),
    SearchKind("countries", 21, _("Countries and regions"), country_objects, REGIONS_WATCHED),
    SearchKind("provinces", 22, _("Provinces"), province_objects, REGIONS_WATCHED),
]
