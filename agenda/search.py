"""What the search of an edition finds in its agenda."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.models import Session
from agenda.schedule.facets import text_condition
from expo.i18n import dates
from expo.i18n.bilingual import Text, localised_text
from expo.models import Edition
from expo.search.site_search import SearchHit, SearchKind


def search_sessions(edition: Edition, words: str) -> QuerySet:
    found = edition.sessions.public().filter(text_condition(words))
    return found.in_order().select_related("room", "edition").defer("abstract_en", "abstract_zh")


def session_hit(row: Session) -> SearchHit:
    return SearchHit(row.get_absolute_url(), localised_text(row, "name"), [*time_texts(row), *place_texts(row)])


def time_texts(row: Session) -> list[str]:
    """Its day and hours as far as they are known; that it is cancelled comes first."""
    cancelled = [row.get_status_display()] if row.cancelled else []
    if row.day is None:
        return [*cancelled, _("Day not known")]
    if row.last_day:
        return [*cancelled, dates.date_range(row.day, row.last_day)]
    hours = dates.format_hours(row.starts_at, row.ends_at) if row.starts_at and row.ends_at else ""
    known = hours or (row.get_part_of_day_display() if row.part_of_day else "")
    return [*cancelled, dates.format_day(row.day, dates.SHORT), *([known] if known else [])]


def place_texts(row: Session) -> list[Text | str]:
    if row.room:
        return [localised_text(row.room, "name")]
    note = localised_text(row, "place_note")
    return [note] if note.value else []


KINDS = [SearchKind("sessions", gettext_lazy("Sessions"), search_sessions, session_hit)]
