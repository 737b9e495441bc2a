"""The public pages of the agenda."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from agenda import doors, qr_code
from agenda import overview as glance
from agenda.choice import Choice
from agenda.filters import DayForm
from agenda.grid import grid_of
from agenda.models import Session
from agenda.programme import Programme
from agenda.surroundings import surroundings
from agenda.wayfinding import agenda_crumb, day_within
from expo import dates
from expo.models import Edition
from expo.pages import Crumb, of_edition, page_of


@of_edition
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    apart = list(glance.apart(edition))
    context = {
        "edition": edition,
        "section": "agenda",
        "days": glance.with_highlights(edition, glance.PER_DAY, cards=True),
        "several_days": [session for session in apart if session.day],
        "undated": [session for session in apart if not session.day],
        "now": edition.now(),
    }
    return render(request, "agenda/overview.html", context)


@of_edition
def day(request: HttpRequest, edition: Edition, day: str) -> HttpResponse:
    wanted = day_within(edition, day)
    form = DayForm(request.GET, edition.sessions.public().on(wanted))
    programme = Programme(edition, form.rows)
    part = programme.part(request.GET.get("page"))
    number = len(programme.rows)
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [agenda_crumb(edition)],
        "day": wanted,
        "days": glance.days(edition, wanted, narrowed=form.found, query=urlencode(form.wanted)),
        "form": form,
        "filtered": bool(form.filters),
        "found": ngettext("%(number)d session", "%(number)d sessions", number) % {"number": number},
        "programme": programme,
        "part": part,
        "grid": grid_of(part) if form.wanted.get("view") else None,
        "now": edition.now(),
    }
    return render(request, "agenda/day.html", context)


@of_edition
def session(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    found = surroundings(edition, slug)
    if found is None:
        raise Http404
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": crumbs(edition, found.session),
        "found": found,
        "now": edition.now(),
    }
    return render(request, "agenda/session.html", context)


@of_edition
def mine(request: HttpRequest, edition: Edition) -> HttpResponse:
    choice = Choice(edition, request.GET.get("s", ""))
    address = request.build_absolute_uri(f"{request.path}?s={choice.address}")
    file = request.build_absolute_uri(reverse("files:mine", args=[edition.slug]))
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [agenda_crumb(edition)],
        "choice": choice,
        "address": address,
        "code": qr_code.svg(address) if choice.chosen else "",
        "file": f"{file}?s={choice.address}&lang={get_language()}",
        "now": edition.now(),
    }
    return render(request, "agenda/mine.html", context)


@of_edition
def rooms(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [agenda_crumb(edition)],
        "halls": doors.halls(edition),
    }
    return render(request, "agenda/rooms.html", context)


@of_edition
def room(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    found = get_object_or_404(edition.rooms.public().select_related("hall"), slug=slug)
    page = page_of(doors.sessions_in(found), request, doors.PER_PAGE)
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [agenda_crumb(edition), Crumb(reverse("agenda:rooms", args=[edition.slug]), _("Rooms"))],
        "room": found,
        "page": page,
        "days": doors.by_day(page),
    }
    return render(request, "agenda/room.html", context)


@of_edition
def screen(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    found = get_object_or_404(edition.rooms.public(), slug=slug)
    door = doors.door(found, edition.now())
    return render(request, "agenda/screen.html", {"edition": edition, "room": found, "door": door})


def crumbs(edition: Edition, session: Session) -> list[Crumb]:
    found = [agenda_crumb(edition)]
    if session.day:
        url = reverse("agenda:day", args=[edition.slug, session.day.isoformat()])
        found.append(Crumb(url, dates.written(session.day, dates.NAME)))
    return found
