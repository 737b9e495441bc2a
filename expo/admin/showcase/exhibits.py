"""What exhibitors show on their stands."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from expo.admin.base import EntryAdmin, language_pair
from expo.admin.bulk.actions import bulk_actions
from expo.admin.bulk.field_actions import field_actions
from expo.admin.bulk.status_changes import EXHIBIT as STANDINGS
from expo.admin.edition import AddressedForm
from expo.admin.filters import BelongingFilter, EditionFilter, ProblemFilter
from expo.data_entry import Task
from expo.exhibition.data_checks import EXHIBIT
from expo.models import Exhibit


class ExhibitForm(AddressedForm):
    """An exhibit of an exhibitor, on one of that exhibitor's stands."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        booth, exhibitor = cleaned.get("booth"), cleaned.get("participation")
        if booth and exhibitor and not booth.participations.filter(pk=exhibitor.pk).exists():
            self.add_error("booth", _("This exhibitor is not on that stand; give it the stand first."))
        return cleaned


@admin.register(Exhibit)
class ExhibitAdmin(EntryAdmin):
    task = Task.EXHIBITION
    form = ExhibitForm
    export_name = "exhibits"
    list_display = ["names", "exhibitor", "stand", "new", "status", "missing"]
    list_filter = [EditionFilter, ProblemFilter.among(EXHIBIT), "status", "new", BelongingFilter.by("scenario")]
    list_select_related = ["edition", "participation__organisation", "booth__hall"]
    search_fields = [
        "name_en",
        "name_zh",
        "slug",
        "tags_en",
        "tags_zh",
        "participation__organisation__name_en",
        "participation__organisation__name_zh",
    ]
    autocomplete_fields = ["edition", "participation", "areas", "scenario", "booth", "sources"]
    prepopulated_fields = {"slug": ["name_en"]}
    actions = [*bulk_actions(STANDINGS), *field_actions(Exhibit, "areas", "scenario", "new", "sources")]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("edition", "participation"),
                    language_pair("name"),
                    ("slug", "status"),
                    language_pair("text"),
                ]
            },
        ),
        (
            _("Place and topics"),
            {"fields": [("booth", "scenario"), ("areas", "new"), language_pair("tags"), "sources"]},
        ),
        (_("Picture"), {"fields": ["picture"]}),
    ]

    @admin.display(description=_("exhibitor"), ordering="participation__organisation__sort_en")
    def exhibitor(self, exhibit: Exhibit) -> str:
        return str(exhibit.participation.organisation)

    @admin.display(description=_("stand"), ordering="booth__number")
    def stand(self, exhibit: Exhibit) -> str | None:
        if exhibit.booth is None:
            return None
        return exhibit.booth.label
