"""The cells of a day's grid: each session in it is made once of the same facts, as the cards of its list are."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agenda.models import Session, daily_hours
from agenda.templatetags.session_card import KEPT, former_time_and_place, on_day, session_flag
from expo.i18n import dates
from expo.i18n.bilingual import Text, localised_text

register = template.Library()


class GridFacts(NamedTuple):
    """All that a session shows in the grid, in the active language; row and column tell start and room."""

    url: str
    kind: str
    name: Text
    cancelled: bool
    flag: str
    was: SafeString
    until: str


@register.simple_tag
def grid_cells(cells: Iterable[list[Session]], now: dt.datetime, day: dt.date) -> SafeString:
    """`{% grid_cells row.cells now day %}`: a cell for each room, with the sessions that start in it."""
    return format_html_join("", "<td>{}</td>", ((grid_cell(sessions, now, day),) for sessions in cells))


def grid_cell(sessions: list[Session], now: dt.datetime, day: dt.date) -> SafeString:
    return SafeString("".join(render_session(grid_facts(session, now, day)) for session in sessions))


@lru_cache(maxsize=KEPT)
def render_session(session: GridFacts) -> SafeString:
    return SafeString(render_to_string("agenda/day/grid_session.html", {"session": session}).strip())


def grid_facts(session: Session, now: dt.datetime, day: dt.date) -> GridFacts:
    hours = on_day(session, day)
    return GridFacts(
        url=session.get_absolute_url(),
        kind=session.kind,
        name=localised_text(session, "name"),
        cancelled=session.cancelled,
        flag=session_flag(session, hours, now),
        was=former_time_and_place(session),
        until=end_in_words(session, hours),
    )


def end_in_words(session: Session, hours: daily_hours.DayHours) -> str:
    """Until when; where it lasts several days also from when."""
    if hours.closed:
        return _("closed on this day")
    if not hours.starts_at or not hours.ends_at:
        return ""
    if session.last_day:
        return dates.format_hours(hours.starts_at, hours.ends_at)
    return f"–{dates.end_of_hours(hours.starts_at, hours.ends_at)[0]}"
