"""Exhibitors: the list and each one's page."""

from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo.exhibition import edition_figures, launches
from expo.exhibition.showcase.exhibitor_cards import exhibitor_cards
from expo.forms.first_letter import LetterFilter
from expo.forms.list_filters import ExhibitorFilter
from expo.models import Booth, Edition, Participation
from expo.models.exhibition import ParticipationQuerySet, ParticipationStatus
from expo.models.people import AttendanceQuerySet
from expo.views.subjects import short_lists
from expo.views.subjects.short_lists import ShortList
from expo.web.paging import paginate_keys
from expo.web.public_page import Crumb, edition_page

PER_PAGE = 50
MOST_EXHIBITS = 200
MOST_PEOPLE = 100


@edition_page
def exhibitor_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    public = edition.participations.public().exhibiting()
    form = ExhibitorFilter(request.GET, public, edition)
    letters = LetterFilter(request, form.found(), form.wanted, "organisation__", form.key)
    page = paginate_keys(letters.found().by_name(), request, PER_PAGE, letters.key)
    page.object_list = exhibitor_cards(page.object_list)
    found = ngettext("%(number)d exhibitor", "%(number)d exhibitors", page.paginator.count)
    named = "" if form.wanted or letters.letter else edition_figures.named_share(edition, page.paginator.count)
    context = {
        "edition": edition,
        "section": "exhibitors",
        "form": form,
        "letters": letters,
        "filtered": bool(form.wanted or letters.letter),
        "page": page,
        "named": named,
        "found": found % {"number": page.paginator.count},
        "has_exhibits": edition.exhibits.public().exists(),
        "has_countries": any(row.organisation.region_id for row in page.object_list),
    }
    return render(request, "expo/exhibitors.html", context)


@edition_page
def exhibitor_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    rows = edition.participations.public().select_related("organisation__region__parent", "organisation__logo", "hall")
    stands = Prefetch("booths", Booth.objects.select_related("hall"))
    row = get_object_or_404(rows.prefetch_related(stands, "areas", "scenarios", "sources"), slug=slug)
    people = edition.attendances.public().filter(organisation=row.organisation)
    context = {
        "edition": edition,
        "section": "exhibitors",
        "crumbs": [Crumb(reverse("expo:exhibitors", args=[edition.slug]), _("Exhibitors"))],
        "participation": row,
        "exhibits": list(row.exhibits.public().order_by("-new", "slug").for_cards()[:MOST_EXHIBITS]),
        "launches": launches.launch_cards(row.launches.public()),
        "people": people_of_exhibitor(people),
        "elsewhere": other_participations(row),
    }
    return render(request, "expo/exhibitor.html", context)


def people_of_exhibitor(people: AttendanceQuerySet) -> ShortList:
    """All of them: no list has those of one exhibitor and nobody else."""
    cards = short_lists.people_cards(people, MOST_PEOPLE)
    return ShortList(cards, len(cards), "")


def other_participations(row: Participation) -> ParticipationQuerySet:
    """In other ways and editions, each with how many exhibits and launches it has there."""
    others = Participation.objects.public().filter(organisation=row.organisation).exclude(pk=row.pk)
    shown = Q(exhibits__status=ParticipationStatus.PUBLISHED)
    return others.select_related("edition").annotate(
        exhibits_there=Count("exhibits", filter=shown, distinct=True),
        launches_there=Count("launches", filter=Q(launches__published=True), distinct=True),
    )
