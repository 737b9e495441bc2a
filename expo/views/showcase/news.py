"""News and what people said: the lists, each item's page, and the feed."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from expo.exhibition import launches
from expo.i18n.bilingual import localised_text
from expo.i18n.instants import midnight
from expo.models import Edition, NewsItem
from expo.search.news import QUOTATIONS_PER_PAGE
from expo.web.paging import paginate
from expo.web.public_page import Crumb, EditionFeed, edition_page

PER_PAGE = 20
ENTRIES = 20
# On the page of one, so many of those before it.
EARLIER = 3


@edition_page
def news_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    page = paginate(edition.news.public().newest_first(), request, PER_PAGE)
    return render(request, "expo/news.html", {"edition": edition, "section": "news", "page": page})


@edition_page
def news_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    rows = edition.news.public().select_related("picture").prefetch_related("sources")
    row = get_object_or_404(rows, slug=slug)
    about = row.participations.public().by_name().select_related("organisation", "edition")
    context = {
        "edition": edition,
        "section": "news",
        "crumbs": [Crumb(reverse("expo:news", args=[edition.slug]), _("News"))],
        "item": row,
        "exhibitors": about.defer("profile_en", "profile_zh"),
        "launches": launches.launch_cards(row.launches.public()),
        "earlier": edition.news.public().before(row)[:EARLIER],
    }
    return render(request, "expo/news_item.html", context)


@edition_page
def quotation_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    rows = edition.quotations.public().select_related("speaker").prefetch_related("sources")
    page = paginate(rows.order_by("order", "pk"), request, QUOTATIONS_PER_PAGE)
    return render(request, "expo/quotations.html", {"edition": edition, "section": "letters", "page": page})


@edition_page
def news_feed(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The newest items in the language of the address; one query."""
    here, name = f"{request.scheme}://{request.get_host()}", localised_text(edition, "name").value
    feed = EditionFeed(
        title=_("News: %(expo)s") % {"expo": name},
        link=here + reverse("expo:news", args=[edition.slug]),
        description="",
        language=get_language(),
        feed_url=here + request.path,
        author_name=name,
        begins=midnight(edition.starts_on, edition.tz),
    )
    for item in edition.news.public().order_by("-publish_at", "slug")[:ENTRIES]:
        item.edition = edition
        add_entry(feed, item, here)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def add_entry(feed: EditionFeed, item: NewsItem, here: str) -> None:
    feed.add_item(
        title=localised_text(item, "name").value,
        link=here + item.get_absolute_url(),
        description=localised_text(item, "text").value,
        unique_id=uuid.uuid5(uuid.NAMESPACE_URL, f"news:{item.edition.identifier}/{item.pk}").urn,
        pubdate=item.publish_at,
        updateddate=item.publish_at,
    )
