"""What an edition tells, as the search finds it: news from their moment on, what people said, and delegations."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from expo.i18n import dates, instants
from expo.models import Delegation, NewsItem, Quotation
from expo.models.showcase.news import EDITION_NOW
from expo.search.participants import region_parts
from expo.search_index.kinds import (
    RENAMED,
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

NEWS_WATCHED = {"expo.NewsItem": Watch("SELECT {row}.id WHERE {row}.published"), "expo.Edition": RENAMED}
# The address of a quotation tells its page, so its place among those that are public.
QUOTATIONS_WATCHED = {
    "expo.Quotation": Watch("SELECT 0 WHERE {row}.published"),
    "expo.Person": Watch("SELECT 0 FROM expo_quotation WHERE speaker_id = {row}.id AND published"),
    "expo.Edition": RENAMED,
}
DELEGATIONS_WATCHED = {
    "expo.Delegation": Watch("SELECT {row}.id WHERE {row}.published"),
    "expo.Organisation": Watch("SELECT id FROM expo_delegation WHERE organisation_id = {row}.id AND published"),
    "expo.Region": RENAMED,
    "expo.Edition": RENAMED,
}
QUOTATIONS_PER_PAGE = 20
# Newest first: days before this one.
LATEST = dt.date(2200, 1, 1)


def news_objects(keys: Collection[int] | None) -> Iterator[SearchObject]:
    rows = NewsItem.objects.public().select_related("edition").order_by("pk")
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
        parts=text_parts("text", text_pair(row, "text")),
        about=about,
        place=place,
    )


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
    rows = Delegation.objects.public().select_related("edition", "organisation", "region__parent__parent")
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
    """Where it comes from, as the list of delegations says it: the region, else the body that sent it."""
    if row.region:
        return region_parts(row.region)
    return text_parts("organisation", text_pair(row.organisation, "name"))


KINDS = [
    SearchKind("delegations", 7, _("Delegations"), delegation_objects, DELEGATIONS_WATCHED),
    SearchKind("news", 25, _("News"), news_objects, NEWS_WATCHED, news_to_come),
    SearchKind("quotations", 26, _("Quotations"), quotation_objects, QUOTATIONS_WATCHED),
]
