"""News, and what people said."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from expo.admin.base import EntryAdmin, language_pair
from expo.admin.bulk.actions import bulk_actions
from expo.admin.bulk.field_actions import field_actions
from expo.admin.bulk.status_changes import PUBLISHED, PUBLISHED_NEWS
from expo.admin.edition import AddressedForm
from expo.admin.filters import EditionFilter, ProblemFilter
from expo.data_entry import Task
from expo.exhibition.data_checks import NEWS, QUOTATION
from expo.models import NewsItem, Quotation


@admin.register(NewsItem)
class NewsItemAdmin(EntryAdmin):
    task = Task.PEOPLE
    form = AddressedForm
    export_name = "news"
    list_display = ["names", "publish_at", "pinned", "published", "missing"]
    list_filter = [EditionFilter, ProblemFilter.among(NEWS), "published", "pinned"]
    list_select_related = ["edition"]
    search_fields = ["name_en", "name_zh", "slug", "text_en", "text_zh"]
    autocomplete_fields = ["edition", "participations", "launches", "sources"]
    prepopulated_fields = {"slug": ["name_en"]}
    actions = [
        *bulk_actions(PUBLISHED_NEWS),
        *field_actions(NewsItem, "publish_at", "pinned", "participations", "launches", "sources"),
    ]
    fieldsets = [
        (None, {"fields": ["edition", language_pair("name"), ("slug", "publish_at"), language_pair("text")]}),
        (_("Order and standing"), {"fields": [("published", "pinned")]}),
        (_("What it is about"), {"fields": [("participations", "launches"), "sources"]}),
        (_("Picture"), {"fields": ["picture"]}),
    ]


@admin.register(Quotation)
class QuotationAdmin(EntryAdmin):
    task = Task.PEOPLE
    export_name = "quotations"
    list_display = ["speaker", "occasion_en", "occasion_zh", "sense", "published", "missing"]
    list_filter = [EditionFilter, ProblemFilter.among(QUOTATION), "published", "sense"]
    list_select_related = ["edition", "speaker"]
    search_fields = ["speaker__name_en", "speaker__name_zh", "text_en", "text_zh"]
    autocomplete_fields = ["edition", "speaker", "sources"]
    actions = [*bulk_actions(PUBLISHED), *field_actions(Quotation, "said_on", "sense", "order", "sources")]
    fieldsets = [
        (None, {"fields": [("edition", "speaker"), language_pair("office"), language_pair("text"), "sense"]}),
        (
            _("Order and standing"),
            {"fields": [language_pair("occasion"), ("said_on", "order"), "published", "sources"]},
        ),
    ]

    def label(self, obj: Quotation) -> str:
        return str(obj)
