"""An edition's home page."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from expo.db.compiled_rows import CompiledRows
from expo.exhibition import edition_figures, launches
from expo.models import Edition, Launch, Letter, NewsItem, Participation, Scenario
from expo.models.exhibition import EXHIBITING, ParticipationKind, ParticipationQuerySet
from expo.models.showcase.launches import LaunchLevel, LaunchQuerySet
from expo.web.drawn_parts import Draw, DrawnPart, recall_parts
from expo.web.public_page import edition_page

LAUNCHES_SHOWN = 6
LETTERS_SHOWN = 3
NEWS_SHOWN = 3
NOT_ON_THE_HOME_PAGE = (*EXHIBITING, ParticipationKind.DELEGATION, ParticipationKind.MEDIA)
# Named, not left out: so an index finds these few among all exhibitors.
ORGANISING = [kind for kind in ParticipationKind if kind not in NOT_ON_THE_HOME_PAGE]


@edition_page
def home_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {
        "edition": edition,
        "section": "home",
        "stated": edition_figures.headline_statements(edition),
        "counts": edition_figures.edition_counts(edition),
    }
    return render(request, "expo/home.html", context | home_parts(edition))


def home_parts(edition: Edition) -> dict[str, str]:
    """Parts that no clock changes, as HTML by their names; empty where nothing is in them."""
    day = edition.today() if edition.phase == "during" else None
    draws: dict[Any, Draw] = {(name, edition.pk, day): partial(draw_part, name, edition.pk, day) for name in PARTS}
    return dict(zip(PARTS, (part.html for part in recall_parts(draws)), strict=True))


def draw_part(name: str, pk: int, day: dt.date | None) -> DrawnPart:
    rows = PARTS[name](pk, day)
    if not rows:
        return DrawnPart(0, "")
    context = {"edition": Edition.objects.get(pk=pk), name: rows}
    if name == "launches":
        context["world_firsts_on"] = day if day and world_firsts_on(pk, day) else None
    return DrawnPart(len(rows), render_to_string(f"expo/home/{name}.html", context))


def first_shows(edition: int, day: dt.date | None) -> list[Launch]:
    """In the order of their days; during the expo those of this day and later first."""
    found = launches_by_day(edition) if day is None else launches_since(edition, day)
    return launches.finish_cards(found)


def world_firsts_on(edition: int, day: dt.date) -> bool:
    first = Launch.objects.public().filter(edition=edition, launched_on=day, level=LaunchLevel.WORLD)
    return first.exists()


def public_launches(edition: int) -> LaunchQuerySet:
    return launches.card_rows(Launch.objects.public().filter(edition=edition))


def public_organisers(edition: int) -> ParticipationQuerySet:
    """Organisers and partners in the order of their kinds, as they stand in ParticipationKind."""
    ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(ParticipationKind)]
    public = Participation.objects.public().filter(edition=edition)
    rows = public.filter(kind__in=ORGANISING).select_related("organisation__logo", "edition")
    ranked = rows.defer("profile_en", "profile_zh")
    return ranked.order_by(Case(*ranks, output_field=IntegerField()), "order", "pk")


def public_letters(edition: int) -> QuerySet[Letter]:
    rows = Letter.objects.public().filter(edition=edition).select_related("author")
    return rows.order_by("order", "pk")[:LETTERS_SHOWN]


launches_since: CompiledRows[Launch] = CompiledRows(
    lambda edition, day: public_launches(edition).soonest(day)[:LAUNCHES_SHOWN], int, dt.date
)
launches_by_day: CompiledRows[Launch] = CompiledRows(
    lambda edition: public_launches(edition).order_by("launched_on", "hour", "slug")[:LAUNCHES_SHOWN], int
)
ranked_organisers: CompiledRows[Participation] = CompiledRows(public_organisers, int)
letters_in_order: CompiledRows[Letter] = CompiledRows(public_letters, int)
newest_news: CompiledRows[NewsItem] = CompiledRows(
    lambda edition: NewsItem.objects.public().filter(edition=edition).newest_first()[:NEWS_SHOWN], int
)
scenarios_of: CompiledRows[Scenario] = CompiledRows(
    lambda edition: Scenario.objects.filter(edition=edition).select_related("edition", "picture"), int
)
# What is read for each, of the edition of a key and the day that is today there during the expo.
PARTS: dict[str, Callable[[int, dt.date | None], list[Any]]] = {
    "launches": first_shows,
    "letters": lambda edition, _day: letters_in_order(edition),
    "news": lambda edition, _day: newest_news(edition),
    "scenarios": lambda edition, _day: scenarios_of(edition),
    "organisers": lambda edition, _day: ranked_organisers(edition),
}
