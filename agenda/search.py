"""What the search of an edition finds in its agenda."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.facets import said
from agenda.models import Session
from expo import dates
from expo.bilingual import Text, text
from expo.models import Edition
from expo.search import Hit, Kind


def sessions(edition: Edition, words: str) -> QuerySet:
    found = edition.sessions.public().filter(said(words))
    return found.in_order().select_related("room", "edition").defer("abstract_en", "abstract_zh")


def session(row: Session) -> Hit:
    return Hit(row.get_absolute_url(), text(row, "name"), [*when(row), *where(row)])


def when(row: Session) -> list[str]:
    """Its day and hours as far as they are known; that it is cancelled comes first."""
    cancelled = [row.get_status_display()] if row.cancelled else []
    if row.day is None:
        return [*cancelled, _("Day not known")]
    if row.last_day:
        return [*cancelled, dates.date_range(row.day, row.last_day)]
    hours = dates.hours(row.starts_at, row.ends_at) if row.starts_at else ""
    known = hours or (row.get_part_of_day_display() if row.part_of_day else "")
    return [*cancelled, dates.written(row.day, dates.SHORT), *([known] if known else [])]


def where(row: Session) -> list[Text | str]:
    if row.room:
        return [text(row.room, "name")]
    note = text(row, "place_note")
    return [note] if note.value else []


KINDS = [Kind("sessions", gettext_lazy("Sessions"), sessions, session)]
