"""An edition's home page."""

from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from expo.exhibition import edition_figures, launches
from expo.models import Edition
from expo.models.exhibition import ParticipationKind, ParticipationQuerySet
from expo.models.showcase.launches import LaunchQuerySet
from expo.web.public_page import edition_page

LAUNCHES_SHOWN = 6
LETTERS_SHOWN = 3
NEWS_SHOWN = 3
NOT_ON_THE_HOME_PAGE = (ParticipationKind.DELEGATION, ParticipationKind.MEDIA)


@edition_page
def home_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {
        "edition": edition,
        "section": "home",
        "stated": edition_figures.headline_statements(edition),
        "counts": edition_figures.edition_counts(edition),
        "scenarios": edition.scenarios.select_related("picture"),
        "launches": launches.launch_cards(first_shows(edition)[:LAUNCHES_SHOWN]),
        "news": edition.news.public().newest_first()[:NEWS_SHOWN],
        "letters": edition.letters.public().select_related("author").order_by("order", "pk")[:LETTERS_SHOWN],
        "organisers": ranked_organisers(edition),
    }
    return render(request, "expo/home.html", context)


def first_shows(edition: Edition) -> LaunchQuerySet:
    """In the order of their days; during the expo those of today and later first."""
    public = edition.launches.public()
    if edition.phase == "during":
        return public.soonest(edition.now().date())
    return public.order_by("launched_on", "hour", "slug")


def ranked_organisers(edition: Edition) -> ParticipationQuerySet:
    """Organisers and partners in the order of their kinds, as they stand in ParticipationKind."""
    ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(ParticipationKind)]
    rows = edition.participations.public().organising().exclude(kind__in=NOT_ON_THE_HOME_PAGE)
    ranked = rows.select_related("organisation__logo").defer("profile_en", "profile_zh")
    return ranked.order_by(Case(*ranks, output_field=IntegerField()), "order", "pk")
