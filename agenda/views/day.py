"""The page of a day: its sessions by start time, or by time and room."""

import datetime as dt
from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from agenda.forms.day_filter import DayForm
from agenda.schedule.clock import last_change
from agenda.schedule.day import DayPage, DayProgramme, load_sessions
from agenda.schedule.facets import recall_rows
from agenda.schedule.grid import build_grid
from agenda.schedule.overview import day_overviews
from agenda.views.shortcuts import agenda_crumb, find_day
from expo.models import Edition
from expo.web.drawn_parts import DrawnPart, recall_part
from expo.web.public_page import edition_page


@edition_page
def day_page(request: HttpRequest, edition: Edition, day: str) -> HttpResponse:
    wanted = find_day(edition, day)
    form = DayForm(request.GET, edition, wanted)
    programme = DayProgramme(edition, form.found(), edition.now())
    part = programme.part(request.GET.get("page"))
    number = len(programme.rows)
    narrowed = form.filter_sessions if form.filters else None
    context = {
        "edition": edition,
        "section": "agenda",
        "crumbs": [agenda_crumb(edition)],
        "day": wanted,
        "days": day_overviews(edition, wanted, narrowed=narrowed, query=urlencode(form.wanted)),
        "form": form,
        "filtered": bool(form.filters),
        "found": ngettext("%(number)d session", "%(number)d sessions", number) % {"number": number},
        "programme": programme,
        "part": part,
        "sessions": draw_sessions(programme, part, wanted, form),
    }
    return render(request, "agenda/day.html", context)


def draw_sessions(programme: DayProgramme, part: DayPage, day: dt.date, form: DayForm) -> str:
    """The part of the day as HTML; of the whole day it is kept until a session or the clock changes it.

    The clock is turned back to when it last did, so that the same part is asked for meanwhile.
    """
    edition, to_scale = programme.edition, form.to_scale
    if form.filters:
        return draw_part(programme, part, day, to_scale=to_scale)
    since = last_change(edition, day, programme.now, to_scale=to_scale)
    key = ("day", edition.pk, day, part.number, since, to_scale)
    return recall_part(key, partial(draw_whole_day, edition.pk, day, part.number, since, to_scale=to_scale)).html


def draw_whole_day(pk: int, day: dt.date, number: int, since: dt.datetime, *, to_scale: bool) -> DrawnPart:
    """A part of the unfiltered day, as it stands at that moment; four queries."""
    edition = Edition.objects.get(pk=pk)
    programme = DayProgramme(edition, recall_rows(pk, day), since)
    part = programme.part(str(number))
    return DrawnPart(len(part.slots), draw_part(programme, part, day, to_scale=to_scale))


def draw_part(programme: DayProgramme, part: DayPage, day: dt.date, *, to_scale: bool) -> SafeString:
    """Empty where there is nothing; two queries."""
    if not part.slots:
        return SafeString("")
    load_sessions(part, programme.edition)
    context = {"edition": programme.edition, "day": day, "now": programme.now, "part": part}
    if not to_scale:
        return SafeString(render_to_string("agenda/day/list.html", context))
    return SafeString(render_to_string("agenda/day/grid.html", context | {"grid": build_grid(part, programme.now)}))
