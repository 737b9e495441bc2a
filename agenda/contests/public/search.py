"""Contests, entries that the public may see, and awards, as the search finds them."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from django.db.models import Prefetch
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agenda.contests.public.masking import ShownEntry, show_entry
from agenda.models.contests import Award, Contest, Entry, ResultRow, TeamMember
from expo.search_index.kinds import (
    NAMES,
    OF_EDITION,
    SearchKind,
    SearchObject,
    SearchPart,
    Watch,
    rows_with_keys,
    text_pair,
    text_parts,
)

ENTRIES_OF = "SELECT id FROM agenda_entry WHERE status = 'accepted' AND "
MEMBERS = (
    "SELECT e.id FROM agenda_entry AS e JOIN agenda_teammember AS m ON m.team_id = e.team_id "
    "WHERE e.status = 'accepted' AND "
)
PLACED = (
    "SELECT r.entry_id FROM agenda_resultrow AS r JOIN agenda_frozenranking AS f ON f.id = r.ranking_id "
    "WHERE f.round_id = {row}.id"
)
AWARDS_OF = "SELECT id FROM agenda_award WHERE published_at IS NOT NULL AND "
# Whose an entry is tells what a blind contest hides of its title.
AWARDED = (
    "SELECT a.id FROM agenda_award AS a JOIN agenda_entry AS e ON e.id = a.entry_id "
    "WHERE a.published_at IS NOT NULL AND e.team_id = "
)
AWARDED_MEMBERS = (
    "SELECT a.id FROM agenda_award AS a JOIN agenda_entry AS e ON e.id = a.entry_id "
    "JOIN agenda_teammember AS m ON m.team_id = e.team_id WHERE a.published_at IS NOT NULL AND "
)
CONTESTS_WATCHED = {
    "agenda.Contest": Watch("SELECT {row}.id"),
    "agenda.Contest_areas": Watch("SELECT {row}.contest_id"),
    "agenda.Track": Watch("SELECT {row}.contest_id"),
    "expo.TechnologyArea": Watch(
        "SELECT contest_id FROM agenda_contest_areas WHERE technologyarea_id = {row}.id", inserts=False
    ).reading(names=NAMES),
    "expo.Edition": OF_EDITION,
}
ENTRIES_WATCHED = {
    "agenda.Entry": Watch("SELECT {row}.id"),
    "agenda.Contest": Watch(f"{ENTRIES_OF} contest_id = {{row}}.id"),
    "agenda.Track": Watch(f"{ENTRIES_OF} track_id = {{row}}.id"),
    "agenda.Team": Watch(f"{ENTRIES_OF} team_id = {{row}}.id"),
    "agenda.TeamMember": Watch(f"{ENTRIES_OF} team_id = {{row}}.team_id"),
    "agenda.Round": Watch(PLACED),
    "agenda.FrozenRanking": Watch("SELECT entry_id FROM agenda_resultrow WHERE ranking_id = {row}.id"),
    "agenda.ResultRow": Watch("SELECT {row}.entry_id"),
    "agenda.Award": Watch("SELECT {row}.entry_id"),
    "expo.Person": Watch(f"{MEMBERS} m.person_id = {{row}}.id", inserts=False),
    "expo.Organisation": Watch(f"{MEMBERS} m.organisation_id = {{row}}.id", inserts=False),
    "expo.Edition": OF_EDITION,
}
AWARDS_WATCHED = {
    "agenda.Award": Watch("SELECT {row}.id"),
    "agenda.Entry": Watch(f"{AWARDS_OF} entry_id = {{row}}.id"),
    "agenda.Team": Watch(f"{AWARDED} {{row}}.id"),
    "agenda.TeamMember": Watch(f"{AWARDED} {{row}}.team_id"),
    "expo.Person": Watch(f"{AWARDED_MEMBERS} m.person_id = {{row}}.id", inserts=False),
    "expo.Organisation": Watch(f"{AWARDED_MEMBERS} m.organisation_id = {{row}}.id", inserts=False),
    "agenda.Contest": Watch(f"{AWARDS_OF} contest_id = {{row}}.id"),
    "agenda.Track": Watch(f"{AWARDS_OF} track_id = {{row}}.id"),
    "expo.Edition": OF_EDITION,
}
MEMBER_ROWS = TeamMember.objects.select_related("person", "organisation").order_by("order", "pk")


def contest_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = Contest.objects.public().select_related("edition").prefetch_related("areas", "tracks").order_by("pk")
    for row in rows_with_keys(rows, keys):
        parts = text_parts("area", *(text_pair(area, "name") for area in row.areas.all()))
        parts += text_parts("text", text_pair(row, "summary"), text_pair(row, "text"))
        parts += text_parts("text", *(text_pair(track, "name") for track in row.tracks.all()))
        about = [text_pair(row, "summary")] if row.summary_en or row.summary_zh else []
        yield SearchObject(
            row.edition_id, row.pk, row.get_absolute_url(), text_pair(row, "name"), parts=parts, about=about
        )


def entry_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = Entry.objects.public().select_related("contest__edition", "track", "team")
    rows = rows.prefetch_related(Prefetch("team__members", MEMBER_ROWS))
    for row in rows_with_keys(rows, keys).order_by("pk"):
        shown = show_entry(row)
        yield SearchObject(
            edition=row.contest.edition_id,
            key=row.pk,
            url=row.get_absolute_url(),
            title=text_pair(shown.entry, "name"),
            parts=[*member_parts(shown), *text_parts("text", text_pair(shown.entry, "summary"))],
            about=[text_pair(row.contest, "name"), text_pair(row.track, "name")],
        )


def member_parts(shown: ShownEntry) -> list[SearchPart]:
    """Whose it is, where that is not masked."""
    parts: list[SearchPart] = []
    if shown.team:
        parts += text_parts("organisation", text_pair(shown.team, "name"))
    for member in shown.members:
        parts += text_parts("person", text_pair(member.person or member, "name"))
        if member.organisation:
            parts += text_parts("organisation", text_pair(member.organisation, "name"))
        if member.organisation_name:
            parts += text_parts("organisation", (member.organisation_name, member.organisation_name))
    return parts


def award_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = Award.objects.public().select_related("contest__edition", "entry__contest", "entry__team", "track")
    rows = rows.prefetch_related(Prefetch("entry__team__members", MEMBER_ROWS))
    for row in rows_with_keys(rows.order_by("pk"), keys):
        entry = show_entry(row.entry).entry
        yield SearchObject(
            edition=row.contest.edition_id,
            key=row.pk,
            url=row.get_absolute_url(),
            title=text_pair(row, "name"),
            names=[row.certificate_number],
            parts=text_parts("text", text_pair(entry, "name"), text_pair(row.contest, "name")),
            about=[text_pair(row.contest, "name"), text_pair(entry, "name")],
            place=row.place,
        )


def entries_to_come(keys: Collection[int] | None) -> Iterable[tuple[int, dt.datetime]]:
    """Entries that a ranking or an award will name, each with the moment."""
    rows = ResultRow.objects.filter(ranking__published_at__gt=Now())
    yield from rows_with_keys(rows, keys, "entry").values_list("entry", "ranking__published_at")
    awards = Award.objects.filter(published_at__gt=Now())
    yield from rows_with_keys(awards, keys, "entry").values_list("entry", "published_at")


def awards_to_come(keys: Collection[int] | None) -> Iterable[tuple[int, dt.datetime]]:
    return rows_with_keys(Award.objects.filter(published_at__gt=Now()), keys).values_list("pk", "published_at")


KINDS = [
    SearchKind("contests", 8, _("Contests"), contest_objects, CONTESTS_WATCHED),
    SearchKind("entries", 9, pgettext_lazy("of a contest", "Entries"), entry_objects, ENTRIES_WATCHED, entries_to_come),
    SearchKind("awards", 13, _("Awards"), award_objects, AWARDS_WATCHED, awards_to_come),
]
