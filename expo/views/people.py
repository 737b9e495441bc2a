"""People: speakers, guests and signatories of an edition."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo.forms.first_letter import LetterFilter
from expo.forms.list_filters import PeopleFilter
from expo.models import Attendance, Edition
from expo.models.organisations import name_ordering
from expo.web.paging import paginate_keys, rows_by_key
from expo.web.public_page import Crumb, edition_page

PER_PAGE = 60


@edition_page
def people_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    public = edition.attendances.public()
    form = PeopleFilter(request.GET, public, edition)
    letters = LetterFilter(request, form.found(), form.wanted, "person__", form.key)
    page = paginate_keys(letters.found().order_by("order", *name_ordering("person__")), request, PER_PAGE, letters.key)
    cards = public.for_cards().defer("person__biography_en", "person__biography_zh")
    page.object_list = rows_by_key(cards, page.object_list)
    found = ngettext("%(number)d person", "%(number)d people", page.paginator.count)
    context = {
        "edition": edition,
        "section": "people",
        "form": form,
        "letters": letters,
        "filtered": bool(form.wanted or letters.letter),
        "page": page,
        "found": found % {"number": page.paginator.count},
        "has_delegations": edition.delegations.public().exists(),
    }
    return render(request, "expo/people.html", context)


@edition_page
def person_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    cards = edition.attendances.public().for_cards().select_related("organisation__region")
    rows = cards.prefetch_related("sources")
    attendance = get_object_or_404(rows, person__slug=slug)
    elsewhere = Attendance.objects.public().filter(person=attendance.person).exclude(pk=attendance.pk)
    context = {
        "edition": edition,
        "section": "people",
        "crumbs": [Crumb(reverse("expo:people", args=[edition.slug]), _("People"))],
        "attendance": attendance,
        "letters": edition.letters.public().filter(author=attendance.person).select_related("edition").with_place(),
        "quotations": edition.quotations.public().filter(speaker=attendance.person).prefetch_related("sources"),
        "elsewhere": elsewhere.select_related("edition", "person"),
    }
    return render(request, "expo/person.html", context)
