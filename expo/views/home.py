"""An edition's home page."""

import datetime as dt

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from expo.db.compiled_rows import CompiledRows
from expo.exhibition import edition_figures, launches
from expo.models import Edition, Launch, Letter, NewsItem, Participation, Scenario
from expo.models.exhibition import EXHIBITING, ParticipationKind, ParticipationQuerySet
from expo.models.showcase.launches import LaunchQuerySet
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
        "scenarios": scenarios_of(edition.pk),
        "launches": launches.finish_cards(first_shows(edition)),
        "news": newest_news(edition.pk),
        "letters": letters_in_order(edition.pk),
        "organisers": ranked_organisers(edition.pk),
    }
    return render(request, "expo/home.html", context)


def first_shows(edition: Edition) -> list[Launch]:
    """In the order of their days; during the expo those of today and later first."""
    if edition.phase == "during":
        return launches_since(edition.pk, edition.now().date())
    return launches_by_day(edition.pk)


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
