"""A session in a list. Written in Python and not as a template: a full day has a hundred, and a template takes four
times as long for each.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agenda import choice
from agenda.models import Session, SessionKind, SessionRole, daily_hours
from expo.templatetags.expo import spoken, text

register = template.Library()

CANCELLED = " data-cancelled"
FLAG = ' <strong class="flag">{}</strong>'
NAMED = 4


@register.simple_tag
def session_card(
    session: Session, now: dt.datetime | None = None, day: dt.date | None = None, heading: str = "h3"
) -> SafeString:
    """`{% session_card session now=now day=day heading="h4" %}`: one loaded by .for_cards().

    `now` marks what is under way; `day` is that of which the hours are shown where it lasts several.
    """
    hours = on_day(session, day)
    known = [f"<li>{conditional_escape(fact)}</li>" for fact in facts(session, hours) if fact]
    return SafeString(
        f'<article class="session-card" data-kind="{escape(session.kind)}"{CANCELLED if session.cancelled else ""}>\n'
        f'<p class="kind">{escape(SessionKind(session.kind).label)}{flag(session, hours, now)}</p>\n'
        f'<{heading}><a href="{escape(session.get_absolute_url())}">{conditional_escape(text(session, "name"))}</a>'
        f'</{heading}>\n<ul class="meta">{"".join(known)}</ul>\n{people_of(session.cast)}'
        f'<expo-star key="{choice.key_of(session)}"></expo-star>\n</article>'
    )


def flag(session: Session, hours: daily_hours.Open, now: dt.datetime | None) -> str:
    if session.cancelled:
        return format_html(FLAG, _("cancelled"))
    under_way = now and hours.starts_at and hours.starts_at <= now < hours.ends_at
    return format_html(FLAG, _("now")) if under_way else ""


def facts(session: Session, hours: daily_hours.Open) -> Iterator[str]:
    """When, where, what it was before it moved, and in which languages; empty where nothing is known."""
    if hours.starts_at:
        yield hours_between(hours, session.cancelled)
    elif hours.closed or session.part_of_day:
        yield _("closed on this day") if hours.closed else str(session.get_part_of_day_display())
    yield text(session.room, "name") if session.room else text(session, "place_note")
    yield render_to_string("agenda/was.html", {"session": session}) if session.moved else ""
    yield spoken(session) if session.spoken else ""


@register.simple_tag
def on_day(session: Session, day: dt.date | None) -> daily_hours.Open:
    """`{% on_day session day as hours %}`: its hours; where it lasts several days, those of this day."""
    if session.last_day and not day:
        return daily_hours.Open(None)
    return daily_hours.on(session, day, session.edition.tz)


@register.simple_tag
def hours_between(hours: Any, cancelled: bool = False) -> SafeString:
    """`{% hours_between hours cancelled %}`: of a daily_hours.Open, or of a Session with hours; struck through."""
    told = f"{time_of(hours.starts_at)}–{time_of(hours.ends_at)}"
    return SafeString(f"<s>{told}</s>" if cancelled else told)


@register.simple_tag
def time_of(moment: dt.datetime) -> SafeString:
    """`{% time_of slot.starts_at %}`: 09:30 in the active time zone, marked up with the whole moment."""
    at = localtime(moment)
    return SafeString(f'<time datetime="{at.isoformat()}">{at:%H:%M}</time>')


@register.simple_tag
def people_of(roles: list[SessionRole]) -> SafeString:
    """`{% people_of session.cast %}`: whom the roles are of, the first ones, loaded by .for_cards()."""
    names = [conditional_escape(text(row, "who")) for row in roles[:NAMED]]
    more = " …" if len(roles) > NAMED else ""
    told = escape(pgettext("between names", ", ")).join(names)
    return SafeString(f'<p class="people">{told}{more}</p>\n' if names else "")
