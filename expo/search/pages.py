"""The pages of the site, as the search finds them: those of lists where they are not empty."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import partial

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo.models import Edition, Exhibit, HallPlan
from expo.search.news import news_to_come
from expo.search.site_page import OF_ANY, ONCE_PUBLISHED, STATUS_PUBLISHED, SitePage
from expo.search_index.kinds import EVERY, SearchKind, SearchObject, Watch, spoken_pair
from expo.search_index.questions import visitors_words
from expo.visit.ways import exists_of_edition, public_ways

EXHIBITS_WATCHED = {
    "expo.Exhibit": STATUS_PUBLISHED.reading("status", "edition_id", "participation_id"),
    "expo.Participation": STATUS_PUBLISHED.reading("status"),
}
NEWS_WATCHED = {"expo.NewsItem": ONCE_PUBLISHED.reading("published", "edition_id", "publish_at")}
HALL_OF_PLAN = Watch("SELECT {page} FROM expo_hallplan WHERE hall_id = {row}.id AND published", adds=True)
WAY_WATCHED = {
    "expo.HallPlan": ONCE_PUBLISHED.reading("published", "hall_id"),
    "expo.Hall": HALL_OF_PLAN.reading("edition_id"),
}


def exhibits_shown() -> Exists:
    return exists_of_edition(Exhibit.objects.public())


def plans_shown() -> Exists:
    return Exists(HallPlan.objects.public().filter(hall__edition=OuterRef("pk")))


PAGES = [
    SitePage("expo:home", _("Home")),
    SitePage("agenda:overview", _("Agenda")),
    SitePage("agenda:mine", _("My visit")),
    SitePage("expo:exhibitors", _("Exhibitors")),
    SitePage("expo:halls", _("Halls"), watched={"expo.Hall": OF_ANY.reading("edition_id")}),
    SitePage("expo:people", _("People")),
    SitePage("expo:launches", _("Launches"), watched={"expo.Launch": ONCE_PUBLISHED}),
    SitePage("expo:scenarios", _("Scenarios"), watched={"expo.Scenario": OF_ANY.reading("edition_id")}),
    SitePage("expo:letters", _("Letters"), watched={"expo.Letter": ONCE_PUBLISHED}),
    SitePage("expo:visit", _("Your visit"), watched={"expo.VisitorPage": ONCE_PUBLISHED}),
    SitePage("expo:press", _("Press room")),
    SitePage("expo:news", _("News"), watched=NEWS_WATCHED),
    SitePage("expo:quotations", _("Quotations"), watched={"expo.Quotation": ONCE_PUBLISHED}),
    SitePage("expo:delegations", _("Delegations"), watched={"expo.Delegation": ONCE_PUBLISHED}),
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
    page = page_key("expo:news")
    if keys is None or page in keys:
        for _key, moment in news_to_come(None):
            yield page, moment


def page_key(route: str) -> int:
    return next(place for place, page in enumerate(ALL_PAGES, 1) if page.route == route)


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


def all_pages() -> list[SitePage]:
    """Those of every app, each by whose place its entry is kept."""
    pages = list(PAGES)
    for path in settings.EXPO_SEARCH_PAGES:
        pages += import_string(path)
    return pages


def watched_tables(pages: Collection[SitePage]) -> dict[str, Watch]:
    """By the labels of models, what may change any of them."""
    watched = {"expo.Edition": replace(EVERY, adds=True).reading("slug", "published", "clock_shift")}
    for place, page in enumerate(pages, 1):
        for label, watch in page.watched_by(place).items():
            watched[label] = watched[label].joined(watch) if label in watched else watch
    return watched


ALL_PAGES = all_pages()
WATCHED = watched_tables(ALL_PAGES)
KINDS = [
    SearchKind("pages", 40, pgettext_lazy("of the site", "Pages"), page_objects, WATCHED, pages_to_come),
]
