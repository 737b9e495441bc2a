"""What a visitor may filter a day, or any other list of sessions, by."""

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda import former_addresses
from agenda.models import SessionQuerySet
from agenda.schedule.facets import Facets, SessionRow, filter_condition
from expo.forms.list_filters import QueryChoiceField, QueryForm, choice_field, search_field
from expo.web.former_addresses import area_slug_in_edition


class DayFilter(QueryForm):
    """Search and facets over sessions; each option tells how many are left under the other filters."""

    q = search_field(gettext_lazy("Title, person or organisation"))
    kind = choice_field(gettext_lazy("Kind"))
    room = choice_field(gettext_lazy("Room"))
    area = choice_field(gettext_lazy("Technology area"))
    language = choice_field(gettext_lazy("Language"))

    renamed = {"room": former_addresses.current_room_address, "area": area_slug_in_edition}

    def __init__(self, query: QueryDict, sessions: SessionQuerySet) -> None:
        super().__init__(query)
        self.count(sessions)
        if self.errors:
            self.offer(self.wanted)
            if self.lead_on(sessions):
                self.count(sessions)

    def count(self, sessions: SessionQuerySet) -> None:
        asked = {name: value for name, value in self.asked.items() if name in DayFilter.base_fields}
        self.facets = Facets(sessions, asked)
        self.offer(asked)

    def offer(self, wanted: dict[str, str]) -> None:
        everything = {
            "kind": _("all kinds"),
            "room": _("all rooms"),
            "area": _("all areas"),
            "language": _("all languages"),
        }
        for name, options in self.facets.options(wanted).items():
            self.choice(name).offer(everything[name], options)

    @property
    def filters(self) -> dict[str, str]:
        """What is asked of the sessions themselves, and makes sense."""
        return {name: value for name, value in self.wanted.items() if name in self.facets.asked}

    @property
    def rows(self) -> list[SessionRow]:
        """The sessions that are left, in order."""
        return self.facets.found(self.filters)

    def found(self, sessions: SessionQuerySet) -> SessionQuerySet:
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
