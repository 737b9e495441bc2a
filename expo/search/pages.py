"""The pages of the site, as the search finds them: those of lists where they are not empty."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from functools import partial

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo.models import Edition, Exhibit, HallPlan
from expo.search.news import news_to_come
from expo.search.site_page import SitePage
from expo.search_index.kinds import ALL_ROWS, EVERY, SearchKind, SearchObject, Watch, spoken_pair
from expo.search_index.questions import visitors_words
from expo.visit.ways import exists_of_edition, public_ways

# Of a list, pages tell no more than whether it is empty.
ONCE_PUBLISHED = Watch("SELECT 0 WHERE {row}.published").reading("published", "edition_id")
STATUS_PUBLISHED = Watch("SELECT 0 WHERE {row}.status = 'published'")
# Those of the ways, which `public_ways` tells of.
WAYS_WATCHED = {
    "expo.Edition": EVERY.reading("slug", "published", "clock_shift"),
    "expo.Hall": EVERY.reading("edition_id"),
    "expo.Scenario": EVERY.reading("edition_id"),
    "expo.Launch": ONCE_PUBLISHED,
    "expo.Letter": ONCE_PUBLISHED,
    "expo.NewsItem": ONCE_PUBLISHED.reading("published", "edition_id", "publish_at"),
    "expo.Quotation": ONCE_PUBLISHED,
    "expo.Delegation": ONCE_PUBLISHED,
    "expo.VisitorPage": ONCE_PUBLISHED,
}
EXHIBITS_WATCHED = {
    "expo.Exhibit": STATUS_PUBLISHED.reading("status", "edition_id", "participation_id"),
    "expo.Participation": STATUS_PUBLISHED.reading("status"),
}
WAY_WATCHED = {"expo.HallPlan": ONCE_PUBLISHED.reading("published", "hall_id")}


def exhibits_shown() -> Exists:
    return exists_of_edition(Exhibit.objects.public())


def plans_shown() -> Exists:
    return Exists(HallPlan.objects.public().filter(hall__edition=OuterRef("pk")))


PAGES = [
    SitePage("expo:home", _("Home")),
    SitePage("agenda:overview", _("Agenda")),
    SitePage("agenda:mine", _("My visit")),
    SitePage("expo:exhibitors", _("Exhibitors")),
    SitePage("expo:halls", _("Halls")),
    SitePage("expo:people", _("People")),
    SitePage("expo:launches", _("Launches")),
    SitePage("expo:scenarios", _("Scenarios")),
    SitePage("expo:letters", _("Letters")),
    SitePage("expo:visit", _("Your visit")),
    SitePage("expo:press", _("Press room")),
    SitePage("expo:news", _("News")),
    SitePage("expo:quotations", _("Quotations")),
    SitePage("expo:delegations", _("Delegations")),
    SitePage("deals:index", _("Deals")),
    SitePage("deals:breakdowns", _("Totals")),
    SitePage("expo:sources", _("Sources")),
    SitePage("expo:open_data", _("Open data")),
    SitePage("expo:countries", _("Countries and regions")),
    SitePage("expo:exhibits", _("Exhibits"), exhibits_shown, EXHIBITS_WATCHED),
    SitePage("expo:way", _("Find the way"), plans_shown, WAY_WATCHED),
]


def pages_to_come(keys: Collection[int] | None) -> Iterable[tuple[int, dt.datetime]]:
    """The list of news comes with the first of them."""
    for _key, moment in news_to_come(None):
        yield ALL_ROWS, moment


def page_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    others = visitors_words()["pages"]
    shown = {f"page_{place}": page.shown() for place, page in enumerate(ALL_PAGES) if page.shown}
    for edition in Edition.objects.public().annotate(ways=public_ways(), **shown).order_by("pk"):
        for place, page in enumerate(ALL_PAGES):
            way = edition.ways.get(page.route.removeprefix("expo:"), True)
            if not way or not getattr(edition, f"page_{place}", True):
                continue
            yield SearchObject(
                edition=edition.pk,
                key=place + 1,
                url=reverse(page.route, args=[edition.slug]),
                title=spoken_pair(partial(str, page.title)),
                names=others.get(page.route, ()),
                place=place,
            )


ALL_PAGES = list(PAGES)
for path in settings.EXPO_SEARCH_PAGES:
    ALL_PAGES += import_string(path)
WATCHED = dict(WAYS_WATCHED)
for each in ALL_PAGES:
    WATCHED.update(each.watched)
KINDS = [
    SearchKind("pages", 40, pgettext_lazy("of the site", "Pages"), page_objects, WATCHED, pages_to_come),
]
