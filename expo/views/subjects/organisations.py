"""An organisation over all editions: how it took part in each, and what it showed, said and signed there."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from expo.i18n.bilingual import localised_text
from expo.models import Edition, Exhibit, Launch, Organisation, Participation
from expo.web import public_page
from expo.web.public_page import Crumb, edition_page

SHOWN = 6


@dataclass
class EditionEntry:
    """An edition, and what an organisation has there: the first of so many exhibits and launches."""

    edition: Edition
    participations: list[Participation] = field(default_factory=list)
    exhibits: list[Exhibit] = field(default_factory=list)
    launches: list[Launch] = field(default_factory=list)
    exhibit_number: int = 0
    launch_number: int = 0

    @property
    def exhibitor(self) -> Participation | None:
        """The page on which all of it stands."""
        return next(iter(self.participations), None)


@edition_page
def organisation_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    rows = edition.participations.public().select_related("organisation__region", "organisation__logo")
    row = get_object_or_404(rows, slug=slug)
    name = localised_text(row.organisation, "name")
    context = {
        "edition": edition,
        "section": "exhibitors",
        "crumbs": [
            Crumb(reverse("expo:exhibitors", args=[edition.slug]), _("Exhibitors")),
            Crumb(row.get_absolute_url(), name.value, name.lang),
        ],
        "firm": row.organisation,
        "entries": edition_entries(row.organisation, list(public_page.public_editions(request))),
    }
    return render(request, "expo/organisation.html", context)


def edition_entries(organisation: Organisation, editions: list[Edition]) -> list[EditionEntry]:
    """One for each public edition, newest first: a query for all that it was there as, four for each edition."""
    entries = {edition.pk: EditionEntry(edition) for edition in editions}
    taken = Participation.objects.public().filter(organisation=organisation, edition__in=entries)
    for row in taken.select_related("edition", "hall").prefetch_related("booths__hall").order_by("order", "pk"):
        entries[row.edition_id].participations.append(row)
    for entry in entries.values():
        if entry.participations:
            add_shown(entry)
    return sorted(entries.values(), key=lambda entry: entry.edition.starts_on, reverse=True)


def add_shown(entry: EditionEntry) -> None:
    own = [row.pk for row in entry.participations]
    exhibits = entry.edition.exhibits.public().filter(participation__in=own)
    launches = entry.edition.launches.public().filter(participation__in=own)
    entry.exhibits = list(exhibits.select_related("edition").order_by("-new", "slug")[:SHOWN])
    entry.launches = list(launches.select_related("edition").order_by("launched_on", "hour", "slug")[:SHOWN])
    entry.exhibit_number, entry.launch_number = exhibits.count(), launches.count()
