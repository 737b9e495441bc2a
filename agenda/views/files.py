"""The agenda as files that calendars and conference apps read. Their language is `?lang=`; otherwise English."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.exports import frab, ical, session_details
from agenda.exports.occurrences import plain_text
from agenda.forms.day_filter import DayFilter
from agenda.models import SessionQuerySet, SessionRole
from agenda.schedule.visit.sessions import SessionChoice
from expo.i18n.bilingual import SUFFIXES
from expo.models import Edition
from expo.web.public_page import View, edition_page

DEFAULT = "en"


def use_asked_language(view: View) -> View:
    """Write the file in the language of `?lang=`: the middleware looks for it in the path, where a file has none."""

    @wraps(view)
    def file(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = request.GET.get("lang", DEFAULT)
        language = asked if asked in SUFFIXES else DEFAULT
        with translation.override(language):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = language
        return response

    return file


def site_origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


@edition_page
@use_asked_language
def agenda_calendar(request: HttpRequest, edition: Edition) -> HttpResponse:
    sessions = edition.sessions.public()
    if (day := parse_day(request)) in edition.days:
        sessions = sessions.on(day)
    if request.GET.keys() & DayFilter.base_fields.keys():
        sessions = DayFilter(request.GET, sessions).filter_sessions(sessions)
    return calendar_response(request, edition, sessions, plain_text(edition, "name"))


def parse_day(request: HttpRequest) -> dt.date | None:
    try:
        return dt.date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None


@edition_page
@use_asked_language
def session_calendar(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    sessions = edition.sessions.public()
    one = get_object_or_404(sessions.bearing(slug))
    return calendar_response(request, edition, sessions.filter(pk=one.pk), plain_text(one, "name"))


@edition_page
@use_asked_language
def my_agenda_calendar(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The sessions that the address names, as their visitor's calendar follows them."""
    sessions = SessionChoice(edition, request.GET.get("s", "")).sessions
    return calendar_response(request, edition, sessions, f"{_('My agenda')} · {plain_text(edition, 'name')}")


@edition_page
@use_asked_language
def person_calendar(request: HttpRequest, edition: Edition, slug: str) -> HttpResponse:
    attendance = get_object_or_404(edition.attendances.public().select_related("person"), person__slug=slug)
    roles = SessionRole.objects.filter(person=attendance.person, session__edition=edition)
    sessions = edition.sessions.public().filter(pk__in=roles.values("session"))
    return calendar_response(
        request, edition, sessions, f"{plain_text(attendance.person, 'name')} · {plain_text(edition, 'name')}"
    )


def calendar_response(request: HttpRequest, edition: Edition, sessions: SessionQuerySet, name: str) -> HttpResponse:
    rows = list(sessions.select_related("room__hall").order_by("starts_at", "uid"))
    note = missing_hours_note(sum(row.starts_at is None and not row.daily_hours for row in rows))
    areas = session_details.areas_by_session(sessions)
    content = ical.render_calendar(rows, edition, areas=areas, name=name, note=note, site=site_origin(request))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def missing_hours_note(number: int) -> str:
    if not number:
        return ""
    said = ngettext(
        "%(number)d session has no hours yet and is on the website only.",
        "%(number)d sessions have no hours yet and are on the website only.",
        number,
    )
    return said % {"number": number}


def schedule_view(write: Callable[[frab.Shape], bytes], content_type: str) -> View:
    """The whole edition in one of the two ways of writing it."""

    @edition_page
    @use_asked_language
    def file(request: HttpRequest, edition: Edition) -> HttpResponse:
        sessions = edition.sessions.public().exclude(starts_at=None, daily_hours={})
        rows = sessions.select_related("room").order_by("starts_at", "uid")
        told = frab.SessionNames(
            session_details.people_by_session(sessions), session_details.areas_by_session(sessions)
        )
        return HttpResponse(
            write(frab.build_schedule(rows, told, edition, site_origin(request))), content_type=content_type
        )

    return file


schedule_xml = schedule_view(frab.render_xml, "application/xml; charset=utf-8")
schedule_json = schedule_view(frab.render_json, "application/json")
