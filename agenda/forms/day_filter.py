"""What a visitor may filter a day, or any other list of sessions, by."""

import datetime as dt
from typing import cast

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from agenda import former_addresses
from agenda.models import SessionQuerySet
from agenda.schedule.facets import SessionRow, day_facets, filter_condition, session_facets
from expo.facets import RowFacets
from expo.forms.list_filters import FacetForm
from expo.forms.query_fields import QueryChoiceField, choice_field, search_field
from expo.models import Edition
from expo.web.former_addresses import area_slug_in_edition


class DayFilter(FacetForm):
    """A list of sessions; `found()` gives them as SessionRows, in order."""

    q = search_field(gettext_lazy("Title, person or organisation"))
    kind = choice_field(gettext_lazy("Kind"))
    room = choice_field(gettext_lazy("Room"))
    area = choice_field(gettext_lazy("Technology area"))
    language = choice_field(gettext_lazy("Language"))

    everything = {
        "kind": gettext_lazy("all kinds"),
        "room": gettext_lazy("all rooms"),
        "area": gettext_lazy("all areas"),
        "language": gettext_lazy("all languages"),
    }
    renamed = {"room": former_addresses.current_room_address, "area": area_slug_in_edition}

    def facets_of(self, sessions: SessionQuerySet) -> RowFacets[SessionRow]:
        return session_facets(sessions, self.asked_of_sessions)

    @property
    def asked_of_sessions(self) -> dict[str, str]:
        return {name: value for name, value in self.asked.items() if name in DayFilter.base_fields}

    @property
    def filters(self) -> dict[str, str]:
        """What is asked of the sessions themselves, and makes sense."""
        return {
            name: value for name, value in self.wanted.items() if name in cast(RowFacets[SessionRow], self.facets).asked
        }

    def filter_sessions(self, sessions: SessionQuerySet) -> SessionQuerySet:
        """The same filters on any other sessions."""
        for name, value in self.filters.items():
            sessions = sessions.filter(filter_condition(name, value))
        return sessions


class DayForm(DayFilter):
    """The filters of a day's page, and how the page shows what they leave."""

    view = QueryChoiceField(
        label=gettext_lazy("Show as"),
        choices=[("", gettext_lazy("list by start time")), ("grid", gettext_lazy("grid by room"))],
        required=False,
    )

    @property
    def to_scale(self) -> bool:
        """Whether it shows the grid."""
        return bool(self.wanted.get("view"))

    def __init__(self, query: QueryDict, edition: Edition, day: dt.date) -> None:
        self.edition, self.day = edition, day
        super().__init__(query, edition.sessions.public().on(day))

    def facets_of(self, sessions: SessionQuerySet) -> RowFacets[SessionRow]:
        return day_facets(self.edition.pk, self.day, self.asked_of_sessions)
