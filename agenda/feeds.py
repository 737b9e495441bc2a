"""The releases of the agenda as an Atom feed."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agenda import telling
from agenda.exported import words
from agenda.files import in_language_asked, site
from agenda.models import Change, Release
from expo.characters import printable
from expo.models import Edition
from expo.pages import of_edition

ENTRIES = 20
# A whole first release is a list of everything; readers of feeds are told how many more there are.
TOLD = 60


@of_edition
@in_language_asked
def changes(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The newest releases, each with what it changed; three queries."""
    here = site(request)
    feed = Atom1Feed(
        title=_("Changes of the agenda: %(expo)s") % {"expo": words(edition, "name")},
        link=here + reverse("agenda:releases", args=[edition.slug]),
        description="",
        language=get_language(),
        feed_url=here + request.get_full_path(),
        author_name=words(edition, "name"),
    )
    releases = list(edition.releases.newest_first()[:ENTRIES])
    for release, rows in changes_of(releases).items():
        release.edition = edition
        add(feed, release, rows, here)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def changes_of(releases: list[Release]) -> dict[Release, list[Change]]:
    """The first changes of each release, so many that one more than is told shows that there are more."""
    if not releases:
        return {}
    found = {release: [] for release in releases}
    by_key = {release.pk: release for release in releases}
    rows = telling.changes_of(releases, TOLD + 1)
    for row in rows:
        found[by_key[row.release_id]].append(row)
    return found


def add(feed: Atom1Feed, release: Release, rows: list[Change], here: str) -> None:
    link = here + release.get_absolute_url()
    told = telling.of_changes(rows[:TOLD])
    content = {"release": release, "told": told, "more": len(rows) > TOLD, "link": link, "site": here}
    feed.add_item(
        title=_("Version %(number)s") % {"number": release.number},
        link=link,
        description=printable(render_to_string("agenda/feed_entry.html", content)),
        unique_id=uuid.uuid5(uuid.NAMESPACE_URL, f"release:{release.edition.identifier}/{release.number}").urn,
        pubdate=release.released_at,
        updateddate=release.released_at,
    )
