"""The releases of the agenda as an Atom feed."""

import uuid
from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agenda.exports.occurrences import plain_text
from agenda.models import Change, Release
from agenda.releases import changelog
from agenda.views.files import site_origin, use_asked_language
from expo.i18n.characters import printable
from expo.i18n.instants import midnight
from expo.models import Edition
from expo.web.public_page import EditionFeed, edition_page

ENTRIES = 20
# A whole first release is a list of everything; readers of feeds are told how many more there are.
TOLD = 60


@edition_page
@use_asked_language
def release_feed(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The newest releases, each with what it changed; three queries."""
    here = site_origin(request)
    feed = EditionFeed(
        title=_("Changes of the agenda: %(expo)s") % {"expo": plain_text(edition, "name")},
        link=here + reverse("agenda:releases", args=[edition.slug]),
        description="",
        language=get_language(),
        feed_url=here + request.get_full_path(),
        author_name=plain_text(edition, "name"),
        begins=midnight(edition.starts_on, edition.tz),
    )
    releases = list(edition.releases.newest_first()[:ENTRIES])
    for release, rows in changes_by_release(releases).items():
        release.edition = edition
        add_entry(feed, release, rows, here)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def changes_by_release(releases: list[Release]) -> dict[Release, list[Change]]:
    """The first changes of each release, so many that one more than is told shows that there are more."""
    if not releases:
        return {}
    by_key: dict[int, list[Change]] = defaultdict(list)
    for row in changelog.first_changes(releases, TOLD + 1):
        by_key[row.release_id].append(row)
    return {release: by_key[release.pk] for release in releases}


def add_entry(feed: EditionFeed, release: Release, rows: list[Change], here: str) -> None:
    link = here + release.get_absolute_url()
    told = changelog.group_changes(rows[:TOLD])
    content = {"release": release, "told": told, "more": len(rows) > TOLD, "link": link, "site": here}
    feed.add_item(
        title=_("Version %(number)s") % {"number": release.number},
        link=link,
        description=printable(render_to_string("agenda/release/feed_entry.html", content)),
        unique_id=uuid.uuid5(uuid.NAMESPACE_URL, f"release:{release.edition.identifier}/{release.number}").urn,
        pubdate=release.released_at,
        updateddate=release.released_at,
    )
