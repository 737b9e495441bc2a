"""The agenda on other sites: the script of its element, the sessions that it shows, and a page on how to use it."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agenda.forms.day_filter import DayFilter
from agenda.models import Session, SessionQuerySet
from agenda.views.files import parse_day, use_asked_language
from agenda.views.shortcuts import agenda_crumb
from expo.i18n import dates
from expo.i18n.bilingual import LANG, language_suffix, localised_text
from expo.models import Edition
from expo.web import asset_bundles
from expo.web.public_page import edition_page

# What one element shows; the link below it leads to the rest.
MOST = 100
ANY_SITE = {"Access-Control-Allow-Origin": "*"}


@require_safe
def embed_script(request: HttpRequest) -> HttpResponse:
    """At an address that never changes: other sites have written it down."""
    content = asset_bundles.Bundle("embed.js").join()
    return HttpResponse(content, content_type="text/javascript; charset=utf-8", headers=ANY_SITE)


@edition_page
@use_asked_language
def embedded_sessions(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The agenda's own filters, and the day; in the language of `?lang=`."""
    day, heading = parse_day(request), localised_text(edition, "name").value
    if day not in edition.days:
        day = None
    if day:
        heading = dates.format_day(day, dates.NAME)
    rows = filter_sessions(request, edition, day)
    content = {
        "title": heading,
        "lang": LANG[language_suffix()],
        "sessions": [session_entry(session, with_day=day is None) for session in rows],
        "url": agenda_url(edition, day),
        "all": _("Whole agenda"),
    }
    return JsonResponse(content, headers=ANY_SITE, json_dumps_params={"ensure_ascii": False})


def filter_sessions(request: HttpRequest, edition: Edition, day: dt.date | None) -> SessionQuerySet:
    rows = edition.sessions.public()
    if day:
        rows = rows.on(day)
    if request.GET.keys() & DayFilter.base_fields.keys():
        rows = DayFilter(request.GET, rows).filter_sessions(rows)
    return rows.select_related("room", "edition").defer("abstract_en", "abstract_zh").in_order()[:MOST]


def agenda_url(edition: Edition, day: dt.date | None) -> str:
    if day is None:
        return reverse("agenda:overview", args=[edition.slug])
    return reverse("agenda:day", args=[edition.slug, day])


def session_entry(session: Session, *, with_day: bool) -> dict[str, Any]:
    title, room, note, when = localised_text(session, "name"), "", "", format_hours(session)
    if session.room:
        room = localised_text(session.room, "name").value
    if session.cancelled:
        note = _("cancelled")
    if with_day:
        when = f"{format_day(session)} {when}".strip()
    return {
        "when": when,
        "title": title.value,
        "lang": title.lang or LANG[language_suffix()],
        "room": room,
        "note": note,
        "url": session.get_absolute_url(),
    }


def format_day(session: Session) -> str:
    if session.day is None:
        return ""
    return dates.format_day(session.day, dates.SHORT)


def format_hours(session: Session) -> str:
    if session.starts_at is None or session.ends_at is None or session.last_day:
        return ""
    return dates.format_hours(session.starts_at, session.ends_at)


@edition_page
def embed_guide(request: HttpRequest, edition: Edition) -> HttpResponse:
    """For those who look after another site: what to copy."""
    day = agenda_url(edition, edition.starts_on)
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [agenda_crumb(edition)],
        "script": request.build_absolute_uri(reverse("embed:script")),
        "address": request.build_absolute_uri(day),
        "lang": get_language(),
    }
    return render(request, "agenda/embed.html", context)
