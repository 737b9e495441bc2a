"""A visitor's own choice, which its address carries: sessions day by day, with the walk between them."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from agenda.schedule.visit.sessions import SessionChoice
from agenda.schedule.visit.stops import ExhibitChoice, ExhibitorChoice, LaunchChoice, StopChoice, sort_on_the_way
from agenda.schedule.visit.walk import VisitPlan
from agenda.views.shortcuts import agenda_crumb
from expo.models import Edition
from expo.web import qr_code
from expo.web.public_page import edition_page
from expo.web_push import vapid

Choices = dict[str, SessionChoice | StopChoice]
# By what each is called in the address.
STOPS: dict[str, type[StopChoice]] = {"e": ExhibitorChoice, "x": ExhibitChoice, "l": LaunchChoice}


@edition_page
def my_visit_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    sessions = SessionChoice(edition, request.GET.get("s", ""))
    places = {name: choice(edition, request.GET.get(name, "")) for name, choice in STOPS.items()}
    choices: Choices = {"s": sessions, **places}
    stops = sort_on_the_way([stop for choice in places.values() for stop in choice.stops])
    walk = VisitPlan(edition, sessions.chosen, stops)
    context = {
        "edition": edition,
        "section": "mine",
        "crumbs": [agenda_crumb(edition)],
        "days": walk.plan_days(),
        "left": walk.left,
        "walked": len(walk.left) < len(stops),
        "unknown": sum(choice.unknown for choice in choices.values()),
        "chosen": bool(sessions.chosen or stops),
        "with_sessions": bool(sessions.chosen),
        "push_key": "" if edition.phase == "after" else vapid.public_key(),
    }
    return render(request, "agenda/mine.html", context | share_links(request, edition, choices))


def share_links(request: HttpRequest, edition: Edition, choices: Choices) -> dict[str, str]:
    """This page's address, without what is unknown, as text and as a code, and the address of its calendar."""
    kept = {name: choice.address for name, choice in choices.items() if choice.address}
    address = request.build_absolute_uri(f"{request.path}?{urlencode(kept)}")
    file = request.build_absolute_uri(reverse("files:mine", args=[edition.slug]))
    return {
        "address": address,
        "code": qr_code.render_svg(address) if kept else "",
        "file": f"{file}?s={kept.get('s', '')}&lang={get_language()}",
    }
