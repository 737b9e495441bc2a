"""Sources, and figures said in public."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from expo.admin.base import Entry, pair
from expo.admin.filters import EditionFilter
from expo.data_entry import Task
from expo.models import Source, StatedFigure


@admin.register(Source)
class SourceAdmin(Entry):
    task = Task.FACTS
    list_display = ["key", "publisher", "title", "dated", "reliability"]
    list_filter = ["reliability"]
    search_fields = ["key", "publisher", "title", "url"]
    fieldsets = [(None, {"fields": ["key", "publisher", "title", "url", ("dated", "reliability")]})]


@admin.register(StatedFigure)
class StatedFigureAdmin(Entry):
    task = Task.FACTS
    list_display = ["figure", "as_printed", "value", "unit", "currency", "said_by", "said_on", "headline"]
    list_filter = [EditionFilter, "headline", "unit"]
    list_select_related = ["edition"]
    search_fields = ["figure", "as_printed", "said_by", "note_en", "note_zh"]
    autocomplete_fields = ["edition", "sources"]
    fieldsets = [
        (None, {"fields": [("edition", "figure"), ("qualifier", "value"), ("unit", "currency"), "as_printed"]}),
        (_("Who said so"), {"fields": [("said_by", "said_on"), "headline", pair("note"), "sources"]}),
    ]
