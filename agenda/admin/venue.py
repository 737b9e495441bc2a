"""Data entry for when the venue is open, and how long the walks between its halls are."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy

from agenda.models import OpeningHours, Walk
from expo.admin.base import EntryAdmin
from expo.admin.filters import BelongingFilter, EditionFilter
from expo.admin.forms import EntryForm
from expo.data_entry import Task


@admin.register(OpeningHours)
class OpeningHoursAdmin(EntryAdmin):
    task = Task.AGENDA
    list_display = ["day", "place", "opens", "closes"]
    list_filter = [EditionFilter, BelongingFilter.by("hall"), "day"]
    list_select_related = ["edition", "hall"]
    search_fields = ["hall__code", "hall__name_en", "hall__name_zh"]
    autocomplete_fields = ["edition", "hall"]
    fieldsets = [(None, {"fields": [("edition", "hall"), "day", ("opens", "closes")]})]

    @admin.display(description=gettext_lazy("hall"), ordering="hall__code")
    def place(self, hours: OpeningHours) -> str:
        return str(hours.hall or gettext_lazy("the whole venue"))


class WalkForm(EntryForm):
    """Two halls in whatever order they are given: a walk takes as long there as back."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        one, other = cleaned.get("one"), cleaned.get("other")
        if one and other and one.pk > other.pk:
            cleaned |= {"one": other, "other": one}
        return cleaned


@admin.register(Walk)
class WalkAdmin(EntryAdmin):
    task = Task.AGENDA
    form = WalkForm
    list_display = ["one", "other", "minutes"]
    list_display_links = ["one", "other"]
    list_filter = [EditionFilter]
    list_select_related = ["one__edition", "other"]
    search_fields = ["one__code", "one__name_en", "one__name_zh", "other__code", "other__name_en", "other__name_zh"]
    autocomplete_fields = ["one", "other"]
    fieldsets = [(None, {"fields": [("one", "other"), "minutes"]})]
