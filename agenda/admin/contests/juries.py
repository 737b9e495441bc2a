"""Judges of rounds, and from which entries they are recused."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from agenda.models.contests import Juror, Recusal, Round
from expo.admin.base import EntryAdmin, EntryInline, language_pair
from expo.admin.filters import EditionFilter
from expo.data_entry import Task


class RecusalInline(EntryInline, admin.TabularInline):
    """To read: the contest desk recuses, for a reason that its log tells."""

    model = Recusal
    can_delete = False
    fields = ["entry", "kind", "reason"]

    def has_add_permission(self, request: HttpRequest, obj: Juror | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Juror | None = None) -> bool:
        return False


# By what rankings and the log name a judge, and in whose name scores were given.
SEAT = ("round", "number", "person")


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

    def get_readonly_fields(self, request: HttpRequest, obj: Juror | None = None) -> tuple[Any, ...]:
        """A judge keeps the seat once judging has begun: in another round, what they gave would count nowhere."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, *SEAT) if is_at_work(obj) else fields

    def has_delete_permission(self, request: HttpRequest, obj: Juror | None = None) -> bool:
        """What judges were given, or wrote, goes with no judge once judging has begun: staff recuses them instead."""
        at_work = obj is not None and is_at_work(obj) and obj.assignments.exists()
        return super().has_delete_permission(request, obj) and not at_work


def is_at_work(juror: Juror | None) -> bool:
    """Whether the judging of their round has begun."""
    stored = juror is not None and juror.pk is not None
    return stored and Round.objects.begun().filter(jurors=juror).exists()
