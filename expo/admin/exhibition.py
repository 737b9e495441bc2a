"""Who takes part, where they stand, and what is shown for the first time."""

from typing import Any

from django.contrib import admin
from django.db.models import Field, QuerySet
from django.forms import Field as FormField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from expo.admin.actions import bulk_actions
from expo.admin.base import Entry, EntryInline, pair
from expo.admin.edition import AddressedForm, who_stands_in
from expo.admin.filters import BelongingFilter, EditionFilter, ProblemFilter
from expo.data_entry import Task
from expo.models import Booth, Launch, Participation
from expo.problems import LAUNCH, PARTICIPATION
from expo.standing import PARTICIPATION as STANDINGS
from expo.standing import PUBLISHED


class ParticipationForm(AddressedForm):
    def names(self, cleaned: dict[str, Any]) -> tuple[str, str]:
        organisation = cleaned.get("organisation")
        if organisation is None:
            return "", ""
        return organisation.short_en or organisation.name_en, organisation.short_zh or organisation.name_zh


class StandInline(EntryInline, admin.TabularInline):
    model = Booth.participations.through
    autocomplete_fields = ["booth"]
    verbose_name = _("booth")
    verbose_name_plural = _("booths")

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> FormField | None:
        """The row between booth and exhibitor is Django's own, whose fields have no name to translate."""
        return super().formfield_for_dbfield(db_field, request, label=_("booth"), **kwargs)


@admin.register(Participation)
class ParticipationAdmin(Entry):
    task = Task.EXHIBITION
    form = ParticipationForm
    list_display = ["organisation", "kind", "stands", "status", "missing"]
    list_filter = [EditionFilter, ProblemFilter.among(PARTICIPATION), "status", "kind"]
    list_select_related = ["organisation", "edition", "hall"]
    ordering = ["organisation__sort_en", "pk"]
    search_fields = [
        "organisation__name_en",
        "organisation__name_zh",
        "organisation__short_en",
        "organisation__short_zh",
        "organisation__aliases",
        "organisation__pinyin",
        "^organisation__initials",
        "slug",
    ]
    autocomplete_fields = ["edition", "organisation", "hall", "areas", "scenarios", "sources"]
    actions = bulk_actions(STANDINGS)
    inlines = [StandInline]
    fieldsets = [
        (None, {"fields": [("edition", "organisation"), ("kind", "status"), ("slug", "order"), pair("profile")]}),
        (_("Place and topics"), {"fields": ["hall", ("areas", "scenarios"), "sources"]}),
        (_("Contact, never public"), {"fields": [("contact_name", "contact_email", "contact_phone")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Participation]:
        return super().get_queryset(request).prefetch_related("booths__hall")

    def label(self, obj: Participation) -> str:
        return str(obj)

    @admin.display(description=_("stands"))
    def stands(self, participation: Participation) -> str | None:
        numbers = [f"{booth.hall}-{booth}" for booth in participation.booths.all()]
        return ", ".join(numbers) or (str(participation.hall) if participation.hall else None)


class BoothEdition(EditionFilter):
    path = "hall__edition"


@admin.register(Booth)
class BoothAdmin(Entry):
    task = Task.EXHIBITION
    list_display = ["__str__", "hall", "edition", "exhibitors"]
    list_filter = [BoothEdition, BelongingFilter.by("hall")]
    list_select_related = ["hall__edition"]
    search_fields = [
        "number",
        "hall__code",
        "participations__organisation__name_en",
        "participations__organisation__name_zh",
    ]
    autocomplete_fields = ["hall", "participations"]
    fieldsets = [(None, {"fields": [("hall", "number"), "participations"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Booth]:
        return super().get_queryset(request).prefetch_related("participations__organisation")

    def label(self, obj: Booth) -> str:
        return f"{obj.hall}-{obj} · {obj.hall.edition.slug}"

    @admin.display(description=_("edition"))
    def edition(self, booth: Booth) -> str:
        return booth.hall.edition.slug

    @admin.display(description=_("exhibitors"))
    def exhibitors(self, booth: Booth) -> str:
        return who_stands_in(booth)


@admin.register(Launch)
class LaunchAdmin(Entry):
    task = Task.EXHIBITION
    form = AddressedForm
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
    autocomplete_fields = ["edition", "participation", "area", "scenario", "sources"]
    prepopulated_fields = {"slug": ["name_en"]}
    actions = bulk_actions(PUBLISHED)
    fieldsets = [
        (None, {"fields": ["edition", pair("name"), ("slug", "published"), pair("summary")]}),
        (
            _("Exhibitor and day"),
            {"fields": [("participation", "scenario"), ("area", "level"), "launched_on", "sources"]},
        ),
    ]

    @admin.display(description=_("exhibitor"), ordering="participation__organisation__sort_en")
    def exhibitor(self, launch: Launch) -> str | None:
        return str(launch.participation.organisation) if launch.participation else None
