"""Organisations, and the regions and technology areas by which everything is sorted."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.accounts.access import staff_member
from expo.admin.base import EntryAdmin, is_picker, language_pair
from expo.admin.bulk.field_actions import field_actions
from expo.admin.bulk.merge import merge, split
from expo.admin.edition import AddressedForm
from expo.admin.filters import PresenceFilter, ProblemFilter
from expo.admin.forms import EntryForm, WithPinyin
from expo.admin.namesakes import NamesakeWarning
from expo.data_entry import Task
from expo.exhibition import organisation_visibility
from expo.i18n import countries
from expo.models import Organisation, Region, TechnologyArea
from expo.models.organisations import OrganisationQuerySet
from expo.problems import NAMES


class OrganisationForm(WithPinyin, EntryForm):
    """An organisation, to be found by its pinyin."""


class ParticipationFilter(PresenceFilter):
    title = gettext_lazy("takes part in")
    path = "participations__edition"


@admin.register(Organisation)
class OrganisationAdmin(NamesakeWarning, EntryAdmin):
    task = Task.EXHIBITION
    form = OrganisationForm
    actions = [merge, split, *field_actions(Organisation, "kind", "region", "ownership", "fortune_500")]
    leaves = True
    export_name = "organisations"
    export_fields = (
        *("name_en", "name_zh", "short_en", "short_zh", "aliases", "kind", "ownership", "region", "fortune_500"),
        *("uscc", "website"),
    )
    export_headings = {"kind": "organisation_kind"}
    list_display = ["name_en", "name_zh", "kind", "region", "ownership", "fortune_500", "merged_into", "missing"]
    list_display_links = ["name_en", "name_zh"]
    list_filter = [ParticipationFilter, ProblemFilter.among(NAMES), "kind", "ownership", "fortune_500"]
    list_select_related = ["region", "merged_into"]
    search_fields = [
        "name_en",
        "name_zh",
        "short_en",
        "short_zh",
        "aliases",
        "pinyin",
        "joined_pinyin",
        "^initials",
        "uscc",
    ]
    autocomplete_fields = ["region"]
    fieldsets = [
        (None, {"fields": [language_pair("name"), language_pair("short"), "aliases", "pinyin"]}),
        (
            gettext_lazy("What it is"),
            {"fields": [("kind", "ownership"), ("region", "fortune_500"), ("uscc", "website")]},
        ),
        (gettext_lazy("Logo"), {"fields": ["logo"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Not those that only the ledger holds, but for whoever reads it."""
        return organisation_visibility.visible_organisations(super().get_queryset(request), staff_member(request))

    def save_model(self, request: HttpRequest, obj: Organisation, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        organisation_visibility.join_hidden_twins(obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list, dict, set, list]:
        """What deals hold leaves data entry only; what announced ones name stays."""
        rows, counts, needed, protected = super().get_deleted_objects(objs, request)
        named = Organisation.objects.filter(organisation_visibility.usage_condition(), pk__in=[row.pk for row in objs])
        if not protected and named.exists():
            protected = [_("%(name)s is named in public.") % {"name": row} for row in named]
        return rows, counts, needed, protected

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, term: str) -> tuple[QuerySet, bool]:
        """Who chooses an organisation for something is not offered one that is merged into another."""
        found, doubled = super().get_search_results(request, queryset, term)
        if is_picker(request):
            found = cast(OrganisationQuerySet, found).standing()
        return found, doubled


@admin.register(Region)
class RegionAdmin(EntryAdmin):
    list_display = ["code", "name_en", "name_zh", "kind", "parent", "missing"]
    list_display_links = ["code", "name_en", "name_zh"]
    list_filter = ["kind", ProblemFilter.among(NAMES)]
    list_select_related = ["parent"]
    search_fields = ["code", "name_en", "name_zh"]
    autocomplete_fields = ["parent"]
    fieldsets = [(None, {"fields": [("code", "kind"), language_pair("name"), "parent"]})]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, term: str) -> tuple[QuerySet, bool]:
        """A country is found by whatever it is called: Britain, Deutschland, KSA."""
        found, doubled = super().get_search_results(request, queryset, term)
        if term:
            found = found | queryset.filter(code__in=countries.country_codes(term))
        return found, doubled


@admin.register(TechnologyArea)
class TechnologyAreaAdmin(EntryAdmin):
    form = AddressedForm
    list_display = ["name_en", "name_zh", "slug", "strategic", "order", "missing"]
    list_display_links = ["name_en", "name_zh"]
    list_filter = ["strategic", ProblemFilter.among(NAMES)]
    search_fields = ["name_en", "name_zh", "slug"]
    prepopulated_fields = {"slug": ["name_en"]}
    fieldsets = [(None, {"fields": [language_pair("name"), ("slug", "order"), "strategic"]})]
