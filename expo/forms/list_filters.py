"""What a visitor may filter lists by. A value that makes no sense counts as none, and its field says so."""

from abc import ABCMeta, abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple, cast
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.forms.forms import DeclarativeFieldsMetaclass
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from expo.exhibition.facets import exhibitor_facets, people_facets
from expo.exhibition.showcase.exhibit_facets import exhibit_facets
from expo.exhibition.showcase.launch_facets import launch_facets
from expo.facets import Facets
from expo.forms.query_fields import QueryChoiceField, choice_field, region_field, search_field
from expo.models import Edition
from expo.models.exhibition import ParticipationQuerySet
from expo.models.people import AttendanceQuerySet
from expo.models.showcase.exhibits import ExhibitQuerySet
from expo.models.showcase.launches import LaunchQuerySet
from expo.versions.row_memory import Key
from expo.web import former_addresses
from expo.web.former_addresses import Finder

LONGEST_SEARCH = 100


class Chip(NamedTuple):
    """A choice that is made, and the query without it."""

    label: str
    lang: str
    url: str


class QueryForm(forms.Form):
    """A form read from the query string. `renamed` finds what the address of a value is today, by the field's name."""

    renamed: ClassVar[dict[str, Finder]] = {}

    def __init__(self, query: QueryDict) -> None:
        super().__init__({name: query_value(query, name) for name in self.base_fields})

    def lead_on(self, rows: QuerySet) -> bool:
        """Put the address of today, where it is offered, in place of an earlier one; whether there was any.

        `rows` are those of which some are asked for.
        """
        asked, edition = self.errors.keys() & self.renamed.keys(), None
        if asked:
            edition = Edition.objects.filter(pk__in=rows.order_by().values("edition")[:1]).first()
        if edition is None:
            return False
        led = {}
        for name in asked:
            address = self.renamed[name](edition, self.data[name])
            if address and self.choice(name).valid_value(address):
                led[name] = address
        self.data = {**self.data, **led}
        self._errors = None
        return bool(led)

    def choice(self, name: str) -> QueryChoiceField:
        return cast(QueryChoiceField, self.fields[name])

    @property
    def asked(self) -> dict[str, str]:
        """What is asked for, whether it makes sense or not."""
        return {name: value for name, value in self.data.items() if value}

    @property
    def wanted(self) -> dict[str, str]:
        """What is asked for and makes sense."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


def query_value(query: QueryDict, name: str) -> str:
    """What a query says, fit for a database: without NUL, and no longer than anybody types."""
    return query.get(name, "").replace("\0", "").strip()[:LONGEST_SEARCH]


class SearchForm(QueryForm):
    """Search through an edition."""

    q = search_field(gettext_lazy("Words"))


class StandFilter(QueryForm):
    """Search for an exhibitor's stand."""

    q = search_field(gettext_lazy("Exhibitor or stand"))


class AbstractForm(DeclarativeFieldsMetaclass, ABCMeta):
    """The class of forms whose subclasses must say something."""


class FacetForm(QueryForm, metaclass=AbstractForm):
    """Search and facets over a list; each option tells how many rows are left under the other filters.

    `everything`: what the choice of no filter is called, by the facet's name.
    """

    everything: ClassVar[dict[str, str | Promise]] = {}
    # Those to which other pages lead, and which are offered only where they are asked for.
    aside: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, query: QueryDict, rows: Any) -> None:
        super().__init__(query)
        self.facets = self.facets_of(rows)
        self.offer(self.asked)
        if self.errors:
            if len(self.everything) > 1:  # what is asked of a facet changes the numbers of the others only
                self.offer(self.wanted)
            if self.lead_on(rows):
                self.facets = self.facets_of(rows)
                self.offer(self.wanted)

    def __iter__(self) -> Iterator[forms.BoundField]:
        for field in super().__iter__():
            if field.name not in self.aside or self.asked.get(field.name):
                yield field

    @abstractmethod
    def facets_of(self, rows: Any) -> Facets:
        """What the rows may be filtered by."""

    def offer(self, wanted: dict[str, str]) -> None:
        """The choices as they are where this is wanted."""
        for name, options in self.facets.options(wanted).items():
            self.choice(name).offer(str(self.everything[name]), options)

    @property
    def chips(self) -> list[Chip]:
        """What is chosen, one by one; words are none of it."""
        made, wanted = [], self.wanted
        for name in self.everything:
            if value := wanted.get(name):
                left = {other: asked for other, asked in wanted.items() if other != name}
                made.append(Chip(*self.choice(name).name_of(value), f"?{urlencode(left)}"))
        return made

    def found(self) -> Any:
        """The rows that are left."""
        return self.facets.found(self.wanted)

    @property
    def key(self) -> Key | None:
        """Under which what is left may be remembered."""
        return self.facets.key(self.wanted)


class PublicRowsFilter(FacetForm):
    """The public rows of a kind that an edition has."""

    def __init__(self, query: QueryDict, rows: Any, edition: Edition) -> None:
        self.edition = edition
        super().__init__(query, rows)


class ExhibitorFilter(PublicRowsFilter):
    """Exhibitors of an edition."""

    q = search_field(gettext_lazy("Name, stand, place or field"))
    area = choice_field(gettext_lazy("Technology area"))
    country = region_field()
    hall = choice_field(gettext_lazy("Hall"))
    scenario = choice_field(gettext_lazy("Scenario"))
    everything = {
        "area": gettext_lazy("all areas"),
        "country": gettext_lazy("anywhere"),
        "hall": gettext_lazy("all halls"),
        "scenario": gettext_lazy("all scenarios"),
    }
    renamed = {
        "area": former_addresses.area_slug_in_edition,
        "hall": former_addresses.hall_code_today,
        "scenario": former_addresses.scenario_slug_today,
    }

    def facets_of(self, exhibitors: ParticipationQuerySet) -> Facets:
        return exhibitor_facets(exhibitors, self.edition)


class ExhibitFilter(PublicRowsFilter):
    """Exhibits of an edition."""

    q = search_field(gettext_lazy("Exhibit or exhibitor"))
    area = choice_field(gettext_lazy("Technology area"))
    country = region_field()
    hall = choice_field(gettext_lazy("Hall"))
    scenario = choice_field(gettext_lazy("Scenario"))
    new = choice_field(gettext_lazy("New"))
    everything = ExhibitorFilter.everything | {"new": gettext_lazy("new and known")}
    renamed = ExhibitorFilter.renamed

    def facets_of(self, exhibits: ExhibitQuerySet) -> Facets:
        return exhibit_facets(exhibits, self.edition)


class LaunchFilter(PublicRowsFilter):
    """What is shown for the first time at an edition."""

    q = search_field(gettext_lazy("Launch or exhibitor"))
    day = choice_field(gettext_lazy("Day"))
    level = choice_field(gettext_lazy("First in"))
    area = choice_field(gettext_lazy("Technology area"))
    country = region_field()
    scenario = choice_field(gettext_lazy("Scenario"))
    hall = choice_field(gettext_lazy("Hall"))
    aside = frozenset({"scenario", "hall"})
    everything = {
        "day": gettext_lazy("all days"),
        "level": gettext_lazy("all levels"),
        "area": gettext_lazy("all areas"),
        "country": gettext_lazy("anywhere"),
        "scenario": gettext_lazy("all scenarios"),
        "hall": gettext_lazy("all halls"),
    }
    renamed = {
        "area": former_addresses.area_slug_in_edition,
        "scenario": former_addresses.scenario_slug_today,
        "hall": former_addresses.hall_code_today,
    }

    def facets_of(self, launches: LaunchQuerySet) -> Facets:
        return launch_facets(launches, self.edition)


class PeopleFilter(PublicRowsFilter):
    """Those who attend an edition."""

    q = search_field(gettext_lazy("Name or organisation"))
    capacity = choice_field(gettext_lazy("Capacity"))
    country = region_field()
    everything = {"capacity": gettext_lazy("all"), "country": gettext_lazy("anywhere")}

    def facets_of(self, people: AttendanceQuerySet) -> Facets:
        return people_facets(people, self.edition)
