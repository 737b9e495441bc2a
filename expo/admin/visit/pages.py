"""Pages for visitors."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from expo.admin.base import EntryAdmin, language_pair
from expo.admin.bulk.actions import bulk_actions
from expo.admin.bulk.status_changes import PUBLISHED_PAGES
from expo.admin.edition import AddressedForm
from expo.admin.filters import EditionFilter, ProblemFilter
from expo.data_entry import Task
from expo.exhibition.data_checks import VISITOR_PAGE
from expo.models import VisitorPage


@admin.register(VisitorPage)
class VisitorPageAdmin(EntryAdmin):
    task = Task.EVENT
    form = AddressedForm
    export_name = "pages"
    list_display = ["names", "kind", "order", "published", "missing"]
    list_filter = [EditionFilter, ProblemFilter.among(VISITOR_PAGE), "published", "kind"]
    list_select_related = ["edition"]
    search_fields = ["name_en", "name_zh", "slug", "text_en", "text_zh"]
    autocomplete_fields = ["edition", "sources"]
    prepopulated_fields = {"slug": ["name_en"]}
    actions = bulk_actions(PUBLISHED_PAGES)
    fieldsets = [
        (None, {"fields": [("edition", "kind"), language_pair("name"), "slug", language_pair("text")]}),
        (_("Order and standing"), {"fields": [("order", "published"), "sources"]}),
    ]
