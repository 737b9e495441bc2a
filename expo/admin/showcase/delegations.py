"""Who came together from a country or a body."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from expo.admin.base import EntryAdmin, language_pair
from expo.admin.bulk.actions import bulk_actions
from expo.admin.bulk.field_actions import field_actions
from expo.admin.bulk.status_changes import PUBLISHED
from expo.admin.edition import AddressedForm
from expo.admin.filters import EditionFilter, ProblemFilter
from expo.data_entry import Task
from expo.exhibition.data_checks import DELEGATION
from expo.models import Delegation


@admin.register(Delegation)
class DelegationAdmin(EntryAdmin):
    task = Task.PEOPLE
    form = AddressedForm
    export_name = "delegations"
    list_display = ["names", "region", "head", "members", "arrives_on", "published", "missing"]
    list_filter = [EditionFilter, ProblemFilter.among(DELEGATION), "published"]
    list_select_related = ["edition", "region", "head"]
    search_fields = ["name_en", "name_zh", "slug", "region__name_en", "region__name_zh", "head__name_en"]
    autocomplete_fields = ["edition", "region", "organisation", "head", "sources"]
    prepopulated_fields = {"slug": ["name_en"]}
    actions = [*bulk_actions(PUBLISHED), *field_actions(Delegation, "region", "arrives_on", "leaves_on", "sources")]
    fieldsets = [
        (None, {"fields": ["edition", language_pair("name"), ("slug", "published"), language_pair("text")]}),
        (
            _("Who, and when"),
            {"fields": [("region", "organisation"), ("head", "members"), ("arrives_on", "leaves_on"), "sources"]},
        ),
    ]
