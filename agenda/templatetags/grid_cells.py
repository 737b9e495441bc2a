"""The cells of a day's grid. Written in Python for the same reason as the cards of its list."""

import datetime as dt
from collections.abc import Iterable
from html import escape

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agenda.models import Session, daily_hours
from agenda.templatetags.session_card import marked_up, on_day, standing
from expo.i18n import dates

register = template.Library()


@register.simple_tag
def grid_cells(cells: Iterable[list[Session]], now: dt.datetime, day: dt.date) -> SafeString:
    """`{% grid_cells row.cells now day %}`: a cell for each room, with the sessions that start in it."""
    told = ("".join(session_in_grid(session, now, day) for session in sessions) for sessions in cells)
    return SafeString("".join(f"<td>{cell}</td>" for cell in told))


def session_in_grid(session: Session, now: dt.datetime, day: dt.date) -> str:
    """Row and column tell start and room."""
    hours = on_day(session, day)
    cancelled = ' class="cancelled"' if session.cancelled else ""
    link = f'<a href="{escape(session.get_absolute_url())}">{marked_up(session, "name")}</a>'
    told = standing(session, hours, now)
    word = f" <strong>{escape(told)}</strong>" if told else ""
    was = " " + render_to_string("agenda/session/moved.html", {"session": session}) if session.moved else ""
    return f'<p data-kind="{session.kind}"{cancelled}>{link}{word}{was}{until(session, hours)}</p>'


def until(session: Session, hours: daily_hours.DayHours) -> str:
    if hours.closed:
        return f" <small>{escape(_('closed on this day'))}</small>"
    if not hours.ends_at:
        return ""
    if session.last_day:
        return f" <small>{escape(dates.format_hours(hours.starts_at, hours.ends_at))}</small>"
    return f" <small>–{escape(dates.end_of_hours(hours.starts_at, hours.ends_at)[0])}</small>"
