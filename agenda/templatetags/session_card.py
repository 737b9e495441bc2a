"""A session in a list, and its hours and people wherever they stand.

A full day has a hundred cards, and a template takes four times as long for each as a line of Python: a card is made
once of the same facts. These are all that it shows, so that no card is kept beyond what it says.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agenda.models import RoleHolder, Session, SessionKind, SessionRole, daily_hours
from agenda.schedule.visit import sessions as my_sessions
from expo.i18n import dates
from expo.i18n.bilingual import Text, localised_text
from expo.templatetags.expo import marked, spoken

register = template.Library()

NAMED = 4
KEPT = 4096  # cards, of a kilobyte each: those of two editions in both languages
NOWHERE = Text("", "")


class ShownPeople(NamedTuple):
    """The first names, joined; `more`: these are not all."""

    names: SafeString
    more: bool


class CardFacts(NamedTuple):
    """All that a card shows, in the active language. `heading`: its element; `flag`: cancelled or under way, in a word.

    `hours`: marked up; `when`: in words, where there are none; `was`: where and when it was before it moved.
    """

    heading: str
    url: str
    key: str
    kind: str
    label: str
    name: Text
    cancelled: bool
    flag: str
    hours: SafeString
    when: str
    place: Text
    was: SafeString
    spoken: SafeString
    people: ShownPeople

    @property
    def meta(self) -> list[str | Text]:
        """When, where and in which languages, as far as it is known."""
        facts = (self.hours or self.when, self.place, self.was, self.spoken)
        return [fact for fact in facts if str(fact)]


@register.simple_tag
def session_cards(
    sessions: Iterable[Session], now: dt.datetime | None = None, day: dt.date | None = None, heading: str = "h3"
) -> SafeString:
    """`{% session_cards sessions now=now day=day heading="h4" %}`: the items of a list, loaded by .for_cards().

    `now` marks what is under way; `day` is that of which the hours are shown where a session lasts several.
    """
    cards = (render_card(card_facts(session, now, day, heading)) for session in sessions)
    return format_html_join("\n", "<li>{}</li>", ((card,) for card in cards))


@lru_cache(maxsize=KEPT)
def render_card(card: CardFacts) -> SafeString:
    return SafeString(render_to_string("components/session_card.html", {"card": card}).strip())


def card_facts(session: Session, now: dt.datetime | None, day: dt.date | None, heading: str) -> CardFacts:
    hours = on_day(session, day)
    face = languages = SafeString("")
    if hours.starts_at:
        face = hours_between(hours, session.cancelled)
    if session.spoken:
        languages = spoken(session)
    return CardFacts(
        heading=heading,
        url=session.get_absolute_url(),
        key=my_sessions.address_key(session),
        kind=session.kind,
        label=str(SessionKind(session.kind).label),
        name=localised_text(session, "name"),
        cancelled=session.cancelled,
        flag=session_flag(session, hours, now),
        hours=face,
        when=hours_in_words(session, hours),
        place=place_name(session),
        was=former_time_and_place(session),
        spoken=languages,
        people=first_people(session.cast),
    )


def session_flag(session: Session, hours: daily_hours.DayHours, now: dt.datetime | None) -> str:
    """Whether it is cancelled or under way, in a word."""
    if session.cancelled:
        return _("cancelled")
    if now and hours.starts_at and hours.ends_at and hours.starts_at <= now < hours.ends_at:
        return _("now")
    return ""


def hours_in_words(session: Session, hours: daily_hours.DayHours) -> str:
    """What is known of its time where it has no hours: closed, or a part of the day."""
    if hours.closed:
        return _("closed on this day")
    if session.part_of_day:
        return str(session.get_part_of_day_display())
    return ""


def place_name(session: Session) -> Text:
    if session.room:
        return localised_text(session.room, "name")
    return localised_text(session, "place_note")


def former_time_and_place(session: Session) -> SafeString:
    if not session.moved:
        return SafeString("")
    return render_to_string("agenda/session/moved.html", {"session": session})


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
    if cancelled:
        told = f"<s>{told}</s>"
    return SafeString(told)


@register.simple_tag
def time_of(moment: dt.datetime) -> SafeString:
    """`{% time_of slot.starts_at %}`: 09:30 in the active time zone, marked up with the whole moment."""
    at = localtime(moment)
    return SafeString(marked_time(at, dates.clock_face(at)))


def marked_time(local: dt.datetime, face: str) -> str:
    return f'<time datetime="{local.isoformat()}">{escape(face)}</time>'


@register.inclusion_tag("agenda/session/people.html")
def people_of(roles: Sequence[SessionRole | RoleHolder]) -> dict[str, Any]:
    """`{% people_of session.cast %}`: whom the roles are of, the first ones, loaded by .for_cards() or cast_of()."""
    return {"people": first_people(roles)}


def first_people(roles: Sequence[SessionRole | RoleHolder]) -> ShownPeople:
    names = ((marked(localised_text(role, "who")),) for role in roles[:NAMED])
    return ShownPeople(format_html_join(pgettext("between names", ", "), "{}", names), len(roles) > NAMED)
