"""Judges of rounds, and from which entries they are recused."""

from django.contrib import admin

from agenda.models.contests import Juror, Recusal
from expo.admin.base import EntryAdmin, EntryInline, language_pair
from expo.admin.filters import EditionFilter
from expo.data_entry import Task


class RecusalInline(EntryInline, admin.TabularInline):
    model = Recusal
    fields = ["entry", "kind", "reason"]
    autocomplete_fields = ["entry"]


@admin.register(Juror)
class JurorAdmin(EntryAdmin):
    task = Task.CONTESTS
    list_display = ["person", "round", "number", "organisation", "joined_at", "published"]
    list_filter = [EditionFilter, "published"]
    list_select_related = ["round__contest__edition", "person", "organisation"]
    search_fields = ["person__name_en", "person__name_zh", "organisation__name_en", "organisation__name_zh"]
    autocomplete_fields = ["round", "person", "organisation", "tracks"]
    inlines = [RecusalInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("round", "number"),
                    ("person", "organisation"),
                    language_pair("title"),
                    ("tracks", "published"),
                    "conflicts",
                ]
            },
        ),
    ]
