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
    texts = []
    if row.cancelled:
        texts.append(row.get_status_display())
    if row.day is None:
        return [*texts, _("Day not known")]
    if row.last_day:
        return [*texts, dates.date_range(row.day, row.last_day)]
    texts.append(dates.format_day(row.day, dates.SHORT))
    if hours := hours_text(row):
        texts.append(hours)
    return texts


def hours_text(row: Session) -> str:
    """Its hours, or else the part of the day; empty where neither is known."""
    hours = ""
    if row.starts_at and row.ends_at:
        hours = dates.format_hours(row.starts_at, row.ends_at)
    if not hours and row.part_of_day:
        return row.get_part_of_day_display()
    return hours


def place_texts(row: Session) -> list[Text | str]:
    if row.room:
        return [localised_text(row.room, "name")]
    note = localised_text(row, "place_note")
    if not note.value:
        return []
    return [note]


KINDS = [SearchKind("sessions", gettext_lazy("Sessions"), search_sessions, session_hit)]
