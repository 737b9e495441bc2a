"""What the expo shows and says, as the search finds it: launches, scenarios and letters."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from expo.i18n import dates
from expo.models import Launch, Letter, Scenario
from expo.search.participants import SHORT_NAMES
from expo.search_index.kinds import (
    NAMES,
    OF_EDITION,
    OWN,
    Pair,
    SearchKind,
    SearchObject,
    SearchPart,
    Watch,
    rows_with_keys,
    spoken_pair,
    text_pair,
    text_parts,
)

LAUNCHES_WATCHED = {
    "expo.Launch": Watch("SELECT {row}.id WHERE {row}.published"),
    "expo.Participation": Watch(
        "SELECT id FROM expo_launch WHERE participation_id = {row}.id AND published AND {row}.status = 'published'"
    ).reading("edition_id", "organisation_id", "status"),
    "expo.Organisation": Watch(
        "SELECT l.id FROM expo_launch AS l JOIN expo_participation AS p ON p.id = l.participation_id "
        "WHERE p.organisation_id = {row}.id AND p.status = 'published' AND l.published"
    ).reading(*SHORT_NAMES),
    "expo.TechnologyArea": Watch(
        "SELECT id FROM expo_launch WHERE area_id = {row}.id AND published", inserts=False
    ).reading(names=NAMES),
    "expo.Scenario": Watch(
        "SELECT id FROM expo_launch WHERE scenario_id = {row}.id AND published", inserts=False
    ).reading(names=NAMES),
    "expo.Edition": OF_EDITION,
}
SCENARIOS_WATCHED = {
    "expo.Scenario": OWN,
    "expo.Hall": Watch("SELECT id FROM expo_scenario WHERE hall_id = {row}.id", inserts=False).reading(
        "code", names=NAMES
    ),
    "expo.Edition": OF_EDITION,
}
# The address of a letter tells its place among those that are public.
LETTERS_WATCHED = {
    "expo.Letter": Watch("SELECT 0 WHERE {row}.published"),
    "expo.Person": Watch("SELECT 0 FROM expo_letter WHERE author_id = {row}.id AND published").reading(*NAMES),
    "expo.Edition": OF_EDITION,
}


def launch_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = Launch.objects.public().select_related("edition", "area", "scenario", "participation__organisation")
    for row in rows_with_keys(rows, keys).order_by("pk"):
        yield SearchObject(
            edition=row.edition_id,
            key=row.pk,
            url=row.get_absolute_url(),
            title=text_pair(row, "name"),
            parts=launch_parts(row),
            about=launch_about(row),
        )


def launch_parts(row: Launch) -> list[SearchPart]:
    parts = text_parts("text", text_pair(row, "summary"))
    if row.level:
        parts += text_parts("level", spoken_pair(row.get_level_display))
    if row.area:
        parts += text_parts("area", text_pair(row.area, "name"))
    if row.scenario:
        parts += text_parts("scenario", text_pair(row.scenario, "name"))
    if maker := row.public_maker:
        organisation = maker.organisation
        parts += text_parts("exhibitor", text_pair(organisation, "name"))
        for name in (organisation.short_en, organisation.short_zh):
            parts += text_parts("exhibitor", (name, name))
    return parts


def launch_about(row: Launch) -> list[Pair]:
    about = []
    if row.level:
        about.append(spoken_pair(row.get_level_display))
    if day := row.launched_on:
        about.append(spoken_pair(lambda: dates.format_day(day, dates.SHORT)))
    return about


def scenario_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = Scenario.objects.public().select_related("edition", "hall").order_by("pk")
    for row in rows_with_keys(rows, keys):
        parts = text_parts("text", text_pair(row, "story"))
        if row.hall:
            parts += text_parts("hall", (row.hall.code, row.hall.code), text_pair(row.hall, "name"))
        yield SearchObject(row.edition_id, row.pk, row.get_absolute_url(), text_pair(row, "name"), parts=parts)


def letter_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = Letter.objects.public().with_place().select_related("author", "edition").order_by("pk")
    for row in rows:
        yield SearchObject(
            edition=row.edition_id,
            key=row.pk,
            url=row.get_absolute_url(),
            title=letter_title(row),
            names=[row.author.name_en, row.author.name_zh],
            parts=text_parts("text", text_pair(row, "text"), text_pair(row, "office")),
            about=[pair for pair in [text_pair(row, "office")] if any(pair)],
            place=row.place,
        )


def letter_title(row: Letter) -> Pair:
    author = row.author
    english, chinese = author.name_en or author.name_zh, author.name_zh or author.name_en
    return f"Letter from {english}", f"{chinese}的贺信"


KINDS = [
    SearchKind("launches", 5, _("Launches"), launch_objects, LAUNCHES_WATCHED),
    SearchKind("scenarios", 23, _("Scenarios"), scenario_objects, SCENARIOS_WATCHED),
    SearchKind("letters", 24, _("Letters"), letter_objects, LETTERS_WATCHED),
]
