"""What is shown for the first time."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from expo.admin.base import EntryAdmin, language_pair
from expo.admin.bulk.actions import bulk_actions
from expo.admin.bulk.field_actions import field_actions
from expo.admin.bulk.status_changes import PUBLISHED
from expo.admin.edition import AddressedForm
from expo.admin.filters import EditionFilter, ProblemFilter
from expo.data_entry import Task
from expo.exhibition.data_checks import LAUNCH
from expo.models import Launch


class LaunchForm(AddressedForm):
    """A launch; where it names an exhibit, that is its exhibitor's."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        exhibit, maker = cleaned.get("exhibit"), cleaned.get("participation")
        if exhibit and maker and exhibit.participation != maker:
            self.add_error("exhibit", _("Another exhibitor shows this exhibit."))
        return cleaned


@admin.register(Launch)
class LaunchAdmin(EntryAdmin):
    task = Task.EXHIBITION
    form = LaunchForm
    export_name = "launches"
    list_display = ["names", "exhibitor", "level", "launched_on", "published", "missing"]
    list_filter = [EditionFilter, ProblemFilter.among(LAUNCH), "level", "published"]
    list_select_related = ["edition", "participation__organisation"]
    search_fields = [
        "name_en",
        "name_zh",
        "slug",
        "participation__organisation__name_en",
        "participation__organisation__name_zh",
    ]
    autocomplete_fields = ["edition", "participation", "exhibit", "booth", "area", "scenario", "sources"]
    prepopulated_fields = {"slug": ["name_en"]}
    actions = [
        *bulk_actions(PUBLISHED),
        *field_actions(Launch, "area", "scenario", "level", "launched_on", "hour", "booth", "sources"),
    ]
    fieldsets = [
        (None, {"fields": ["edition", language_pair("name"), ("slug", "published"), language_pair("summary")]}),
        (
            _("Exhibitor and day"),
            {
                "fields": [
                    ("participation", "exhibit"),
                    ("area", "scenario"),
                    ("launched_on", "hour"),
                    ("level", "booth"),
                    "sources",
                ]
            },
        ),
        (_("Picture"), {"fields": ["picture"]}),
    ]

    @admin.display(description=_("exhibitor"), ordering="participation__organisation__sort_en")
    def exhibitor(self, launch: Launch) -> str | None:
        if launch.participation is None:
            return None
        return str(launch.participation.organisation)
