"""What the expo shows and says, as the search finds it: launches, scenarios, letters, and the pages of the site."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo.i18n import dates
from expo.i18n.lazy_text import LazyText
from expo.models import Edition, Launch, Letter, Scenario
from expo.search.news import news_to_come
from expo.search.participants import SHORT_NAMES
from expo.search_index.kinds import (
    ALL_ROWS,
    EVERY,
    NAMES,
    OF_EDITION,
    OWN,
    Pair,
    SearchKind,
    SearchObject,
    SearchPart,
    Watch,
    rows_with_keys,
    spoken_pair,
    text_pair,
    text_parts,
)
from expo.visit.ways import public_ways

LAUNCHES_WATCHED = {
    "expo.Launch": Watch("SELECT {row}.id WHERE {row}.published"),
    "expo.Participation": Watch(
        "SELECT id FROM expo_launch WHERE participation_id = {row}.id AND published AND {row}.status = 'published'"
    ).reading("edition_id", "organisation_id", "status"),
    "expo.Organisation": Watch(
        "SELECT l.id FROM expo_launch AS l JOIN expo_participation AS p ON p.id = l.participation_id "
        "WHERE p.organisation_id = {row}.id AND p.status = 'published' AND l.published"
    ).reading(*SHORT_NAMES),
    "expo.TechnologyArea": Watch(
        "SELECT id FROM expo_launch WHERE area_id = {row}.id AND published", inserts=False
    ).reading(names=NAMES),
    "expo.Scenario": Watch(
        "SELECT id FROM expo_launch WHERE scenario_id = {row}.id AND published", inserts=False
    ).reading(names=NAMES),
    "expo.Edition": OF_EDITION,
}
SCENARIOS_WATCHED = {
    "expo.Scenario": OWN,
    "expo.Hall": Watch("SELECT id FROM expo_scenario WHERE hall_id = {row}.id", inserts=False).reading(
        "code", names=NAMES
    ),
    "expo.Edition": OF_EDITION,
}
# The address of a letter tells its place among those that are public.
LETTERS_WATCHED = {
    "expo.Letter": Watch("SELECT 0 WHERE {row}.published"),
    "expo.Person": Watch("SELECT 0 FROM expo_letter WHERE author_id = {row}.id AND published").reading(*NAMES),
    "expo.Edition": OF_EDITION,
}
# Of a list, pages tell no more than whether it is empty.
ONCE_PUBLISHED = Watch("SELECT 0 WHERE {row}.published").reading("published", "edition_id")
PAGES_WATCHED = {
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
# The pages that each edition has: their routes, what they are called, and what else people call them. The lists among
# its ways are found where they are not empty.
PAGES: tuple[tuple[str, LazyText, str], ...] = (
    ("expo:home", _("Home"), "首页 start"),
    ("agenda:overview", _("Agenda"), "programme schedule timetable 日程 议程"),
    ("agenda:mine", _("My visit"), "my agenda 我的日程"),
    ("expo:exhibitors", _("Exhibitors"), "companies firms 参展商 企业"),
    ("expo:halls", _("Halls"), "map plan floor venue stands 地图 展馆 展位 平面图"),
    ("expo:people", _("People"), "speakers guests 嘉宾 演讲人"),
    ("expo:launches", _("Launches"), "new products first 首发 新品"),
    ("expo:scenarios", _("Scenarios"), "场景"),
    ("expo:letters", _("Letters"), "贺信"),
    ("expo:visit", _("Your visit"), "hours directions tickets 参观 开放时间 交通 门票"),
    ("expo:press", _("Press room"), "media journalists 媒体 新闻中心"),
    ("expo:news", _("News"), "新闻 消息"),
    ("expo:quotations", _("Quotations"), "said 语录 发言"),
    ("expo:delegations", _("Delegations"), "代表团"),
    ("deals:index", _("Deals"), "signed projects contracts 签约 项目"),
    ("deals:breakdowns", _("Totals"), "statistics 统计 总额"),
    ("expo:sources", _("Sources"), "来源"),
    ("expo:open_data", _("Open data"), "csv api download calendar feed 开放数据 下载 接口 日历"),
)


def launch_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = Launch.objects.public().select_related("edition", "area", "scenario", "participation__organisation")
    for row in rows_with_keys(rows, keys).order_by("pk"):
        yield SearchObject(
            edition=row.edition_id,
            key=row.pk,
            url=row.get_absolute_url(),
            title=text_pair(row, "name"),
            parts=launch_parts(row),
            about=launch_about(row),
        )


def launch_parts(row: Launch) -> list[SearchPart]:
    parts = text_parts("text", text_pair(row, "summary"))
    if row.area:
        parts += text_parts("area", text_pair(row.area, "name"))
    if row.scenario:
        parts += text_parts("scenario", text_pair(row.scenario, "name"))
    if maker := row.public_maker:
        organisation = maker.organisation
        parts += text_parts("exhibitor", text_pair(organisation, "name"))
        for name in (organisation.short_en, organisation.short_zh):
            parts += text_parts("exhibitor", (name, name))
    return parts


def launch_about(row: Launch) -> list[Pair]:
    about = []
    if row.level:
        about.append(spoken_pair(row.get_level_display))
    if day := row.launched_on:
        about.append(spoken_pair(lambda: dates.format_day(day, dates.SHORT)))
    return about


def scenario_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = Scenario.objects.public().select_related("edition", "hall").order_by("pk")
    for row in rows_with_keys(rows, keys):
        parts = text_parts("text", text_pair(row, "story"))
        if row.hall:
            parts += text_parts("hall", (row.hall.code, row.hall.code), text_pair(row.hall, "name"))
        yield SearchObject(row.edition_id, row.pk, row.get_absolute_url(), text_pair(row, "name"), parts=parts)


def letter_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = Letter.objects.public().with_place().select_related("author", "edition").order_by("pk")
    for row in rows:
        yield SearchObject(
            edition=row.edition_id,
            key=row.pk,
            url=row.get_absolute_url(),
            title=letter_title(row),
            names=[row.author.name_en, row.author.name_zh],
            parts=text_parts("text", text_pair(row, "text"), text_pair(row, "office")),
            about=[pair for pair in [text_pair(row, "office")] if any(pair)],
            place=row.place,
        )


def letter_title(row: Letter) -> Pair:
    author = row.author
    english, chinese = author.name_en or author.name_zh, author.name_zh or author.name_en
    return f"Letter from {english}", f"{chinese}的贺信"


def pages_to_come(keys: Collection[int] | None) -> Iterable[tuple[int, dt.datetime]]:
    """The list of news comes with the first of them."""
    for _key, moment in news_to_come(None):
        yield ALL_ROWS, moment


def page_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    for edition in Edition.objects.public().annotate(ways=public_ways()).order_by("pk"):
        for place, (route, title, others) in enumerate(PAGES):
            if not edition.ways.get(route.removeprefix("expo:"), True):
                continue
            yield SearchObject(
                edition=edition.pk,
                key=place + 1,
                url=reverse(route, args=[edition.slug]),
                title=spoken_pair(partial(str, title)),
                names=others.split(),
                place=place,
            )


KINDS = [
    SearchKind("launches", 5, _("Launches"), launch_objects, LAUNCHES_WATCHED),
    SearchKind("scenarios", 23, _("Scenarios"), scenario_objects, SCENARIOS_WATCHED),
    SearchKind("letters", 24, _("Letters"), letter_objects, LETTERS_WATCHED),
    SearchKind("pages", 40, pgettext_lazy("of the site", "Pages"), page_objects, PAGES_WATCHED, pages_to_come),
]
