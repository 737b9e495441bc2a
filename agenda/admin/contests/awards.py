"""Awards and tracks of contests."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from agenda.admin.contests.one_contest import OneContestForm
from agenda.models.contests import Award, Track
from expo.admin.base import EntryAdmin, language_pair
from expo.admin.filters import BelongingFilter, EditionFilter
from expo.data_entry import Task
from expo.models import Edition

# Who won which prize, as a ranking says it.
WINNER = ("contest", "track", "entry", "place", "name_en", "name_zh", "order")


class AwardForm(OneContestForm):
    of_contest = ("track", "entry")

    def edition_of_row(self, cleaned: dict[str, Any]) -> Edition | None:
        """That of its contest, which is read-only where a ranking says who won."""
        if "contest" in self.fields:
            return super().edition_of_row(cleaned)
        return self.instance.contest.edition


@admin.register(Award)
class AwardAdmin(EntryAdmin):
    task = Task.CONTESTS
    form = AwardForm
    list_display = ["name_en", "name_zh", "entry", "place", "certificate_number", "published_at", "withdrawn_at"]
    list_filter = [EditionFilter, BelongingFilter.by("contest")]
    list_select_related = ["contest__edition", "entry"]
    search_fields = ["name_en", "name_zh", "entry__name_en", "entry__name_zh", "certificate_number"]
    autocomplete_fields = ["contest", "track", "entry", "session"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("contest", "track"),
                    language_pair("name"),
                    ("entry", "place"),
                    language_pair("citation"),
                    ("prize_minor", "prize_currency"),
                    language_pair("prize"),
                    ("session", "order"),
                ]
            },
        ),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Award | None = None) -> tuple[Any, ...]:
        """Who won, and what their place is called, stay as the ranking says it, where the award follows from one."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, *WINNER) if obj is not None and obj.ranking_id is not None else fields

    def has_change_permission(self, request: HttpRequest, obj: Award | None = None) -> bool:
        """Frozen once published."""
        return super().has_change_permission(request, obj) and not (obj and obj.published_at)

    def has_delete_permission(self, request: HttpRequest, obj: Award | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.published_at)


@admin.register(Track)
class TrackAdmin(EntryAdmin):
    task = Task.CONTESTS
    list_display = ["name_en", "name_zh", "contest", "slug"]
    list_filter = [EditionFilter, BelongingFilter.by("contest")]
    list_select_related = ["contest__edition"]
    search_fields = ["name_en", "name_zh", "slug", "contest__name_en", "contest__name_zh"]
    autocomplete_fields = ["contest"]
    fieldsets = [
        (None, {"fields": ["contest", language_pair("name"), ("slug", "order"), language_pair("text")]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Track | None = None) -> tuple[Any, ...]:
        """It stays in the contest of its entries."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, "contest") if obj is not None and obj.entries.exists() else fields
