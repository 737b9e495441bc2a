"""The rows that one import made or changed, in the lists of data entry: where the page of the import leads."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from expo.admin.long_lists import FacetRows
from expo.i18n.numbers import is_key
from expo.imports.lists.list_import import list_kinds
from expo.imports.next_step import RUN_PARAMETER, rows_of_run
from expo.mixins import MixedIntoAdmin
from expo.models import ImportedFile


class RunFilter(FacetRows, admin.SimpleListFilter):
    """By the import that an address names; nowhere else is it offered."""

    title = _("import")
    parameter_name = RUN_PARAMETER

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        key = self.value() or ""
        kinds = [slug for slug, kind in list_kinds().items() if kind.model is model_admin.model]
        if not is_key(key):
            return []
        return [
            (key, name) for name in ImportedFile.objects.filter(pk=key, kind__in=kinds).values_list("name", flat=True)
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        key = self.value() or ""
        if not is_key(key):
            return queryset
        return queryset.filter(pk__in=rows_of_run(queryset.model, int(key)).values("pk"))

    def count_facets(self, rows: QuerySet) -> dict[str, int]:
        return {"0__c": self.queryset(self.request, rows).count()}


class ListsOfRuns(MixedIntoAdmin):
    """Mixed into an admin, before it: its list can be that of an import."""

    def get_list_filter(self, request: HttpRequest) -> list:
        filters = [*super().get_list_filter(request)]
        if RUN_PARAMETER in request.GET:
            filters.append(RunFilter)
        return filters
