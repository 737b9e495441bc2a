"""What exhibitors show, as the search finds it."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from expo.models import Exhibit
from expo.search.participants import BOOTH_COLUMNS, OF_REGION, SHORT_NAMES, region_parts, stand_parts
from expo.search_index.kinds import (
    NAMES,
    OF_EDITION,
    Pair,
    SearchKind,
    SearchObject,
    SearchPart,
    Watch,
    rows_with_keys,
    text_pair,
    text_parts,
)

SHOWN = "expo_exhibit AS e JOIN expo_participation AS p ON p.id = e.participation_id AND p.status = 'published'"
PUBLICLY = f"SELECT e.id FROM {SHOWN} WHERE e.status = 'published' AND "  # noqa: S608
AT_HALL = "e.booth_id IN (SELECT id FROM expo_booth WHERE hall_id = {row}.id)"
IN_AREA = "e.id IN (SELECT exhibit_id FROM expo_exhibit_areas WHERE technologyarea_id = {row}.id)"
WATCHED = {
    "expo.Exhibit": Watch("SELECT {row}.id WHERE {row}.status = 'published'"),
    "expo.Exhibit_areas": Watch("SELECT id FROM expo_exhibit WHERE id = {row}.exhibit_id AND status = 'published'"),
    "expo.Booth": Watch(PUBLICLY + "e.booth_id = {row}.id", inserts=False).reading(*BOOTH_COLUMNS),
    "expo.Participation": Watch(
        "SELECT id FROM expo_exhibit WHERE participation_id = {row}.id AND status = 'published' "
        "AND {row}.status = 'published'",
        inserts=False,
    ).reading("edition_id", "organisation_id", "status"),
    "expo.Organisation": Watch(PUBLICLY + "p.organisation_id = {row}.id", inserts=False).reading(
        *SHORT_NAMES, "region_id"
    ),
    "expo.Hall": Watch(PUBLICLY + AT_HALL, inserts=False).reading("code", names=NAMES),
    "expo.Region": OF_REGION,
    "expo.TechnologyArea": Watch(PUBLICLY + IN_AREA, inserts=False).reading(names=NAMES),
    "expo.Scenario": Watch(PUBLICLY + "e.scenario_id = {row}.id", inserts=False).reading(names=NAMES),
    "expo.Edition": OF_EDITION,
}


def exhibit_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = Exhibit.objects.public().select_related(
        "edition", "scenario", "booth__hall", "participation__organisation__region__parent__parent"
    )
    for row in rows_with_keys(rows, keys).prefetch_related("areas").order_by("pk"):
        yield SearchObject(
            edition=row.edition_id,
            key=row.pk,
            url=row.get_absolute_url(),
            title=text_pair(row, "name"),
            parts=exhibit_parts(row),
            about=exhibit_about(row),
        )


def exhibit_parts(row: Exhibit) -> list[SearchPart]:
    organisation = row.participation.organisation
    parts = text_parts("exhibitor", text_pair(organisation, "name"), (organisation.short_en, organisation.short_zh))
    parts += text_parts("area", *(text_pair(area, "name") for area in row.areas.all()))
    if row.scenario:
        parts += text_parts("scenario", text_pair(row.scenario, "name"))
    if row.booth:
        parts += stand_parts(row.booth)
    parts += region_parts(organisation.region)
    return [*parts, *text_parts("tag", text_pair(row, "tags")), *text_parts("text", text_pair(row, "text"))]


def exhibit_about(row: Exhibit) -> list[Pair]:
    about = [text_pair(row.participation.organisation, "name")]
    if row.booth:
        about.append((row.booth.sign, row.booth.sign))
    return about


KINDS = [SearchKind("exhibits", 6, _("Exhibits"), exhibit_objects, WATCHED)]
