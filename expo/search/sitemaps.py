"""The public pages as search engines ask for them, each with its address in the other language.

A rehearsal's are left out: nobody who searches is to find what is invented.
"""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.module_loading import import_string

from expo.exhibition.subjects.sources import public_areas, public_regions
from expo.models import (
    Attendance,
    Delegation,
    Edition,
    Exhibit,
    Hall,
    Launch,
    NewsItem,
    Participation,
    Scenario,
    VisitorPage,
)
from expo.models.visit.pages import PageKind
from expo.visit.ways import public_ways

# An entry names all languages, so a file of these many stays well below a search engine's limit of 50 MB.
PER_FILE = 5_000


def listed_editions() -> QuerySet[Edition]:
    """The editions whose pages may be searched for."""
    return Edition.objects.public().filter(rehearsal=False)


class BilingualSitemap(Sitemap):
    """Rows with a page of their own: `rows` gives those that are public, in a stable order.

    `picture`: the path from a row to the picture that its page shows; the rows are loaded with it.
    """

    i18n = True
    alternates = True
    x_default = False
    limit = PER_FILE

    def __init__(self, rows: Callable[[], Iterable[Any]], picture: str = "") -> None:
        self.rows, self.picture = rows, picture

    def items(self) -> Iterable[Any]:
        rows = self.rows()
        if self.picture and isinstance(rows, QuerySet):
            return rows.select_related(self.picture.replace(".", "__"))
        return rows

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """Django's, each with the address of its widest picture."""
        urls = super().get_urls(page, site, protocol)
        for url in urls:
            row, _language = url["item"]
            if self.picture and (shown := attrgetter(self.picture)(row)):
                url["picture"] = urljoin(url["location"], reverse("picture", args=[shown.name, shown.width]))
        return urls


class PageSitemap(BilingualSitemap):
    """The pages that each edition has, by the names of their routes; those among its ways only where these lead."""

    def __init__(self, *names: str, editions: Callable[[], QuerySet[Edition]] = listed_editions) -> None:
        super().__init__(self.pages)
        self.names = names
        self.editions = editions

    def pages(self) -> list[tuple[str, str]]:
        """Each name with each edition's slug."""
        pages = []
        for slug, ways in self.editions().order_by("slug").values_list("slug", public_ways()):
            for name in self.names:
                if ways.get(name.partition(":")[2], True):
                    pages.append((name, slug))
        return pages

    def location(self, item: tuple[str, str]) -> str:
        name, edition = item
        return reverse(name, args=[edition])


def sitemap_exhibitors() -> QuerySet[Participation]:
    return Participation.objects.public().filter(edition__in=listed_editions()).select_related("edition").order_by("pk")


def sitemap_exhibits() -> QuerySet[Exhibit]:
    return Exhibit.objects.public().filter(edition__in=listed_editions()).select_related("edition").order_by("pk")


def sitemap_launches() -> QuerySet[Launch]:
    return Launch.objects.public().filter(edition__in=listed_editions()).select_related("edition").order_by("pk")


def sitemap_news() -> QuerySet[NewsItem]:
    return NewsItem.objects.public().filter(edition__in=listed_editions()).select_related("edition").order_by("pk")


def sitemap_delegations() -> QuerySet[Delegation]:
    return Delegation.objects.public().filter(edition__in=listed_editions()).select_related("edition").order_by("pk")


def sitemap_visitor_pages() -> QuerySet[VisitorPage]:
    rows = VisitorPage.objects.public().exclude(kind=PageKind.PRESS).filter(edition__in=listed_editions())
    return rows.select_related("edition").order_by("pk")


def sitemap_people() -> QuerySet[Attendance]:
    return (
        Attendance.objects.public()
        .filter(edition__in=listed_editions())
        .select_related("edition", "person")
        .order_by("pk")
    )


def sitemap_halls() -> QuerySet[Hall]:
    return Hall.objects.public().filter(edition__in=listed_editions()).select_related("edition").order_by("pk")


def sitemap_scenarios() -> QuerySet[Scenario]:
    return Scenario.objects.public().filter(edition__in=listed_editions()).select_related("edition").order_by("pk")


class SubjectSitemap(BilingualSitemap):
    """Areas or regions, each at an edition: the address of each is a route with the edition's and its own."""

    def __init__(self, rows: Callable[[], Iterable[tuple[str, str]]], route: str) -> None:
        super().__init__(rows)
        self.route = route

    def location(self, item: tuple[str, str]) -> str:
        return reverse(self.route, args=item)


def sitemap_areas() -> list[tuple[str, str]]:
    """The slugs of editions and of the areas that have a page in each."""
    found = []
    for edition in listed_editions().order_by("slug"):
        found += [
            (edition.slug, slug) for slug in public_areas(edition).order_by("slug").values_list("slug", flat=True)
        ]
    return found


def sitemap_regions() -> list[tuple[str, str]]:
    """The slugs of editions and the codes of countries, provinces and districts that have a page in each."""
    found = []
    for edition in listed_editions().order_by("slug"):
        found += [(edition.slug, code) for code in sorted(region.code for region in public_regions(edition))]
    return found


PAGES = PageSitemap(
    "expo:home", "expo:exhibitors", "expo:countries", "expo:halls", "expo:people", "expo:launches", "expo:scenarios",
    "expo:letters", "expo:press", "expo:sources", "expo:open_data",
)  # fmt: skip
SITEMAPS = {
    "pages": PAGES,
    "exhibitors": BilingualSitemap(sitemap_exhibitors, "organisation.logo"),
    "exhibits": BilingualSitemap(sitemap_exhibits, "picture"),
    "launches": BilingualSitemap(sitemap_launches, "picture"),
    "news": BilingualSitemap(sitemap_news, "picture"),
    "delegations": BilingualSitemap(sitemap_delegations),
    "visit": BilingualSitemap(sitemap_visitor_pages),
    "people": BilingualSitemap(sitemap_people, "person.portrait"),
    "halls": BilingualSitemap(sitemap_halls, "picture"),
    "scenarios": BilingualSitemap(sitemap_scenarios, "picture"),
    "areas": SubjectSitemap(sitemap_areas, "expo:area"),
    "regions": SubjectSitemap(sitemap_regions, "expo:region"),
}


def all_sitemaps() -> dict[str, type[Sitemap] | Sitemap]:
    """Those of every app, by the names that stand in their addresses."""
    found: dict[str, type[Sitemap] | Sitemap] = {}
    for path in settings.EXPO_SITEMAPS:
        found |= import_string(path)
    return found
