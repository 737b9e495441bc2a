"""List filters: by edition (the one that staff work on, where none is chosen), by what belongs to it, by problem."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, Self
from urllib.parse import parse_qs

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from expo.admin.long_lists import FacetRows, count_rows
from expo.db.columns import find_column, related_model
from expo.exhibition.facets import booth_holder_keys
from expo.i18n.numbers import is_key
from expo.models import Booth, Edition
from expo.problems import Check
from expo.web.edition_choice import all_editions, edition_named, path_to_edition, working_edition

ALL = "all"
NONE = "none"
ME = "me"


def read_once_a_request(request: HttpRequest, key: str, read: Callable[[], Any]) -> Any:
    """Read once a request: Django makes each filter anew for every filter whose rows it counts."""
    memory = vars(request).setdefault("read_by_filters", {})
    if key not in memory:
        memory[key] = read()
    return memory[key]


def filter_edition_slug(request: HttpRequest) -> str:
    """The slug of the edition that the list is about; `all` where it is about all of them."""
    named, working = request.GET.get(EditionFilter.parameter_name), working_edition(request)
    if named:
        return named
    if working is None:
        return ALL
    return working.slug


def entry_edition(request: HttpRequest) -> Edition | None:
    """The edition of a new row: the one whose list it was begun from, else the one that staff work on."""
    begun = parse_qs(request.GET.get("_changelist_filters", "")).get(EditionFilter.parameter_name, [""])[-1]
    named = request.GET.get(EditionFilter.parameter_name, "")
    by_key = None
    for edition in all_editions(request):
        if str(edition.pk) == named:
            by_key = edition
    return edition_named(request, named) or by_key or edition_named(request, begun) or working_edition(request)


class ChoiceFilter(FacetRows, admin.ChoicesFieldListFilter):
    """By a field with choices."""

    def count_facets(self, rows: QuerySet) -> dict[str, int]:
        counts = count_rows(rows, self.field_path)
        facets = {}
        for place, (value, _label) in enumerate(self.field.flatchoices):
            facets[f"{place}__c"] = counts.get(value, 0)
        return facets


admin.FieldListFilter.register(lambda field: bool(field.choices), ChoiceFilter, take_priority=True)


class EditionFilter(FacetRows, admin.SimpleListFilter):
    """Rows of one edition. `path`: the lookups from the row to its edition, where its model does not say."""

    title = _("edition")
    parameter_name = "edition"
    path: ClassVar[str | None] = None

    def __init__(self, request: HttpRequest, params: dict, model: type[Model], model_admin: admin.ModelAdmin) -> None:
        self.default = self.where_none_is_chosen(request)
        self.lookups_to_edition = self.path or path_to_edition(model)
        super().__init__(request, params, model, model_admin)

    def where_none_is_chosen(self, request: HttpRequest) -> str:
        return filter_edition_slug(request)

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [*((edition.slug, str(edition)) for edition in all_editions(request)), (ALL, _("All editions"))]

    def value(self) -> str:
        return super().value() or self.default

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == ALL:
            return queryset
        return queryset.filter(**{f"{self.lookups_to_edition}__slug": self.value()})

    def count_facets(self, rows: QuerySet) -> dict[str, int]:
        counts = count_rows(rows, f"{self.lookups_to_edition}__slug")
        facets = {}
        for place, (slug, _label) in enumerate(self.lookup_choices):
            facets[f"{place}__c"] = counts.get(slug, 0)
            if slug == ALL:
                facets[f"{place}__c"] = sum(counts.values())
        return facets

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Without Django's own "All": leaving the edition out means the one that staff work on here."""
        _all, *choices = super().choices(changelist)
        yield from choices


class PresenceFilter(EditionFilter):
    """Rows that live across editions: all of them, unless an edition is chosen in which they have a part."""

    def where_none_is_chosen(self, request: HttpRequest) -> str:
        return ALL

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == ALL:
            return queryset
        present = queryset.model.objects.filter(**{f"{self.path}__slug": self.value()})
        return queryset.filter(pk__in=present.values("pk"))

    def count_facets(self, rows: QuerySet) -> dict[str, int]:
        """A row may be in several editions."""
        return rows.aggregate(**self.get_facet_counts("pk", rows))


class BelongingFilter(FacetRows, admin.SimpleListFilter):
    """By a related row, like a room, of the edition that is chosen. Make one with `BelongingFilter.by("room")`."""

    title = ""
    parameter_name: str

    @classmethod
    def by(cls, field: str) -> type[Self]:
        return type(f"By_{field}", (cls,), {"parameter_name": field})

    def __init__(self, request: HttpRequest, params: dict, model: type[Model], model_admin: admin.ModelAdmin) -> None:
        self.field = find_column(model, self.parameter_name)
        self.title = str(self.field.verbose_name)
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        rows = related_model(self.field)._default_manager.filter(edition__slug=filter_edition_slug(request))
        names = read_once_a_request(request, self.field.name, lambda: [(str(row.pk), str(row)) for row in rows])
        if not names:
            return []
        return [*names, (NONE, _("None"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value() or ""
        if value == NONE:
            return queryset.filter(**{self.parameter_name: None})
        if not is_key(value):
            return queryset
        return queryset.filter(**{self.parameter_name: value})

    def count_facets(self, rows: QuerySet) -> dict[str, int]:
        counts = count_rows(rows, self.parameter_name)
        facets = {}
        for place, (key, _label) in enumerate(self.lookup_choices):
            if key == NONE:
                facets[f"{place}__c"] = counts.get(None, 0)
            else:
                facets[f"{place}__c"] = counts.get(int(key), 0)
        return facets


class PlaceFilter(BelongingFilter):
    """Exhibitors by hall: the one that they were given, or that of one of their stands; nobody is there twice."""

    parameter_name = "hall"

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value() or ""
        if value == NONE:
            return queryset.filter(hall=None).exclude(pk__in=booth_holder_keys())
        if not is_key(value):
            return queryset
        return queryset.filter(Q(hall=value) | Q(pk__in=booth_holder_keys(hall=value)))

    def count_facets(self, rows: QuerySet) -> dict[str, int]:
        """An exhibitor in two halls is counted in both."""
        links = Booth.participations.through.objects.filter(participation__in=rows.values("pk"))
        places: dict[int, set] = defaultdict(set)
        for exhibitor, hall in (
            rows.order_by().values_list("pk", "hall").union(links.values_list("participation", "booth__hall"))
        ):
            places[exhibitor].add(hall)
        counts: Counter[str] = Counter()
        for halls in places.values():
            counts.update(str(hall) for hall in (halls - {None} or {NONE}))
        return {f"{place}__c": counts[key] for place, (key, _label) in enumerate(self.lookup_choices)}


class ResponsibleFilter(admin.SimpleListFilter):
    """What whoever asks is responsible for, and what nobody is."""

    title = _("responsible person")
    parameter_name = "responsible"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [(ME, _("me")), (NONE, _("nobody"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == ME:
            return queryset.filter(responsible=request.user)
        if self.value() == NONE:
            return queryset.filter(responsible=None)
        return queryset


class ProblemFilter(FacetRows, admin.SimpleListFilter):
    """By what is wrong or missing: the rows that the start page counts. Make one with `ProblemFilter.among(checks)`."""

    title = _("what is missing")
    parameter_name = "problem"
    checks: ClassVar[Sequence[Check]] = ()

    @classmethod
    def among(cls, checks: Sequence[Check]) -> type[Self]:
        return type("AmongProblems", (cls,), {"checks": checks})

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [(check.key, check.label) for check in self.checks]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        for check in self.checks:
            if check.key == self.value():
                return queryset.filter(check.rows)
        return queryset

    def count_facets(self, rows: QuerySet) -> dict[str, int]:
        """By the conditions themselves, which no row meets twice."""
        facets = {}
        for place, check in enumerate(self.checks):
            facets[f"{place}__c"] = Count("pk", filter=check.rows)
        return rows.aggregate(**facets)
