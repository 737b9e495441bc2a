"""Entries that the public may see, and the page of one of them."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from agenda.contests.public.masking import ShownEntry, show_entry
from agenda.models.contests import Award, Contest, Entry, EntryFile, EntryPicture, ResultRow, TeamMember


@dataclass(frozen=True)
class EntryDetail:
    """An entry with its places in public rankings, first round first, and its public awards."""

    shown: ShownEntry
    places: list[ResultRow]
    awards: list[Award]


def entries_of(contest: Contest) -> QuerySet[Entry]:
    """The public ones by their numbers, each with its contest, team and track."""
    rows = Entry.objects.public().filter(contest=contest).select_related("contest__edition", "team", "track")
    return rows.in_order()


def entry_detail(contest: Contest, number: int) -> EntryDetail | None:
    """None where the public sees no such entry."""
    members = TeamMember.objects.select_related("person", "organisation").order_by("order", "pk")
    pictures = EntryPicture.objects.select_related("picture").order_by("order", "pk")
    rows = entries_of(contest).filter(number=number)
    rows = rows.prefetch_related(Prefetch("team__members", members), Prefetch("shown_pictures", pictures))
    rows = rows.prefetch_related(Prefetch("files", EntryFile.objects.in_order()))
    entry = rows.first()
    if entry is None:
        return None
    places = ResultRow.objects.public().filter(entry=entry).select_related("ranking__round")
    awards = Award.objects.public().filter(entry=entry).with_versions()
    awards = awards.select_related("contest__edition", "track").in_order()
    return EntryDetail(show_entry(entry), list(places.order_by("ranking__round__number", "pk")), list(awards))
