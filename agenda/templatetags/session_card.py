"""A session in a list. Written in Python and not as a template: a full day has a hundred, and a template takes four
times as long for each.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agenda.models import RoleHolder, Session, SessionKind, SessionRole, daily_hours
from agenda.schedule import my_agenda
from expo.i18n import bilingual, dates
from expo.templatetags.expo import spoken

register = template.Library()

CANCELLED = " data-cancelled"
NAMED = 4


@register.simple_tag
def session_cards(
    sessions: Iterable[Session], now: dt.datetime | None = None, day: dt.date | None = None, heading: str = "h3"
) -> SafeString:
    """`{% session_cards sessions now=now day=day heading="h4" %}`: the items of a list, loaded by .for_cards().

    `now` marks what is under way; `day` is that of which the hours are shown where a session lasts several.
    """
    return SafeString("\n".join(f"<li>{card(session, now, day, heading)}</li>" for session in sessions))


def card(session: Session, now: dt.datetime | None, day: dt.date | None, heading: str) -> str:
    hours = on_day(session, day)
    known = [f"<li>{fact}</li>" for fact in facts(session, hours) if fact]
    return (
        f'<article class="session-card" data-kind="{session.kind}"{CANCELLED if session.cancelled else ""}>\n'
        f'<p class="kind">{escape(str(SessionKind(session.kind).label))}{flag(session, hours, now)}</p>\n'
        f'<{heading}><a href="{escape(session.get_absolute_url())}">{marked_up(session, "name")}</a>'
        f'</{heading}>\n<ul class="meta">{"".join(known)}</ul>\n{people_of(session.cast)}'
        f'<expo-star key="{my_agenda.address_key(session)}"></expo-star>\n</article>'
    )


def marked_up(row: Any, field: str) -> str:
    """The text of a field, safe to stand in a page; a stand-in in the other language is marked."""
    found = bilingual.localised_text(row, field)
    told = escape(found.value)
    return f'<span lang="{found.lang}">{told}</span>' if found.lang else told


def flag(session: Session, hours: daily_hours.DayHours, now: dt.datetime | None) -> str:
    told = standing(session, hours, now)
    return f' <strong class="flag">{escape(told)}</strong>' if told else ""


def standing(session: Session, hours: daily_hours.DayHours, now: dt.datetime | None) -> str:
    """Whether it is cancelled or under way, in a word."""
    if session.cancelled:
        return _("cancelled")
    return _("now") if now and hours.starts_at and hours.starts_at <= now < hours.ends_at else ""


def facts(session: Session, hours: daily_hours.DayHours) -> Iterator[str]:
    """When, where, what it was before it moved, and in which languages, as markup; empty where nothing is known."""
    if hours.starts_at:
        yield hours_between(hours, session.cancelled)
    elif hours.closed or session.part_of_day:
        yield escape(_("closed on this day") if hours.closed else str(session.get_part_of_day_display()))
    yield marked_up(session.room, "name") if session.room else marked_up(session, "place_note")
    yield render_to_string("agenda/session/moved.html", {"session": session}) if session.moved else ""
    yield spoken(session) if session.spoken else ""


@register.simple_tag
def on_day(session: Session, day: dt.date | None) -> daily_hours.DayHours:
    """`{% on_day session day as hours %}`: its hours; where it lasts several days, those of this day."""
    if session.last_day and not day:
        return daily_hours.DayHours(None)
    return daily_hours.day_hours(session, day, session.edition.tz)


@register.simple_tag
def hours_between(hours: Any, cancelled: bool = False) -> SafeString:
    """`{% hours_between hours cancelled %}`: of a daily_hours.Open, or of a Session with hours; struck through."""
    daily = bool(getattr(hours, "last_day", None))
    told = dates.format_hours(hours.starts_at, hours.ends_at, daily=daily, write=marked_time)
    return SafeString(f"<s>{told}</s>" if cancelled else told)


@register.simple_tag
def time_of(moment: dt.datetime) -> SafeString:
    """`{% time_of slot.starts_at %}`: 09:30 in the active time zone, marked up with the whole moment."""
    at = localtime(moment)
    return SafeString(marked_time(at, dates.clock_face(at)))


def marked_time(local: dt.datetime, face: str) -> str:
    return f'<time datetime="{local.isoformat()}">{escape(face)}</time>'


@register.simple_tag
def people_of(roles: Sequence[SessionRole | RoleHolder]) -> SafeString:
    """`{% people_of session.cast %}`: whom the roles are of, the first ones, loaded by .for_cards() or cast_of()."""
    names = [marked_up(row, "who") for row in roles[:NAMED]]
    more = " …" if len(roles) > NAMED else ""
    told = escape(pgettext("between names", ", ")).join(names)
    return SafeString(f'<p class="people">{told}{more}</p>\n' if names else "")
