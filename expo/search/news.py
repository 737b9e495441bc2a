"""What an edition tells, as the search finds it: news from their moment on, what people said, and delegations."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from expo.i18n import dates, instants
from expo.models import Delegation, NewsItem, Participation, Quotation
from expo.models.showcase.news import EDITION_NOW
from expo.search.participants import OF_REGION, SHORT_NAMES, region_parts
from expo.search_index.kinds import (
    NAMES,
    OF_EDITION,
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

# News that are shown, with the exhibitors that they are about.
TOLD_OF = (
    "SELECT n.id FROM expo_newsitem AS n JOIN expo_newsitem_participations AS a ON a.newsitem_id = n.id "
    "JOIN expo_participation AS p ON p.id = a.participation_id WHERE n.published AND p.status = 'published' AND "
)
NEWS_WATCHED = {
    "expo.NewsItem": Watch("SELECT {row}.id WHERE {row}.published"),
    "expo.NewsItem_participations": Watch("SELECT id FROM expo_newsitem WHERE id = {row}.newsitem_id AND published"),
    "expo.Participation": Watch(
        "SELECT n.id FROM expo_newsitem AS n JOIN expo_newsitem_participations AS a ON a.newsitem_id = n.id "
        "WHERE a.participation_id = {row}.id AND n.published AND {row}.status = 'published'",
        inserts=False,
    ).reading("edition_id", "organisation_id", "status"),
    "expo.Organisation": Watch(TOLD_OF + "p.organisation_id = {row}.id", inserts=False).reading(*SHORT_NAMES),
    "expo.Edition": OF_EDITION.reading(*OF_EDITION.columns, "timezone", "clock_shift"),
}
# The address of a quotation tells its page, so its place among those that are public.
QUOTATIONS_WATCHED = {
    "expo.Quotation": Watch("SELECT 0 WHERE {row}.published"),
    "expo.Person": Watch("SELECT 0 FROM expo_quotation WHERE speaker_id = {row}.id AND published").reading(
        *NAMES, "pinyin"
    ),
    "expo.Edition": OF_EDITION,
}
DELEGATIONS_WATCHED = {
    "expo.Delegation": Watch("SELECT {row}.id WHERE {row}.published"),
    "expo.Organisation": Watch("SELECT id FROM expo_delegation WHERE organisation_id = {row}.id AND published").reading(
        *NAMES
    ),
    "expo.Person": Watch(
        "SELECT id FROM expo_delegation WHERE head_id = {row}.id AND published", inserts=False
    ).reading(*NAMES),
    "expo.Region": OF_REGION,
    "expo.Edition": OF_EDITION,
}
QUOTATIONS_PER_PAGE = 20
# Newest first: days before this one.
LATEST = dt.date(2200, 1, 1)


def news_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    about = Prefetch("participations", Participation.objects.public().select_related("organisation").order_by("pk"))
    rows = NewsItem.objects.public().select_related("edition").prefetch_related(about).order_by("pk")
    for row in rows_with_keys(rows, keys):
        yield news_object(row)


def news_object(row: NewsItem) -> SearchObject:
    about, place = [], 0
    if row.publish_at:
        day = row.publish_at.astimezone(row.edition.tz).date()
        about.append(spoken_pair(lambda: dates.format_day(day, dates.SHORT)))
        place = (LATEST - day).days
    return SearchObject(
        edition=row.edition_id,
        key=row.pk,
        url=row.get_absolute_url(),
        title=text_pair(row, "name"),
        parts=[*exhibitor_parts(row), *text_parts("text", text_pair(row, "text"))],
        about=about,
        place=place,
    )


def exhibitor_parts(row: NewsItem) -> list[SearchPart]:
    """Of those that it is about and that visitors see, their names and short names."""
    parts: list[SearchPart] = []
    for participation in row.participations.all():
        organisation = participation.organisation
        short = organisation.short_en, organisation.short_zh
        parts += text_parts("exhibitor", text_pair(organisation, "name"), short)
    return parts


def news_to_come(keys: Collection[int] | None) -> Iterable[tuple[int, dt.datetime]]:
    """Those that the clock will show, each with the moment: in a rehearsal, by its own clock."""
    rows = rows_with_keys(NewsItem.objects.approved().filter(publish_at__gt=EDITION_NOW), keys)
    for key, moment, shift in rows.values_list("pk", "publish_at", "edition__clock_shift"):
        yield key, instants.shift_moment(moment, -shift)


def quotation_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    """All of them, whichever keys are asked for: one that goes changes the pages of those behind it."""
    rows = Quotation.objects.public().select_related("speaker", "edition")
    places: dict[int, int] = {}
    for row in rows.order_by("edition", "order", "pk"):
        place = places.setdefault(row.edition_id, 0)
        places[row.edition_id] += 1
        yield quotation_object(row, place)


def quotation_object(row: Quotation, place: int) -> SearchObject:
    speaker = row.speaker
    english, chinese = speaker.name_en or speaker.name_zh, speaker.name_zh or speaker.name_en
    return SearchObject(
        edition=row.edition_id,
        key=row.pk,
        url=quotation_url(row, place),
        title=(f"What {english} said", f"{chinese}的发言摘录"),
        names=[speaker.name_en, speaker.name_zh],
        pinyin=speaker.pinyin,
        parts=text_parts("text", text_pair(row, "text"), text_pair(row, "office"), text_pair(row, "occasion")),
        about=quotation_about(row),
        place=place,
    )


def quotation_url(row: Quotation, place: int) -> str:
    """Where it stands in the list, on the page of it."""
    page = place // QUOTATIONS_PER_PAGE + 1
    query = ""
    if page > 1:
        query = f"?page={page}"
    return f"{reverse('expo:quotations', args=[row.edition.slug])}{query}#{row.anchor}"


def quotation_about(row: Quotation) -> list[Pair]:
    about = []
    for pair in (text_pair(row, "office"), text_pair(row, "occasion")):
        if any(pair):
            about.append(pair)
    return about


def delegation_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = Delegation.objects.public().select_related("edition", "head", "organisation", "region__parent__parent")
    for row in rows_with_keys(rows, keys).order_by("pk"):
        yield SearchObject(
            edition=row.edition_id,
            key=row.pk,
            url=row.get_absolute_url(),
            title=text_pair(row, "name"),
            parts=[*text_parts("text", text_pair(row, "text")), *sender_parts(row)],
            about=[text_pair(row.region or row.organisation, "name")],
        )


def sender_parts(row: Delegation) -> list[SearchPart]:
    """Who leads it, and where it comes from as the list of delegations says it: the region, else who sent it."""
    parts: list[SearchPart] = []
    if row.head:
        parts += text_parts("person", text_pair(row.head, "name"))
    if row.region:
        return parts + region_parts(row.region)
    return parts + text_parts("organisation", text_pair(row.organisation, "name"))


KINDS = [
    SearchKind("delegations", 7, _("Delegations"), delegation_objects, DELEGATIONS_WATCHED),
    SearchKind("news", 25, _("News"), news_objects, NEWS_WATCHED, news_to_come),
    SearchKind("quotations", 26, _("Quotations"), quotation_objects, QUOTATIONS_WATCHED),
]
