"""Where every address leads: the public site below a language, the staff site beside it."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import include, path, register_converter
from django.urls.converters import SlugConverter
from django.utils.module_loading import import_string
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from expo.accounts.own_password import ChangePassword
from expo.accounts.resubmit import LogIn
from expo.accounts.two_steps import TWO_STEPS
from expo.api import document, exhibition, not_found
from expo.availability import failures
from expo.grid import pages as grid_pages
from expo.imports.pictures.picture_import import PICTURE_IMPORT
from expo.views import exhibitors, halls, home, offline, people, pictures, search, share_cards, site, sources, status
from expo.views.hall_desk import changes as hall_changes
from expo.views.hall_desk import pages as hall_pages
from expo.views.hall_desk import walls as hall_walls
from expo.views.imports import bring_run, import_routes, open_to_kind
from expo.views.lists import pages as list_pages
from expo.views.lists.asked_pictures import asked_picture
from expo.views.showcase import delegations, exhibits, launches, letters, news, scenarios
from expo.views.subjects import areas, organisations, regions
from expo.views.visit import notices, pages

STAFF = "|".join(["api", *(prefix.strip("/") for prefix in settings.STAFF_PREFIXES)])


class EditionConverter(SlugConverter):
    """An edition's slug; never `desk` and the like, or what is refused there would be looked for in a language."""

    regex = rf"(?!(?:{STAFF})/){SlugConverter.regex}"


register_converter(EditionConverter, "edition")

handler500 = failures.failure_page

# Below `/<language>/<edition>/`.
PAGES = [
    path("", home.home_page, name="home"),
    path("exhibitors/", exhibitors.exhibitor_list, name="exhibitors"),
    path("exhibitors/<slug:slug>/", exhibitors.exhibitor_page, name="exhibitor"),
    path("exhibitors/<slug:slug>/editions/", organisations.organisation_page, name="organisation"),
    path("areas/<slug:slug>/", areas.area_page, name="area"),
    path("countries/", regions.country_list, name="countries"),
    path("regions/<slug:code>/", regions.region_page, name="region"),
    path("exhibits/", exhibits.exhibit_list, name="exhibits"),
    path("exhibits/<slug:slug>/", exhibits.exhibit_page, name="exhibit"),
    path("halls/", halls.hall_list, name="halls"),
    path("halls/<slug:code>/", halls.hall_page, name="hall"),
    path("way/", halls.way_page, name="way"),
    path("halls/<slug:code>/plan.svg", halls.hall_plan_file, name="hall_plan"),
    path("people/", people.people_list, name="people"),
    path("people/<slug:slug>/", people.person_page, name="person"),
    path("launches/", launches.launch_list, name="launches"),
    path("launches/<slug:slug>/", launches.launch_page, name="launch"),
    path("scenarios/", scenarios.scenario_list, name="scenarios"),
    path("scenarios/<slug:slug>/", scenarios.scenario_page, name="scenario"),
    path("letters/", letters.letter_list, name="letters"),
    path("notice/", notices.standing_notice, name="notice"),
    path("delegations/", delegations.delegation_list, name="delegations"),
    path("delegations/<slug:slug>/", delegations.delegation_page, name="delegation"),
    path("news/", news.news_list, name="news"),
    path("news/feed.atom", news.news_feed, name="news_feed"),
    path("news/<slug:slug>/", news.news_page, name="news_item"),
    path("quotations/", news.quotation_list, name="quotations"),
    path("visit/", pages.page_list, name="visit"),
    path("visit/<slug:slug>/", pages.visitor_page, name="visitor_page"),
    path("press/", pages.press_room, name="press"),
    path("search/", search.search_page, name="search"),
    path("search/suggestions.json", search.suggestions_file, name="suggest"),
    path("sources/", sources.sources_page, name="sources"),
    path("open-data/", sources.open_data_page, name="open_data"),
]
# What belongs to no other app, and the answer at all that lead nowhere.
# Below `/<edition>/`.
FILES = [path("cards/<str:name>.png", share_cards.card_file, name="card")]
API = [
    path("openapi.json", document.openapi_document, name="document"),
    path("docs", document.docs_page, name="docs"),
    path("editions", exhibition.list_editions, name="editions"),
    path("editions/<str:edition>/exhibitors", exhibition.list_exhibitors, name="exhibitors"),
    path("<path:rest>", not_found.unknown_address, name="nowhere"),
]
LOOK = open_to_kind(PICTURE_IMPORT, bring_run(PICTURE_IMPORT, asked_picture))
PICTURE_ROUTES = [
    *import_routes(PICTURE_IMPORT, "zip"),
    path("<slug:edition>/zip/<int:pk>/<int:number>/", LOOK, name="asked_picture"),
]
# Where staff draw the halls.
HALL_DESK = [
    path("", hall_pages.redirect_to_halls, name="start"),
    path("<slug:edition>/", hall_pages.halls_page, name="halls"),
    path("<slug:edition>/<slug:code>/", hall_pages.hall_page, name="hall"),
    path("<slug:edition>/<slug:code>/plan/", hall_pages.start_plan, name="plan"),
    path("<slug:edition>/<slug:code>/shown/", hall_pages.show_plan, name="shown"),
    path("<slug:edition>/<slug:code>/state/", hall_pages.state_file, name="state"),
    path("<slug:edition>/<slug:code>/change/", hall_changes.change_file, name="change"),
    path("<slug:edition>/<slug:code>/undo/", hall_changes.undo_step, name="undo"),
    path("<slug:edition>/<slug:code>/redo/", hall_changes.redo_step, name="redo"),
    path("<slug:edition>/<slug:code>/rectangles/", hall_changes.rectangles_page, name="rectangles"),
    path("<slug:edition>/<slug:code>/row/", hall_changes.row_page, name="row"),
    path("<slug:edition>/<slug:code>/walls/", hall_walls.walls_page, name="walls"),
    path("<slug:edition>/<slug:code>/stands/<int:pk>/", hall_changes.stand_page, name="stand"),
    path("<slug:edition>/<slug:code>/stands/<int:pk>/split/", hall_changes.split_page, name="split"),
]
urlpatterns = [
    path("", site.redirect_to_language, name="root"),
    path("healthz", site.health_check, name="healthz"),
    path("readyz", site.readiness_check, name="readyz"),
    path("metrics", status.metrics_file, name="metrics"),
    path("desk/lists/", include((list_pages.ROUTES, "lists"))),
    path("desk/pictures/", include((PICTURE_ROUTES, "picture_import"))),
    path("desk/status/", status.status_page, name="status"),
    path("desk/notices/", notices.notice_desk, name="notice_desk"),
    path("desk/notices/<slug:edition>/", notices.notices_page, name="notices"),
    path("desk/exhibition/grid/", include((grid_pages.ROUTES, "grid"))),
    path("desk/halls/", include((HALL_DESK, "hall_desk"))),
    path("robots.txt", site.robots_file, name="robots"),
    path(".well-known/security.txt", site.security_file, name="security"),
    path("sitemap.xml", site.sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", site.sitemap_file, name="sitemap"),
    path("media/<slug:name>-<int:width>.webp", pictures.picture_file, name="picture"),
    path("admin/pictures/<slug:name>-<int:width>.webp", pictures.picture_for_staff, name="staff_picture"),
    path("sw.js", offline.service_worker, name="worker"),
    path("accounts/", site.staff_entrance, name="staff"),
    path("accounts/login/", LogIn.as_view(), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("accounts/password/", ChangePassword.as_view(), name="password_change"),
    path("accounts/two-steps/", include((TWO_STEPS, "two_steps"))),
    path("accounts/language/", require_POST(set_language), name="set_language"),
    path("admin/", admin.site.urls),
    path("<edition:edition>/", include((FILES, "share"))),
    path("", include("agenda.urls")),
    path("", include("deals.urls")),
    path("api/v1/", include((API, "api"))),
    *i18n_patterns(
        path("", site.front_page, name="front"),
        path("offline/", offline.offline_page, name="offline"),
        path("manifest.webmanifest", offline.web_manifest, name="manifest"),
        path("<edition:edition>/", include((PAGES, "expo"))),
        path("<edition:edition>/", include(import_string("agenda.urls.PAGES"))),
        path("<edition:edition>/", include(import_string("deals.urls.PAGES"))),
    ),
]

if settings.DEBUG:
    from expo.views.styleguide import styleguide_page

    urlpatterns.append(path("styleguide/", styleguide_page, name="styleguide"))
