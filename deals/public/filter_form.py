"""What a visitor may filter the list of deals by; a value that makes no sense falls back to all, with a note."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deals.models import Party
from deals.models.terms import TermsQuerySet, Visibility
from deals.totals import Breakdown, BreakdownRow
from deals.totals.charts import FILTERS, row_label, row_value
from deals.totals.origins import named_parties, parties_from_region
from deals.totals.rows.counted import band_of_amount
from expo.facets import Option
from expo.forms.list_filters import query_value
from expo.models import Organisation
from expo.web.former_addresses import area_slug_today

# The filters that the form offers, with what they are called and their choice of everything.
OFFERED = {
    "place": (gettext_lazy("Place of signing"), gettext_lazy("anywhere")),
    "area": (gettext_lazy("Technology area"), gettext_lazy("all areas")),
    "country": (gettext_lazy("Country or region"), gettext_lazy("anywhere")),
    "instrument": (gettext_lazy("Instrument"), gettext_lazy("all instruments")),
    "band": (gettext_lazy("Size"), gettext_lazy("all sizes")),
    "day": (gettext_lazy("Day"), gettext_lazy("all days")),
}
NOTES = {
    "place": gettext_lazy("“%(value)s” is not a place of signing; deals of both places are shown."),
    "area": gettext_lazy("“%(value)s” is not a technology area here; all areas are shown."),
}


@dataclass(frozen=True)
class FilterChoice:
    """A filter of the form, and what it may be set to: each row of a breakdown, with the projects that it counts."""

    name: str
    label: Promise
    everything: Promise
    options: list[Option]
    chosen: str


@dataclass
class DealFilter:
    """The filters of the list of deals as read from the query string: words, and a row of each breakdown asked for."""

    words: str = ""
    rows: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    breakdowns: dict[str, Breakdown] = field(default_factory=dict)

    @classmethod
    def read(cls, query: QueryDict, breakdowns: dict[str, Breakdown]) -> "DealFilter":
        wanted = cls(query_value(query, "q"), breakdowns=breakdowns)
        for name in requested_filters(query):
            wanted.take(name, query_value(query, name))
        return wanted

    def take(self, name: str, value: str) -> None:
        found = self.row(name, value)
        if found is None and name in ("area", "any_area") and (today := area_slug_today(value)):
            found = self.row(name, today)
        if found is None:
            note = NOTES.get(name) or _("“%(value)s” is not offered here, so nothing is filtered by it.")
            self.notes.append(note % {"value": value})
        else:
            self.rows[name] = found.of

    def row(self, name: str, value: str) -> BreakdownRow | None:
        return next((row for row in self.breakdowns[name].rows if row_value(row.of) == value), None)

    @property
    def active(self) -> bool:
        return bool(self.words or self.rows)

    @property
    def others(self) -> list[tuple[str, str, str]]:
        """What is filtered by that the form does not offer: name, value and label."""
        return [
            (name, row_value(of), row_label(of, name).value) for name, of in self.rows.items() if name not in OFFERED
        ]

    @property
    def choices(self) -> list[FilterChoice]:
        choices = []
        for name, (label, everything) in OFFERED.items():
            options = [row_option(row, name) for row in self.breakdowns[name].rows]
            choices.append(FilterChoice(name, label, everything, options, self.value(name)))
        return choices

    def value(self, name: str) -> str:
        return row_value(self.rows[name]) if name in self.rows else ""

    def apply(self, terms: TermsQuerySet) -> TermsQuerySet:
        for name, of in self.rows.items():
            terms = filter_by_row(terms, name, of)
        return terms.filter(words_condition(self.words)) if self.words else terms


def requested_filters(query: QueryDict) -> list[str]:
    """The filters that the query string names."""
    return [name for name in FILTERS if query_value(query, name)]


def row_option(row: BreakdownRow, name: str) -> Option:
    return Option(row_value(row.of), row_label(row.of, name).value, row.number)


def filter_by_row(terms: TermsQuerySet, name: str, of: Any) -> TermsQuerySet:
    """The deals of one row of a breakdown; of what is masked, none."""
    if name in ("country", "province"):
        return terms.filter(Exists(parties_from_region(of).filter(terms=OuterRef("pk"))))
    if name == "ownership":
        return terms.filter(Exists(named_parties().filter(ownership_key=of.value, terms=OuterRef("pk"))))
    if name == "band":
        headline = FilteredRelation("amounts", condition=Q(amounts__headline=True))
        size = band_of_amount(F("deal__edition__reporting_currency"))
        return terms.alias(headline=headline).alias(size=size).filter(size=of.value)
    if name == "ceremony":
        return terms.filter(ceremony=of.origin_id)
    fields = {"area": "primary_area", "day": "signed_on"}
    return terms.filter(**{fields.get(name, name): of})


def words_condition(words: str) -> Q:
    """Deals whose shown name, or a shown party's name, contains the words: never what is masked."""
    shown = Q(name_shown=Visibility.PUBLIC) & fields_condition(words, "name_en", "name_zh")
    found = Organisation.objects.filter(fields_condition(words, "name_en", "name_zh", "short_en", "short_zh"))
    # As it is shown: by the names of what it may be merged into. Organisations first: there are far fewer than parties.
    own = Q(organisation__in=found.filter(merged_into=None).values("pk"))
    kept = Q(organisation__merged_into__in=found.values("pk"))
    return shown | Q(pk__in=Party.objects.filter(own | kept, shown=Visibility.PUBLIC).values("terms"))


def fields_condition(words: str, *fields: str) -> Q:
    return Q(*[(f"{field}__says", words) for field in fields], _connector=Q.OR)
