"""The agenda on other sites: the script of its element, the sessions that it shows, and a page on how to use it."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agenda.files import day_asked, in_language_asked
from agenda.filters import DayFilter
from agenda.models import Session, SessionQuerySet
from agenda.wayfinding import agenda_crumb
from expo import bundles, dates
from expo.bilingual import LANG, suffix, text
from expo.models import Edition
from expo.pages import of_edition

# What one element shows; the link below it leads to the rest.
MOST = 100
ANY_SITE = {"Access-Control-Allow-Origin": "*"}


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """At an address that never changes: other sites have written it down."""
    content = bundles.join(bundles.SOURCES / "embed.js")
    return HttpResponse(content, content_type="text/javascript; charset=utf-8", headers=ANY_SITE)


@of_edition
@in_language_asked
def sessions(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The agenda's own filters, and the day; in the language of `?lang=`."""
    day = day_asked(request)
    day = day if day in edition.days else None
    rows = found(request, edition, day)
    heading = dates.written(day, dates.NAME) if day else text(edition, "name").value
    content = {
        "title": heading,
        "lang": LANG[suffix()],
        "sessions": [shown(session, with_day=day is None) for session in rows],
        "url": page_of(edition, day),
        "all": _("Whole agenda"),
    }
    return JsonResponse(content, headers=ANY_SITE, json_dumps_params={"ensure_ascii": False})


def found(request: HttpRequest, edition: Edition, day: dt.date | None) -> SessionQuerySet:
    rows = edition.sessions.public()
    rows = rows.on(day) if day else rows
    if request.GET.keys() & DayFilter.base_fields.keys():
        rows = DayFilter(request.GET, rows).found(rows)
    return rows.select_related("room", "edition").defer("abstract_en", "abstract_zh").in_order()[:MOST]


def page_of(edition: Edition, day: dt.date | None) -> str:
    return reverse("agenda:day", args=[edition.slug, day]) if day else reverse("agenda:overview", args=[edition.slug])


def shown(session: Session, *, with_day: bool) -> dict[str, Any]:
    title, room = text(session, "name"), text(session.room, "name") if session.room else None
    return {
        "when": " ".join(part for part in (on(session) if with_day else "", hours(session)) if part),
        "title": title.value,
        "lang": title.lang or LANG[suffix()],
        "room": room.value if room else "",
        "note": _("cancelled") if session.cancelled else "",
        "url": session.get_absolute_url(),
    }


def on(session: Session) -> str:
    return dates.written(session.day, dates.SHORT) if session.day else ""


def hours(session: Session) -> str:
    if session.starts_at is None or session.last_day:
        return ""
    return dates.hours(session.starts_at, session.ends_at)


@of_edition
def page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """For those who look after another site: what to copy."""
    day = page_of(edition, edition.starts_on)
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [agenda_crumb(edition)],
        "script": request.build_absolute_uri(reverse("embed:script")),
        "address": request.build_absolute_uri(day),
        "lang": get_language(),
    }
    return render(request, "agenda/embed.html", context)
