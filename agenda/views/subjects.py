"""All sessions about an area, a region or a scenario, or with a role of an exhibitor's."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from agenda.schedule.rooms import group_by_day
from agenda.schedule.subjects import FINDERS, listed_rows, sessions_of
from agenda.views.shortcuts import agenda_crumb
from expo.models import Edition
from expo.web.paging import paginate
from expo.web.public_page import edition_page

PER_PAGE = 60


@edition_page
def subject_page(request: HttpRequest, edition: Edition, kind: str, key: str) -> HttpResponse:
    if kind not in FINDERS:
        raise Http404
    found = FINDERS[kind](edition, key)
    page = paginate(listed_rows(sessions_of(edition, found.subject)), request, PER_PAGE)
    if not page.object_list:
        raise Http404
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [agenda_crumb(edition)],
        "found": found,
        "page": page,
        "days": group_by_day(page),
    }
    return render(request, "agenda/about.html", context)
