"""The public pages of releases: what changed and when, and the agenda as it stood at each."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from agenda import overview, telling
from agenda.models import Change, ChangeKind, Release, Session
from agenda.wayfinding import agenda_crumb, day_within
from expo.models import Edition
from expo.pages import Crumb, of_edition, page_of

RELEASES = 30
CHANGES = 100
SESSIONS = 150


@dataclass(frozen=True)
class Listed:
    """A release with what it changed, as pairs of a kind's name and how often."""

    release: Release
    counts: list[tuple[str, int]]


@of_edition
def releases(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = page_of(edition.releases.newest_first(), request, RELEASES)
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [agenda_crumb(edition)],
        "page": page,
        "listed": listed(page),
    }
    return render(request, "agenda/releases.html", context)


@of_edition
def release(request: HttpRequest, edition: Edition, number: str) -> HttpResponse:
    found = numbered(edition, number)
    page = page_of(telling.of_release(found), request, CHANGES)
    told = telling.of_changes(page)
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [agenda_crumb(edition), releases_crumb(edition)],
        "release": found,
        "page": page,
        "told": told,
        "public": still_public([one.session for one in told]),
    }
    return render(request, "agenda/release.html", context)


@of_edition
def as_of(request: HttpRequest, edition: Edition, number: str, day: str) -> HttpResponse:
    """A day of the agenda as it stood at a release; addresses of search engines lead to today's."""
    found, wanted = numbered(edition, number), day_within(edition, day)
    rows = Session.objects.as_of(found).on(wanted).select_related("room", "edition")
    page = page_of(rows.defer("abstract_en", "abstract_zh").in_order(), request, SESSIONS)
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [agenda_crumb(edition), releases_crumb(edition), Crumb(found.get_absolute_url(), found.number)],
        "release": found,
        "day": wanted,
        "days": overview.days(edition),
        "page": page,
        "public": still_public(page),
    }
    return render(request, "agenda/as_of.html", context)


def listed(page: Page) -> list[Listed]:
    """One query, for any number of releases."""
    counts: dict[int, Counter[str]] = {row.pk: Counter() for row in page}
    rows = Change.objects.filter(release__in=counts).order_by().values_list("release", "kind").annotate(Count("pk"))
    for key, kind, number in rows:
        counts[key][kind] = number
    return [
        Listed(row, [(kind.label, counts[row.pk][kind]) for kind in ChangeKind if counts[row.pk][kind]]) for row in page
    ]


def still_public(sessions: list[Session]) -> dict[int, Session]:
    """Which of the sessions have a page now, by their number; one query."""
    numbers = {session.number for session in sessions}
    found = (
        Session.objects.public()
        .filter(origin__in=numbers)
        .select_related("edition")
        .only("slug", "edition", "origin_id")
    )
    return {session.number: session for session in found}


def numbered(edition: Edition, number: str) -> Release:
    major, _point, minor = number.partition(".")
    found = edition.releases.filter(major=major, minor=minor).first()
    if found is None:
        raise Http404
    found.edition = edition
    return found


def releases_crumb(edition: Edition) -> Crumb:
    return Crumb(reverse("agenda:releases", args=[edition.slug]), _("Changes"))
