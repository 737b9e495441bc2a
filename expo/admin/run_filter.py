"""The rows that one import made or changed, in the lists of data entry: where the page of the import leads."""

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from expo.admin.long_lists import FacetRows
from expo.i18n.numbers import is_key
from expo.imports.lists.list_import import list_kinds
from expo.imports.next_step import RUN_PARAMETER, rows_of_runs
from expo.mixins import MixedIntoAdmin
from expo.models import ImportedFile


class RunFilter(FacetRows, admin.SimpleListFilter):
    """By the import that an address names; nowhere else is it offered."""

    title = _("import")
    parameter_name = RUN_PARAMETER

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """One that there is not is a choice as well: without any, the list would not be narrowed."""
        key = self.value()
        if key is None:
            return []
        names = self.runs(model_admin.model).values_list("name", flat=True)
        return [(key, name) for name in names] or [(key, key)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() is None:
            return queryset
        return queryset.filter(pk__in=rows_of_runs(queryset.model, self.runs(queryset.model)).values("pk"))

    def runs(self, model: type[Model]) -> QuerySet[ImportedFile]:
        """The import that the address names, if it was one of this model's rows."""
        key = self.value() or ""
        if not is_key(key):
            return ImportedFile.objects.none()
        kinds = [slug for slug, kind in list_kinds().items() if kind.model is model]
        return ImportedFile.objects.filter(pk=key, kind__in=kinds)

    def count_facets(self, rows: QuerySet) -> dict[str, int]:
        return {"0__c": self.queryset(self.request, rows).count()}


class ListsOfRuns(MixedIntoAdmin):
    """Mixed into an admin, before it: its list can be that of an import."""

    def get_list_filter(self, request: HttpRequest) -> list:
        filters = [*super().get_list_filter(request)]
        if RUN_PARAMETER in request.GET:
            filters.append(RunFilter)
        return filters
