"""The public pages of releases: what changed and when, and the agenda as it stood at each."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from agenda.models import Change, ChangeKind, Release, Session
from agenda.releases import changelog
from agenda.views.shortcuts import agenda_crumb, find_day
from expo.i18n.lazy_text import LazyText
from expo.models import Edition
from expo.web.paging import paginate
from expo.web.public_page import Crumb, edition_page

RELEASES = 30
CHANGES = 100
SESSIONS = 150


@dataclass(frozen=True)
class ReleaseSummary:
    """A release with what it changed, as pairs of a kind's name and how often."""

    release: Release
    counts: list[tuple[LazyText, int]]


@edition_page
def releases_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = paginate(edition.releases.newest_first(), request, RELEASES)
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [agenda_crumb(edition)],
        "page": page,
        "listed": summarise_releases(page),
    }
    return render(request, "agenda/releases.html", context)


@edition_page
def release_page(request: HttpRequest, edition: Edition, number: str) -> HttpResponse:
    found = find_release(edition, number)
    page = paginate(changelog.release_changes(found), request, CHANGES)
    told = changelog.group_changes(page)
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [agenda_crumb(edition), releases_crumb(edition)],
        "release": found,
        "page": page,
        "told": told,
        "public": public_sessions([one.session for one in told]),
    }
    return render(request, "agenda/release.html", context)


@edition_page
def released_day_page(request: HttpRequest, edition: Edition, number: str, day: str) -> HttpResponse:
    """A day of the agenda as it stood at a release; addresses of search engines lead to today's."""
    found, wanted = find_release(edition, number), find_day(edition, day)
    rows = Session.objects.as_of(found).on(wanted).select_related("room", "edition")
    page = paginate(rows.defer("abstract_en", "abstract_zh").in_order(), request, SESSIONS)
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [agenda_crumb(edition), releases_crumb(edition), Crumb(found.get_absolute_url(), found.number)],
        "release": found,
        "day": wanted,
        "page": page,
        "public": public_sessions(list(page)),
    }
    return render(request, "agenda/as_of.html", context)


def summarise_releases(page: Page) -> list[ReleaseSummary]:
    """One query, for any number of releases."""
    counts: dict[int, Counter[str]] = {row.pk: Counter() for row in page}
    rows = Change.objects.filter(release__in=counts).order_by().values_list("release", "kind").annotate(Count("pk"))
    for key, kind, number in rows:
        counts[key][kind] = number
    summaries = []
    for row in page:
        of_kinds: list[tuple[LazyText, int]] = [
            (kind.label, counts[row.pk][kind]) for kind in ChangeKind if counts[row.pk][kind]
        ]
        summaries.append(ReleaseSummary(row, of_kinds))
    return summaries


def public_sessions(sessions: list[Session]) -> dict[int, Session]:
    """Which of the sessions have a page now, by their number; one query."""
    numbers = {session.number for session in sessions}
    found = (
        Session.objects.public()
        .filter(origin__in=numbers)
        .select_related("edition")
        .only("slug", "edition", "origin_id")
    )
    return {session.number: session for session in found}


def find_release(edition: Edition, number: str) -> Release:
    major, _point, minor = number.partition(".")
    found = edition.releases.filter(major=major, minor=minor).first()
    if found is None:
        raise Http404
    found.edition = edition
    return found


def releases_crumb(edition: Edition) -> Crumb:
    return Crumb(reverse("agenda:releases", args=[edition.slug]), _("Changes"))
