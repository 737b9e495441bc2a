"""The public pages of the agenda."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from agenda.models import Session
from agenda.schedule import overview as glance
from agenda.schedule import rooms
from agenda.schedule.session_detail import session_detail
from agenda.views.shortcuts import agenda_crumb
from expo.i18n import dates
from expo.models import Edition
from expo.web.paging import paginate
from expo.web.public_page import Crumb, edition_page


@edition_page
def overview_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    lasting, undated = [], []
    for session in glance.sessions_of_no_single_day(edition):
        if session.day:
            lasting.append(session)
        else:
            undated.append(session)
    context = {
        "edition": edition,
        "section": "agenda",
        "days": glance.days_with_highlights(edition, glance.PER_DAY, cards=True),
        "several_days": lasting,
        "undated": undated,
        "ways": glance.public_ways(edition),
        "now": edition.now(),
    }
    return render(request, "agenda/overview.html", context)


@edition_page
def session_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    found = session_detail(edition, slug)
    if found is None:
        raise Http404
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": session_crumbs(edition, found.session),
        "found": found,
        "now": edition.now(),
    }
    return render(request, "agenda/session.html", context)


@edition_page
def rooms_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [agenda_crumb(edition)],
        "halls": rooms.halls_with_rooms(edition),
    }
    return render(request, "agenda/rooms.html", context)


@edition_page
def room_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    found = get_object_or_404(edition.rooms.public().select_related("hall"), slug=slug)
    page = paginate(rooms.room_sessions(found), request, rooms.PER_PAGE)
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [agenda_crumb(edition), Crumb(reverse("agenda:rooms", args=[edition.slug]), _("Rooms"))],
        "room": found,
        "page": page,
        "days": rooms.split_past(rooms.group_by_day(page), edition.today()),
    }
    return render(request, "agenda/room.html", context)


@edition_page
def door_screen_page(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    found = get_object_or_404(edition.rooms.public(), slug=slug)
    door = rooms.door_screen(found, edition.now())
    return render(request, "agenda/screen.html", {"edition": edition, "room": found, "door": door})


def session_crumbs(edition: Edition, session: Session) -> list[Crumb]:
    found = [agenda_crumb(edition)]
    if session.day:
        url = reverse("agenda:day", args=[edition.slug, session.day.isoformat()])
        found.append(Crumb(url, dates.format_day(session.day, dates.NAME)))
    return found
