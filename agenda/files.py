"""The agenda as files that calendars and conference apps read. Their language is `?lang=`; otherwise English."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda import frab, ical, linked
from agenda.choice import Choice
from agenda.exported import words
from agenda.filters import DayFilter
from agenda.models import SessionQuerySet, SessionRole
from expo.bilingual import SUFFIXES
from expo.models import Edition
from expo.pages import View, of_edition

DEFAULT = "en"


def in_language_asked(view: View) -> View:
    """Write the file in the language of `?lang=`: the middleware looks for it in the path, where a file has none."""

    @wraps(view)
    def file(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get("lang", DEFAULT)
        language = asked if asked in SUFFIXES else DEFAULT
        with translation.override(language):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = language
        return response

    return file


def site(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


@of_edition
@in_language_asked
def agenda(request: HttpRequest, edition: Edition) -> HttpResponse:
    sessions = edition.sessions.public()
    if (day := day_asked(request)) in edition.days:
        sessions = sessions.on(day)
    if request.GET.keys() & DayFilter.base_fields.keys():
        sessions = DayFilter(request.GET, sessions).found(sessions)
    return calendar(request, edition, sessions, words(edition, "name"))


def day_asked(request: HttpRequest) -> dt.date | None:
    try:
        return dt.date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None


@of_edition
@in_language_asked
def session(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    sessions = edition.sessions.public()
    one = get_object_or_404(sessions.bearing(slug))
    return calendar(request, edition, sessions.filter(pk=one.pk), words(one, "name"))


@of_edition
@in_language_asked
def mine(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The sessions that the address names, as their visitor's calendar follows them."""
    sessions = Choice(edition, request.GET.get("s", "")).sessions
    return calendar(request, edition, sessions, f"{_('My agenda')} · {words(edition, 'name')}")


@of_edition
@in_language_asked
def person(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    attendance = get_object_or_404(edition.attendances.public().select_related("person"), person__slug=slug)
    roles = SessionRole.objects.filter(person=attendance.person, session__edition=edition)
    sessions = edition.sessions.public().filter(pk__in=roles.values("session"))
    return calendar(request, edition, sessions, f"{words(attendance.person, 'name')} · {words(edition, 'name')}")


def calendar(request: HttpRequest, edition: Edition, sessions: SessionQuerySet, name: str) -> HttpResponse:
    rows = list(sessions.select_related("room__hall").order_by("starts_at", "uid"))
    note = left_out(sum(row.starts_at is None and not row.daily_hours for row in rows))
    areas = linked.areas(sessions)
    content = ical.calendar(rows, edition, areas=areas, name=name, note=note, site=site(request))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def left_out(number: int) -> str:
    if not number:
        return ""
    said = ngettext(
        "%(number)d session has no hours yet and is on the website only.",
        "%(number)d sessions have no hours yet and are on the website only.",
        number,
    )
    return said % {"number": number}


def schedule(write: Callable[[frab.Shape], bytes], content_type: str) -> View:
    """The whole edition in one of the two ways of writing it."""

    @of_edition
    @in_language_asked
    def file(request: HttpRequest, edition: Edition) -> HttpResponse:
        sessions = edition.sessions.public().exclude(starts_at=None, daily_hours={})
        rows = sessions.select_related("room").order_by("starts_at", "uid")
        told = frab.Told(linked.people(sessions), linked.areas(sessions))
        return HttpResponse(write(frab.shape(rows, told, edition, site(request))), content_type=content_type)

    return file


schedule_xml = schedule(frab.as_xml, "application/xml; charset=utf-8")
schedule_json = schedule(frab.as_json, "application/json")
